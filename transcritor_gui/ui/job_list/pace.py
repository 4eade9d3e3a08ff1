"""How fast pages are being read, and how long all that is waiting will take. Pure; the clock is given."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from transcritor_gui.model import ACTIVE, Job

__all__ = ["Pace", "pages_left"]

_WINDOW_S = 60.0
_LEAST_PAGES = 3
_LEAST_SPAN_S = 2.0
"""Fewer pages, or a shorter time, say nothing about a minute."""


class Pace:
    """Pages a minute over the last minute of work."""

    def __init__(self) -> None:
        self._times_s: deque[float] = deque()
        self._began_s = 0.0

    def page_finished(self, now_s: float) -> None:
        if not self._times_s:
            self._began_s = now_s
        self._times_s.append(now_s)
        self._forget_old(now_s)

    def pages_a_minute(self, now_s: float) -> float | None:
        """None while there is too little to judge by."""
        self._forget_old(now_s)
        span_s = min(_WINDOW_S, now_s - self._began_s)
        if len(self._times_s) < _LEAST_PAGES or span_s < _LEAST_SPAN_S:
            return None
        return len(self._times_s) * 60.0 / span_s

    def rest(self) -> None:
        """Nothing is being read any more: what comes next is judged anew."""
        self._times_s.clear()

    def _forget_old(self, now_s: float) -> None:
        while self._times_s and self._times_s[0] < now_s - _WINDOW_S:
            self._times_s.popleft()


def pages_left(jobs: Iterable[Job]) -> int | None:
    """Pages that will be read by themselves; None while a document's length is not known yet."""
    left = 0
    for job in jobs:
        if job.status not in ACTIVE:
            continue
        if job.pages_wanted is None:
            return None
        left += job.pages_wanted - job.pages_done
    return left
