"""How late a 16 ms timer of the window is while everything is at work: `python -m benchmarks.window_lateness
FILE...`.

The real window with a history of 10,000 jobs, the real service, workers that really recognise the given
files, and a person who scrolls, selects rows and types into the search. Prints one JSON object. Runs
offscreen unless QT_QPA_PLATFORM says otherwise.

Where others keep the processors busy, ticks are late whatever the window does; how long its thread was at
work between two ticks (`busy`) is its own doing alone.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing import freeze_support
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QAbstractItemView, QApplication

from transcritor_gui.ui.search.search_field import SearchField

if TYPE_CHECKING:
    from transcritor_gui.app import Application

__all__ = ["Lateness", "Watcher", "main"]

ROWS = 10_000
PERIOD_MS = 16
WATCHED_S = 40.0
_SCROLL_MS = 120
_SELECT_MS = 1500
_TYPE_MS = 180
_TYPED = "petição inicial 0012"
_START_TIMEOUT_S = 120.0
_NAMESPACE = UUID("6a4f8a2e-4f0c-4d0c-9d1e-0b8f5a1c7d11")


@dataclass(frozen=True, slots=True)
class Lateness:
    """Milliseconds by which ticks came later than their period."""

    ticks: int
    median_ms: float
    p99_ms: float
    worst_ms: float
    busy_p99_ms: float
    busy_worst_ms: float
    """Processor time of the window's thread between two ticks."""
    rows: int
    pages_read: int
    """Pages finished while the window was watched."""


def main(arguments: Sequence[str]) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="bench-window-", ignore_cleanup_errors=True) as home:
        os.environ["TRANSCRITOR_HOME"] = home
        measured = _watch([str(Path(path).absolute()) for path in arguments])
    if measured is None:
        print("the window did not show its rows in time", file=sys.stderr)
        return 1
    print(json.dumps(asdict(measured)))
    return 0


def _fill_history(database: Path) -> None:
    from transcritor_gui.model import Job, JobStatus, PageSource, TranscriptionOptions
    from transcritor_gui.store import Store

    kinds = (
        JobStatus.DONE,
        JobStatus.DONE_WITH_ISSUES,
        JobStatus.FAILED,
        JobStatus.CANCELLED,
        JobStatus.DONE,
    )
    start = datetime(2024, 1, 1, tzinfo=UTC)
    jobs = [
        Job(
            id=uuid5(_NAMESPACE, str(number)),
            name=f"Processo {number:05d}-{number % 97:02d} petição inicial.pdf",
            path=f"/tmp/documentos/{number:05d}.pdf",
            status=kinds[number % len(kinds)],
            options=TranscriptionOptions(),
            added_at=start + timedelta(minutes=number),
            position=float(number),
            size_bytes=100_000 + number,
            page_count=1 + number % 40,
            pages_wanted=1 + number % 40,
            pages_done=1 + number % 40,
            source=PageSource.OCR,
        )
        for number in range(1, ROWS + 1)
    ]
    store = Store(database)
    try:
        store.jobs.insert(jobs, owner="")
    finally:
        store.close()


def _watch(paths: list[str]) -> Lateness | None:
    from transcritor_gui.app import Application
    from transcritor_gui.paths import places
    from transcritor_gui.settings import load_settings
    from transcritor_gui.ui.process.single_instance import SingleInstance

    here = places()
    here.create()
    _fill_history(here.database)
    application = QApplication([])
    instance = SingleInstance(here.data)
    if not instance.acquire():
        raise RuntimeError("another window holds the fresh home folder")
    program = Application(here, load_settings(here.settings_file), instance)
    watcher = Watcher(program, paths)
    program.start([])
    application.exec()
    return watcher.measured()


