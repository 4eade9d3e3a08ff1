"""Lines of text that the engine's page layout left out, found by their ink and read by themselves.

Tesseract now and then drops a whole line: one that is underlined, a short one that stands alone, one close
to a rule or a border. What it leaves is ink in the shape of a row of letters that no word covers. Called by
`recognise` after a page has been read; where nothing was left out it costs a few hundredths of a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.cleanup.grey import as_grey, shapes_of
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrEngine, OcrPage, OcrWord

__all__ = ["with_missed_lines"]

_INK = 150
"""GreyImage level below which a pixel of a cleaned page is ink."""
_MOST_LINES = 12
"""Read one by one; a page that leaves out more is a drawing, a map or a photograph."""
_FEWEST_LETTERS = 4
_LEAST_INK_PX = 40
"""Of a line of so few letters, on a picture of half the size."""
_LETTER_HEIGHTS = (0.5, 2.4)
"""Of the median height of the page's own letters."""
_LOWEST_LETTER_PX, _NARROWEST_LETTER_PX = 4, 2
"""On a picture of half the size; the height counts for the letters of words that were read."""
_WIDEST_LETTER = 4
"""By the height of the page's letters."""
_TALLEST_ROW, _NARROWEST_ROW = 3.2, 3
"""By the same."""
_ON_BASELINE, _MOSTLY_ON_BASELINE = 0.35, 0.5
"""By the same, how far a letter may stand off its row's baseline; and the share of those that do not."""
_WORDLIKE = 3
"""Characters of what may be a word."""
_LEAST_SURE = 0.7
"""Mean confidence from which a line that was left out is taken for text."""
_RULE_IN = 0.4
"""Inches from which a thin horizontal stroke is a rule and no part of a letter."""
_RULE_THICKNESS_IN = 0.025
_MARGIN = 0.6
"""White around a line that is read by itself, in its height."""


@dataclass(frozen=True, slots=True)
class _Row:
    x0: int
    y0: int
    x1: int
    y1: int


def with_missed_lines(
    page: OcrPage, pixels: GreyImage, engine: OcrEngine, *, dpi: float, languages: str
) -> OcrPage:
    """`page` with the words of lines that were left out added at its end, each line a block of its own.

    `pixels` is the cleaned picture that `page` was read from.
    """
    if not page.words:
        return page
    plain = _without_rules(pixels, dpi)
    rows = _uncovered_rows(plain, page.words)
    if not 0 < len(rows) <= _MOST_LINES:
        return page
    words = list(page.words)
    block = max(word.block for word in words)
    for row in rows:
        found = _read(row, plain, engine, dpi=dpi, languages=languages)
        if found:
            block += 1
            words.extend(replace(word, block=block, paragraph=0, line=0) for word in found)
    return page if len(words) == len(page.words) else OcrPage(tuple(words))


def _without_rules(pixels: GreyImage, dpi: float) -> GreyImage:
    """The page with long thin horizontal strokes painted white, except where letters cross them."""
    length = max(8, round(_RULE_IN * dpi))
    if not _may_have_rules(pixels, length):
        return pixels
    ink = (pixels < _INK).astype(np.uint8)
    rules = as_grey(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)))
    if not rules.any():
        return pixels
    thickness = max(3, round(_RULE_THICKNESS_IN * dpi))
    thick = as_grey(cv2.morphologyEx(rules, cv2.MORPH_OPEN, np.ones((thickness, 1), np.uint8)))
    rules = as_grey(cv2.dilate(rules & ~thick, np.ones((5, 1), np.uint8)))
    rest = ink & ~rules
    reach = np.ones((thickness + 5, 1), np.uint8)
    above = cv2.dilate(rest, reach, anchor=(0, thickness + 4))
    below = cv2.dilate(rest, reach, anchor=(0, 0))
    crossed = (above > 0) & (below > 0)
    return np.where((rules > 0) & ~crossed, np.uint8(255), pixels)


