"""Where two readings of a word differ, and how that is shown: 'í' beside 'i' is easily overlooked."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

__all__ = ["ReadingButton", "differing", "marked_text"]

_ALIKE = 0.65
"""Of 1: where less is the same, the eye needs no help, and marks are noise."""
_SHORT = 6
"""Letters of both, of which a single one is much: '1ª' and '1º'."""


def differing(text: str, other: str) -> tuple[tuple[range, ...], tuple[range, ...]]:
    """The letters of `text` and of `other` that have no partner in the other one; none of two words that have
    little in common. Pure.
    """
    compared = SequenceMatcher(None, text, other, autojunk=False)
    if len(text) + len(other) > _SHORT and compared.ratio() < _ALIKE:
        return (), ()
    steps = [step for step in compared.get_opcodes() if step[0] != "equal"]
    return (
        tuple(range(start, end) for _, start, end, _, _ in steps if end > start),
        tuple(range(start, end) for _, _, _, start, end in steps if end > start),
    )


def marked_text(words: str, marks: Sequence[range]) -> str:
    """`words` as rich text, what is marked underlined and bold."""
    return "".join(
        f"<b><u>{escape(piece)}</u></b>" if is_marked else escape(piece)
        for piece, is_marked in _pieces(words, marks)
    )


class ReadingButton(QPushButton):
    """A button whose text has letters that are marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.marks: Sequence[range] = ()
        """The letters of the text that are marked."""

    def show_words(self, words: str, marks: Sequence[range]) -> None:
        self._words, self.marks = words, marks
        self.setText(words.replace("&", "&&"))  # an ampersand would underline the next letter
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        plain = self.fontMetrics().horizontalAdvance(self._words)
        return super().sizeHint() + QSize(max(0, self._advance() - plain), 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setPen(self.palette().color(QPalette.ColorRole.ButtonText))
        metrics = self.fontMetrics()
        at = QPoint(
            (self.width() - self._advance()) // 2,
            (self.height() + metrics.ascent() - metrics.descent()) // 2,
        )
        for piece, is_marked in _pieces(self._words, self.marks):
            font = self._font(is_marked=is_marked)
            painter.setFont(font)
            painter.drawText(at, piece)
            at += QPoint(QFontMetrics(font).horizontalAdvance(piece), 0)

    def _advance(self) -> int:
        return sum(
            QFontMetrics(self._font(is_marked=is_marked)).horizontalAdvance(piece)
            for piece, is_marked in _pieces(self._words, self.marks)
        )

    def _font(self, *, is_marked: bool) -> QFont:
        font = QFont(self.font())
        font.setBold(is_marked or font.bold())
        font.setUnderline(is_marked)
        return font


def _pieces(words: str, marks: Sequence[range]) -> list[tuple[str, bool]]:
    """The words in runs that are marked or not."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for mark in marks:
        pieces += [(words[at : mark.start], False), (words[mark.start : mark.stop], True)]
        at = mark.stop
    pieces.append((words[at:], False))
    return [(piece, is_marked) for piece, is_marked in pieces if piece]
