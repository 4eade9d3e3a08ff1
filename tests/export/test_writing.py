"""A file is there whole or not at all, and never in the place of another unasked."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export import write_export, write_export_under_free_name, writing


def _code(caught: pytest.ExceptionInfo[TranscritorError]) -> ErrorCode:
    return caught.value.info.code


def test_the_bytes_are_at_the_target(tmp_path: Path) -> None:
    write_export(b"ola", tmp_path / "a.txt", replace=False)
    assert (tmp_path / "a.txt").read_bytes() == b"ola"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_pieces_are_written_in_order(tmp_path: Path) -> None:
    write_export(iter([b"a", b"b"]), tmp_path / "a.txt", replace=False)
    assert (tmp_path / "a.txt").read_bytes() == b"ab"


def test_an_existing_file_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    with pytest.raises(TranscritorError) as caught:
        write_export(b"new", target, replace=False)
    assert _code(caught) is ErrorCode.EXPORT_EXISTS
    assert target.read_bytes() == b"old"


def test_a_name_taken_meanwhile_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"

    def pieces() -> Iterator[bytes]:
        target.write_bytes(b"somebody else's")
        yield b"new"

    with pytest.raises(TranscritorError) as caught:
        write_export(pieces(), target, replace=False)
    assert _code(caught) is ErrorCode.EXPORT_EXISTS
    assert target.read_bytes() == b"somebody else's"
    assert len(list(tmp_path.iterdir())) == 1


def test_replacing_keeps_the_permissions(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_export(b"new", target, replace=True)
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640


def test_replacing_a_link_writes_where_it_points(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_export(b"new", link, replace=True)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_failure_on_the_way_leaves_nothing_behind(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(TranscritorError) as caught:
        write_export(pieces(), tmp_path / "a.txt", replace=True)
    assert _code(caught) is ErrorCode.DISK_FULL
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_device_says_so() -> None:
    with pytest.raises(TranscritorError) as caught:
        write_export(b"x", Path("/dev/full"), replace=True)
    assert _code(caught) is ErrorCode.DISK_FULL


def test_a_missing_folder_is_named_plainly(tmp_path: Path) -> None:
    with pytest.raises(TranscritorError) as caught:
        write_export(b"x", tmp_path / "no" / "a.txt", replace=False)
    assert _code(caught) is ErrorCode.EXPORT_FAILED
    assert caught.value.info.fact("reason") == "the folder does not exist"


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(TranscritorError) as caught:
        write_export(b"x", tmp_path, replace=True)
    assert _code(caught) is ErrorCode.EXPORT_FAILED


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_export(b"ola", pipe, replace=True)
    reader.join(timeout=10)
    assert got == [b"ola"]


def test_a_free_name_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")
    assert write_export_under_free_name(b"new", tmp_path, "a.txt") == tmp_path / "a (2).txt"
    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert (tmp_path / "a (2).txt").read_bytes() == b"new"


@pytest.mark.skipif(sys.platform != "linux", reason="files without a name")
def test_a_program_that_is_killed_while_it_writes_leaves_nothing(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from transcritor_gui.export import write_export\n"
        "def pieces():\n"
        "    yield b'half of it'\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "write_export(pieces(), Path(sys.argv[1]), replace=False)\n"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "a.txt")],
        env={**os.environ, "PYTHONPATH": str(root)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert list(tmp_path.iterdir()) == []


def test_what_was_left_long_ago_is_cleared_away_where_files_need_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_nameless", lambda _folder: None)
    old, new = tmp_path / ".transcritor-0a.part", tmp_path / ".transcritor-0b.part"
    for path in (old, new):
        path.touch()
    os.utime(old, (0, 0))
    write_export(b"text", tmp_path / "a.txt", replace=False)
    assert sorted(path.name for path in tmp_path.iterdir()) == [new.name, "a.txt"]
