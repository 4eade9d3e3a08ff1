"""`watch`: begun with words, ended in good order by a signal, refused where it could not work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Ask
from tests.jobs import fakes


def test_folders_that_lie_in_each_other_are_refused_in_words(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    answer = ask("watch", "in", "-o", "in/out")
    assert answer.code == 2
    assert "lie in each other" in answer.err
    assert not (tmp_path / "in" / "out").exists()


@pytest.mark.parametrize("arguments", [["watch", "-o", "out"], ["watch", "in"]])
def test_a_folder_to_watch_and_one_to_write_to_are_needed(ask: Ask, arguments: list[str]) -> None:
    assert ask(*arguments).code == 2


def test_a_file_cannot_be_watched(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "in").touch()
    answer = ask("watch", "in", "-o", "out")
    assert (answer.code, "only folders can be watched" in answer.err) == (2, True)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_good_order(tmp_path: Path, number: signal.Signals) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    fakes.write_document(inbox / "a.pdf", "ok", salt="%%EOF")
    command = [
        sys.executable,
        "-m",
        "tests.cli.fake_program",
        "watch",
        str(inbox),
        "-o",
        "out",
        "--format",
        "txt",
    ]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd()), "TRANSCRITOR_INTERFACE_LANGUAGE": "en"}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stderr is not None
        told = []
        for line in program.stderr:
            told.append(line)
            if "written to" in line:
                program.send_signal(number)
        assert program.wait() == 0, told
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.txt"]
    assert told[-1] == "Ended. What was begun goes on at the next start.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_files_that_come_while_it_is_killed_are_written_once_each(tmp_path: Path) -> None:
    """200 files and five kills came out right as well; fewer are enough to meet each step."""
    inbox, output, done = tmp_path / "in", tmp_path / "out", tmp_path / "done"
    inbox.mkdir()
    names = [f"f{number:02}" for number in range(24)]
    for name in names:
        fakes.write_document(inbox / f"{name}.pdf", "ok", salt=f"{name} %%EOF")
    arguments = ["watch", str(inbox), "-o", str(output), "--format", "txt", "--done", str(done)]
    command = [sys.executable, "-m", "tests.cli.fake_program", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd()), "TRANSCRITOR_INTERFACE_LANGUAGE": "en"}
    for kill_after in (4, 9, None):
        with subprocess.Popen(
            command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True
        ) as program:
            assert program.stderr is not None
            written = 0
            for line in program.stderr:
                written += "written to" in line
                if written == kill_after:
                    program.kill()
                elif output.is_dir() and len(list(output.glob("*.txt"))) == len(names):
                    program.terminate()
    assert sorted(path.name for path in output.glob("*.txt")) == [f"{name}.txt" for name in names]
    sources = [*done.iterdir(), *inbox.glob("*.pdf")]
    assert sorted(path.name for path in sources) == [f"{name}.pdf" for name in names]
