"""Keeps a lease alive while work is done; learns within a second of a cancellation, or that others wait."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from transcritor_gui.errors import TranscritorError
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.live import PREPARE, Live

__all__ = ["LeaseWatch", "held"]

_log = logging.getLogger(__name__)

_LOOK_INTERVAL_S = 1.0
_SPOOL_EVERY = 15
"""Looks between two at the spool, which also tells of a cancellation but may be slow or cost money."""


class LeaseWatch:
    """What the one at work sees of it: `is_cancelled`, `gives_way`, and a call when one becomes true."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cancelled = False
        self._gives_way = False
        self._stop: Callable[[], object] | None = None
        self._pause: Callable[[], object] | None = None

    @property
    def gives_way(self) -> bool:
        """Whether it is somebody else's turn, once the page at hand is done."""
        return self._gives_way

    def when_giving_way(self, pause: Callable[[], object]) -> None:
        """Call `pause` on another thread as soon as it is somebody else's turn, at once if it is already."""
        with self._lock:
            self._pause = pause
            gives_way = self._gives_way
        if gives_way:
            pause()

    def give_way(self) -> None:
        with self._lock:
            self._gives_way = True
            pause = self._pause
        if pause is not None:
            pause()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled

    def when_cancelled(self, stop: Callable[[], object]) -> None:
        """Call `stop` on another thread as soon as the task is cancelled, at once if it is already."""
        with self._lock:
            self._stop = stop
            cancelled = self._cancelled
        if cancelled:
            stop()

    def cancel(self) -> None:
        with self._lock:
            self._cancelled = True
            stop = self._stop
        if stop is not None:
            stop()


@contextmanager
def held(book: TaskBook, live: Live, task_id: str, chunk: int) -> Iterator[LeaseWatch | None]:
    """The work taken for the time of the block; None when somebody else is at it."""
    holder = secrets.token_hex(8)
    if not live.take(task_id, chunk, holder):
        yield None
        return
    watch = LeaseWatch()
    ended = threading.Event()

    def is_over(*, asks_spool: bool) -> bool:
        try:
            if live.renew(task_id, chunk, holder):
                return True
            if not asks_spool:
                return False
        except TranscritorError as error:
            _log.warning("a lease could not be renewed: %s", error)
        try:
            return book.ending(task_id) is not None or book.record(task_id) is None
        except TranscritorError as error:
            _log.warning("the spool could not be asked: %s", error)
            return False

    def see_who_waits() -> None:
        try:
            if live.turns.gives_way(task_id) or live.exports.takes_call():
                watch.give_way()
        except TranscritorError as error:
            _log.warning("who waits could not be asked: %s", error)

    def look() -> None:
        looks = 0
        while not ended.wait(_LOOK_INTERVAL_S):
            looks += 1
            if is_over(asks_spool=looks % _SPOOL_EVERY == 0):
                watch.cancel()
                return
            if chunk != PREPARE and not watch.gives_way:
                see_who_waits()

    thread = threading.Thread(target=look, name=f"watch {chunk}", daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        ended.set()
        thread.join()
        try:
            live.release(task_id, chunk)
        except TranscritorError as error:
            _log.warning("a lease is left to end by itself: %s", error)
