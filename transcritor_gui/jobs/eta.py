"""How long the rest of a document will take, told calmly."""

from __future__ import annotations

__all__ = ["TimeLeft"]

_SMOOTHING = 0.15
"""Weight of the newest page: a number that people read should not jump with each hard page."""
_PAGES_BEFORE_JUDGING = 3


class TimeLeft:
    """Judges by the time between pages that end, as all workers of the pool together give it."""

    def __init__(self, *, started_s: float) -> None:
        self._last_s = started_s
        self._interval_s = 0.0
        self._seen = 0

    def page_done(self, now_s: float, *, pages_left: int) -> float | None:
        """Seconds for the `pages_left`, after one more page; None while there is too little to judge by."""
        interval_s = now_s - self._last_s
        self._last_s = now_s
        self._seen += 1
        # The plain mean first: the very first page also pays for the start of the workers.
        weight = max(_SMOOTHING, 1 / self._seen)
        self._interval_s += weight * (interval_s - self._interval_s)
        if pages_left == 0:
            return 0.0
        return self._interval_s * pages_left if self._seen >= _PAGES_BEFORE_JUDGING else None
