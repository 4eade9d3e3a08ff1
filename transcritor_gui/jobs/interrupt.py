"""Calling off a wait from another thread, be it for time to pass or for an answer to come."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["Interrupt"]


class Interrupt:
    """Set once, by any thread; whoever waits under it returns at once."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._is_set = False
        self._closers: list[Callable[[], None]] = []

    @property
    def is_set(self) -> bool:
        return self._is_set

    def set(self) -> None:
        with self._changed:
            self._is_set = True
            closers = tuple(self._closers)
            self._changed.notify_all()
        for close in closers:
            close()

    def wait(self, timeout_s: float) -> bool:
        """Wait so long, or until it is set; whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: self._is_set, timeout=timeout_s)

    @contextmanager
    def closing(self, close: Callable[[], None]) -> Iterator[None]:
        """For the time of the block, `close` ends what the caller waits for; it may be called at any moment.

        Where the interrupt is set already, `close` is called before the block.
        """
        with self._changed:
            self._closers.append(close)
            is_late = self._is_set
        try:
            if is_late:
                close()
            yield
        finally:
            with self._changed:
                self._closers.remove(close)
