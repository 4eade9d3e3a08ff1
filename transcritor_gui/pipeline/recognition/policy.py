"""Which words of a line, and which pages, are worth a second reading. Pure.

A word that the first engine doubts is; so is one that it may be sure of and wrong all the same, because it is
made of what is easily confused. `second_opinion` has the pieces around them read.
"""

from __future__ import annotations

from collections.abc import Sequence

from transcritor_gui.model import mean_confidence
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.doubts.doubt import READ_AGAIN_BELOW, Grounds
from transcritor_gui.pipeline.recognition.lines.left_out import LeftOut, LetterShapes
from transcritor_gui.pipeline.recognition.signs import Context, is_easily_confused

__all__ = ["context_of", "is_much_left_out", "is_text_left_out", "needs_whole_page", "to_read_again"]

_LOST_BELOW = 0.9
"""Mean confidence of the first engine under which a page is read again as a whole. Books have 0.92 to 0.96; a
receipt of 0.89, a letter of 0.89 and a curled page of 0.89 gained 3, 1 and 6 points of their words."""
_MUCH_TO_READ = 0.18
"""Share of the letters, in words worth a second reading, from which the whole page is read: the second engine
sees most of it anyway. Books have 0.01 to 0.14, receipts, photographs and typed letters 0.2 to 0.4."""

_LETTERS_LEFT_OUT = 3
"""Shapes as large as letters that no word covers, from which the second engine looks for lines. Pages of
books have 0 or 1, rulings under a letterhead 1 to 16, charts and screens 0 to 10, a curled page 76."""
_TALL = 2.2
"""By the median of a page's words, of a box around part of a drawing that is read as a word, and doubted."""
_PART_LEFT_OUT = 0.08
"""Of a page's letters, from which the page is not completed but read as a whole: what the first engine has
read of the other lines is no better then."""


def to_read_again(line: Sequence[OcrWord], grounds: Grounds) -> frozenset[int]:
    """Places in `line`, a whole line of the page, of the words to be read again."""
    return frozenset(
        place
        for place, word in enumerate(line)
        if grounds.needs_reading(word)
        or is_easily_confused(word.text, context_of(line, place), confidence=word.confidence)
    )


def needs_whole_page(first: Sequence[OcrWord], grounds: Grounds) -> bool:
    """Whether what the first engine read is nothing, or so unsure that the page is worth another look."""
    mean = mean_confidence(first)
    if mean is None or mean < _LOST_BELOW:
        return True
    letters = sum(len(word.text) for word in first)
    doubted = sum(len(word.text) for word in first if grounds.needs_reading(word))
    return doubted >= _MUCH_TO_READ * letters


def is_text_left_out(shapes: LetterShapes, first: Sequence[OcrWord] = ()) -> bool:
    """Whether something may be written where the first engine has read nothing, or something else."""
    if shapes.has_shaded_area or shapes.letters_left_out >= _LETTERS_LEFT_OUT:
        return True
    heights = sorted(word.y1 - word.y0 for word in first)
    return any(
        word.y1 - word.y0 > _TALL * heights[len(heights) // 2] and word.confidence < READ_AGAIN_BELOW
        for word in first
    )


def is_much_left_out(left_out: LeftOut) -> bool:
    """Whether so much is, that the whole page is worth a second reading."""
    return left_out.share >= _PART_LEFT_OUT


def context_of(line: Sequence[OcrWord], place: int) -> Context:
    before = line[place - 1].text if place > 0 else ""
    after = line[place + 1].text if place + 1 < len(line) else ""
    return Context(before, after)
