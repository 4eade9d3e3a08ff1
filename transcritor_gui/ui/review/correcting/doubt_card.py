"""The card below the page: a word enlarged, what was read, the other reading, and a field that corrects it.

One key each: Enter takes the word as it stands in the field, Tab the other reading, Ctrl+Enter does the same
for all that are alike. It stays in its place, whichever word is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget

from transcritor_gui.i18n import ntr, tr
from transcritor_gui.model import Word, WordSource
from transcritor_gui.ui.review.correcting.differing import ReadingButton, differing, marked_text
from transcritor_gui.ui.review.correcting.word_picture import WordPicture
from transcritor_gui.ui.widgets import theme

__all__ = ["DoubtCard"]


class _Field(QLineEdit):
    """Keys that decide about a word; all others type."""

    taken = Signal()
    taken_for_all = Signal()
    other_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.other = ""
        self.as_shown = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_for_all = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            (self.taken_for_all if is_for_all else self.taken).emit()
            return
        if event.key() == Qt.Key.Key_Escape and self.text() != self.as_shown:
            self.setText(self.as_shown)
            self.selectAll()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, next_one: bool) -> bool:
        """Tab takes the other reading where there is one, and leaves the field where there is none."""
        if next_one and self.other and self.text() == self.as_shown:
            self.other_wanted.emit()
            return True
        return super().focusNextPrevChild(next_one)


class DoubtCard(QWidget):
    """Tells what a person decides about the word that is shown; it changes nothing itself."""

    corrected = Signal(str)
    """What the word is to read: the same text takes it as it is, '' deletes it."""
    corrected_everywhere = Signal(str)
    """The same, for all places that are alike too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = WordPicture(self)
        self._picture.setAccessibleName(tr("Picture of the word"))
        self._hint = QLabel(self)
        self._hint.setWordWrap(True)
        self._read = QLabel(self)
        self._read.setTextFormat(Qt.TextFormat.RichText)
        self._other = ReadingButton(self)
        self._other.setAccessibleName(tr("Take the other reading"))
        self._other.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._field = _Field(self)
        self._field.setMinimumWidth(14 * theme.GRID)
        self._field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._field.setAccessibleName(tr("What the word is to read"))
        self._take = QPushButton(self)
        self._take.setAccessibleName(tr("Take the word as it stands in the field"))
        self._take.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._alike = QPushButton(self)
        self._alike.setAccessibleName(tr("Do the same for all that read like this"))
        self._alike.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        row.setSpacing(theme.GRID)
        row.addWidget(self._picture, 2)
        row.addWidget(self._hint, 6)
        row.addWidget(self._read)
        row.addWidget(self._other)
        row.addWidget(self._field, 2)
        row.addWidget(self._take)
        row.addWidget(self._alike)
        self._field.taken.connect(self._on_taken)
        self._field.taken_for_all.connect(self._on_taken_for_all)
        self._field.other_wanted.connect(self._on_other)
        self._field.textChanged.connect(self._on_text)
        self._take.clicked.connect(self._on_taken)
        self._other.clicked.connect(self._on_other)
        self._alike.clicked.connect(self._on_taken_for_all)
        self._word: Word | None = None
        self._place = QRectF()
        self._count_alike = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        # As high without a word as with one: what stands above moves not when the first is selected.
        self.setMinimumHeight(self._picture.sizeHint().height() + 2 * theme.GRID)
        self._follow_palette()
        self.show_hint("")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._follow_palette()

    def _follow_palette(self) -> None:
        quiet = self._hint.palette()
        if quiet.windowText().color() != theme.muted(self.palette()):
            quiet.setColor(quiet.ColorRole.WindowText, theme.muted(self.palette()))
            self._hint.setPalette(quiet)

    # What is shown

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self._field.text()

    def show_hint(self, text: str) -> None:
        """No word; a sentence in its place."""
        self._word = None
        self._hint.setText(text)
        self._show_parts()

    def show_word(
        self,
        word: Word,
        place: QRectF,
        picture: QImage | None,
        page_size: QSizeF,
        *,
        suggestion: str = "",
    ) -> None:
        """A word, where it lies on the page as it is shown, and the picture and size of that; in points.

        `suggestion` is what it may have been meant to be, where nothing else was read.
        """
        self._word, self._place = word, place
        self._count_alike = 0
        is_read_otherwise = word.doubtful and bool(word.alternative)
        other = word.alternative if is_read_otherwise and word.alternative else suggestion
        self._field.other = other
        self._field.as_shown = word.text
        self._field.setText(word.text)
        if word.source is WordSource.CORRECTED:
            told, say_read = word.alternative if word.alternative else tr("nothing"), _say_corrected
        else:
            told, say_read = word.text, _say_read
        say_other = _say_other if is_read_otherwise else _say_suggestion
        read, words = say_read(told), say_other(other)
        here, there = differing(word.text, other) if other else ((), ())
        self._read.setText(marked_text(read, _within(say_read, here if told == word.text else ())))
        self._other.show_words(words, _within(say_other, there))
        self._field.setAccessibleDescription(f"{read}. {words}" if other else read)
        self._picture.show_word(picture, page_size, place)
        self._show_parts()
        self._on_text(word.text)

    def show_picture(self, picture: QImage | None, page_size: QSizeF) -> None:
        """A picture of the page that has become sharper, or has come late."""
        if self._word is not None:
            self._picture.show_word(picture, page_size, self._place)

    def show_alike(self, count: int) -> None:
        """How many other places read the same and are in doubt."""
        self._count_alike = count
        key = "Ctrl+Enter"
        text = ntr(
            "And {count} more like this  ({key})", "And {count} more like this  ({key})", count, key=key
        )
        self._alike.setText(text)
        self._show_parts()

    def take_keyboard(self) -> None:
        """Typing replaces the word from here."""
        self._field.setFocus()
        self._field.selectAll()

    def _show_parts(self) -> None:
        has_word = self._word is not None
        self._hint.setVisible(not has_word)
        for part in (self._picture, self._read, self._field, self._take):
            part.setVisible(has_word)
        self._other.setVisible(has_word and bool(self._field.other))
        self._alike.setVisible(has_word and self._count_alike > 0)

    # What is decided

    def _on_text(self, text: str) -> None:
        if not text.strip():
            words = tr("Delete the word")
        elif text == self._field.as_shown:
            words = tr("It is right")
        else:
            words = tr("Correct")
        self._take.setText(f"{words}  (Enter)")

    def _on_taken(self) -> None:
        if self._word is not None:
            self.corrected.emit(self._field.text().strip())

    def _on_taken_for_all(self) -> None:
        if self._word is not None:
            self.corrected_everywhere.emit(self._field.text().strip())

    def _on_other(self) -> None:
        if self._word is not None and self._field.other:
            self.corrected.emit(self._field.other)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.hairline(self.palette()))
        painter.drawLine(0, 0, self.width(), 0)


def _say_read(text: str) -> str:
    return tr("Read: {text}", text=text)


def _say_corrected(text: str) -> str:
    return tr("Corrected; it was read as: {text}", text=text)


def _say_other(text: str) -> str:
    return tr("Other reading: {text}  (Tab)", text=text)


def _say_suggestion(text: str) -> str:
    return tr("Suggestion: {text}  (Tab)", text=text)


def _within(say: Callable[[str], str], marks: Sequence[range]) -> tuple[range, ...]:
    """Marks of a text as they lie in the sentence that `say` makes of it."""
    start = say("\0").index("\0")
    return tuple(range(start + mark.start, start + mark.stop) for mark in marks)
