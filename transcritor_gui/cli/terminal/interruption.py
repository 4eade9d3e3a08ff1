"""Ctrl+C, a request to end, a closed terminal: each stops the command in good order, a second one at once."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from transcritor_gui.cli.exit_codes import ExitCode

__all__ = ["asked_to_end", "interruptible"]


@contextmanager
def interruptible() -> Iterator[None]:
    """Within, the first signal raises KeyboardInterrupt on the main thread; the next ends the process.

    A signal that the program was started to ignore (by `nohup`, or in the background of a script) stays so.
    """

    def interrupt() -> None:
        raise KeyboardInterrupt

    with _heeding(interrupt):
        yield


@contextmanager
def asked_to_end() -> Iterator[threading.Event]:
    """An event that the first signal sets, for what runs until then; the next one ends the process."""
    event = threading.Event()
    with _heeding(event.set):
        yield event


@contextmanager
def _heeding(act: Callable[[], None]) -> Iterator[None]:
    heeded = tuple(each for each in _signals() if signal.getsignal(each) is not signal.SIG_IGN)

    def first(number: int, frame: FrameType | None) -> None:
        del number, frame
        for each in heeded:
            signal.signal(each, second)
        act()

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
