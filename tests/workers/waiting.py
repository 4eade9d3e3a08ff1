"""Waiting for what other processes do, with a bound that only a broken program reaches."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil

BOUND_S = 60.0
_TICK = threading.Event()


def waited_for(condition: Callable[[], bool], *, bound_s: float = BOUND_S) -> bool:
    """Whether `condition` comes true within the bound."""
    limit = time.monotonic() + bound_s
    while not condition():
        if time.monotonic() > limit:
            return False
        _TICK.wait(0.05)
    return True


def pid_in(path: str) -> int:
    """The process id that a fake writes to `path`, once it has."""
    file = Path(path)
    limit = time.monotonic() + BOUND_S
    while not file.exists():
        assert time.monotonic() < limit, f"nothing was written to {path}"
        _TICK.wait(0.01)
    return int(file.read_text())


def gone(pid: int) -> bool:
    """Whether the process ends, or has ended."""
    try:
        return processes_gone([psutil.Process(pid)])
    except psutil.NoSuchProcess:
        return True


def processes_gone(processes: list[psutil.Process]) -> bool:
    """Whether all of them end; a zombie whose new parent does not bury it has ended too."""
    limit = time.monotonic() + BOUND_S
    while any(_alive(process) for process in processes):
        if time.monotonic() > limit:
            return False
        _TICK.wait(0.01)
    return True


def _alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
