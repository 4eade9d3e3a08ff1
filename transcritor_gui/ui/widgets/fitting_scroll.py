"""The fields of a dialogue as high as they need to be, and to be scrolled where the screen is lower.

At 200 % a screen of 1080 lines is one of 540: the buttons at the end of a dialogue must be on it.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QScrollArea, QVBoxLayout, QWidget

from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.on_screen import bring_up
from transcritor_gui.ui.widgets.scroll_bars import slim_scroll_bars

__all__ = ["FittingScroll"]

_BESIDES: Final = 18 * theme.GRID
"""What a dialogue has above and below its fields: title, margins, buttons, a line that says what is wrong."""


class FittingScroll(QScrollArea):
    def __init__(self, layout: QLayout, parent: QWidget) -> None:
        """`layout` holds the fields. They may be shown and hidden at any time."""
        super().__init__(parent)
        self._inside = QWidget(self)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(layout)
        column.addStretch(1)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._inside)
        slim_scroll_bars(self, ground=QPalette.ColorRole.Window)

    def sizeHint(self) -> QSize:
        return self._needed(self._inside.sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._needed(self._inside.minimumSizeHint())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self._show_bar()
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            slim_scroll_bars(self, ground=QPalette.ColorRole.Window)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._bring_up)  # when the window has its new size as well

    def _bring_up(self) -> None:
        bring_up(self.window())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_bar()

    def _show_bar(self) -> None:
        """Only where it is needed: it would cover what grows just now."""
        is_needed = self._inside.minimumSizeHint().height() > self._room
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_needed else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)

    @property
    def _room(self) -> int:
        return self.screen().availableGeometry().height() - _BESIDES

    def _needed(self, inside: QSize) -> QSize:
        if inside.height() <= self._room:
            return inside
        return QSize(inside.width() + self.verticalScrollBar().sizeHint().width(), self._room)
