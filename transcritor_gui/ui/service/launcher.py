"""Where documents are run in the window: one QRunnable each, on a thread pool of our own."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, QThreadPool

__all__ = ["QtLauncher"]

_log = logging.getLogger(__name__)

_MOST_DOCUMENTS = 64
"""The service decides how many documents run; this only has to be no fewer. Their threads mostly wait."""


class _Run(QRunnable):
    def __init__(self, run: Callable[[], None]) -> None:
        super().__init__()
        self._run = run

    def run(self) -> None:
        try:
            self._run()
        except BaseException:  # noqa: BLE001 - the edge of a thread
            # The service reports every outcome of a job itself; what gets here is a fault of ours.
            _log.exception("a document's thread ended in an error")


class QtLauncher(QObject):
    """The service's `Launcher`. (The global pool would hold up the program's end.)"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_MOST_DOCUMENTS)

    def launch(self, run: Callable[[], None]) -> None:
        """Call `run` on a thread of the pool. May be called from any thread."""
        self._pool.start(_Run(run))

    def wait(self, *, timeout_ms: int) -> bool:
        """Forget what has not begun and wait for the rest; False when some is still at work after that."""
        self._pool.clear()
        return self._pool.waitForDone(timeout_ms)
