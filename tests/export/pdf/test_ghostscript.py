"""Ghostscript as a program that may take long, or never end."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.pdf import ghostscript

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")


@pytest.fixture
def endless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a Ghostscript that never ends writes the number of its process."""
    program = tmp_path / "bin" / "gs"
    program.parent.mkdir()
    lines = ["#!/bin/sh", f'cd "{tmp_path}"', "echo $$ > part", "mv part pid", "exec sleep 1000", ""]
    program.write_text("\n".join(lines))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    return tmp_path / "pid"


def _conversion(folder: Path) -> Generator[bytes, None, Path]:
    return ghostscript.converted_to_pdf_a(
        folder / "a.pdf", folder, colours="RGB", keeps_jpeg_2000=True, page_count=1, name="a.pdf"
    )


def _is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def test_it_ends_when_its_work_is_no_longer_wanted(endless: Path, tmp_path: Path) -> None:
    pieces = _conversion(tmp_path)
    while not endless.exists():
        assert next(pieces) == b""
    process = int(endless.read_text())
    assert not _is_gone(process)
    pieces.close()
    assert _is_gone(process)


def test_it_ends_when_it_takes_too_long(
    endless: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ghostscript, "_SECONDS", 0.0)
    monkeypatch.setattr(ghostscript, "_SECONDS_A_PAGE", 0.0)
    with pytest.raises(TranscritorError) as caught:
        list(_conversion(tmp_path))
    assert caught.value.info.code is ErrorCode.PDF_A_FAILED
    assert caught.value.info.fact("reason") == "it took too long"
