"""Typing over the text of a page: what is being typed in one paragraph, until the person leaves it.

`text_view` owns one. It knows paragraphs by their number in the document, which typing never changes: neither
a line end nor a deletion across paragraphs gets through.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QTextEdit

from transcritor_gui.ui.review.correcting.page_edits import LINE_BREAK

__all__ = ["Typing"]

_MOVES = frozenset(
    {
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
        Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    }
)  # fmt: skip
_DELETES = (
    QKeySequence.StandardKey.Delete,
    QKeySequence.StandardKey.DeleteEndOfWord,
    QKeySequence.StandardKey.DeleteEndOfLine,
    QKeySequence.StandardKey.DeleteCompleteLine,
    QKeySequence.StandardKey.Backspace,
    QKeySequence.StandardKey.DeleteStartOfWord,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
)


class Typing(QObject):
    """What has been typed and not been told yet."""

    left = Signal(int, str)
    """A paragraph that was typed in is left: its number and its text now."""
    given_up = Signal()
    """What was typed is not wanted: the text is to be shown as it was."""

    def __init__(self, edit: QTextEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._paragraph = -1
        self._is_filling = False
        edit.document().contentsChange.connect(self._on_change)
        edit.cursorPositionChanged.connect(self._on_cursor)

    @property
    def is_pending(self) -> bool:
        """Whether something has been typed that is not told yet."""
        return self._paragraph >= 0

    def begin_filling(self) -> None:
        """What changes from here on is not typed."""
        self._is_filling = True
        self._paragraph = -1

    def end_filling(self) -> None:
        self._is_filling = False

    def finish(self) -> None:
        """Tell what has been typed, if anything."""
        if self._paragraph < 0:
            return
        number, self._paragraph = self._paragraph, -1
        self.left.emit(number, self._edit.document().findBlockByNumber(number).text())

    def give_up(self) -> None:
        """Forget what has been typed."""
        if self._paragraph >= 0:
            self._paragraph = -1
            self.given_up.emit()

    def takes(self, event: QKeyEvent) -> bool:
        """Whether the key is dealt with here; the view has to do the others."""
        if event.key() == Qt.Key.Key_Escape and self.is_pending:
            self.give_up()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._edit.textCursor().insertText(LINE_BREAK)
            else:
                self.finish()
            return True
        if event.key() == Qt.Key.Key_Tab and not event.modifiers():
            return False
        if event.key() in _MOVES:
            return False
        return self._is_beyond(event)

    def _is_beyond(self, event: QKeyEvent) -> bool:
        """Whether the key would change more than one paragraph, and so is not to do anything."""
        cursor = self._edit.textCursor()
        is_deletion = any(event.matches(key) for key in _DELETES)
        changes = bool(event.text()) and event.text().isprintable()
        if cursor.hasSelection():
            return (is_deletion or changes) and not self._is_of_one_paragraph(cursor)
        if event.key() == Qt.Key.Key_Backspace:
            return cursor.atBlockStart()
        if event.key() == Qt.Key.Key_Delete:
            return cursor.atBlockEnd()
        return False

    def _is_of_one_paragraph(self, cursor: QTextCursor) -> bool:
        document = self._edit.document()
        first, last = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
        return first.blockNumber() == last.blockNumber()

    def _on_change(self, position: int, removed: int, added: int) -> None:
        if not self._is_filling and (removed or added):
            self._paragraph = self._edit.document().findBlock(position).blockNumber()

    def _on_cursor(self) -> None:
        if self._paragraph >= 0 and self._edit.textCursor().blockNumber() != self._paragraph:
            self.finish()
