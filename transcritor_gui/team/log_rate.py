"""A log that a fault, or somebody outside, cannot make grow without end."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["LogRate"]

_MOST_EACH = 20
_WINDOW_S = 60.0
_MOST_KINDS = 1000
"""Of messages that are remembered; a program that makes more up is limited by forgetting all of them."""


@dataclass(slots=True)
class _Kind:
    since_s: float
    told: int = 0
    left_out: int = 0


class LogRate(logging.Filter):
    """Lets each message through so many times a minute, and says how many were left out before the next."""

    def __init__(self, *, clock_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock_s = clock_s
        self._lock = threading.Lock()
        self._kinds: dict[tuple[str, int, str], _Kind] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        key = (record.name, record.levelno, str(record.msg))
        with self._lock:
            now = self._clock_s()
            if len(self._kinds) > _MOST_KINDS:
                self._kinds.clear()
            kind = self._kinds.setdefault(key, _Kind(now))
            left_out = 0
            if now - kind.since_s >= _WINDOW_S:
                left_out = kind.left_out
                kind.since_s, kind.told, kind.left_out = now, 0, 0
            if kind.told >= _MOST_EACH:
                kind.left_out += 1
                return False
            kind.told += 1
        if left_out:
            record.msg = f"{record.getMessage()} ({left_out} more like it were left out before)"
            record.args = ()
        return True
