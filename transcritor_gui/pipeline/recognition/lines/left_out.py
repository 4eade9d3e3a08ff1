"""What the first engine has left out of a page: shapes as high as letters that no word covers, and the words
that the second engine reads there.

Tesseract drops the cells of a table, numbers at a margin, light letters on a coloured bar, whole parts of
lines that are bent. The shapes are looked for by their edges, whatever is lighter, they or the paper. On a
page of running text there are none, and nothing more is done. Called by `recognise`; `policy` says what they
are worth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

import cv2
import numpy as np
import numpy.typing as npt

from transcritor_gui.model import Box
from transcritor_gui.pipeline.cleanup.grey import as_grey, shapes_of
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.ocr.line_reader import LineReader
from transcritor_gui.pipeline.recognition.doubts.doubt import Grounds
from transcritor_gui.pipeline.recognition.lines.line_strips import Strip, middles_of
from transcritor_gui.pipeline.recognition.readings import JudgedWord, ReadTwice, Token, is_written, tokens_of

__all__ = ["LeftOut", "LetterShapes", "letter_shapes", "lines_left_out", "over_two_lines", "read_left_out"]

_EDGE = 28
"""Levels of grey between a letter and its paper."""
_LOWEST_PX, _NARROWEST_PX = 5, 3
"""On a picture of half the size: dots and accents are lower, the bars of grids narrower."""
_HEIGHTS = (0.6, 1.8)
"""Of a letter, by the median of those that words cover."""
_WIDEST = 30.0
"""By the same: the edges of a word's letters run into one another."""
_SHADED = 0.8
"""Of the brightness of paper, under which a wide area is a bar, a button, a picture: what is written on it
may have edges that run into its own."""
_LEAST_SHADED = (1.5, 0.5)
"""Width and height of such an area, free of letters, by the height of a letter."""
_PAPER_PERCENTILE = 90
_LINE_FROM, _WRITTEN = 10.0, 0.35
"""Width of underlined text, by the same, which with its line is one shape, and one with the lines below where
these stand close; and the edges in its rectangle. Frames of cells have less."""
_AROUND = 0.25
"""Of a word's height, by which its box is widened: boxes end at the core of the letters."""
_LEFT_OUT = 0.5
"""Of the letters of a line that no word covers, from which the line is read again."""
_WORD_LETTERS = 3
"""Of a line that is read for the most part, left out together: a word or a figure behind it."""
_MOST_OF_LINE = 0.7
"""Of a line's height, which a word holds that lies over it; of its neighbours it holds a third at most."""
_SURE_LINE, _SURE = 0.85, 0.4
"""Mean confidence of a line, and confidence of a word in it, from which what only the second engine has seen
is taken in: drawings and photographs hold shapes that it takes for letters."""


@dataclass(frozen=True, eq=False)
class LetterShapes:
    """Shapes as high as letters on a page, letters or words, as (n, 3): x and y of each one's middle in
    pixels, and about how many letters it is.
    """

    covered: npt.NDArray[np.float64]
    """Those in the boxes of words."""
    left_out: npt.NDArray[np.float64]
    boxes_left_out: npt.NDArray[np.float64]
    """(n, 4): left, top, right and bottom of the same, in pixels."""
    letter: float
    """Their height on this page, in pixels; infinite where nothing tells."""
    has_shaded_area: bool
    """Whether there are bars or pictures on the page, on which letters cannot be told by their shapes."""

    @property
    def letters_left_out(self) -> float:
        return float(self.left_out[:, 2].sum())


@dataclass(frozen=True, slots=True)
class LeftOut:
    strips: tuple[Strip, ...]
    """Lines, or pieces of lines, in which letters stand that no word covers."""
    share: float
    """Of the page's letters, 0 to 1, those that stand there."""


