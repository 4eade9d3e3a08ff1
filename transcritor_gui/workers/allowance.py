"""How long a call may go on: by the processor time that it has used, and by the clock only generously.

On a busy computer a page that needs a minute of work may take ten by the clock, and is no worse for it. A
call that does nothing at all, neither working nor waiting for its turn, is told apart from that.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from enum import Enum

import psutil

__all__ = ["Allowance", "Verdict", "longest_s", "verdict"]

_CLOCK_FACTOR = 30
"""By the clock a call may take so many times its limit. A worker is nice to other programs: beside one that
keeps its core busy it gets a tenth of it (Linux, niceness 10), beside three a thirtieth."""
_IDLE_SHARE = 0.05
"""A process that used less than this share of the time since the last look was idle, unless it could not help
it. The thread that watches over a worker's memory alone uses 0.0002."""
_WAITS_FOR_ITS_TURN = frozenset({psutil.STATUS_RUNNING, psutil.STATUS_DISK_SLEEP})
_HELD = frozenset({psutil.STATUS_STOPPED, psutil.STATUS_TRACING_STOP})


class Verdict(Enum):
    GO_ON = "go on"
    USED_UP = "used up"
    """The call has used its time, or hangs: it is the call's own doing."""
    HELD_UP = "held up"
    """The computer did not let it work."""


def longest_s(limit_s: float) -> float:
    """What a call with this limit may take by the clock."""
    return _CLOCK_FACTOR * limit_s


@dataclass(frozen=True, slots=True)
class _Look:
    used_s: float
    """Processor time of the worker and of what it has started."""
    states: frozenset[str]


class Allowance:
    """Of one call in the process `pid`, from now on; `look` now and then."""

    def __init__(self, pid: int, limit_s: float) -> None:
        self._pid = pid
        self._limit_s = limit_s
        self._started_s = self._looked_s = time.monotonic()
        self._idle_s = 0.0
        # What it has started for an earlier call has ended with that; to look for children is to look at all
        # processes of the computer, which takes longer than an easy page.
        first = _look(pid, with_children=False)
        self._used_before_s = self._used_s = 0.0 if first is None else first.used_s

    def look(self) -> Verdict:
        seen = _look(self._pid)
        if seen is None:  # it has ended, of which others tell
            return Verdict.GO_ON
        now_s = time.monotonic()
        self._note(seen, since_last_s=now_s - self._looked_s)
        self._looked_s = now_s
        return verdict(
            limit_s=self._limit_s,
            used_s=self._used_s - self._used_before_s,
            idle_s=self._idle_s,
            elapsed_s=now_s - self._started_s,
            is_held=bool(seen.states & _HELD),
        )

    def _note(self, seen: _Look, *, since_last_s: float) -> None:
        # children that have ended take their time with them
        newly_used_s = max(0.0, seen.used_s - self._used_s)
        self._used_s = max(self._used_s, seen.used_s)
        waits = sys.platform != "win32" and bool(seen.states & _WAITS_FOR_ITS_TURN)
        is_idle = newly_used_s < _IDLE_SHARE * since_last_s and not waits
        self._idle_s = self._idle_s + since_last_s if is_idle else 0.0


def verdict(*, limit_s: float, used_s: float, idle_s: float, elapsed_s: float, is_held: bool) -> Verdict:
    """What is to become of a call that has used `used_s` of the processor and has been idle for `idle_s`."""
    if used_s >= limit_s:
        return Verdict.USED_UP
    if idle_s >= limit_s:
        return Verdict.HELD_UP if is_held else Verdict.USED_UP
    return Verdict.HELD_UP if elapsed_s >= longest_s(limit_s) else Verdict.GO_ON


def _look(pid: int, *, with_children: bool = True) -> _Look | None:
    try:
        worker = psutil.Process(pid)
        members = [worker, *(worker.children(recursive=True) if with_children else ())]
    except psutil.Error:
        return None
    used_s, states = 0.0, set()
    for member in members:
        try:
            with member.oneshot():
                times = member.cpu_times()
                states.add(member.status())
        except psutil.Error:
            continue
        used_s += times.user + times.system
        # of children that have ended; those of Windows and macOS do not tell
        used_s += getattr(times, "children_user", 0.0) + getattr(times, "children_system", 0.0)
    return _Look(used_s, frozenset(states)) if states else None
