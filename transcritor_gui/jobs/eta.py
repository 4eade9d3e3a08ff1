"""How long reading will take, told calmly: the same at every door, for one document and for all together."""

from __future__ import annotations

from collections import deque

__all__ = ["PagePace", "SteadyTime", "TimeLeft"]

_PAGES_BEFORE_JUDGING = 3
_LEAST_SPAN_S = 2.0
"""Fewer pages, or a shorter time, say nothing about a pace."""
_WINDOW_S = 60.0
_WINDOW_PAGES = 12
"""The last minute is looked at, and where that holds few pages as many: of scans at two pages a minute one
page more or less would triple the time told."""
_SMOOTHING = 0.2
"""Weight of the newest estimate of the end: a number that people read should not jump with each hard page."""
_ANEW = 3.0
"""An estimate this many times off is no noise: others stopped or began, and what was told is given up."""


class PagePace:
    """Pages that end, over the last minute or the last dozen of them. Times are of one clock, in seconds."""

    def __init__(self) -> None:
        self._since_s: float | None = None
        self._times_s: deque[float] = deque()

    def begin(self, now_s: float) -> None:
        """Work begins; without this the first page that ends is the beginning."""
        self._since_s = now_s

    def page_finished(self, now_s: float) -> None:
        if self._since_s is None:
            self._since_s = now_s
            return
        self._times_s.append(now_s)
        self._forget_old(now_s)

    def seconds_a_page(self, now_s: float) -> float | None:
        """None while there is too little to judge by."""
        self._forget_old(now_s)
        if self._since_s is None or len(self._times_s) < _PAGES_BEFORE_JUDGING:
            return None
        span_s = now_s - self._since_s
        return span_s / len(self._times_s) if span_s >= _LEAST_SPAN_S else None

    def rest(self) -> None:
        """Nothing is being read any more: what comes next is judged anew."""
        self._since_s = None
        self._times_s.clear()

    def _forget_old(self, now_s: float) -> None:
        while len(self._times_s) > _WINDOW_PAGES and self._times_s[0] < now_s - _WINDOW_S:
            self._since_s = self._times_s.popleft()


class SteadyTime:
    """Makes one calm time out of estimates that scatter, by holding on to the moment of the end."""

    def __init__(self) -> None:
        self._end_s: float | None = None

    def steady(self, now_s: float, estimate_s: float) -> float:
        """Seconds to tell, after one more estimate."""
        estimated_end_s = now_s + estimate_s
        left_s = 0.0 if self._end_s is None else self._end_s - now_s
        if self._end_s is None or left_s * _ANEW < estimate_s or estimate_s * _ANEW < left_s:
            self._end_s = estimated_end_s
        else:
            self._end_s += _SMOOTHING * (estimated_end_s - self._end_s)
        return max(0.0, self._end_s - now_s)

    def forget(self) -> None:
        self._end_s = None


class TimeLeft:
    """Of one document, by the pages of it that end, whichever worker reads them."""

    def __init__(self, *, started_s: float) -> None:
        self._pace = PagePace()
        self._pace.begin(started_s)
        self._time = SteadyTime()

    def page_done(self, now_s: float, *, pages_left: int) -> float | None:
        """Seconds for the `pages_left`, after one more page; None while there is too little to judge by."""
        self._pace.page_finished(now_s)
        if pages_left == 0:
            return 0.0
        seconds_a_page = self._pace.seconds_a_page(now_s)
        return None if seconds_a_page is None else self._time.steady(now_s, seconds_a_page * pages_left)
