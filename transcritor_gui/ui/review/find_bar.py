"""The line that finds words in the open document: what is looked for, which hit is shown, on and back."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from transcritor_gui.i18n import ntr, tr
from transcritor_gui.ui.review.finding import HitCount
from transcritor_gui.ui.review.page_bar import action_button
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.icons import icon

__all__ = ["FindBar"]

_TYPED_MS = 150


class FindBar(QWidget):
    """It knows no pages: the pane tells it what was found."""

    wanted = Signal(str)
    """What is to be found, when typing has come to rest; '' for nothing."""
    closed = Signal()

    def __init__(self, find_next: QAction, find_previous: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find_next = find_next
        self._find_previous = find_previous
        self._field = _Field(self)
        self._field.setPlaceholderText(tr("Find in this document"))
        self._field.setAccessibleName(tr("Find in this document"))
        self._count = QLabel(self)
        self._count.setFont(theme.tabular_font(self.font()))
        close = QToolButton(self)
        close.setIcon(icon("x"))
        close.setAutoRaise(True)
        close.setToolTip(tr("Close"))
        close.setAccessibleName(tr("Close the search in this document"))
        close.clicked.connect(self._close)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GRID, theme.GRID // 2, theme.GRID, theme.GRID // 2)
        row.setSpacing(theme.GRID // 2)
        row.addWidget(self._field, 1)
        row.addWidget(self._count)
        row.addWidget(action_button(find_previous, self))
        row.addWidget(action_button(find_next, self))
        row.addWidget(close)
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPED_MS)
        self._timer.timeout.connect(self._tell)
        self._field.textEdited.connect(self._timer.start)
        self._field.stepped.connect(self._step)
        self._field.left.connect(self._close)
        self.hide()

    def open(self, text: str = "") -> None:
        """Show the line with the keyboard in it; with `text` in its field, where one is given."""
        if text:
            self._field.setText(text)
            self._tell()
        self.show()
        self._field.setFocus()
        self._field.selectAll()

    def show_text(self, text: str) -> None:
        """What a search in all documents has found here, without the keyboard."""
        self._field.setText(text)
        self._told = text
        self.setVisible(bool(text))

    def show_count(self, count: HitCount) -> None:
        """How often it stands on the shown page, and on how many of the document, once they are counted."""
        if not self._field.text().strip() or count.is_counting:
            words = ""
        elif not count.pages:
            words = tr("Nothing found")
        else:
            here = ntr("{count} here", "{count} here", count.on_page)
            pages = ntr("{count} page", "{count} pages", count.pages)
            words = tr("{here}, on {pages}", here=here, pages=pages)
            if count.is_similar:
                words = tr("Similar words: {found}", found=words)
        self._count.setText(words)
        self._field.setAccessibleDescription(words)
        for action in (self._find_next, self._find_previous):
            action.setEnabled(count.is_counting or bool(count.pages))

    def _tell(self) -> None:
        self._timer.stop()
        if self._field.text() != self._told:
            self._told = self._field.text()
            self.wanted.emit(self._told)

    def _step(self, step: int) -> None:
        if self._timer.isActive():
            self._tell()
        (self._find_next if step > 0 else self._find_previous).trigger()

    def _close(self) -> None:
        self._field.clear()
        self.hide()
        self._tell()
        self.closed.emit()


class _Field(QLineEdit):
    stepped = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
