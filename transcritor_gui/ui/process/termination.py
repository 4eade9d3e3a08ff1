"""Turns the system's request to end (Ctrl+C, a closed terminal, a shutdown) into a signal of the event loop.

Python only runs its handlers between two of its own instructions, and a waiting event loop executes none: a
socket that the interpreter writes to wakes it.
"""

from __future__ import annotations

import signal
import socket
import sys
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

__all__ = ["Termination"]

_SIGNALS = (signal.SIGINT, signal.SIGTERM, *((signal.SIGHUP,) if sys.platform != "win32" else ()))


class Termination(QObject):
    """Made on the main thread, once; `release` gives the handlers back."""

    requested = Signal(int)
    """The number of the system's signal."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_activated)
        self._kept_fd = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._kept = {number: signal.signal(number, _only_wake) for number in _heeded()}

    def release(self) -> None:
        """Back to what the signals did before."""
        for number, handler in self._kept.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._kept_fd)
        self._notifier.setEnabled(False)
        self._reader.close()
        self._writer.close()

    @Slot()
    def _on_activated(self) -> None:
        try:
            numbers = self._reader.recv(64)
        except BlockingIOError:
            return
        for number in numbers:
            if number in _SIGNALS:
                self.requested.emit(number)


def _heeded() -> tuple[signal.Signals, ...]:
    """A signal that the program was started to ignore, by `nohup` say, stays ignored."""
    return tuple(each for each in _SIGNALS if signal.getsignal(each) is not signal.SIG_IGN)


def _only_wake(_number: int, _frame: FrameType | None) -> None:
    """The interpreter has written the number to the socket already."""
