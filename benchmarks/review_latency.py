"""How long the review takes to show what a key asks for: `python -m benchmarks.review_latency`.

    --pages 3000          of the made document
    --keys 90             how often each key is pressed

The real window over a made document of that many scanned pages, with the real store and workers that really
draw the pages. Pages are opened at random; then doubts are walked with F8, and decided about with Enter, at
the pace of somebody quick. A time ends when text, picture and card have been painted. Writes
`results/review-MACHINE.md`. Runs offscreen unless QT_QPA_PLATFORM says otherwise.

Others at work on the machine make the times longer: the processor time of the window's thread stands beside
them, which is all that a key waits for where the page was ready before.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing import freeze_support
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks import machine
from benchmarks.places import results_dir
from benchmarks.review_history import make_history

if TYPE_CHECKING:
    from transcritor_gui.app import Application

__all__ = ["main"]

_PACE_MS = 250
"""Between two keys: four decisions a second."""
_TIMEOUT_S = 20.0
_SIZE_PX = (1280, 800)


@dataclass(frozen=True, slots=True)
class _Times:
    what: str
    goal_ms: int
    wall_ms: list[float] = field(default_factory=list)
    own_ms: list[float] = field(default_factory=list)

    def add(self, begun: float, begun_cpu: float) -> None:
        self.wall_ms.append((time.perf_counter() - begun) * 1000)
        self.own_ms.append((time.thread_time() - begun_cpu) * 1000)

    def row(self) -> str:
        if not self.wall_ms:
            return f"| {self.what} | 0 | | | | | {self.goal_ms} |"
        figures = [
            f"{_share(values, share):.0f}" for values in (self.wall_ms, self.own_ms) for share in (0.5, 0.95)
        ]
        return f"| {self.what} | {len(self.wall_ms)} | {' | '.join(figures)} | {self.goal_ms} |"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--keys", type=int, default=90)
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="bench-review-", ignore_cleanup_errors=True) as home:
        os.environ["TRANSCRITOR_HOME"] = home
        times = _measure(Path(home), pages=chosen.pages, keys=chosen.keys)
    lines = [
        "# The review",
        "",
        *machine.facts(),
        f"- a document of {chosen.pages} scanned pages, 400 words each; a key each {_PACE_MS} ms",
        f"- load {os.getloadavg()[0]:.1f} at the end",
        "",
        "| from the key to the screen | times | median ms | p95 ms | own median | own p95 | goal p95 |",
        "|---|---:|---:|---:|---:|---:|---:|",
        *(each.row() for each in times),
        "",
    ]
    (results_dir() / f"review-{machine.slug()}.md").write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))
    return 0


def _measure(home: Path, *, pages: int, keys: int) -> tuple[_Times, ...]:
    from transcritor_gui.app import Application
    from transcritor_gui.paths import places
    from transcritor_gui.settings import load_settings
    from transcritor_gui.ui.process.single_instance import SingleInstance

    here = places()
    here.create()
    make_history(here.database, home, pages=pages)
    application = QApplication([])
    instance = SingleInstance(here.data)
    if not instance.acquire():
        raise RuntimeError("another window holds the fresh home folder")
    program = Application(here, load_settings(here.settings_file), instance)
    program.window.resize(*_SIZE_PX)
    program.start([])
    reader = _Reader(program)
    times = (
        *reader.open_pages(pages, min(keys, pages)),
        *reader.press(Qt.Key.Key_F8, keys, "F8"),
        *reader.press(Qt.Key.Key_Return, keys, "Enter, kept"),
    )
    program.controller.stopped.connect(application.quit)
    QTimer.singleShot(0, program.controller.stop)
    application.exec()
    return times


class _Reader:
    """Presses keys in the review of the only document, and waits for what they bring."""

    def __init__(self, program: Application) -> None:
        self._window = program.window
        parts = program.window.parts
        self._review = parts.review
        _until(lambda: parts.model.rowCount() > 0)
        job = parts.model.job_at(0)
        assert job is not None
        parts.table.select_job(job.id)
        _settle(500)
        QTest.keyClick(parts.table, Qt.Key.Key_Return)
        _until(self._is_whole)
        _settle(1500)

    def open_pages(self, pages: int, count: int) -> tuple[_Times, ...]:
        text = _Times("a page opened, its text", 100)
        picture = _Times("a page opened, its picture", 400)
        chance = random.Random(4)
        for page_index in chance.sample(range(pages), count):
            if page_index == self._review.page_index:
                continue
            begun, begun_cpu = time.perf_counter(), time.thread_time()
            self._review.show_page(page_index)
            _until(self._has_text)
            self._window.repaint()
            text.add(begun, begun_cpu)
            _until(self._is_whole)
            self._window.repaint()
            picture.add(begun, begun_cpu)
            _settle(_PACE_MS)
        return text, picture

    def press(self, key: Qt.Key, count: int, name: str) -> tuple[_Times, ...]:
        same = _Times(f"{name}: the next doubt of the page", 50)
        other = _Times(f"{name}: the next doubt, on another page", 50)
        for _ in range(count):
            before = self._review.shown_word
            begun, begun_cpu = time.perf_counter(), time.thread_time()
            QTest.keyClick(QApplication.focusWidget() or self._window, key)
            _until(lambda before=before: self._is_at_another(before))  # type: ignore[misc]
            self._window.repaint()
            (same if self._review.shown_word[0] == before[0] else other).add(begun, begun_cpu)
            _settle(_PACE_MS)
        return same, other

    def _is_at_another(self, before: tuple[int, int]) -> bool:
        now = self._review.shown_word
        return now != before and now[1] >= 0 and self._is_whole()

    def _has_text(self) -> bool:
        return self._review.has_text

    def _is_whole(self) -> bool:
        return self._review.has_text and self._review.has_picture


def _until(is_reached: Callable[[], bool]) -> None:
    """Let the window run until then. It is asked each millisecond, so that a wait costs no processor time."""
    begun = time.perf_counter()
    waking = QTimer()
    waking.setTimerType(Qt.TimerType.PreciseTimer)
    waking.start(1)
    while not is_reached():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.perf_counter() - begun > _TIMEOUT_S:
            raise TimeoutError("the review did not come to it")


def _settle(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _share(values: list[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))]


if __name__ == "__main__":
    freeze_support()
    sys.exit(main(sys.argv[1:]))