class Watcher(QObject):
    """Waits for the rows, queues the files, then notes every tick while it scrolls and selects rows."""

    def __init__(self, program: Application, paths: list[str]) -> None:
        super().__init__()
        self._program = program
        self._paths = paths
        self._late_ms: list[float] = []
        self._busy_ms: list[float] = []
        self._last_cpu = 0.0
        self._letter = 0
        self._field: SearchField | None = None
        self._pages = 0
        self._rows = 0
        self._turn = 0
        self._last = 0.0
        self._view: QAbstractItemView | None = None
        self._ticks = self._timer(PERIOD_MS, self._on_tick)
        self._scroll = self._timer(_SCROLL_MS, self._on_scroll)
        self._select = self._timer(_SELECT_MS, self._on_select)
        self._type = self._timer(_TYPE_MS, self._on_type)
        self._look = self._timer(100, self._on_look)
        self._end = self._timer(int(WATCHED_S * 1000), self._on_end)
        self._give_up = self._timer(int(_START_TIMEOUT_S * 1000), program.controller.stop)
        program.controller.page_finished.connect(self._on_page_finished)
        self._look.start()
        self._give_up.start()

    def measured(self) -> Lateness | None:
        """After the end; None when it was never begun."""
        if not self._late_ms:
            return None
        ordered, busy = sorted(self._late_ms), sorted(self._busy_ms)
        return Lateness(
            ticks=len(ordered),
            median_ms=round(ordered[len(ordered) // 2], 1),
            p99_ms=round(ordered[int(len(ordered) * 0.99)], 1),
            worst_ms=round(ordered[-1], 1),
            busy_p99_ms=round(busy[int(len(busy) * 0.99)], 1),
            busy_worst_ms=round(busy[-1], 1),
            rows=self._rows,
            pages_read=self._pages,
        )

    def _timer(self, period_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(period_ms)
        timer.timeout.connect(slot)
        return timer

    @Slot()
    def _on_look(self) -> None:
        for widget in QApplication.allWidgets():
            if isinstance(widget, QAbstractItemView) and widget.isVisible():
                model = widget.model()
                if model is not None and model.rowCount() >= ROWS:
                    self._begin(widget, model.rowCount())
                    return

    def _begin(self, view: QAbstractItemView, rows: int) -> None:
        self._look.stop()
        self._give_up.stop()
        self._view, self._rows = view, rows
        self._program.controller.intake.add_paths(self._paths)
        self._field = next(each for each in QApplication.allWidgets() if isinstance(each, SearchField))
        self._last, self._last_cpu = time.perf_counter(), time.thread_time()
        for timer in (self._ticks, self._scroll, self._select, self._type, self._end):
            timer.start()

    @Slot()
    def _on_tick(self) -> None:
        now = time.perf_counter()
        self._late_ms.append(max(0.0, (now - self._last) * 1000 - PERIOD_MS))
        self._last = now
        cpu = time.thread_time()
        self._busy_ms.append((cpu - self._last_cpu) * 1000)
        self._last_cpu = cpu

    @Slot()
    def _on_scroll(self) -> None:
        if self._view is not None:
            self._turn += 1
            bar = self._view.verticalScrollBar()
            bar.setValue((self._turn * 37) % max(1, bar.maximum()))

    @Slot()
    def _on_select(self) -> None:
        """Every other time the row at work, whose text and picture then come in; else an old one."""
        if self._view is not None:
            model = self._view.model()
            row = 0 if self._turn % 2 else (self._turn * 53) % model.rowCount()
            self._view.setCurrentIndex(model.index(row, 0))

    @Slot()
    def _on_type(self) -> None:
        """Letter by letter, and then all of it out again."""
        if self._field is not None:
            self._letter += 1
            self._field.setText(_TYPED[: self._letter % (len(_TYPED) + 1)])

    @Slot(object)
    def _on_page_finished(self, _: object) -> None:
        self._pages += 1

    @Slot()
    def _on_end(self) -> None:
        for timer in (self._ticks, self._scroll, self._select, self._type, self._end):
            timer.stop()
        self._program.controller.stop()


if __name__ == "__main__":
    freeze_support()
    sys.exit(main(sys.argv[1:]))
