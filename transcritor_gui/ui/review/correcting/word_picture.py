"""A word enlarged from the picture of its page, with a little of what stands around it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.ui.widgets import theme

__all__ = ["WordPicture"]

_AROUND: Final = 0.6
"""Heights of the word that are shown above and below it."""
_SIDE: Final = 4.0
"""Heights of the word that are shown at least on either side, where there is room."""


class WordPicture(QWidget):
    """Never wider than it must be; empty while there is no picture or no word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QImage | None = None
        self._page_size = QSizeF(1, 1)
        self._place = QRectF()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Picture of the word"))

    def sizeHint(self) -> QSize:
        return QSize(30 * theme.GRID, 7 * theme.GRID)

    def minimumSizeHint(self) -> QSize:
        return QSize(12 * theme.GRID, 7 * theme.GRID)

    def show_word(self, picture: QImage | None, page_size: QSizeF, place: QRectF) -> None:
        """`place` on a page of `page_size`, both in points; empty for no word."""
        self._picture, self._page_size, self._place = picture, page_size, place
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self.palette()
        if self._picture is None or self._place.isEmpty() or self._picture.isNull():
            return
        factor = self._picture.width() / max(1.0, self._page_size.width())
        at = self._place
        word = QRectF(at.x() * factor, at.y() * factor, at.width() * factor, at.height() * factor)
        tall = max(word.height(), 1.0) * (1 + 2 * _AROUND)
        scale = (self.height() - 2) / tall
        wide = min((self.width() - 2) / scale, word.width() + 2 * _SIDE * word.height())
        if word.width() * scale > self.width() - 2:  # a long word is shown whole, however small
            wide = word.width() * 1.05
            scale = (self.width() - 2) / wide
        source = QRectF(0, 0, wide, (self.height() - 2) / scale)
        source.moveCenter(word.center())
        target = QRectF(1, 1, wide * scale, self.height() - 2)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(target, palette.color(QPalette.ColorRole.Base))
        painter.drawImage(target, self._picture, source)
        mark = QRectF(
            target.x() + (word.x() - source.x()) * scale,
            target.y() + (word.y() - source.y()) * scale,
            word.width() * scale,
            word.height() * scale,
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 1.5))
        painter.drawRoundedRect(mark.adjusted(-3, -3, 3, 3), 3, 3)
        painter.setPen(QPen(theme.hairline(palette), 1))
        painter.drawRect(target)
