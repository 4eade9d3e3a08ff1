"""The digest of a file's bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.file_digest import file_sha256, wanted_sha256


def test_all_bytes_are_digested(tmp_path: Path) -> None:
    data = bytes(range(256)) * 10_000
    (tmp_path / "a").write_bytes(data)
    assert file_sha256(tmp_path / "a") == hashlib.sha256(data).hexdigest()


def test_it_ends_when_it_is_not_wanted_any_more(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(3_000_000))
    answers = iter((True, False))
    assert wanted_sha256(tmp_path / "a", is_wanted=lambda: next(answers)) is None


def test_a_file_that_has_gone_or_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none", ErrorCode.FILE_MISSING), (tmp_path, ErrorCode.FILE_UNREADABLE)):
        with pytest.raises(TranscritorError) as caught:
            file_sha256(path)
        assert (caught.value.info.code, caught.value.info.fact("name")) == (code, path.name)
