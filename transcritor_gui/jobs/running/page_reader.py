"""Reads the pages of one document: a few in flight, each kept as it comes, a failed one tried once more."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from queue import SimpleQueue

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.model import PageResult, PageSource, PageStatus
from transcritor_gui.model.packed import PackedPage, pack_page

__all__ = ["PageReader", "failed_page"]

_TRIED_TWICE = frozenset(
    {
        ErrorCode.PAGE_TIMEOUT,
        ErrorCode.PAGE_OUT_OF_MEMORY,
        ErrorCode.WORKER_CRASHED,
        ErrorCode.WORKER_KILLED,
        ErrorCode.ENGINE_FAILED,
        ErrorCode.INTERNAL,
    }
)
"""What may go better the second time: the computer was busy, or another page had spoilt the process."""

_OF_THE_PAGE = _TRIED_TWICE | {ErrorCode.PAGE_UNREADABLE, ErrorCode.WORKER_HELD_UP}
"""Failures of one page. All others (no engine, no language, no file, a password) fail the next one too."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    page_index: int
    number: int


class PageReader:
    """`submit(page_index)` starts a page in the pool; `keep(page)` commits it, and says whether to go on."""

    def __init__(
        self,
        *,
        submit: Callable[[int], Future[PackedPage]],
        keep: Callable[[PackedPage], bool],
        most_in_flight: int,
    ) -> None:
        self._submit = submit
        self._keep = keep
        self._most_in_flight = most_in_flight
        self._lock = threading.Lock()
        self._in_flight: dict[Future[PackedPage], _Attempt] = {}
        self._ended: SimpleQueue[Future[PackedPage]] = SimpleQueue()
        self._draining = False

    def finish(self) -> None:
        """Begin no more pages; `read` returns after those in flight. From any thread."""
        with self._lock:
            self._draining = True

    def give_way(self) -> None:
        """As `finish`, and those that have not been begun are not: one process takes them in their order."""
        with self._lock:
            self._draining = True
            not_begun = [future for future in self._in_flight if not future.done()][1:]
        for future in not_begun:
            future.cancel()

    def abort(self) -> None:
        """Kill the pages in flight; `read` returns at once. From any thread."""
        with self._lock:
            self._draining = True
            in_flight = list(self._in_flight)
        for future in in_flight:
            future.cancel()

    def read(self, page_indices: Sequence[int]) -> bool:
        """Read these pages in this order; whether all of them have a result now.

        Raises the TranscritorError of a failure that belongs to the whole document, or of `keep`.
        """
        waiting = deque(_Attempt(index, 1) for index in page_indices)
        try:
            while True:
                self._fill(waiting)
                if not self._in_flight:
                    return not waiting
                again = self._settle(self._ended.get())
                if again is not None:
                    waiting.appendleft(again)
        finally:
            self.abort()

    def _fill(self, waiting: deque[_Attempt]) -> None:
        while waiting and len(self._in_flight) < self._most_in_flight:
            with self._lock:
                if self._draining:
                    return
                attempt = waiting.popleft()
                future = self._submit(attempt.page_index)
                self._in_flight[future] = attempt
            future.add_done_callback(self._ended.put)

    def _settle(self, future: Future[PackedPage]) -> _Attempt | None:
        """Keep what came of a page; the attempt to make now if it is to be tried again."""
        with self._lock:
            attempt = self._in_flight.pop(future)
        try:
            page = future.result()
            if page.page_index != attempt.page_index:
                raise TranscritorError(ErrorCode.ENGINE_FAILED)
        except CancelledError:
            self.finish()
            return _Attempt(attempt.page_index, attempt.number)
        except TranscritorError as error:
            if error.info.code not in _OF_THE_PAGE:
                raise
            if error.info.code in _TRIED_TWICE and attempt.number == 1:
                return _Attempt(attempt.page_index, 2)
            page = pack_page(failed_page(attempt.page_index, error.info))
        if not self._keep(page):
            self.finish()
        return None


def failed_page(page_index: int, error: ErrorInfo) -> PageResult:
    """What is kept of a page that could not be read: its place, and why."""
    facts = {**dict(error.facts), "page": str(page_index + 1)}
    return PageResult(
        page_index=page_index,
        width_pt=0.0,
        height_pt=0.0,
        status=PageStatus.FAILED,
        source=PageSource.BLANK,
        error=ErrorInfo(error.code, tuple(facts.items())),
    )
