"""Ctrl+C and a request to end: both stop the command in good order, a second one at once."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from transcritor_gui.cli.exit_codes import ExitCode

__all__ = ["interruptible"]


@contextmanager
def interruptible() -> Iterator[None]:
    """Within, the first signal raises KeyboardInterrupt on the main thread; the next ends the process."""

    def first(number: int, frame: FrameType | None) -> None:
        del number, frame
        for each in _signals():
            signal.signal(each, second)
        raise KeyboardInterrupt

    def second(number: int, frame: FrameType | None) -> None:
        del number, frame
        os._exit(ExitCode.INTERRUPTED)

    before = {each: signal.signal(each, first) for each in _signals()}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _signals() -> tuple[signal.Signals, ...]:
    return (signal.SIGINT, signal.SIGTERM)
