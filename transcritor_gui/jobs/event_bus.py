"""Telling listeners what has changed, in the order in which it changed.

A change of the database and the event about it happen under one lock. Otherwise a snapshot taken by a
document's thread could reach the window after the cancellation that it knows nothing of.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from transcritor_gui.jobs.events import Event, JobsChanged, Listener
from transcritor_gui.model import Job

__all__ = ["EventBus"]

_log = logging.getLogger(__name__)


class EventBus:
    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._listeners: tuple[Listener, ...] = ()

    @contextmanager
    def in_order(self) -> Iterator[None]:
        """For a short transaction and its events; never while waiting for a worker."""
        with self._lock:
            yield

    def subscribe(self, listener: Listener) -> None:
        with self._lock:
            self._listeners = (*self._listeners, listener)

    def unsubscribe(self, listener: Listener) -> None:
        with self._lock:
            self._listeners = tuple(one for one in self._listeners if one != listener)

    def send(self, event: Event) -> None:
        with self._lock:
            for listener in self._listeners:
                try:
                    listener(event)
                except Exception:  # noqa: BLE001 - a listener is not ours
                    _log.exception("a listener failed on %s", type(event).__name__)

    def changed(self, jobs: Collection[Job]) -> None:
        """Tell of new snapshots, if there are any."""
        if jobs:
            self.send(JobsChanged(tuple(jobs)))
