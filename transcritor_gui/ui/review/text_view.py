"""The text of a page, typed over where it stands, its doubtful words marked; it answers to the mouse as the
picture does.

It changes no page: what was typed is told when the paragraph is left, and comes back as the page it made.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.model import PageResult, Word
from transcritor_gui.ui.review.correcting.typing import Typing
from transcritor_gui.ui.review.text_document import FilledText, TextPlace, WordSpan, fill_document
from transcritor_gui.ui.review.word_tip import word_tip
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.scroll_bars import slim_scroll_bars

__all__ = ["TextView"]

_WIDEST_PX: Final = 760
"""About 90 letters: lines longer than that are hard to follow."""
_ZOOM_STEP: Final = 1.1
_ZOOM_STEPS: Final = (-4, 12)
"""From two thirds to three times the usual size."""
_NOTCH: Final = 120
"""Of a wheel, in Qt's eighths of a degree."""


class TextView(QTextEdit):
    """Shows one PageResult at a time."""

    word_hovered = Signal(int)
    """Index of the word under the mouse, or -1."""
    word_clicked = Signal(int)
    typed = Signal(object, str)
    """The TextPlace of a block or a cell that was typed over and left, and its text now."""
    menu_wanted = Signal(int, QPoint)
    """Index of the word under the mouse, or -1, and the position on the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: PageResult | None = None
        self._words: tuple[Word, ...] = ()
        self._spans: tuple[WordSpan, ...] = ()
        self._span_of_word: dict[int, WordSpan] = {}
        self._hovered = -1
        self._zoom_steps = 0
        self._wheel = 0
        self._selected = -1
        self._found: frozenset[int] = frozenset()
        self._unknown: frozenset[int] = frozenset()
        self._places: dict[int, TextPlace] = {}
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.document().setDocumentMargin(theme.GRID * 2)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(tr("Text of the page"))
        self._typing = Typing(self)
        self._typing.left.connect(self._on_left)
        self._typing.given_up.connect(self._fill)
        slim_scroll_bars(self)

    # What is shown

    def show_result(self, page: PageResult | None) -> None:
        """The text of `page`; nothing for None."""
        self._page = page
        self._hovered = self._selected = -1
        self._fill()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def show_changed(self, page: PageResult) -> None:
        """The same page with other words; nothing moves under the eye, and the caret stays."""
        scrolled, cursor = self.verticalScrollBar().value(), self.textCursor()
        number, column = cursor.blockNumber(), cursor.positionInBlock()
        self._page = page
        self._fill()
        block = self.document().findBlockByNumber(number)
        if block.isValid():
            cursor = QTextCursor(self.document())
            cursor.setPosition(block.position() + min(column, max(0, block.length() - 1)))
            self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(scrolled)

    def set_typable(self, *, is_typable: bool) -> None:
        """Whether the text can be typed over."""
        self.setReadOnly(not is_typable)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextEditorInteraction
            if is_typable
            else Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    @property
    def is_typing(self) -> bool:
        """Whether something has been typed that is not told yet."""
        return self._typing.is_pending

    def finish_typing(self) -> None:
        """Tell what has been typed, as when the paragraph is left."""
        self._typing.finish()

    def give_up_typing(self) -> None:
        """Show again what stood there."""
        self._typing.give_up()

    def set_found(self, word_indices: frozenset[int]) -> None:
        """Words to be marked as what a search has found."""
        self._found = word_indices
        self._mark()

    def set_unknown(self, word_indices: frozenset[int]) -> None:
        """Words to be underlined as what no dictionary has."""
        if word_indices != self._unknown:
            self._unknown = word_indices
            self._mark()

    def plain_text(self) -> str:
        """What is shown, for the clipboard."""
        return self.document().toPlainText().strip()

    def _fill(self) -> None:
        self._typing.begin_filling()
        filled = FilledText((), {})
        if self._page is None:
            self.document().clear()
            self._words = ()
        else:
            self._words = tuple(self._page.words())
            filled = fill_document(self.document(), self._page, palette=self.palette(), font=self.font())
        self._typing.end_filling()
        self._spans, self._places = filled.spans, dict(filled.places)
        self._span_of_word = {span.word_index: span for span in self._spans}
        self._mark()

    # Words

    # Size

    @property
    def zoom_steps(self) -> int:
        """How many steps the text is larger than the window's own."""
        return self._zoom_steps

    def zoom(self, steps: int) -> None:
        """Larger by so many steps, or smaller for a negative number, within bounds."""
        least, most = _ZOOM_STEPS
        wanted = max(least, min(most, self._zoom_steps + steps))
        if wanted == self._zoom_steps:
            return
        usual = self.font().pointSizeF() / _ZOOM_STEP**self._zoom_steps
        self._zoom_steps = wanted
        self.finish_typing()
        font = self.font()
        font.setPointSizeF(usual * _ZOOM_STEP**wanted)
        self.setFont(font)
        self._fit_width()

    def _fit_width(self) -> None:
        """Lines get no more letters by being small, and as many when they are large."""
        widest = round(_WIDEST_PX * max(1.0, _ZOOM_STEP**self._zoom_steps))
        self.setLineWrapColumnOrWidth(min(self.viewport().width(), widest))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._wheel += event.angleDelta().y()
        steps = int(self._wheel / _NOTCH)
        self._wheel -= steps * _NOTCH
        self.zoom(steps)
        event.accept()

    def set_hovered(self, word_index: int) -> None:
        if word_index != self._hovered:
            self._hovered = word_index
            self._mark()

    def set_selected(self, word_index: int) -> None:
        """Mark the word and scroll to it; -1 for none. A caret that is in the word already stays there."""
        self._selected = word_index
        self._mark()
        span = self._span_of_word.get(word_index)
        if span is not None and not (
            self.hasFocus() and span.start <= self.textCursor().position() <= span.end
        ):
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
        if self._typing.is_pending:  # places of words are known again when it has been told
            return
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        marks = [self._selection(span, None) for span in self._spans if span.word_index in self._unknown]
        marks += [
            self._selection(span, theme.tint(accent, self.palette(), 0.3)) for span in self._found_spans()
        ]
        for word_index, strength in ((self._hovered, 0.25), (self._selected, 0.45)):
            span = self._span_of_word.get(word_index)
            if span is not None:
                marks.append(self._selection(span, theme.tint(accent, self.palette(), strength)))
        self.setExtraSelections(marks)

    def _found_spans(self) -> list[WordSpan]:
        return [span for span in self._spans if span.word_index in self._found]

    def _selection(self, span: WordSpan, ground: QColor | None) -> QTextEdit.ExtraSelection:
        """Of several marks over a word only the last is drawn: each says all there is to be seen."""
        form = QTextCharFormat()
        if ground is not None:
            form.setBackground(ground)
        if span.word_index in self._unknown:
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            form.setUnderlineColor(theme.bad(self.palette()))
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(span.start)
        cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
        mark.cursor = cursor
        mark.format = form
        return mark

    def _on_left(self, paragraph: int, text: str) -> None:
        place = self._places.get(paragraph)
        if place is not None:
            self.typed.emit(place, text)
        elif self._page is not None:
            self.show_changed(self._page)  # what the program says there is not for typing over

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly() or not self._typing.takes(event):
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Text alone, and in one paragraph: formats and line ends come from the page."""
        cursor = self.textCursor()
        blocks = {
            self.document().findBlock(at).blockNumber()
            for at in (cursor.selectionStart(), cursor.selectionEnd())
        }
        if source.hasText() and len(blocks) == 1:
            cursor.insertText(" ".join(source.text().split()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._typing.finish()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The key for it opens the menu of the word that the caret is in."""
        position, where = event.pos(), event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            position = self.cursorRect().center()
            where = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
        self.menu_wanted.emit(self.word_at(position), where)

    def event(self, event: QEvent) -> bool:
        """Page Up and Page Down turn pages here as everywhere in the review: the text must not claim them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
            if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
                event.ignore()  # of the whole document, not of this field
                return False
            if event.key() in keys and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                event.ignore()
                return False
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_width()

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
