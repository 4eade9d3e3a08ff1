"""The files of watched folders: what is looked at, what is complete, and where it is put."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.file_digest import file_sha256
from transcritor_gui.jobs.watching.watched_sources import (
    found_aside,
    is_on_network,
    is_written,
    looks_whole,
    put_aside,
    watched_files,
)


def made(path: Path, data: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_documents_that_are_not_hidden_are_looked_at(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.TIF", ".a.pdf", "~$a.pdf", "a.pdf.part", "a.txt", "below/c.pdf"):
        made(tmp_path / name)
    assert {path.name for path, _ in watched_files(tmp_path, subfolders=False)} == {"a.pdf", "b.TIF"}
    assert {path.name for path, _ in watched_files(tmp_path, subfolders=True)} == {"a.pdf", "b.TIF", "c.pdf"}


@pytest.mark.parametrize(
    ("data", "is_whole"),
    [
        (b"%PDF-1.7\n...%%EOF\n", True),
        (b"%PDF-1.7\n..." + bytes(70_000), False),
        (b"\x89PNG\r\n\x1a\n....IEND\xaeB`\x82", True),
        (b"\x89PNG\r\n\x1a\n....", False),
        (b"\xff\xd8\xff\xe0....\xff\xd9", True),
        (b"\xff\xd8\xff\xe0....", False),
        (b"II*\0....", True),
        (b"", False),
    ],
)
def test_the_end_of_a_file_tells_whether_it_is_whole(tmp_path: Path, data: bytes, *, is_whole: bool) -> None:
    assert looks_whole(made(tmp_path / "a", data)) is is_whole


@pytest.mark.skipif(sys.platform != "linux", reason="leases are Linux's")
def test_a_file_that_is_open_for_writing_is_written(tmp_path: Path) -> None:
    path = made(tmp_path / "a.pdf")
    with path.open("ab"):
        assert is_written(path)
    assert not is_written(path)


@pytest.mark.skipif(sys.platform == "win32", reason="opening tells there")
def test_a_file_that_is_locked_is_written(tmp_path: Path) -> None:
    import fcntl

    path = made(tmp_path / "a.pdf")
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert is_written(path)
    assert not is_written(path)


def test_a_folder_of_this_computer_is_not_on_a_network(tmp_path: Path) -> None:
    assert not is_on_network(tmp_path)


def test_a_file_is_put_aside_over_nothing(tmp_path: Path) -> None:
    made(tmp_path / "done" / "a.pdf", b"same")
    target = put_aside(made(tmp_path / "a.pdf", b"same"), tmp_path / "done", again=False)
    assert (target.name, target.read_bytes()) == ("a (2).pdf", b"same")
    assert not (tmp_path / "a.pdf").exists()


def test_a_move_that_was_broken_off_is_gone_on_with(tmp_path: Path) -> None:
    source = made(tmp_path / "a.pdf", b"same")
    (tmp_path / "done").mkdir()
    os.link(source, tmp_path / "done" / "a.pdf")
    assert put_aside(source, tmp_path / "done", again=True) == tmp_path / "done" / "a.pdf"
    assert [each.name for each in (tmp_path / "done").iterdir()] == ["a.pdf"]
    assert not source.exists()


def test_a_file_goes_to_another_disk_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "another disk")

    source = made(tmp_path / "a.pdf", b"all of it")
    with monkeypatch.context() as patch:
        patch.setattr("transcritor_gui.jobs.watching.watched_sources._moved", refuse)
        target = put_aside(source, tmp_path / "done", again=False)
    assert target.read_bytes() == b"all of it"
    assert not source.exists()


def test_a_file_that_cannot_be_moved_stays_and_is_named(tmp_path: Path) -> None:
    source = made(tmp_path / "a.pdf")
    made(tmp_path / "done")
    with pytest.raises(TranscritorError) as raised:
        put_aside(source, tmp_path / "done", again=False)
    assert raised.value.info.code is ErrorCode.SOURCE_NOT_MOVED
    assert source.exists()


def test_what_was_put_aside_is_found_by_its_content(tmp_path: Path) -> None:
    made(tmp_path / "done" / "a.pdf", b"another")
    mine = made(tmp_path / "done" / "a (2).pdf", b"mine")
    assert found_aside("a.pdf", tmp_path / "done", file_sha256(mine)) == mine
    assert found_aside("b.pdf", tmp_path / "done", file_sha256(mine)) is None
