"""A drop from another program's window on the running program, through a real X server and a real mouse."""

from __future__ import annotations

import os
import queue
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from transcritor_gui.paths import resource_dir

pytestmark = pytest.mark.integration

_SOURCE = Path(__file__).with_name("drag_source.py")
_PLACE = Path(__file__).with_name("drop_place.py")
_BOUND_S = 120.0
_LOOK_EVERY_S = 0.2


def _wait_for(condition: Callable[[], bool], what: str) -> None:
    """Until `condition` holds; it is looked at a few times a second, as it lies in other processes."""
    never = threading.Event()
    until = time.monotonic() + _BOUND_S
    while not condition():
        assert time.monotonic() < until, f"waited in vain for {what}"
        never.wait(_LOOK_EVERY_S)


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of our own, on a free display that it chooses itself."""
    missing = [program for program in ("Xvfb", "xdotool") if shutil.which(program) is None]
    if missing:
        pytest.skip(f"not installed here: {', '.join(missing)}")
    readable, writable = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writable), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=(writable,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writable)
    with os.fdopen(readable) as answer:
        number = answer.readline().strip()
    if not number:
        server.wait()
        pytest.skip("Xvfb does not start here")
    yield f":{number}"
    server.terminate()
    server.wait()


class Told:
    """What a program says, line by line."""

    def __init__(self, said: IO[str]) -> None:
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, args=(said,), daemon=True).start()

    def _listen(self, said: IO[str]) -> None:
        for line in said:
            self._lines.put(line.strip())

    def next(self, within_s: float = _BOUND_S) -> str | None:
        try:
            return self._lines.get(timeout=within_s)
        except queue.Empty:
            return None


class Screen:
    """Programs and the mouse on one display."""

    def __init__(self, display: str, home: Path) -> None:
        self._environment = {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "TRANSCRITOR_HOME": str(home),
            "LANG": "C.UTF-8",
        }
        self._running: list[subprocess.Popen[str]] = []

    def start(self, *arguments: str) -> Told:
        program = subprocess.Popen(
            [sys.executable, *arguments], env=self._environment, stdout=subprocess.PIPE, text=True
        )
        self._running.append(program)
        assert program.stdout is not None
        return Told(program.stdout)

    def mouse(self, *arguments: object) -> str:
        done = subprocess.run(
            ["xdotool", *map(str, arguments)],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout

    def drag(self, start: tuple[int, int], to: tuple[int, int], told: Told, *, until: str) -> None:
        """Press the button, go to `to`, and let go once a program has said `until`: a drop that comes
        before the window below has answered is none. Until then the mouse moves a little, as a hand does."""
        self._press_and_go(start, to)
        waited_until = time.monotonic() + _BOUND_S
        wiggle = 0
        while told.next(_LOOK_EVERY_S) != until:
            assert time.monotonic() < waited_until, f"waited in vain for {until!r}"
            wiggle = 1 - wiggle
            self.mouse("mousemove", "--sync", to[0] + wiggle, to[1])
        self.mouse("mouseup", 1)

    def drag_in_vain(self, start: tuple[int, int], to: tuple[int, int]) -> None:
        """Press the button, go to `to` and let go where nothing takes what is dragged."""
        self._press_and_go(start, to)
        self.mouse("mouseup", 1)

    def _press_and_go(self, start: tuple[int, int], to: tuple[int, int]) -> None:
        self.mouse("mousemove", "--sync", *start)
        self.mouse("mousedown", 1)
        for step in range(1, 13):
            x, y = (round(a + (b - a) * step / 12) for a, b in zip(start, to, strict=True))
            self.mouse("mousemove", "--sync", x, y)

    def end(self) -> None:
        for program in self._running:
            program.terminate()
            program.wait()
            if program.stdout is not None:
                program.stdout.close()


@pytest.fixture
def screen(display: str, tmp_path: Path) -> Iterator[Screen]:
    made = Screen(display, tmp_path / "home")
    yield made
    made.end()


def _status(database: Path) -> str:
    if not database.exists():
        return "no database"
    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
    try:
        row = connection.execute("SELECT status FROM job").fetchone()
    except sqlite3.OperationalError:
        return "not ready"
    finally:
        connection.close()
    return "no job" if row is None else str(row[0])


_SOURCE_AT = (80, 60)
"""On the screen, within the little windows that files are dragged from and to."""
_WINDOW_AT = (680, 420)


def _beside_a_source(screen: Screen, path: Path, database: Path) -> Told:
    """The window with an empty list, and a program from which `path` can be dragged; what that one says."""
    screen.start("-m", "transcritor_gui")
    _wait_for(lambda: _status(database) == "no job", "the window to open its database")
    (window,) = screen.mouse("search", "--sync", "--onlyvisible", "--name", "^Transcritor$").split()
    screen.mouse("windowmove", "--sync", window, 300, 60)
    source = screen.start(str(_SOURCE), str(path))
    assert source.next() == "ready"
    screen.mouse("search", "--sync", "--onlyvisible", "--name", "^drag source$")
    return source


def test_a_file_dragged_from_another_program_is_transcribed_and_stays_where_it_is(
    screen: Screen, tmp_path: Path
) -> None:
    path = tmp_path / "exemplo com espaço.pdf"
    sample = next((resource_dir() / "sample").glob("*.pdf"))
    shutil.copyfile(sample, path)
    database = tmp_path / "home" / "data" / "transcritor.db"

    source = _beside_a_source(screen, path, database)

    screen.drag(_SOURCE_AT, _WINDOW_AT, source, until="over CopyAction")
    assert source.next() == "CopyAction"
    _wait_for(lambda: _status(database) in ("done", "done_with_issues"), "the job to be done")
    assert path.read_bytes() == sample.read_bytes()


def _found(screen: Screen, title: str) -> list[str]:
    """The visible windows of that title."""
    return screen.mouse("search", "--onlyvisible", "--name", title).split()


def test_a_drop_with_shift_asks_how_the_file_is_to_be_read(screen: Screen, tmp_path: Path) -> None:
    path = tmp_path / "exemplo.pdf"
    shutil.copyfile(next((resource_dir() / "sample").glob("*.pdf")), path)
    database = tmp_path / "home" / "data" / "transcritor.db"
    source = _beside_a_source(screen, path, database)

    screen.mouse("keydown", "Shift_L")
    screen.drag(_SOURCE_AT, _WINDOW_AT, source, until="over CopyAction")
    assert source.next() == "CopyAction"
    title = "^Add 1 file with options$"
    # A source is told of its drop before the window below has it: only then may the key be let go.
    _wait_for(lambda: _found(screen, title) != [], "the options to be asked for")
    screen.mouse("keyup", "Shift_L")
    (asked,) = _found(screen, title)
    assert _status(database) == "no job"
    # Its first button, which Return presses, is "Transcribe"; without a window manager the focus is given.
    screen.mouse("windowfocus", "--sync", asked, "key", "Return")
    _wait_for(lambda: _status(database) in ("done", "done_with_issues"), "the job to be done")
    assert path.exists()


def test_a_row_dragged_out_is_a_file_where_it_is_let_go_and_not_before(
    screen: Screen, tmp_path: Path
) -> None:
    path = tmp_path / "exemplo.pdf"
    shutil.copyfile(next((resource_dir() / "sample").glob("*.pdf")), path)
    home = tmp_path / "home"
    screen.start("-m", "transcritor_gui", str(path))
    database = home / "data" / "transcritor.db"
    _wait_for(lambda: _status(database) in ("done", "done_with_issues"), "the job to be done")
    (window,) = screen.mouse("search", "--sync", "--onlyvisible", "--name", "^Transcritor$").split()
    screen.mouse("windowmove", "--sync", window, 300, 60)
    place = screen.start(str(_PLACE))
    assert place.next() == "ready"
    screen.mouse("search", "--sync", "--onlyvisible", "--name", "^drop place$")

    # Two presses at one place of the first row would be a double click.
    screen.drag_in_vain((600, 177), (280, 790))
    assert not list((home / "cache").rglob("exemplo.txt"))

    screen.drag((720, 177), _SOURCE_AT, place, until="over exemplo.txt=0")
    what, name, size = (place.next() or "").replace("=", " ").split()
    assert (what, name) == ("dropped", "exemplo.txt")
    assert int(size) > 500
