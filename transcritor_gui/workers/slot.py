"""One worker process, kept warm and replaced when it dies: the place in which calls are done one by one.

A Pebble pool of a single process each, rather than one pool of many: the processes of a pool share a pipe
and its lock, and a worker that dies at the wrong moment can take the others' calls with it (see
docs/decisions). A slot throws its pool away after anything but an ordinary answer.
"""

from __future__ import annotations

import errno
import logging
import multiprocessing
import signal
import threading
from concurrent.futures import CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.i18n import tr
from transcritor_gui.workers.allowance import Allowance, Verdict
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
_BETWEEN_STARTS_S = 1.0
"""Before another start of a process: what was short (file handles, memory) may be there by then."""
_LOG_LIMIT_BYTES = 1_000_000
_OF_THE_COMPUTER = frozenset(
    {ErrorCode.WORKER_KILLED, ErrorCode.WORKER_HELD_UP, ErrorCode.WORKER_UNAVAILABLE}
)
_FROM_OUTSIDE = frozenset(
    -number
    for name in ("SIGKILL", "SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")
    if (number := getattr(signal, name, None)) is not None
)
"""Exit codes of a process that another one has ended: a person, or the system when memory ran short. This
program's own kills are told apart before."""


class _UsedUpError(Exception):
    """A call has used the time it was given."""


class _HeldUpError(Exception):
    """The computer did not let a call work."""


@dataclass(frozen=True, slots=True)
class _Worker:
    pool: ProcessPool
    pid: int
    log_start: int
    """Length of the log when the process began."""


class Slot:
    """Does calls in one process. All methods but `interrupt` belong to the one thread that owns the slot."""

    def __init__(self, *, memory_limit_mb: int, log_path: Path | None, is_waited_for: bool) -> None:
        self._is_waited_for = is_waited_for
        self._memory_limit_mb = memory_limit_mb
        self._log_path = log_path
        self._kill_when_cancelled = not is_waited_for
        self._worker: _Worker | None = None
        self._waits_for: Future[Any] | None = None
        self._interrupted = threading.Event()

    def interrupt(self) -> None:
        """Give up the call being done, and all later ones. May be called from any thread."""
        self._interrupted.set()
        waits_for = self._waits_for
        if waits_for is not None:
            waits_for.cancel()

    def do(self, call: Call, *, cores: int) -> None:
        """Do `call`, which may use so many cores, and settle its future, whatever happens; once more where it
        was not the call's fault."""
        fault = self._attempt(call, cores)
        if fault is not None and not call.future.cancelled():
            _log.warning("a call is done once more: %s", fault)
            if fault.info.code is ErrorCode.WORKER_UNAVAILABLE:
                self._interrupted.wait(_BETWEEN_STARTS_S)
            fault = self._attempt(call, cores)
        if fault is not None:
            call.fail(fault)

    def _attempt(self, call: Call, cores: int) -> TranscritorError | None:
        """Do `call` and settle its future, except for a fault of the computer, which is returned."""
        try:
            worker = self._running_worker()
            allowance = Allowance(worker.pid, call.timeout_s)
            inner: Future[CallResult] = worker.pool.schedule(
                answer, args=(call.function, call.args, call.timeout_s, cores)
            )
        except CancelledError:
            call.future.cancel()
            return None
        except (RuntimeError, OSError) as error:
            _log.error("a worker process could not be started: %s", error)
            self.close()
            return _unavailable(error)

        def give_up(outer: Future[Any]) -> None:
            if outer.cancelled():
                inner.cancel()

        if self._kill_when_cancelled:
            call.future.add_done_callback(give_up)
        look_s = min(_LOOK_INTERVAL_S, call.timeout_s / 4)
        try:
            reply = self._reply(worker.pool, inner, allowance, look_s=look_s)
        except CancelledError:
            self.close()
            return None
        except Exception as error:  # noqa: BLE001 - the edge of the pool
            failure = self._failure(worker, error, call.timeout_s)
            if not isinstance(error, TranscritorError) or failure.info.code is ErrorCode.PAGE_OUT_OF_MEMORY:
                self.close()
            if failure.info.code in _OF_THE_COMPUTER:
                return failure
            call.fail(failure)
        else:
            # Half the limit, so that a process that has grown does not fail an innocent page.
            if reply.resident_mb > self._memory_limit_mb // 2:
                self.close()
            call.succeed(reply.value)
        return None

    def _failure(self, worker: _Worker, error: Exception, timeout_s: float) -> TranscritorError:
        """What it means that there is no answer but `error`."""
        match error:
            case TranscritorError():
                return error
            case _UsedUpError():
                return TranscritorError(ErrorCode.PAGE_TIMEOUT, seconds=round(timeout_s))
            case _HeldUpError():
                return TranscritorError(ErrorCode.WORKER_HELD_UP)
            case OSError() | BrokenProcessPool():
                return self._death(worker, error)
            case _:  # arguments or results that cannot be pickled
                _log.error("a call could not be carried to or from a worker: %s", type(error).__name__)
                return TranscritorError(ErrorCode.INTERNAL, reason=type(error).__name__)

    def _death(self, worker: _Worker, error: Exception) -> TranscritorError:
        """Why `worker`, which should have answered, is not there any more."""
        if not isinstance(error, ProcessExpired):
            return _unavailable(error)
        exit_code = error.exitcode
        if self._ran_out_of_memory(exit_code):
            code = ErrorCode.PAGE_OUT_OF_MEMORY
        elif exit_code in _FROM_OUTSIDE:
            code = ErrorCode.WORKER_KILLED
        else:
            code = ErrorCode.WORKER_CRASHED
        _log.warning("worker %d died with exit code %s: %s", worker.pid, exit_code, code)
        return TranscritorError(code)

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
            initargs=(
                self._memory_limit_mb,
                "" if self._log_path is None else str(self._log_path),
                self._is_waited_for,
            ),
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
                raise OSError(errno.EAGAIN, tr("it does not answer")) from error
            raise

    def _reply(
        self, pool: ProcessPool, inner: Future[CallResult], allowance: Allowance, *, look_s: float
    ) -> CallResult:
        self._watched(inner)
        while not wait([inner], timeout=look_s).done:
            if not pool.active:
                raise BrokenProcessPool("the pool has ended without an answer")
            match allowance.look():
                case Verdict.USED_UP:
                    raise _UsedUpError
                case Verdict.HELD_UP:
                    raise _HeldUpError
                case Verdict.GO_ON:
                    pass
        return inner.result()

    def _watched(self, future: Future[_T]) -> Future[_T]:
        """`future`, which `interrupt` now reaches."""
        self._waits_for = future
        if self._interrupted.is_set():
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

        It said so by its exit code, or the C++ runtime did with its last words.
        """
        if exit_code == OUT_OF_MEMORY:
            return True
        if self._worker is None or self._log_path is None:
            return False
        with self._log_path.open("rb") as log:
            log.seek(self._worker.log_start)
            return b"std::bad_alloc" in log.read()


def _unavailable(error: Exception) -> TranscritorError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    return TranscritorError(ErrorCode.WORKER_UNAVAILABLE, reason=reason)
