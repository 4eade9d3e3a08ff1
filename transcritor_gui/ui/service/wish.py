"""For long calls on another thread: whether they are still wanted, and news of them not too often."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

from transcritor_gui.jobs import ExportProgress

__all__ = ["Paced", "Wish"]

_INTERVAL_S: Final = 0.1


class Wish:
    """Whether something is still wanted; asked from any thread."""

    def __init__(self) -> None:
        self._is_given_up = threading.Event()

    def is_held(self) -> bool:
        return not self._is_given_up.is_set()

    def give_up(self) -> None:
        self._is_given_up.set()


class Paced:
    """Passes progress on at most ten times a second, the first at once. Called on one thread."""

    def __init__(self, tell: Callable[[ExportProgress], None]) -> None:
        self._tell = tell
        self._next_s = 0.0

    def __call__(self, progress: ExportProgress) -> None:
        now = time.monotonic()
        if now >= self._next_s:
            self._next_s = now + _INTERVAL_S
            self._tell(progress)
