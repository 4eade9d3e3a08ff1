"""One worker process, kept warm and replaced when it dies: the place in which calls are done one by one.

A Pebble pool of a single process each, rather than one pool of many: the processes of a pool share a pipe
and its lock, and a worker that dies at the wrong moment can take the others' calls with it (see
docs/decisions). A slot throws its pool away after anything but an ordinary answer.
"""

from __future__ import annotations

import logging
import multiprocessing
from concurrent.futures import CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.workers.call import Call
from transcritor_gui.workers.process import (
    OUT_OF_MEMORY,
    CallResult,
    Hello,
    answer,
    end_group,
    hello,
    prepare,
)

__all__ = ["Slot"]

_T = TypeVar("_T")

_log = logging.getLogger(__name__)

_START_TIMEOUT_S = 60.0
"""For a process to come up on a computer that is busy or reads the program from a slow disk."""
_LOOK_INTERVAL_S = 1.0
"""How often a slot makes sure that the pool it waits for is still alive."""
_LOG_LIMIT_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class _Worker:
    pool: ProcessPool
    pid: int
    log_start: int
    """Length of the log when the process began."""


class Slot:
    """Does calls in one process. All methods but `interrupt` belong to the one thread that owns the slot."""

    def __init__(self, *, memory_limit_mb: int, log_path: Path | None, kill_when_cancelled: bool) -> None:
        self._memory_limit_mb = memory_limit_mb
        self._log_path = log_path
        self._kill_when_cancelled = kill_when_cancelled
        self._worker: _Worker | None = None
        self._waits_for: Future[Any] | None = None
        self._interrupted = False

    def interrupt(self) -> None:
        """Give up the call being done, and all later ones. May be called from any thread."""
        self._interrupted = True
        waits_for = self._waits_for
        if waits_for is not None:
            waits_for.cancel()

    def do(self, call: Call) -> None:
        """Do `call` and settle its future, whatever happens."""
        try:
            worker = self._running_worker()
            inner: Future[CallResult] = worker.pool.schedule(
                answer, args=(call.function, call.args, call.timeout_s), timeout=call.timeout_s
            )
        except CancelledError:
            call.future.cancel()
            return
        except (RuntimeError, OSError) as error:
            _log.error("a worker process could not be started: %s", error)
            self.close()
            call.fail(TranscritorError(ErrorCode.WORKER_CRASHED))
            return

        def give_up(outer: Future[Any]) -> None:
            if outer.cancelled():
                inner.cancel()

        if self._kill_when_cancelled:
            call.future.add_done_callback(give_up)
        try:
            reply = self._reply(worker.pool, inner)
        except TranscritorError as error:
            if error.info.code is ErrorCode.PAGE_OUT_OF_MEMORY:
                self.close()
            call.fail(error)
        except CancelledError:
            self.close()
        except TimeoutError:
            self.close()
            call.fail(TranscritorError(ErrorCode.PAGE_TIMEOUT, seconds=round(call.timeout_s)))
        except (OSError, BrokenProcessPool) as error:
            exit_code = error.exitcode if isinstance(error, ProcessExpired) else None
            code = (
                ErrorCode.PAGE_OUT_OF_MEMORY
                if self._ran_out_of_memory(exit_code)
                else ErrorCode.WORKER_CRASHED
            )
            _log.warning("worker %d died with exit code %s: %s", worker.pid, exit_code, code)
            self.close()
            call.fail(TranscritorError(code))
        except Exception as error:  # noqa: BLE001 - the edge of the pool: arguments or results that cannot be pickled
            _log.error("a call could not be carried to or from a worker: %s", type(error).__name__)
            self.close()
            call.fail(TranscritorError(ErrorCode.INTERNAL, reason=type(error).__name__))
        else:
            # Half the limit, so that a process that has grown does not fail an innocent page.
            if reply.resident_mb > self._memory_limit_mb // 2:
                self.close()
            call.succeed(reply.value)

    def close(self) -> None:
        """End the process, if there is one, and its children; the next call starts another."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        end_group(worker.pid)
        worker.pool.stop()  # type: ignore[no-untyped-call]
        try:
            worker.pool.join()
        except RuntimeError as error:
            _log.error("worker %d could not be ended: %s", worker.pid, error)

    def _running_worker(self) -> _Worker:
        if self._worker is not None and not self._worker.pool.active:
            self.close()
        if self._worker is None:
            self._worker = self._started_worker()
        return self._worker

    def _started_worker(self) -> _Worker:
        """A process that has said hello; OSError or RuntimeError when none comes up."""
        log_start = self._trimmed_log()
        pool = ProcessPool(
            max_workers=1,
            initializer=prepare,
            initargs=(self._memory_limit_mb, "" if self._log_path is None else str(self._log_path)),
            context=multiprocessing.get_context("spawn"),
        )
        try:
            greeting: Future[Hello] = pool.schedule(hello)
            wait([self._watched(greeting)], timeout=_START_TIMEOUT_S)
            return _Worker(pool, greeting.result(timeout=0).pid, log_start)
        except BaseException as error:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()
            if isinstance(error, TimeoutError | BrokenProcessPool | ProcessExpired):
                raise OSError(f"no worker process came up: {error!r}") from error
            raise

    def _reply(self, pool: ProcessPool, inner: Future[CallResult]) -> CallResult:
        self._watched(inner)
        while not wait([inner], timeout=_LOOK_INTERVAL_S).done:
            if not pool.active:
                raise BrokenProcessPool("the pool has ended without an answer")
        return inner.result()

    def _watched(self, future: Future[_T]) -> Future[_T]:
        """`future`, which `interrupt` now reaches."""
        self._waits_for = future
        if self._interrupted:
            future.cancel()
        return future

    def _trimmed_log(self) -> int:
        """The log's length, after it was emptied when it had grown large."""
        if self._log_path is None or not self._log_path.exists():
            return 0
        size = self._log_path.stat().st_size
        if size > _LOG_LIMIT_BYTES:
            self._log_path.write_bytes(b"")
            return 0
        return size

    def _ran_out_of_memory(self, exit_code: int | None) -> bool:
        """Whether the process that just died did so for want of memory, as far as can be told.

        It said so by its exit code, or the C++ runtime did with its last words, or the system killed it: this
        program's own kills are told apart before, and nobody else has a reason to.
        """
        if exit_code in (OUT_OF_MEMORY, -9):
            return True
        if self._worker is None or self._log_path is None:
            return False
        with self._log_path.open("rb") as log:
            log.seek(self._worker.log_start)
            return b"std::bad_alloc" in log.read()
