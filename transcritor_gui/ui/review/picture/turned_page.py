"""A page turned as it is read, and the way between it and the page as its file shows it. In points."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QTransform

from transcritor_gui.model import Box, turned_box

__all__ = ["TurnedPage", "across"]


@dataclass(frozen=True)
class TurnedPage:
    size: QSizeF
    """As it is shown here, turned."""
    turn: int = 0
    """In degrees, clockwise: 0, 90, 180 or 270."""

    @property
    def size_in_file(self) -> QSizeF:
        return across(self.size, self.turn)

    def shown_rect(self, box: Box) -> QRectF:
        """Where a box of the page lies as the page is shown here."""
        size = self.size_in_file
        turned = turned_box(box, self.turn, width=size.width(), height=size.height())
        return QRectF(turned.x0, turned.y0, turned.width, turned.height)

    def page_box(self, rect: QRectF) -> Box:
        """The other way: the box of the page that lies at `rect` here."""
        box = Box(rect.left(), rect.top(), rect.right(), rect.bottom())
        return turned_box(box, -self.turn, width=self.size.width(), height=self.size.height())

    def picture(self, in_file: QImage) -> QImage:
        """The page's picture, as its file shows it, as it is shown here."""
        return in_file if self.turn == 0 else in_file.transformed(QTransform().rotate(self.turn))


def across(size: QSizeF, turn: int) -> QSizeF:
    """The size of something of this size when it has been turned by so many degrees."""
    return QSizeF(size) if turn % 180 == 0 else size.transposed()
