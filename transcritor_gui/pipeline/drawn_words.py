"""Words that stand on the page in an unusual way: at an angle, in a pale colour, or in red, blue, green.

`pdf.text_layer` finds them as the file draws them, and recognition blocks that stand on their side; `layout`
sets them apart. Once the page is laid out nobody asks for it any more:
`plain_blocks` gives the words as they are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from transcritor_gui.model import Block, Line, Word

__all__ = ["DrawnWord", "angle_of", "are_any_drawn", "in_direction", "plain_blocks", "strength_of"]


class DrawnWord(Word, frozen=True, gc=False):
    """A word that does not read across, is not in full strength, or is in no shade of grey."""

    angle_degrees: float = 0.0
    """Clockwise from reading across, on the page as shown, from 0 to below 360."""
    strength: float = 1.0
    """How far its colour, as it is mixed with white paper, stands from white: 1 is black, 0 is white."""
    level_size: tuple[float, float] | None = None
    """Length and height along its line, in points, of a word at an angle that is no quarter turn: its box is
    the upright one around it."""
    colour: int | None = None
    """Red, green and blue of 0 to 255 in one number; None for black and shades of grey, and where nothing is
    known."""


def are_any_drawn(words: Iterable[Word]) -> bool:
    """Whether any of `words` is drawn in an unusual way; most pages have none."""
    return DrawnWord in set(map(type, words))


def angle_of(word: Word) -> float:
    """Degrees clockwise from reading across, as far as anything is known."""
    return word.angle_degrees if isinstance(word, DrawnWord) else 0.0


def in_direction(word: Word, degrees: int) -> DrawnWord:
    """A word that was read at a quarter turn, `degrees` clockwise from across on the page as shown."""
    return DrawnWord(
        word.text, word.box, word.confidence, word.source, word.doubtful, word.alternative,
        bold=word.bold, italic=word.italic, angle_degrees=float(degrees % 360),
    )  # fmt: skip


def strength_of(word: Word) -> float:
    """0 (white) to 1: how dark the word is, as far as anything is known."""
    return word.strength if isinstance(word, DrawnWord) else 1.0


def plain_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` with ordinary words, as they are kept."""
    return tuple(
        replace(block, lines=tuple(_plain_line(line) for line in block.lines))
        if any(are_any_drawn(line.words) for line in block.lines)
        else block
        for block in blocks
    )


def _plain_line(line: Line) -> Line:
    return Line(tuple(_plain(word) if isinstance(word, DrawnWord) else word for word in line.words), line.box)


def _plain(word: Word) -> Word:
    return Word(
        word.text, word.box, word.confidence, word.source, word.doubtful, word.alternative,
        bold=word.bold, italic=word.italic,
    )  # fmt: skip
