"""The pool: calls go in from any thread, futures come out, and nothing that a call does can break it.

Two lanes, each with processes of its own: one reads pages, the other (a single process) inspects files and
draws previews, so that these never wait for a page.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from transcritor_gui.workers.call import Call
from transcritor_gui.workers.slot import Slot

__all__ = ["WorkerPool"]

_T = TypeVar("_T")

_IDLE_S = 120.0
"""A process that had nothing to do for this long is ended: a warm engine holds some 100 MB."""


class WorkerPool:
    """`workers` processes for pages and one for quick calls, started when first needed.

    A future ends with what the function returned, with the TranscritorError it raised, with
    TranscritorError, or cancelled. PAGE_TIMEOUT, PAGE_OUT_OF_MEMORY and WORKER_CRASHED are of the call;
    WORKER_KILLED, WORKER_HELD_UP and WORKER_UNAVAILABLE of the computer, after a second try. `timeout_s` is
    of processor time, or of doing nothing; see `allowance`.
    Functions and arguments must be picklable. `log_dir`, which must exist, gets a log of crashes for each
    worker.
    """

    def __init__(self, *, workers: int, memory_limit_mb: int, log_dir: Path | None = None) -> None:
        if workers < 1:
            raise ValueError("a pool needs at least one worker")
        self._workers = workers

        def slot(name: str, *, is_waited_for: bool) -> Slot:
            log_path = None if log_dir is None else log_dir / f"worker-{name}.log"
            return Slot(memory_limit_mb=memory_limit_mb, log_path=log_path, is_waited_for=is_waited_for)

        self._pages = _Lane([slot(str(number), is_waited_for=False) for number in range(1, workers + 1)])
        # A person waits for a preview: not behind the pages that are read at the same time. One that is no
        # longer wanted is soon done; killing its process would delay the next.
        self._quick = _Lane([slot("quick", is_waited_for=True)])

    @property
    def workers(self) -> int:
        """How many pages are read at the same time."""
        return self._workers

    def start(self) -> None:
        """Take calls. Returns at once."""
        self._pages.start()
        self._quick.start()

    def stop(self) -> None:
        """Cancel all calls and end all processes; returns when they are gone, within about a second."""
        self._pages.stop()
        self._quick.stop()
        self._pages.join()
        self._quick.join()

    def submit(
        self, function: Callable[..., _T], *args: Any, timeout_s: float, urgent: bool = False
    ) -> Future[_T]:
        """Do `function(*args)` in a page worker; an urgent call goes before all that are not."""
        return self._pages.submit(Call(function, args, timeout_s), urgent=urgent)

    def warm_up(self, function: Callable[..., object], *args: Any, timeout_s: float) -> Future[Any]:
        """Have a page worker do this before a call comes. One that comes meanwhile waits for that worker,
        which is ready sooner than another would be."""
        return self._pages.submit(Call(function, args, timeout_s), urgent=False, is_warming=True)

    def submit_quick(self, function: Callable[..., _T], *args: Any, timeout_s: float) -> Future[_T]:
        """Do `function(*args)` in the process kept for short calls."""
        return self._quick.submit(Call(function, args, timeout_s), urgent=False)

    def cancel(self, future: Future[Any]) -> None:
        """The same as `future.cancel()`: a page worker at work on the call is killed, with its children."""
        future.cancel()


class _Lane:
    """A queue of calls and the threads, one a slot, that take from it.

    A call goes to the thread that has been without one for the shortest time: its process is warm, where
    others may have none, or have to come back from the disk.
    """

    def __init__(self, slots: list[Slot]) -> None:
        self._lock = threading.Lock()
        self._idle: list[threading.Condition] = []
        """Of the threads that wait for a call, the one that began to last at the end."""
        self._urgent: deque[Call] = deque()
        self._waiting: deque[Call] = deque()
        self._current: set[Call] = set()
        self._warming: set[Call] = set()
        """Calls after each of which a thread will be free for another one."""
        self._stopping = False
        self._slots = slots
        self._threads = [
            threading.Thread(target=self._work, args=(slot,), name=f"worker slot {number}")
            for number, slot in enumerate(slots)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        with self._lock:
            self._stopping = True
            calls = [*self._urgent, *self._waiting, *self._current]
            for thread in self._idle:
                thread.notify()
        for call in calls:
            call.future.cancel()
        for slot in self._slots:
            slot.interrupt()

    def join(self) -> None:
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()

    def submit(self, call: Call, *, urgent: bool, is_warming: bool = False) -> Future[Any]:
        with self._lock:
            if self._stopping:
                call.future.cancel()
            else:
                (self._urgent if urgent else self._waiting).append(call)
                if is_warming:
                    self._warming.add(call)
                waiting = sum(each not in self._warming for each in (*self._urgent, *self._waiting))
                if self._idle and (is_warming or waiting > len(self._warming)):
                    self._idle.pop().notify()
        return call.future

    def _work(self, slot: Slot) -> None:
        woken = threading.Condition(self._lock)
        try:
            while not self._stopping:
                call = self._next(woken)
                if call is None:
                    slot.close()
                    continue
                try:
                    slot.do(call, cores=self._cores())
                finally:
                    with self._lock:
                        self._current.discard(call)
                        self._warming.discard(call)
        finally:
            slot.close()

    def _cores(self) -> int:
        """For a call that begins: those of the other slots, if nothing is done in them or waits to be."""
        with self._lock:
            wanted = len(self._current) + len(self._urgent) + len(self._waiting)
        return max(1, len(self._slots) // max(1, wanted))

    def _next(self, woken: threading.Condition) -> Call | None:
        """The next call that is still wanted; None after a long time without one, or at the end."""
        with self._lock:
            while not self._stopping:
                for queue in (self._urgent, self._waiting):
                    while queue:
                        call = queue.popleft()
                        if not call.future.cancelled():
                            self._current.add(call)
                            return call
                        self._warming.discard(call)
                        call.future.set_running_or_notify_cancel()
                self._idle.append(woken)
                was_woken = woken.wait(timeout=_IDLE_S)
                if woken in self._idle:  # nobody has chosen it
                    self._idle.remove(woken)
                if not was_woken:
                    return None
            return None
