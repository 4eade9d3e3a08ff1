"""A button that looks like a link: the second choice beside a button, the action in a line of news."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from transcritor_gui.ui.widgets import theme

__all__ = ["LinkButton"]


class LinkButton(QAbstractButton):
    """Drawn as words in the accent; underlined under the mouse and when it has the keyboard."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour: QColor | None = None
        self.setText(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_colour(self, colour: QColor) -> None:
        """On a ground of its own the accent may not be readable: use this instead."""
        self._colour = colour
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + theme.GRID
        return QSize(width, metrics.height() + theme.GRID)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self.palette()
        ground = palette.base().color()
        colour = (
            self._colour if self._colour is not None else theme.readable(theme.accent(palette), ground, 4.5)
        )
        painter.setPen(colour)
        font = self.font()
        font.setUnderline(self.underMouse() or self.hasFocus())
        painter.setFont(font)
        painter.drawText(QRect(self.rect()), int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()