def letter_shapes(pixels: GreyImage, words: Sequence[OcrWord]) -> LetterShapes:
    """The shapes of `pixels` that are as high as most letters of `words`, which were read from it."""
    half = np.ascontiguousarray(pixels[::2, ::2])
    edges = cv2.morphologyEx(half, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    shapes = shapes_of(as_grey(cv2.threshold(as_grey(edges), _EDGE, 1, cv2.THRESH_BINARY)[1]))
    boxes, middles = shapes.boxes[1:], shapes.middles[1:]
    widths, heights = boxes[:, cv2.CC_STAT_WIDTH], boxes[:, cv2.CC_STAT_HEIGHT]
    columns, rows = middles.astype(np.intp).T
    is_covered = _covered(words, half.shape)[rows, columns]
    own = heights[is_covered & (heights >= _LOWEST_PX)]
    letter = float(np.median(own)) if len(own) else float("inf")
    is_letter = (heights <= _HEIGHTS[1] * letter) & (widths <= _WIDEST * letter)
    is_underlined = (widths >= _LINE_FROM * letter) & (
        boxes[:, cv2.CC_STAT_AREA] >= _WRITTEN * widths * heights
    )
    is_letter = (is_letter | is_underlined) & (heights >= _HEIGHTS[0] * letter) & (widths >= _NARROWEST_PX)
    places = np.column_stack([2 * middles, np.maximum(1.0, widths / letter)])
    is_left_out = is_letter & ~is_covered
    corners = np.column_stack([boxes[:, :2], boxes[:, :2] + boxes[:, 2:4]])
    return LetterShapes(
        places[is_letter & is_covered],
        places[is_left_out],
        2.0 * corners[is_left_out],
        2 * letter,
        _has_shaded_area(half, letter),
    )


def _has_shaded_area(half: GreyImage, letter: float) -> bool:
    if letter > max(half.shape):
        return False
    paper = float(np.percentile(half[::4, ::4], _PAPER_PERCENTILE))
    dark = as_grey(cv2.threshold(half, _SHADED * paper, 1, cv2.THRESH_BINARY_INV)[1])
    width, height = (max(2, round(side * letter)) for side in _LEAST_SHADED)
    return bool(cv2.erode(dark, np.ones((height, width), np.uint8)).any())


def _covered(words: Sequence[OcrWord], shape: tuple[int, ...]) -> npt.NDArray[np.bool_]:
    """Where words are, on a picture of half the size."""
    covered = np.zeros(shape, np.bool_)
    for word in words:
        x0, y0, x1, y1 = _widened(word)
        covered[max(0, int(y0)) // 2 : int(y1) // 2 + 1, max(0, int(x0)) // 2 : int(x1) // 2 + 1] = True
    return covered


def _widened(word: OcrWord) -> tuple[float, float, float, float]:
    pad = max(2.0, _AROUND * (word.y1 - word.y0))
    return word.x0 - pad, word.y0 - pad, word.x1 + pad, word.y1 + pad


def lines_left_out(
    strips: Sequence[Strip],
    words: Sequence[OcrWord],
    shapes: LetterShapes,
    *,
    astray: Sequence[OcrWord] = (),
) -> LeftOut:
    """The strips in which none of `words` is, those of which many letters are in no word, and those over
    which words `astray` lie.
    """
    kept: list[Strip] = []
    letters = 0.0
    middles = middles_of(words)
    for strip in strips:
        missing = _letters_in(strip, shapes.left_out)
        is_empty = not strip.holds_each(middles).any()
        is_missing = missing and missing >= min(
            _WORD_LETTERS, _LEFT_OUT * (missing + _letters_in(strip, shapes.covered))
        )
        if is_empty or is_missing or any(_lies_over(word, strip.page_box) for word in astray):
            kept.append(strip)
            letters += missing
    return LeftOut(tuple(kept), letters / max(1.0, letters + float(shapes.covered[:, 2].sum())))


def _letters_in(strip: Strip, places: npt.NDArray[np.float64]) -> float:
    return float(places[strip.holds_each(places[:, :2]), 2].sum())


def over_two_lines(words: Sequence[OcrWord], strips: Sequence[Strip]) -> list[OcrWord]:
    """Those of `words` that lie over two or more of the strips: the first engine has taken lines that stand
    close for a single tall one, and what it has read there is neither.
    """
    lines = [strip.page_box for strip in strips]
    x0, y0, x1, y1 = np.array([(line.x0, line.y0, line.x1, line.y1) for line in lines]).reshape(-1, 4).T
    across = middles_of(words)[:, :1]
    top, bottom = np.array([(word.y0, word.y1) for word in words]).reshape(-1, 2, 1).transpose(1, 0, 2)
    covered = np.minimum(bottom, y1) - np.maximum(top, y0)
    lies_over = (x0 <= across) & (across <= x1) & (covered >= _MOST_OF_LINE * (y1 - y0))
    return [word for word, count in zip(words, lies_over.sum(axis=1), strict=True) if count > 1]


def _lies_over(word: OcrWord, line: Box) -> bool:
    """Whether the word's box holds most of the line's height, at the word's middle."""
    covered = min(word.y1, line.y1) - max(word.y0, line.y0)
    return line.x0 <= (word.x0 + word.x1) / 2 <= line.x1 and covered >= _MOST_OF_LINE * line.height


def read_left_out(
    strips: Sequence[Strip], words: Sequence[OcrWord], reader: LineReader, grounds: Grounds
) -> list[JudgedWord]:
    """What `reader` reads surely in `strips` where none of `words` is; each strip a block behind theirs.

    Raises TranscritorError(ENGINE_FAILED).
    """
    block = 1 + max((word.block for word in words), default=0)
    found: list[JudgedWord] = []
    middles = middles_of(words)
    readings = reader.read([strip.pixels for strip in strips])
    for strip, reading in zip(strips, readings, strict=True):
        if not reading.confidences or fmean(reading.confidences) < _SURE_LINE:
            continue
        there = [words[place] for place in np.flatnonzero(strip.holds_each(middles)).tolist()]
        for token in tokens_of(reading, x0=strip.x0, x1=strip.x1):
            found.extend(_added(token, strip, there, grounds, block=block + strip.number))
    return found


def _added(
    token: Token, strip: Strip, there: Sequence[OcrWord], grounds: Grounds, *, block: int
) -> Iterator[JudgedWord]:
    """`token` as a word, where it is one and none of the words in its line stands in its place."""
    if token.confidence < _SURE or not is_written(token.text):
        return
    word = strip.word(token, block=block)
    middle = (word.x0 + word.x1) / 2
    if any(word.x0 <= (one.x0 + one.x1) / 2 <= word.x1 or one.x0 <= middle <= one.x1 for one in there):
        return
    yield JudgedWord(word, grounds.is_doubtful(word), readings=ReadTwice(None, token.confidence, 1.0))
