"""A background thread that does calls one after the other and answers through the bridge.

It is a thread of Python's, not of a QThreadPool: there Python forgets all that belongs to a thread after each
call, and every call would open a database connection of its own, which nobody closes.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.ui.service.bridge import Bridge, Delivery

__all__ = ["Lane"]

_log = logging.getLogger(__name__)


class Lane(QObject):
    """Calls in the order they were given, all on the same thread, which has its own database connection.

    The thread begins with the first call, and ends with `wait` or with this object.
    """

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._worker = _Worker()
        self.destroyed.connect(self._worker.end)
        bridge.destroyed.connect(self._worker.end)

    def run(
        self,
        call: Callable[[], object],
        *,
        deliver: Callable[[Any], None],
        refuse: Callable[[ErrorInfo], None],
    ) -> None:
        """Do `call` on the lane's thread; `deliver(result)` or `refuse(error)` follows on the GUI thread."""
        bridge, worker = self._bridge, self._worker

        def do() -> None:
            answer = _answer(call, deliver, refuse)
            if not worker.is_over:
                bridge.post(answer)

        worker.add(do)

    def forget_waiting(self) -> None:
        """Drop the calls that have not begun."""
        self._worker.forget_waiting()

    def wait(self, *, timeout_ms: int) -> bool:
        """Let the thread do what waits, and end; False when it is still at work after that time."""
        return self._worker.wait(timeout_ms / 1000)


def _answer(
    call: Callable[[], object], deliver: Callable[[Any], None], refuse: Callable[[ErrorInfo], None]
) -> Delivery:
    """What came of a call: its result, or the failure as a value."""
    try:
        return Delivery(deliver, call())
    except TranscritorError as error:
        _log.warning("refused: %s", error)
        return Delivery(refuse, error.info)
    except BaseException:  # noqa: BLE001 - the edge of a thread
        _log.exception("a call from the window failed")
        return Delivery(refuse, ErrorInfo(ErrorCode.INTERNAL))


class _Worker:
    """The thread and what waits for it. It knows nothing of Qt, and may outlive the lane for one call."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: deque[Callable[[], None]] = deque()
        self._thread: threading.Thread | None = None
        self._is_ending = False
        self.is_over = False
        """Nobody is there any more to hear an answer."""

    def add(self, call: Callable[[], None]) -> None:
        with self._changed:
            self._waiting.append(call)
            self._is_ending = False
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="lane", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def forget_waiting(self) -> None:
        with self._changed:
            self._waiting.clear()

    def end(self) -> None:
        """Drop what waits, and let the thread go: a window was closed."""
        with self._changed:
            self.is_over = True
            self._waiting.clear()
            self._is_ending = True
            self._changed.notify_all()

    def wait(self, timeout_s: float) -> bool:
        with self._changed:
            thread = self._thread
            self._is_ending = True
            self._changed.notify_all()
        if thread is None:
            return True
        thread.join(timeout_s)
        return not thread.is_alive()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._is_ending)
                if not self._waiting:
                    self._thread = None
                    return
                call = self._waiting.popleft()
            call()
            del call  # and with it all that it holds, while the thread waits for the next
