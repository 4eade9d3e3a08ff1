"""Ctrl+C, a request to end, a closed terminal: each stops the command in good order, a second one at once."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from transcritor_gui.cli.exit_codes import ExitCode

__all__ = ["interruptible"]


@contextmanager
def interruptible() -> Iterator[None]:
    """Within, the first signal raises KeyboardInterrupt on the main thread; the next ends the process.

    A signal that the program was started to ignore (by `nohup`, or in the background of a script) stays so.
    """
    heeded = tuple(each for each in _signals() if signal.getsignal(each) is not signal.SIG_IGN)

    def first(number: int, frame: FrameType | None) -> None:
        del number, frame
        for each in heeded:
            signal.signal(each, second)
        raise KeyboardInterrupt

    def second(number: int, frame: FrameType | None) -> None:
        del number, frame
        os._exit(ExitCode.INTERRUPTED)

    before = {each: signal.signal(each, first) for each in heeded}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _signals() -> tuple[signal.Signals, ...]:
    hang_up = (signal.SIGHUP,) if sys.platform != "win32" else ()
    return (signal.SIGINT, signal.SIGTERM, *hang_up)
