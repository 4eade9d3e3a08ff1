"""A page that the first engine has read, with what the second engine adds to it.

`policy` says from evidence how much that is: nothing, the words in doubt (`second_opinion`), the lines that
were left out (`left_out`), or the whole page (`whole_page`). Called by `recognise`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.ocr.line_reader import LineReader
from transcritor_gui.pipeline.recognition.doubts.doubt import (
    Grounds,
    PageCondition,
    condition_of,
)
from transcritor_gui.pipeline.recognition.lines.figure_columns import read_figure_columns
from transcritor_gui.pipeline.recognition.lines.left_out import (
    letter_shapes,
    lines_left_out,
    over_two_lines,
    read_left_out,
)
from transcritor_gui.pipeline.recognition.lines.line_strips import Strip, middles_of, strips_of
from transcritor_gui.pipeline.recognition.policy import is_much_left_out, is_text_left_out, needs_whole_page
from transcritor_gui.pipeline.recognition.readings import JudgedWord
from transcritor_gui.pipeline.recognition.second_opinion import Judge
from transcritor_gui.pipeline.recognition.whole_page import is_more_than_a_stroke, read_whole_page

__all__ = ["BothReading", "read_by_both", "without_strokes"]

_STROKES = frozenset("|¦│┃[]{}!/\\")
"""What an engine takes the lines of a grid for."""
_FEWEST_WORDS = 20
"""That tell how tall the words of a page are."""


@dataclass(frozen=True, slots=True)
class BothReading:
    words: tuple[JudgedWord, ...]
    whole_by: str | None = None
    """Name of the second engine where it has read the whole page."""
    left_out: float = 0.0
    """Of the letters on the page, 0 to 1, those in lines that the first engine left out."""


def read_by_both(first: Sequence[OcrWord], pixels: GreyImage, judge: Judge, *, mended: bool) -> BothReading:
    """What both engines make of a page, of whose `pixels` the first one has read `first`.

    `mended` tells whether clean-up had to change what the page looks like. Raises
    TranscritorError(ENGINE_FAILED).
    """
    reader = judge.reader
    if reader is None:
        return BothReading(judge.verdicts(first, pixels, mended=mended))
    grounds = Grounds(judge.dictionary, condition_of(first, mended=mended))
    if needs_whole_page(first, grounds):
        strips = strips_of(pixels, reader.find(pixels))
        whole = read_whole_page(strips, first, reader, dictionary=judge.dictionary)
        if whole is None:  # what the second engine sees on such a page is no text
            return BothReading(judge.verdicts(first, pixels, mended=mended))
        figures = _figures(pixels, [each.word for each in whole], reader, grounds)
        return BothReading(judge.ranked((*whole, *figures), PageCondition.BAD), reader.name)
    figures = _figures(pixels, first, reader, grounds)
    beside = [each.word for each in figures]
    figures = judge.ranked(figures, grounds.condition)
    shapes = letter_shapes(pixels, [*first, *beside])
    if not is_text_left_out(shapes, first):
        return BothReading((*judge.verdicts(first, pixels, mended=mended), *figures))
    strips = strips_of(pixels, reader.find(pixels))
    astray = over_two_lines(first, strips)
    kept = [word for word in first if word not in astray] if astray else first
    shapes = letter_shapes(pixels, [*kept, *beside]) if astray else shapes
    left_out = lines_left_out(strips, [*kept, *beside], shapes, astray=astray)
    if is_much_left_out(left_out):
        whole = read_whole_page(strips, [*first, *beside], reader, dictionary=judge.dictionary)
        if whole is not None:
            return BothReading(judge.ranked(whole, PageCondition.BAD), reader.name, left_out.share)
    added = judge.ranked(read_left_out(left_out.strips, [*kept, *beside], reader, grounds), grounds.condition)
    own = without_strokes(_without_replaced(first, astray, added), strips)
    judged = judge.verdicts(own, pixels, mended=mended)
    return BothReading((*judged, *added, *figures), left_out=left_out.share)


def _figures(
    pixels: GreyImage, words: Sequence[OcrWord], reader: LineReader, grounds: Grounds
) -> tuple[JudgedWord, ...]:
    """The numbers beside the text that are in none of `words`."""
    return tuple(read_figure_columns(pixels, letter_shapes(pixels, words), words, reader, grounds))


def without_strokes(words: Sequence[OcrWord], strips: Sequence[Strip]) -> list[OcrWord]:
    """`words` without what the first engine alone takes for one, in a drawing.

    A sign stays in a line of which the second engine has seen a word: the dash of an empty cell, a bullet.
    """
    middles, held = middles_of(words), np.zeros(len(words), np.bool_)
    for strip in strips:
        held |= strip.holds_each(middles)
    seen = {_line(word) for word, is_held in zip(words, held, strict=True) if is_held}
    return [
        word
        for word, is_held in zip(words, held, strict=True)
        if is_held
        or is_more_than_a_stroke(word, is_led=True)
        or (
            _line(word) in seen
            and not _STROKES.issuperset(word.text)
            and not any(map(str.isalnum, word.text))
        )
    ]


def _line(word: OcrWord) -> tuple[int, int, int]:
    return word.block, word.paragraph, word.line


def _without_replaced(
    first: Sequence[OcrWord], astray: Sequence[OcrWord], added: Sequence[JudgedWord]
) -> list[OcrWord]:
    """`first` without those of `astray` in whose place something was added."""

    def is_replaced(word: OcrWord) -> bool:
        x0, x1 = word.x0, word.x1
        return any(
            min(x1, new.word.x1) > max(x0, new.word.x0)
            and word.y0 < (new.word.y0 + new.word.y1) / 2 < word.y1
            for new in added
        )

    return [word for word in first if word not in astray or not is_replaced(word)]
