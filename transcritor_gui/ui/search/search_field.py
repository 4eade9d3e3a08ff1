"""The search field: names are filtered as one types; the text of everything is searched when typing rests."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.icons import icon

__all__ = ["SearchField"]

_RESTED_MS = 250
_LEAST_LETTERS = 2
"""A single letter is found in everything."""


class SearchField(QLineEdit):
    typed = Signal(str)
    """At every letter."""
    rested = Signal(str)
    """When typing has come to rest: the words, two letters or more; '' when there are none to look for."""
    left = Signal()
    """Return, Down or Escape: the keyboard goes to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_RESTED_MS)
        self._timer.timeout.connect(self._on_rested)
        self._clear = QAction(icon("x", colour=theme.muted), tr("Clear the search"), self)
        self._clear.triggered.connect(self.clear)
        self.addAction(
            QAction(icon("search", colour=theme.muted), "", self), QLineEdit.ActionPosition.LeadingPosition
        )
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self.setPlaceholderText(tr("Search everything transcribed"))
        self.setAccessibleName(tr("Search everything transcribed"))
        self.setAcceptDrops(False)  # a file dropped here is a file to transcribe, not its address as text
        self.setMinimumWidth(24 * theme.GRID)
        self.setMaximumWidth(45 * theme.GRID)
        self.setMinimumHeight(4 * theme.GRID)
        self.textChanged.connect(self._on_changed)

    def sizeHint(self) -> QSize:
        return QSize(self.maximumWidth(), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _on_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self.typed.emit(text.strip())
        self._timer.start()

    @Slot()
    def _on_rested(self) -> None:
        text = self.text().strip()
        self.rested.emit(text if len(text) >= _LEAST_LETTERS else "")
