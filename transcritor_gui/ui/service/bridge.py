"""The one way from other threads to the GUI thread.

Service events and answers to requests are put into a queue from any thread; a queued signal wakes this
object, which lives on the GUI thread for as long as the program, and hands them on in their order.
Progress is gathered so that the window is repainted at most 20 times a second. (A signals object owned
by each QRunnable loses results: when the runnable dies, so do its undelivered signals.)
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from transcritor_gui.jobs.events import Event, JobsAdded, JobsChanged, PageFinished
from transcritor_gui.model import Job

__all__ = ["Bridge", "Delivery", "coalesced"]

_FLUSH_INTERVAL_MS = 50
"""20 times a second: faster than the eye follows a bar, slow enough to leave the GUI thread idle."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """The result of a request: `deliver(value)` is called on the GUI thread."""

    deliver: Callable[[Any], None]
    value: Any


class Bridge(QObject):
    """Delivers events and answers, in the order they were posted, on the GUI thread."""

    event_arrived = Signal(object)
    """An Event of `jobs.events`; additions and changes that came close together are gathered into one."""

    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._waiting: deque[Event | Delivery] = deque()
        self._wake_is_due = False
        self._last_flush_s = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._flush)
        self._woken.connect(self._on_woken, Qt.ConnectionType.QueuedConnection)

    def post(self, item: Event | Delivery) -> None:
        """Take an event or an answer from any thread; returns at once."""
        with self._lock:
            self._waiting.append(item)
            wake = not self._wake_is_due or not _may_wait(item)
            self._wake_is_due = True
        if wake:
            self._woken.emit()

    @Slot()
    def _on_woken(self) -> None:
        with self._lock:
            all_may_wait = all(_may_wait(item) for item in self._waiting)
        rest_ms = _FLUSH_INTERVAL_MS - (time.monotonic() - self._last_flush_s) * 1000
        if all_may_wait and rest_ms > 0:
            if not self._timer.isActive():
                self._timer.start(int(rest_ms) + 1)
        else:
            self._flush()

    @Slot()
    def _flush(self) -> None:
        self._timer.stop()
        with self._lock:
            items = tuple(self._waiting)
            self._waiting.clear()
            self._wake_is_due = False
        self._last_flush_s = time.monotonic()
        for item in coalesced(items):
            if isinstance(item, Delivery):
                item.deliver(item.value)
            else:
                self.event_arrived.emit(item)


def coalesced(items: Iterable[Event | Delivery]) -> Iterator[Event | Delivery]:
    """The items in order, with what can be gathered gathered.

    Between two other items there is at most one JobsAdded and one JobsChanged, with the last snapshot of each
    job; pages finished come between them.
    """
    added: dict[UUID, Job] = {}
    pages: list[PageFinished] = []
    changed: dict[UUID, Job] = {}

    def gathered() -> Iterator[Event | Delivery]:
        if added:
            yield JobsAdded(tuple(added.values()))
        yield from pages
        if changed:
            yield JobsChanged(tuple(changed.values()))
        added.clear()
        pages.clear()
        changed.clear()

    for item in items:
        match item:
            case JobsAdded(jobs):
                added.update((job.id, job) for job in jobs)
            case PageFinished():
                pages.append(item)
            case JobsChanged(jobs):
                for job in jobs:
                    (added if job.id in added else changed)[job.id] = job
            case _:
                yield from gathered()
                yield item
    yield from gathered()


def _may_wait(item: Event | Delivery) -> bool:
    return isinstance(item, JobsAdded | JobsChanged | PageFinished)
