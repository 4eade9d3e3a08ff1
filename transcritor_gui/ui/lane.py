"""A background thread that does calls one after the other and answers through the bridge."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.ui.bridge import Answer, Bridge

__all__ = ["Lane"]

_log = logging.getLogger(__name__)


class _Call(QRunnable):
    """One call. It always posts exactly one answer: its result, or the failure as a value."""

    def __init__(
        self,
        call: Callable[[], object],
        bridge: Bridge,
        deliver: Callable[[Any], None],
        refuse: Callable[[ErrorInfo], None],
    ) -> None:
        super().__init__()
        self._call = call
        self._bridge = bridge
        self._deliver = deliver
        self._refuse = refuse

    def run(self) -> None:
        answer = Answer(self._refuse, ErrorInfo(ErrorCode.INTERNAL))
        try:
            answer = Answer(self._deliver, self._call())
        except TranscritorError as error:
            _log.warning("refused: %s", error)
            answer = Answer(self._refuse, error.info)
        except BaseException:  # noqa: BLE001 - the edge of a thread
            _log.exception("a call from the window failed")
        finally:
            self._bridge.post(answer)


class Lane(QObject):
    """Calls in the order they were given, all on the same thread, which has its own database connection."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)  # a new thread would be a new database connection

    def run(
        self,
        call: Callable[[], object],
        *,
        deliver: Callable[[Any], None],
        refuse: Callable[[ErrorInfo], None],
    ) -> None:
        """Do `call` on the lane's thread; `deliver(result)` or `refuse(error)` follows on the GUI thread."""
        self._pool.start(_Call(call, self._bridge, deliver, refuse))

    def forget_waiting(self) -> None:
        """Drop the calls that have not begun."""
        self._pool.clear()

    def wait(self, *, timeout_ms: int) -> bool:
        """Wait until nothing is being done; False when something still is after that."""
        return self._pool.waitForDone(timeout_ms)
