"""The bar below the picture while a region is being marked: what is to become of what is framed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.model import RegionKind
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.icons import icon

__all__ = ["RegionBar"]

_NUMBERED: Final = (RegionKind.TEXT, RegionKind.TABLE, RegionKind.LEFT_OUT)
"""In the order of the keys 1 to 3."""


class RegionBar(QWidget):
    kind_chosen = Signal(object)
    """RegionKind"""
    removal_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        hint = QLabel(
            tr("Draw a frame with the mouse, or move this one with the arrow keys; Shift makes it larger."),
            self,
        )
        hint.setWordWrap(True)
        close = QToolButton(self)
        close.setIcon(icon("x"))
        close.setAutoRaise(True)
        close.setToolTip(tr("Leave the frame (Esc)"))
        close.setAccessibleName(tr("Leave the frame"))
        close.clicked.connect(self.left)
        self._kinds = {
            kind: self._button(_kind_words(kind), number) for number, kind in enumerate(_NUMBERED, start=1)
        }
        for kind, button in self._kinds.items():
            button.clicked.connect(lambda _on, k=kind: self.kind_chosen.emit(k))
        self._remove = QPushButton(tr("Remove the mark"), self)
        self._remove.setToolTip(tr("Remove the mark (Delete)"))
        self._remove.clicked.connect(self.removal_wanted)
        words = QHBoxLayout()
        words.addWidget(hint, 1)
        words.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID // 2)
        for button in (*self._kinds.values(), self._remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(theme.GRID, theme.GRID // 2, theme.GRID, theme.GRID // 2)
        rows.setSpacing(theme.GRID // 2)
        rows.addLayout(words)
        rows.addLayout(buttons)
        self.hide()

    @property
    def has_keyboard(self) -> bool:
        return any(part.hasFocus() for part in self.findChildren(QWidget))

    def show_frame(self, *, has_frame: bool, is_marked: bool) -> None:
        """Whether something is framed, and whether that is marked already."""
        for button in self._kinds.values():
            button.setEnabled(has_frame)
        self._remove.setVisible(is_marked)

    def _button(self, words: str, number: int) -> QPushButton:
        button = QPushButton(words, self)
        button.setToolTip(f"{words} ({number})")
        return button

    def event(self, event: QEvent) -> bool:
        """Escape leaves the frame, not the review."""
        if _is_claimed(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.hairline(self.palette()))
        painter.drawLine(0, 0, self.width(), 0)


def _kind_words(kind: RegionKind) -> str:
    match kind:
        case RegionKind.TEXT:
            return tr("Read as text")
        case RegionKind.TABLE:
            return tr("Read as table")
        case RegionKind.LEFT_OUT:
            return tr("Leave out")


def _is_claimed(event: QEvent) -> bool:
    """Whether it asks whose key it is, and the key is one of ours."""
    if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.ShortcutOverride:
        return False
    return event.key() == Qt.Key.Key_Escape
