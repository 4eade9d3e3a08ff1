"""The text of a page, its doubtful words marked; it answers to the mouse as the picture does."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.model import PageResult, Word
from transcritor_gui.ui.review.text_document import WordSpan, fill_document
from transcritor_gui.ui.review.word_tip import word_tip
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.scroll_bars import slim_scroll_bars

__all__ = ["TextView"]

_WIDEST_PX: Final = 760
"""About 90 letters: lines longer than that are hard to follow."""


class TextView(QTextEdit):
    """Shows one PageResult at a time."""

    word_hovered = Signal(int)
    """Index of the word under the mouse, or -1."""
    word_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: PageResult | None = None
        self._words: tuple[Word, ...] = ()
        self._spans: tuple[WordSpan, ...] = ()
        self._span_of_word: dict[int, WordSpan] = {}
        self._hovered = -1
        self._selected = -1
        self._found: tuple[str, ...] = ()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.document().setDocumentMargin(theme.GRID * 2)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(tr("Text of the page"))
        slim_scroll_bars(self)

    # What is shown

    def show_result(self, page: PageResult | None) -> None:
        """The text of `page`; nothing for None."""
        self._page = page
        self._hovered = self._selected = -1
        self._fill()
        self.verticalScrollBar().setValue(0)

    def set_found(self, terms: tuple[str, ...]) -> None:
        """Words to be marked wherever they stand, as a search found them (without regard to case)."""
        self._found = terms
        self._mark()

    def plain_text(self) -> str:
        """What is shown, for the clipboard."""
        return self.document().toPlainText().strip()

    def _fill(self) -> None:
        if self._page is None:
            self.document().clear()
            self._words, self._spans = (), ()
        else:
            self._words = tuple(self._page.words())
            self._spans = fill_document(self.document(), self._page, palette=self.palette(), font=self.font())
        self._span_of_word = {span.word_index: span for span in self._spans}
        self._mark()

    # Words

    def set_hovered(self, word_index: int) -> None:
        if word_index != self._hovered:
            self._hovered = word_index
            self._mark()

    def set_selected(self, word_index: int) -> None:
        """Mark the word and scroll to it; -1 for none."""
        self._selected = word_index
        self._mark()
        span = self._span_of_word.get(word_index)
        if span is not None:
            cursor = QTextCursor(self.document())
            cursor.setPosition(span.start)
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def word_at(self, position: QPoint) -> int:
        """The word at a position of the viewport, or -1."""
        place = self.cursorForPosition(position)
        found = bisect_right(self._spans, place.position(), key=lambda span: span.start) - 1
        for index in (found, found - 1):  # a position between two words belongs to the nearer one
            if 0 <= index < len(self._spans) and self.word_rect(self._spans[index].word_index).contains(
                position
            ):
                return self._spans[index].word_index
        return -1

    def word_rect(self, word_index: int) -> QRect:
        """Where the word is in the viewport; empty for a word that has no place in the text."""
        span = self._span_of_word.get(word_index)
        if span is None:
            return QRect()
        cursor = QTextCursor(self.document())
        cursor.setPosition(span.start)
        first = self.cursorRect(cursor)
        cursor.setPosition(span.end)
        last = self.cursorRect(cursor)
        if last.top() != first.top():  # broken over two lines: its first part
            last = QRect(self.viewport().width(), first.top(), 1, first.height())
        return QRect(first.topLeft(), last.bottomRight())

    def _mark(self) -> None:
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        marks = [
            self._selection(span, theme.tint(theme.ok(self.palette()), self.palette(), 0.35))
            for span in self._found_spans()
        ]
        for word_index, strength in ((self._hovered, 0.25), (self._selected, 0.45)):
            span = self._span_of_word.get(word_index)
            if span is not None:
                marks.append(self._selection(span, theme.tint(accent, self.palette(), strength)))
        self.setExtraSelections(marks)

    def _found_spans(self) -> list[WordSpan]:
        if not self._found:
            return []
        return [
            span
            for span in self._spans
            if any(term in self._words[span.word_index].text.casefold() for term in self._found)
        ]

    def _selection(self, span: WordSpan, ground: QColor) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(span.start)
        cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        form.setBackground(ground)
        mark.cursor = cursor
        mark.format = form
        return mark

    # Events

    def event(self, event: QEvent) -> bool:
        """Page Up and Page Down turn pages here as everywhere in the review: the text must not claim them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_page_key = event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
            if is_page_key and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                event.ignore()
                return False
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setLineWrapColumnOrWidth(min(self.viewport().width(), _WIDEST_PX))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._fill()
            slim_scroll_bars(self)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not event.buttons():
            word_index = self.word_at(event.position().toPoint())
            if word_index != self._hovered:
                self.set_hovered(word_index)
                self.word_hovered.emit(word_index)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.word_clicked.emit(self.word_at(event.position().toPoint()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave and self._hovered >= 0:
            self.set_hovered(-1)
            self.word_hovered.emit(-1)
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tip(event)
            return True
        return super().viewportEvent(event)

    def _show_tip(self, event: QHelpEvent) -> None:
        word_index = self.word_at(event.pos())
        tip = word_tip(self._words[word_index]) if word_index >= 0 else ""
        QToolTip.showText(event.globalPos(), tip, self.viewport())
