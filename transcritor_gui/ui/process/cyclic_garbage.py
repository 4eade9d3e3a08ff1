"""Objects that hold each other go on the thread of the window alone.

Python looks for such cycles on whatever thread happens to allocate, and a closed dialogue is one: its slots
hold it, it holds them. Where a thread of the service found it, Qt's objects would be taken apart away from
the thread they live on, with their timers running, and the program would crash.
"""

from __future__ import annotations

import gc
import time
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

__all__ = ["CyclicGarbage"]

_LOOK_EVERY_MS: Final = 500
_OLDEST: Final = 2
_WHOLE_EVERY_S: Final = 60.0
"""All that lives is looked through no more often: some 30 ms with ten thousand documents in the list."""


class CyclicGarbage(QObject):
    """Takes over Python's own collecting, from its making until `give_back`; made on the window's thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._whole_at_s = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def give_back(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()

    @Slot()
    def _look(self) -> None:
        """Collect the oldest generation that is due, as Python itself would."""
        now_s = time.monotonic()
        due = [
            at
            for at, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > limit
        ]
        if not due:
            return
        if due[-1] == _OLDEST:
            if now_s - self._whole_at_s < _WHOLE_EVERY_S:
                due[-1] = _OLDEST - 1
            else:
                self._whole_at_s = now_s
        gc.collect(due[-1])
