"""Who is at work in the database: any number of threads, or one alone that puts another file in its place."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["Gate"]


class Gate:
    """May be passed again by a thread that is inside; such a one can never be alone, and must not ask."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._is_closed = False
        self._of_thread = threading.local()

    def depth(self) -> int:
        """How often the calling thread has passed and not left."""
        return getattr(self._of_thread, "depth", 0)

    @contextmanager
    def passed(self) -> Iterator[None]:
        depth = self.depth()
        if depth == 0:
            with self._changed:
                self._changed.wait_for(lambda: not self._is_closed)
                self._inside += 1
        self._of_thread.depth = depth + 1
        try:
            yield
        finally:
            self._of_thread.depth = depth
            if depth == 0:
                with self._changed:
                    self._inside -= 1
                    self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait until nobody is inside; nobody passes before the end of the block."""
        with self._changed:
            self._changed.wait_for(lambda: not self._is_closed)
            self._is_closed = True
            self._changed.wait_for(lambda: self._inside == 0)
        try:
            yield
        finally:
            with self._changed:
                self._is_closed = False
                self._changed.notify_all()
