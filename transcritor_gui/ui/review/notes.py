"""The plain lines above the text of a page, each with a sign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from transcritor_gui.ui.review.page_state import Note, NoteKind
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.icons import icon

__all__ = ["NoteBar"]

_MARGIN: Final = theme.GRID
_SIGNS: Final[dict[NoteKind, tuple[str, Callable[[QPalette], QColor]]]] = {
    NoteKind.INFO: ("info", theme.muted),
    NoteKind.WARNING: ("alert", theme.warn),
    NoteKind.FAILURE: ("alert", theme.bad),
    NoteKind.WAITING: ("clock", theme.muted),
}


class NoteBar(QWidget):
    """One paragraph a note; takes no room where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: tuple[Note, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_notes(self, notes: tuple[Note, ...]) -> None:
        self._notes = notes
        self.setAccessibleName("\n".join(note.text for note in notes))
        self.setVisible(bool(notes))
        self._lay_out()
        self.update()

    @property
    def notes(self) -> tuple[Note, ...]:
        return self._notes

    def sizeHint(self) -> QSize:
        return QSize(200, self._height(200))

    def _lay_out(self) -> None:
        self.setFixedHeight(self._height(self.width()))

    def _height(self, width: int) -> int:
        return sum(self._text_rect(note, width).height() + 2 * _MARGIN for note in self._notes)

    def _text_rect(self, note: Note, width: int) -> QRect:
        left = 2 * _MARGIN + theme.ICON + _MARGIN
        room = QRect(left, 0, max(1, width - left - 2 * _MARGIN), 10_000)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        return self.fontMetrics().boundingRect(room, int(flags), note.text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self.palette()
        top = 0
        for note in self._notes:
            rect = self._text_rect(note, self.width())
            rect.moveTop(top + _MARGIN)
            name, colour = _SIGNS[note.kind]
            band = QRect(0, top, self.width(), rect.height() + 2 * _MARGIN)
            strength = 0.06 if note.kind in (NoteKind.INFO, NoteKind.WAITING) else 0.12
            painter.fillRect(band, theme.tint(colour(palette), palette, strength))
            first_line = QRect(2 * _MARGIN, rect.top(), theme.ICON, self.fontMetrics().height())
            icon(name, palette, colour=colour).paint(painter, first_line)
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap), note.text)
            top = band.bottom() + 1
