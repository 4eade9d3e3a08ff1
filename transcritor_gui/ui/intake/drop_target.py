"""Takes drags over the whole window, always as a copy: accepting a move has deleted files elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from transcritor_gui.ui.intake.drops import dropped, hover_words, is_of_interest

__all__ = ["DropTarget"]


class DropTarget(QObject):
    """Watches `window`; drags over its children reach it because they accept none themselves."""

    hovered = Signal(str)
    """Words for what is held over the window; '' when it is gone."""
    dropped = Signal(object)
    """Dropped"""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._asks_options = False
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.DragEnter | QEvent.Type.DragMove:
                return self._on_hover(cast("QDragMoveEvent", event))
            case QEvent.Type.DragLeave:
                self._asks_options = False
                self.hovered.emit("")
                return True
            case QEvent.Type.Drop:
                return self._on_drop(cast("QDropEvent", event))
        return super().eventFilter(watched, event)

    def _on_hover(self, event: QDragMoveEvent) -> bool:
        data = event.mimeData()
        if event.source() is not None or not is_of_interest(data):  # what is dragged out is not taken in
            event.ignore()
            return True
        asks = _asks_options(event)
        if event.type() is QEvent.Type.DragEnter or asks is not self._asks_options:
            self._asks_options = asks
            self.hovered.emit(hover_words(replace(dropped(data), asks_options=asks)))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        return True

    def _on_drop(self, event: QDropEvent) -> bool:
        self.hovered.emit("")
        if event.source() is not None or not is_of_interest(event.mimeData()):
            event.ignore()
            return True
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        # On a busy computer the key is let go before the drop arrives; what was said while hovering holds.
        asks = self._asks_options or _asks_options(event)
        self._asks_options = False
        self.dropped.emit(replace(dropped(event.mimeData()), asks_options=asks))
        return True


def _asks_options(event: QDropEvent) -> bool:
    """Shift, which else would mean to move."""
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
