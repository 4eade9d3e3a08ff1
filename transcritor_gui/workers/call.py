"""A call that waits for a worker, and the future in which its outcome appears."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from transcritor_gui.errors import TranscritorError

__all__ = ["Call"]


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """The future stays pending until the end, so that it can be cancelled while a worker is at it."""

    function: Callable[..., Any]
    args: tuple[Any, ...]
    timeout_s: float
    future: Future[Any] = field(default_factory=Future)

    def succeed(self, value: object) -> None:
        if self.future.set_running_or_notify_cancel():
            self.future.set_result(value)

    def fail(self, error: TranscritorError) -> None:
        if self.future.set_running_or_notify_cancel():
            self.future.set_exception(error)
