"""One clock for all computers: the spool's.

How old a task is decides whether it fails or is swept, and the computers of an office do not agree on the
time: one that was a day ahead would fail what has just come. So the time is asked of the spool, as the moment
when it writes a file, and counted on from there by this computer's steady clock.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from transcritor_gui.errors import TranscritorError
from transcritor_gui.team.storage.spool import Spool

__all__ = ["SpoolClock"]

_log = logging.getLogger(__name__)

_ASK_AGAIN_S = 60.0
"""Steady clocks stand still while a computer sleeps, and drift by some milliseconds in such a time."""


class SpoolClock:
    """May be used from many threads."""

    def __init__(self, spool: Spool, *, steady_s: Callable[[], float] = time.monotonic) -> None:
        self._spool = spool
        self._steady_s = steady_s
        self._lock = threading.Lock()
        self._asked: tuple[datetime, float] | None = None
        """What the spool said, and when that was by the steady clock."""

    def now(self) -> datetime:
        """In UTC. TranscritorError(SPOOL_AWAY | DISK_FULL) where the spool has never been asked and fails."""
        with self._lock:
            if self._asked is None or self._steady_s() - self._asked[1] > _ASK_AGAIN_S:
                self._ask()
            assert self._asked is not None
            said, at_s = self._asked
            return said + timedelta(seconds=self._steady_s() - at_s)

    def difference(self) -> timedelta:
        """How far this computer's own clock is ahead of the spool's."""
        return datetime.now(UTC) - self.now()

    def _ask(self) -> None:
        try:
            self._asked = self._spool.now(), self._steady_s()
        except TranscritorError as error:
            if self._asked is None:
                raise
            _log.warning("the time is counted on from what the spool said before: %s", error)
            self._asked = (
                self._asked[0] + timedelta(seconds=self._steady_s() - self._asked[1]),
                self._steady_s(),
            )
