"""The menu over a word or a paragraph of the review."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.model import Block, BlockKind, Word, WordSource

__all__ = ["CorrectionMenu", "block_kind_words"]

_KINDS: Final = (
    (BlockKind.PARAGRAPH, 0),
    (BlockKind.HEADING, 1),
    (BlockKind.HEADING, 2),
    (BlockKind.HEADING, 3),
    (BlockKind.LIST_ITEM, 0),
    (BlockKind.TABLE, 0),
    (BlockKind.HEADER, 0),
    (BlockKind.FOOTER, 0),
    (BlockKind.FOOTNOTE, 0),
    (BlockKind.HANDWRITING, 0),
)


def block_kind_words(kind: BlockKind, level: int) -> str:  # noqa: PLR0911 - one branch a kind
    match kind:
        case BlockKind.PARAGRAPH:
            return tr("Paragraph")
        case BlockKind.HEADING:
            return tr("Heading {level}", level=max(1, level))
        case BlockKind.LIST_ITEM:
            return tr("Item of a list")
        case BlockKind.TABLE:
            return tr("Table")
        case BlockKind.HEADER:
            return tr("Header")
        case BlockKind.FOOTER:
            return tr("Footer")
        case BlockKind.FOOTNOTE:
            return tr("Footnote")
        case BlockKind.STAMP:
            return tr("Stamp")
        case BlockKind.WATERMARK:
            return tr("Watermark")
        case BlockKind.LINE_NUMBERS:
            return tr("Line numbers")
        case BlockKind.HANDWRITING:
            return tr("Handwriting")


class CorrectionMenu(QMenu):
    """Made for one word (None beside all words) and its block; it deletes itself when it closes."""

    word_taken = Signal(str)
    """What the word is to read; '' deletes it."""
    typing_wanted = Signal()
    kind_wanted = Signal(object, int)
    """BlockKind and level."""
    addition_wanted = Signal()
    """The word is to be in the dictionary from now on."""
    move_wanted = Signal(int)
    """Places in the reading order; negative for earlier."""

    def __init__(
        self,
        word: Word | None,
        block: Block | None,
        *,
        suggestions: tuple[str, ...] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`suggestions` are for a word that no dictionary has; None for one that is known."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if word is not None and suggestions is not None:
            self._add_spelling(word, suggestions)
        if word is not None:
            self._add_word(word)
        if block is not None:
            self.addSeparator()
            self._add_block(block)

    def popup_at(self, position: QPoint) -> None:
        """Nothing where there is nothing to choose."""
        if self.actions():
            self.popup(position)
        else:
            self.deleteLater()

    def _add_spelling(self, word: Word, suggestions: tuple[str, ...]) -> None:
        for suggestion in suggestions:
            self._take(_plain(suggestion), suggestion)
        if not suggestions:
            self.addAction(tr("No suggestions")).setEnabled(False)
        words = tr("Add “{word}” to the dictionary", word=_plain(word.text))
        self.addAction(words).triggered.connect(self.addition_wanted)
        self.addSeparator()

    def _add_word(self, word: Word) -> None:
        if word.source is WordSource.CORRECTED and word.alternative:
            self._take(tr("As it was read: {text}", text=_plain(word.alternative)), word.alternative)
        elif word.doubtful:
            self._take(tr("It is right: {text}", text=_plain(word.text)), word.text)
            if word.alternative:
                self._take(tr("Other reading: {text}", text=_plain(word.alternative)), word.alternative)
        self.addAction(tr("Correct…")).triggered.connect(self.typing_wanted)
        self._take(tr("Delete the word"), "")

    def _take(self, text: str, reading: str) -> None:
        self.addAction(text).triggered.connect(lambda: self.word_taken.emit(reading))

    def _add_block(self, block: Block) -> None:
        kinds = self.addMenu(tr("This is a…"))
        for kind, level in _KINDS:
            action = QAction(block_kind_words(kind, level), kinds)
            action.setCheckable(True)
            is_level = kind is not BlockKind.HEADING or max(1, block.level) == level
            action.setChecked(block.kind is kind and is_level)
            action.triggered.connect(lambda _on, k=kind, v=level: self.kind_wanted.emit(k, v))
            kinds.addAction(action)
        self.addAction(tr("Read it earlier")).triggered.connect(lambda: self.move_wanted.emit(-1))
        self.addAction(tr("Read it later")).triggered.connect(lambda: self.move_wanted.emit(1))


def _plain(text: str) -> str:
    """For a menu: an ampersand there would underline the next letter."""
    return text.replace("&", "&&")
