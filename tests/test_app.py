"""The whole program, started as a person starts it, on a screen that nobody sees."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from transcritor_gui.paths import places, resource_dir

pytestmark = pytest.mark.integration

_BOUND_S = 120.0
_LOOK_EVERY_S = 0.1


def _wait_for(condition: Callable[[], bool], what: str) -> None:
    """It is looked at a few times a second, as it lies in another process."""
    never = threading.Event()
    until = time.monotonic() + _BOUND_S
    while not condition():
        assert time.monotonic() < until, f"waited in vain for {what}"
        never.wait(_LOOK_EVERY_S)


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    running: list[subprocess.Popen[str]] = []

    def begin(*arguments: str) -> subprocess.Popen[str]:
        program = subprocess.Popen(
            [sys.executable, "-m", "transcritor_gui", *arguments],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"},
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(program)
        return program

    yield begin
    for program in running:
        program.kill()
        program.wait()
        assert program.stderr is not None
        program.stderr.close()


def _jobs() -> list[tuple[str, str]]:
    """Name and status of each job, from the database; none while there is no database."""
    database = places().database
    if not database.exists():
        return []
    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
    try:
        return list(connection.execute("SELECT name, status FROM job ORDER BY position"))
    except sqlite3.OperationalError:
        return []
    finally:
        connection.close()


@pytest.fixture
def sample() -> str:
    return str(next((resource_dir() / "sample").glob("*.pdf")))


def test_files_are_queued_a_second_start_adds_to_them_and_the_end_is_orderly(
    start: Callable[..., subprocess.Popen[str]], sample: str, tmp_path: Path
) -> None:
    first = start(sample)
    _wait_for(lambda: len(_jobs()) == 1, "the first file")
    other = tmp_path / "outro documento.pdf"
    other.write_bytes(Path(sample).read_bytes())
    second = start(str(other))
    assert second.wait(_BOUND_S) == 0
    _wait_for(lambda: len(_jobs()) == 2, "the file of the second start")
    first.send_signal(signal.SIGTERM)
    assert first.wait(_BOUND_S) == 128 + signal.SIGTERM
    assert {status for _, status in _jobs()} <= {"queued", "done"}
    assert "Traceback" not in places().log_file.read_text(encoding="utf-8")


def test_a_database_of_a_newer_program_is_told_in_words_and_not_as_a_traceback(
    start: Callable[..., subprocess.Popen[str]],
) -> None:
    here = places()
    here.create()
    connection = sqlite3.connect(here.database)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    program = start()
    _wait_for(
        lambda: here.log_file.exists() and "database_newer" in here.log_file.read_text(encoding="utf-8"),
        "the refusal",
    )
    program.send_signal(signal.SIGTERM)
    assert program.wait(_BOUND_S) == 128 + signal.SIGTERM
    assert program.stderr is not None
    assert "Traceback" not in program.stderr.read()
    assert _jobs() == []


_MOVING = """
import sys
from pathlib import Path
from transcritor_gui import app

opened = []
begin = app.Application.start


def start(self, paths):
    opened.append(self)
    window = self.window
    if len(opened) == 1:
        self.controller.started.connect(lambda: window._archive.move_wanted.emit(Path(sys.argv[1])))
    else:
        self.controller.started.connect(window.close_unasked)
    begin(self, paths)


app.Application.start = start
if __name__ == "__main__":
    code = app.run_window([])
    assert len(opened) == 2, opened
    sys.exit(code)
"""


def test_the_window_moves_the_history_and_opens_again(tmp_path: Path) -> None:
    old, new = places().data, tmp_path / "elsewhere"
    script = tmp_path / "moving.py"
    script.write_text(_MOVING, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(new)],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
        },
        capture_output=True,
        text=True,
        timeout=_BOUND_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert places().data == new
    assert places().database.is_file()
    assert list(old.iterdir()) == []
