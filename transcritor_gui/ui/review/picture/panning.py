"""A page moved under the mouse: pressed, dragged, and let go."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QAbstractScrollArea

__all__ = ["Panning"]

_DRAG_START_PX: Final = 4


class Panning:
    """For one scrolled view, whose mouse events it is told."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        self._area = area
        self._start: QPointF | None = None
        self._scrolled = (0, 0)
        self._has_moved = False

    @property
    def is_pressed(self) -> bool:
        return self._start is not None

    def press(self, position: QPointF) -> None:
        bars = (self._area.horizontalScrollBar(), self._area.verticalScrollBar())
        self._start, self._has_moved = position, False
        self._scrolled = (bars[0].value(), bars[1].value())

    def move(self, position: QPointF) -> None:
        if self._start is None:
            return
        moved = position - self._start
        self._has_moved = self._has_moved or moved.manhattanLength() > _DRAG_START_PX
        if self._has_moved:
            self._area.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._area.horizontalScrollBar().setValue(round(self._scrolled[0] - moved.x()))
            self._area.verticalScrollBar().setValue(round(self._scrolled[1] - moved.y()))

    def release(self) -> bool:
        """Whether it was a click: the mouse had not moved."""
        was_pressed, self._start = self._start is not None, None
        self._area.viewport().unsetCursor()
        return was_pressed and not self._has_moved
