"""What happens inside a worker process: its preparation, and one call.

The rest of this package runs in the program itself; `slot` starts the process and hands `prepare` and
`answer` to it. A worker leads a process group of its own, so that it and all it has started (pytesseract's
`tesseract`) can be ended together, by the program or, when the program is gone, by itself.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from typing import Any, TextIO

import psutil

from transcritor_gui.cores import with_cores
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.workers.allowance import longest_s

__all__ = ["OUT_OF_MEMORY", "CallResult", "Hello", "answer", "end_group", "hello", "prepare"]

OUT_OF_MEMORY = 86
"""Exit code of a worker that ended itself because it had grown too large."""

_MADE_BEFORE_COLLECTING = 20_000
"""Objects: a page is thousands of words and no cycles, and looking for cycles after every 700 took 7 % of the
time of digital pages."""
_LATE_S = 15
"""A call this much over its longest time is ended from inside: the program that should do so is gone."""
_NICENESS = 10
_LOOK_INTERVAL_S = 0.5
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Hello:
    """The first words of a worker."""

    pid: int


@dataclass(frozen=True, slots=True)
class CallResult:
    value: Any
    resident_mb: int
    """Memory that the process holds after the call."""


def prepare(memory_limit_mb: int, log_path: str, is_waited_for: bool) -> None:
    """Make this process a worker; called once in it, before any library of the pipeline is loaded.

    It steps back behind all other programs, unless a person waits for what it does.
    `log_path` gets what C libraries print and the tracebacks of crashes; '' throws them away.
    """
    os.environ["OMP_THREAD_LIMIT"] = "1"  # Tesseract with threads of its own is six times slower
    os.environ["OMP_NUM_THREADS"] = "1"
    gc.set_threshold(_MADE_BEFORE_COLLECTING)
    _open_log(log_path)
    if not is_waited_for:
        _lower_priority()
    if os.name == "posix":
        os.setpgid(0, 0)
        _limit_memory(memory_limit_mb)
        signal.signal(signal.SIGTERM, _on_terminate)
    _watch(memory_limit_mb)


def hello() -> Hello:
    return Hello(os.getpid())


def answer(function: Callable[..., Any], args: tuple[Any, ...], timeout_s: float, cores: int) -> CallResult:
    """What `function` returns, which may use so many cores.

    Raises its TranscritorError, or one for whatever else it raised.
    """
    faulthandler.dump_traceback_later(longest_s(timeout_s) + _LATE_S, exit=True)
    try:
        with with_cores(cores):
            value = function(*args)
    except TranscritorError:
        raise
    except MemoryError as error:
        raise TranscritorError(ErrorCode.PAGE_OUT_OF_MEMORY) from error
    except Exception as error:  # noqa: BLE001 - the edge of the process
        # The message of a library's error may quote the document, so that only its kind is kept.
        place = "".join(traceback.format_tb(error.__traceback__))
        sys.stderr.write(f"{place}{type(error).__name__}\n")
        sys.stderr.flush()
        raise TranscritorError(ErrorCode.INTERNAL, reason=type(error).__name__) from None
    finally:
        faulthandler.cancel_dump_traceback_later()
    return CallResult(value, psutil.Process().memory_info().rss // _MEBIBYTE)


def end_group(pid: int) -> None:
    """Kill the worker `pid` and all that it has started; nothing happens when they have ended already."""
    if os.name == "posix":
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        except PermissionError:  # macOS says so of a group whose last member is being buried
            return
    else:
        _end_tree(pid)


def _end_tree(pid: int) -> None:
    try:
        worker = psutil.Process(pid)
        members = [*worker.children(recursive=True), worker]
    except psutil.NoSuchProcess:
        return
    for member in members:
        try:
            member.kill()
        except psutil.NoSuchProcess:
            continue


def _open_log(path: str) -> None:
    """Send everything printed by this process, by C code as well, to the log; a window has no stderr."""
    log: TextIO = open(path or os.devnull, "a", encoding="utf-8", errors="replace")  # noqa: SIM115, PTH123 - for the life of the process
    for descriptor in (1, 2):
        os.dup2(log.fileno(), descriptor)
    sys.stdout = sys.stderr = log
    faulthandler.enable(log)


def _lower_priority() -> None:
    if os.name == "posix":
        os.nice(_NICENESS)
    else:
        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)  # type: ignore[attr-defined,unused-ignore]


def _limit_memory(limit_mb: int) -> None:
    """Make allocations above the limit fail. Of memory that is written to: libraries reserve far more."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (limit_mb * _MEBIBYTE, limit_mb * _MEBIBYTE))


def _on_terminate(_number: int, _frame: object) -> None:
    end_group(os.getpid())


def _watch(memory_limit_mb: int) -> None:
    """End this process and its children when the program has gone, when it is told to terminate, or when it
    has grown beyond its limit (where the system does not see to that, or not to all kinds of memory).

    The main thread may be inside C code for minutes, where Python's own signal handlers do not run; the
    descriptor given to `set_wakeup_fd` is written to at once.
    """
    parent = parent_process()
    waiting_for: list[Any] = [] if parent is None else [parent.sentinel]
    if os.name == "posix":
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        waiting_for.append(reader)
    process = psutil.Process()

    def watch() -> None:
        while not connection.wait(waiting_for, timeout=_LOOK_INTERVAL_S):
            if process.memory_info().rss > memory_limit_mb * _MEBIBYTE:
                os._exit(OUT_OF_MEMORY)  # the program ends the children when it sees this code
        end_group(os.getpid())
        os._exit(1)

    threading.Thread(target=watch, name="watch", daemon=True).start()