def _may_have_rules(pixels: GreyImage, length: int) -> bool:
    """Whether a picture of half the size, the darker of two rows to one, has strokes of half the `length`."""
    height = pixels.shape[0] // 2 * 2
    half = np.ascontiguousarray(np.minimum(pixels[0:height:2], pixels[1:height:2])[:, ::2])
    ink = as_grey(cv2.threshold(half, _INK - 1, 1, cv2.THRESH_BINARY_INV)[1])
    return bool(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length // 2 - 1), np.uint8)).any())


def _uncovered_rows(pixels: GreyImage, words: Sequence[OcrWord]) -> list[_Row]:
    """Where letters of the page's size stand in a row and no word covers them."""
    half = np.ascontiguousarray(pixels[::2, ::2])
    ink = as_grey(cv2.threshold(half, _INK - 1, 1, cv2.THRESH_BINARY_INV)[1])
    covered = np.zeros_like(ink)
    for word in words:
        pad = max(2, round(0.25 * (word.y1 - word.y0)))
        covered[
            max(0, word.y0 - pad) // 2 : (word.y1 + pad) // 2 + 1,
            max(0, word.x0 - pad) // 2 : (word.x1 + pad) // 2 + 1,
        ] = 1
    if cv2.countNonZero(ink & ~covered) < _LEAST_INK_PX:
        return []  # measuring every letter takes three times as long
    shapes = shapes_of(ink)
    boxes, middles = shapes.boxes[1:], shapes.middles[1:].astype(np.intp)
    if len(boxes) == 0:
        return []
    widths, heights = boxes[:, cv2.CC_STAT_WIDTH], boxes[:, cv2.CC_STAT_HEIGHT]
    is_covered = covered[middles[:, 1], middles[:, 0]] > 0
    own = heights[is_covered & (heights >= _LOWEST_LETTER_PX)]
    if len(own) == 0:
        return []
    letter = float(np.median(own))
    kept = (
        ~is_covered
        & (heights >= _LETTER_HEIGHTS[0] * letter)
        & (heights <= _LETTER_HEIGHTS[1] * letter)
        & (widths <= _WIDEST_LETTER * letter)
        & (widths >= _NARROWEST_LETTER_PX)
    )
    return _rows(boxes[kept], letter, ink.shape)


def _rows(boxes: npt.NDArray[np.int32], letter: float, shape: tuple[int, ...]) -> list[_Row]:
    if len(boxes) < _FEWEST_LETTERS:
        return []
    marks = np.zeros(shape, np.uint8)
    for x, y, width, height, _ in boxes.tolist():
        marks[y : y + height, x : x + width] = 1
    joined = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((1, max(3, round(2.2 * letter))), np.uint8))
    shapes = shapes_of(as_grey(joined))
    home = shapes.labels[boxes[:, 1] + boxes[:, 3] // 2, boxes[:, 0] + boxes[:, 2] // 2]
    rows = []
    for label in range(1, len(shapes.boxes)):
        x, y, width, height = (int(value) for value in shapes.boxes[label, :4])
        own = boxes[home == label]
        feet = own[:, 1] + own[:, 3]
        level = np.abs(feet - np.median(feet)) < _ON_BASELINE * letter if len(own) else np.zeros(0, bool)
        if (
            len(own) >= _FEWEST_LETTERS
            and height <= _TALLEST_ROW * letter
            and width > _NARROWEST_ROW * letter
            and level.mean() > _MOSTLY_ON_BASELINE
        ):
            rows.append(_Row(2 * x, 2 * y, 2 * (x + width), 2 * (y + height)))
    return sorted(rows, key=lambda row: (row.y0, row.x0))


def _read(row: _Row, pixels: GreyImage, engine: OcrEngine, *, dpi: float, languages: str) -> list[OcrWord]:
    """The words of one row, where they are worth keeping; boxes in pixels of the page."""
    height, width = pixels.shape
    tall = row.y1 - row.y0
    pad = round(0.35 * tall)
    top, bottom = max(0, row.y0 - pad), min(height, row.y1 + pad)
    left, right = max(0, row.x0 - pad), min(width, row.x1 + pad)
    margin = round(_MARGIN * tall)
    alone = cv2.copyMakeBorder(
        pixels[top:bottom, left:right], margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=255
    )
    read = engine.recognise(as_grey(alone), dpi=dpi, languages=languages)
    sure = read.mean_confidence
    wordlike = any(len(word.text) >= _WORDLIKE and word.confidence >= _LEAST_SURE for word in read.words)
    if sure is None or sure < _LEAST_SURE or not wordlike:
        return []
    across, down = left - margin, top - margin
    return [
        replace(word, x0=word.x0 + across, x1=word.x1 + across, y0=word.y0 + down, y1=word.y1 + down)
        for word in read.words
    ]
