"""Functions for worker processes that misbehave in each of the known ways."""

from __future__ import annotations

import ctypes
import mmap
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, NoReturn

import psutil

from transcritor_gui.errors import ErrorCode, TranscritorError

LONG_S = 3600


def double(number: int) -> int:
    return 2 * number


def exit_at_once() -> NoReturn:
    os._exit(7)


def segfault() -> None:
    ctypes.string_at(0)


def refuse() -> NoReturn:
    raise TranscritorError(ErrorCode.PAGE_UNREADABLE, page=3)


def stumble() -> NoReturn:
    raise KeyError("-".join(["words", "of", "it"]))


def eat_memory() -> int:
    return len(bytearray(3_000_000_000))


def eat_shared_memory() -> None:
    """More than the limit, of a kind that RLIMIT_DATA does not count; then wait to be found out."""
    memory = mmap.mmap(-1, 1_500_000_000)
    for offset in range(0, len(memory), mmap.PAGESIZE):
        memory[offset] = 1
    threading.Event().wait(LONG_S)


def die_of_bad_alloc() -> NoReturn:
    """As C++ code does that does not catch its allocation failing."""
    os.write(2, b"terminate called after throwing an instance of 'std::bad_alloc'\n")
    os.abort()


def grow(megabytes: int) -> int:
    """Keep memory after the call has ended; gives the process."""
    _kept.append(bytearray(os.urandom(1024)) * (megabytes * 1024))
    return os.getpid()


_kept: list[Any] = []


def hang(started: str) -> None:
    _say_started(started)
    threading.Event().wait(LONG_S)


def hang_holding_the_lock(started: str) -> None:
    """Inside C code that never lets Python run, in any thread."""
    _say_started(started)
    ctypes.PyDLL(None).sleep(LONG_S)


def hang_with_a_child(started: str) -> None:
    """As pytesseract does: wait for a program of one's own; its pid is what `started` gets."""
    child = subprocess.Popen(["sleep", str(LONG_S)])
    _say_started(started, child.pid)
    child.wait()


def die_with_a_child(started: str) -> NoReturn:
    child = subprocess.Popen(["sleep", str(LONG_S)])
    _say_started(started, child.pid)
    os._exit(9)


def work_for(seconds: float) -> float:
    """Use so much processor time, however long that takes; gives it."""
    start_s = time.process_time()
    while time.process_time() - start_s < seconds:
        pass
    return time.process_time() - start_s


def once(trace: str, end: str) -> str:
    """Be killed or stopped, the first time; 'done' from then on."""
    try:
        Path(trace).touch(exist_ok=False)
    except FileExistsError:
        return "done"
    return always(end)


def always(end: str) -> str:
    match end:
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
    raise AssertionError("it does not come to that")


def process_id() -> int:
    return os.getpid()


def environment() -> dict[str, str]:
    return dict(os.environ)


def priority() -> int:
    return int(psutil.Process().nice())


def loaded_modules() -> tuple[str, ...]:
    return tuple(sys.modules)


def unpicklable() -> object:
    return threading.Lock()


def shout() -> None:
    os.write(1, b"chatter of a C library\n")


def _say_started(path: str, pid: int | None = None) -> None:
    draft = Path(f"{path}.new")
    draft.write_text(str(os.getpid() if pid is None else pid))
    draft.replace(path)
