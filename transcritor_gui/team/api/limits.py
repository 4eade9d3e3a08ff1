"""How much one token may send: uploads a minute, and documents that are not done."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

from transcritor_gui.errors import ErrorCode, TranscritorError

__all__ = ["Limits"]

_MINUTE_S = 60.0


class Limits:
    """Counts in the memory of this server alone. May be used from many threads."""

    def __init__(
        self,
        *,
        uploads_per_minute: int,
        open_tasks: int,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._per_minute = uploads_per_minute
        self._open_tasks = open_tasks
        self._clock_s = clock_s
        self._lock = threading.Lock()
        self._buckets: dict[str, tuple[float, float]] = {}
        """For each owner, what may still be sent, and when that was so: a bucket filled evenly."""
        self._arriving: dict[str, int] = {}

    def count_upload(self, owner: str) -> None:
        """One upload more; TranscritorError(TOO_MANY_UPLOADS) saying after how many seconds."""
        with self._lock:
            now = self._clock_s()
            left, since = self._buckets.get(owner, (float(self._per_minute), now))
            left = min(self._per_minute, left + (now - since) * self._per_minute / _MINUTE_S)
            if left < 1:
                self._buckets[owner] = (left, now)
                wait_s = math.ceil((1 - left) * _MINUTE_S / self._per_minute)
                raise TranscritorError(
                    ErrorCode.TOO_MANY_UPLOADS, limit=self._per_minute, seconds=max(1, wait_s)
                )
            self._buckets[owner] = (left - 1, now)

    def reserve(self, owner: str, count_open: Callable[[], int]) -> None:
        """A place among the owner's open tasks for one that arrives; TranscritorError(TOO_MANY_TASKS).

        `count_open` gives how many the owner has without those that are arriving; it may take its time, and
        holds up no other call. Goes with one `release`.
        """
        with self._lock:
            self._arriving[owner] = arriving = self._arriving.get(owner, 0) + 1
        try:
            if count_open() + arriving > self._open_tasks:
                raise TranscritorError(ErrorCode.TOO_MANY_TASKS, limit=self._open_tasks, seconds=60)
        except BaseException:
            self.release(owner)
            raise

    def release(self, owner: str) -> None:
        """The task has arrived, and counts as an open one, or was refused."""
        with self._lock:
            self._arriving[owner] -= 1
            if not self._arriving[owner]:
                del self._arriving[owner]
