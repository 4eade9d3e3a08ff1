"""Windows kept on their screen: at 200 % one of 1080 lines is one of 540, and a laptop may have 768."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from transcritor_gui.ui.widgets import theme

__all__ = ["bring_up", "shrink_to_screen"]

_FRAME: Final = QSize(2 * theme.GRID, 5 * theme.GRID)
"""What a desktop puts around a window, which nobody knows before it is shown."""


def shrink_to_screen(window: QWidget) -> None:
    """Let a window that is not shown yet be no larger than its screen."""
    room = window.screen().availableGeometry()
    if not window.isMaximized() and not window.isFullScreen():
        window.resize(window.size().boundedTo(room.size() - _FRAME))
        place = window.pos()
        right, bottom = room.right() - window.width(), room.bottom() - window.height()
        if place.x() > right or place.y() > bottom:
            window.move(max(room.left(), min(place.x(), right)), max(room.top(), min(place.y(), bottom)))


def bring_up(window: QWidget) -> None:
    """Move a window that has grown beyond the lower end of its screen."""
    room = window.screen().availableGeometry()
    beyond = window.frameGeometry().bottom() - room.bottom()
    if window.isVisible() and beyond > 0:
        window.move(window.x(), max(room.top(), window.y() - beyond))
