"""Where letters of a page stand on their side, told from the page's ink and the words that were read upright.

Ink that no plausible word explains, in letters that have their neighbours above and below. At the sides of a
page, where courts print who signed it and stamps run into the words of the text, the ink of words is looked
at as well. Used by `sideways`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from transcritor_gui.model import Box
from transcritor_gui.pipeline.cleanup.grey import Shapes, as_grey, shapes_of
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrWord

__all__ = ["StandingArea", "standing_areas"]

_INK, _DARK_INK, _PAPER_PERCENTILE = 40, 110, 90
"""Levels by which a pixel is darker than the paper of a cleaned page where it is ink: stamps are often grey,
and thin strokes pale. The second where letters of black type run together by their pale edges. How light the
paper is, of every fourth pixel each way."""
_WORDLIKE, _PLAUSIBLE = 3, 0.6
"""Letters and figures of a word, and its confidence, from which it explains the ink in its box."""
_MOSTLY = 0.6
"""Of the letters of a line, in such words: the rest of it is explained, too."""
_SIDE_SHARE = 0.2
"""Of the page's width, at each side: where the ink of words is looked at as well."""
_LETTER_IN = (0.04, 0.4)
"""Height or width of a letter: type of 4 to 40 points."""
_THINNEST_PX = 2
_FEWEST_LETTERS = 14
"""Of a block worth turning: a date in small type."""
_STANDING = 2.0
"""By how much more letters of a block must have their neighbours above and below than beside them."""
_NEXT_LETTER, _SAME_FILE = 1.3, 0.4
"""How far the next letter of a line may be, and how much of its side it must share, in letters."""
_MOST_LETTERS, _AT_ONCE = 3000, 500
_WORD_GAP, _COLUMN_GAP, _LINE_GAP = 1.6, 10.0, 4.0
"""Letters that are joined along a line; columns of a table along, and lines across, that make one block."""
_LONGEST_LINE, _WIDEST_LINE = 3.0, 2.6
"""A line is so many letters long, and not so many wide, measured across it: a long one that is not quite
plumb takes a wider box."""
_STEEPEST = 0.05
"""Of a line's length, by which it may lean to one side: three degrees."""
_MOST_BLOCKS = 6
_PAD, _INSIDE = 0.2, 0.5
"""White around a block, in letters; how much of a letter at its edge must lie in it to be one of its own."""

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class StandingArea:
    """A part of a picture between two slanting sides."""

    box: Box
    """In pixels; its sides cross those of the area half way down."""
    slope: float
    """Pixels to the right for each pixel down, by which its sides lean."""

    def left_at(self, y: float) -> float:
        """How far the area is moved to the right at this height."""
        return self.slope * (y - self.box.y_centre)

    def holds(self, x: float, y: float) -> bool:
        box = self.box
        return box.y0 <= y <= box.y1 and box.x0 <= x - self.left_at(y) <= box.x1


def standing_areas(pixels: GreyImage, words: Sequence[OcrWord], *, dpi: float) -> tuple[StandingArea, ...]:
    """Where letters stand on their side on a cleaned page, most of them first; `words` were read upright."""
    height, width = pixels.shape
    half = as_grey(cv2.resize(pixels, (width // 2, height // 2), interpolation=cv2.INTER_AREA))
    paper = float(np.percentile(half[::4, ::4], _PAPER_PERCENTILE))
    free = np.ones_like(half)
    for word in _plausible(words):
        pad = max(1, round(0.1 * (word.y1 - word.y0)))
        top, left = max(0, word.y0 - pad) // 2, max(0, word.x0 - pad) // 2
        free[top : (word.y1 + pad) // 2 + 1, left : (word.x1 + pad) // 2 + 1] = 0
    side = round(_SIDE_SHARE * half.shape[1])
    free[:, :side], free[:, -side:] = 1, 1
    letters = _letters(half, free, paper, dpi / 2)
    if len(letters) < _FEWEST_LETTERS:
        return ()
    size = float(np.median(letters[:, 2:].max(axis=1)))
    letters = letters[letters[:, 2:].max(axis=1) > 0.4 * size]
    standing = letters[_stand(letters, size)]
    if len(standing) < _FEWEST_LETTERS:
        return ()
    size = float(np.median(standing[:, 2:].max(axis=1)))
    found = _blocks(standing, letters, size, half.shape)[:_MOST_BLOCKS]
    return tuple(StandingArea(area.box.scaled(2.0), area.slope) for area in found)


def _plausible(words: Sequence[OcrWord]) -> list[OcrWord]:
    """The words that explain their ink, with the short ones between them."""
    lines: dict[tuple[int, int, int], list[OcrWord]] = {}
    for word in words:
        lines.setdefault((word.block, word.paragraph, word.line), []).append(word)
    found: list[OcrWord] = []
    for line in lines.values():
        explaining = [word for word in line if _explains(word)]
        letters = sum(len(word.text) for word in explaining)
        is_text = letters >= _MOSTLY * sum(len(word.text) for word in line)
        found.extend(line if is_text else explaining)
    return found


def _explains(word: OcrWord) -> bool:
    """Whether `word` is likely what its ink says, and not seen in letters that stand on their side."""
    letters = sum(map(str.isalnum, word.text))
    lies = word.x1 - word.x0 > word.y1 - word.y0
    return letters >= _WORDLIKE and lies and word.confidence >= _PLAUSIBLE


def _letters(grey: GreyImage, free: GreyImage, paper: float, dpi: float) -> Ints:
    """(n, 4) of left, top, width and height of what may be letters, where the picture is `free`."""

    def inked(depth: int) -> Shapes:
        return shapes_of(free & as_grey(cv2.threshold(grey, paper - depth, 1, cv2.THRESH_BINARY_INV)[1]))

    shapes = inked(_INK)
    large, is_letter = _may_be_letters(shapes.boxes, dpi)
    letters = shapes.boxes[is_letter, :4]
    if large.any():
        # Letters that run together: their darker cores stand apart.
        dark = inked(_DARK_INK)
        cores = dark.boxes[_may_be_letters(dark.boxes, dpi)[1], :4]
        home = shapes.labels[cores[:, 1] + cores[:, 3] // 2, cores[:, 0] + cores[:, 2] // 2]
        letters = np.concatenate([letters, cores[large[home]]])
    found: Ints = letters[:_MOST_LETTERS]
    return found


def _may_be_letters(boxes: Ints, dpi: float) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Of each shape whether it is too large for a letter, and whether it may be one; the first is none."""
    longer, shorter = boxes[:, 2:4].max(axis=1), boxes[:, 2:4].min(axis=1)
    is_large = longer > _LETTER_IN[1] * dpi
    is_letter = ~is_large & (longer >= _LETTER_IN[0] * dpi) & (shorter >= _THINNEST_PX)
    is_large[0] = is_letter[0] = False
    return is_large, is_letter


def _stand(boxes: Ints, size: float) -> npt.NDArray[np.bool_]:
    """Of each letter whether its next neighbour is above or below it rather than beside it."""
    left, top = boxes[:, 0], boxes[:, 1]
    right, bottom = left + boxes[:, 2], top + boxes[:, 3]
    beside = _nearest(left, right, top, bottom)
    below = _nearest(top, bottom, left, right)
    return (below < _NEXT_LETTER * size) & (_STANDING * np.maximum(below, 1.0) < np.maximum(beside, 1.0))


def _nearest(start: Ints, end: Ints, low: Ints, high: Ints) -> npt.NDArray[np.float64]:
    """The gap to the nearest letter before or after each in the direction of `start` that shares its row."""
    count = len(start)
    found = np.full(count, np.inf)
    extent = high - low
    for first in range(0, count, _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        gap = np.maximum(start[None, :] - end[some, None], start[some, None] - end[None, :])
        shared = np.minimum(high[None, :], high[some, None]) - np.maximum(low[None, :], low[some, None])
        apart = shared < _SAME_FILE * np.minimum(extent[None, :], extent[some, None])
        apart[np.arange(len(gap)), np.arange(first, first + len(gap))] = True
        found[some] = np.where(apart, np.inf, np.maximum(gap, 0)).min(axis=1)
    return found


def _blocks(standing: Ints, letters: Ints, size: float, shape: tuple[int, ...]) -> list[StandingArea]:
    """Lines that run up or down the page, those near each other as one area, the largest first."""
    marks = np.zeros(shape, np.uint8)
    for x, y, width, height in standing.tolist():
        marks[y : y + height, x : x + width] = 1
    joined = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((max(3, round(_WORD_GAP * size)), 1), np.uint8))
    shapes = shapes_of(as_grey(joined))
    line_of = shapes.labels[standing[:, 1] + standing[:, 3] // 2, standing[:, 0] + standing[:, 2] // 2]
    lines = [
        Box(x, y, x + width, y + height)
        for x, y, width, height, area in shapes.boxes[1:].tolist()
        if height >= _LONGEST_LINE * size and area <= _WIDEST_LINE * size * height
    ]
    if not lines:
        return []
    groups: list[Box] = []
    for line in sorted(lines, key=lambda box: (box.x0, box.y0)):
        new = line
        while True:
            near = [group for group in groups if _is_near(group, new, size)]
            if not near:
                break
            groups = [group for group in groups if group not in near]
            new = Box(
                min(new.x0, *(box.x0 for box in near)), min(new.y0, *(box.y0 for box in near)),
                max(new.x1, *(box.x1 for box in near)), max(new.y1, *(box.y1 for box in near)),
            )  # fmt: skip
        groups.append(new)
    x, y = standing[:, 0] + standing[:, 2] / 2, standing[:, 1] + standing[:, 3] / 2
    counted = []
    for group in groups:
        own = (x >= group.x0) & (x <= group.x1) & (y >= group.y0) & (y <= group.y1)
        slope = _slope(x[own], y[own], line_of[own])
        counted.append(
            (int(own.sum()), _area(group, standing[own], letters, slope=slope, size=size, shape=shape))
        )
    ranked = sorted(counted, key=lambda pair: -pair[0])
    return [area for count, area in ranked if count >= _FEWEST_LETTERS]


def _is_near(one: Box, other: Box, size: float) -> bool:
    across = max(one.x0 - other.x1, other.x0 - one.x1)
    along = max(one.y0 - other.y1, other.y0 - one.y1)
    return across < _LINE_GAP * size and along < _COLUMN_GAP * size


def _area(
    group: Box, standing: Ints, letters: Ints, *, slope: float, size: float, shape: tuple[int, ...]
) -> StandingArea:
    """What a group of lines takes up, in which these letters stand, with all letters that are its own."""
    middle = group.y_centre

    def edges(boxes: Ints) -> tuple[Floats, Floats]:
        at = boxes[:, 1] + boxes[:, 3] / 2
        left = boxes[:, 0] - slope * (at - middle)
        return left, left + boxes[:, 2]

    left, right = edges(standing)
    x0, x1 = float(left.min()), float(right.max())
    # With what was not seen to stand: points, single figures, letters at the ends.
    left, right = edges(letters)
    top, foot = letters[:, 1], letters[:, 1] + letters[:, 3]
    reach = _WORD_GAP * size
    inside = np.minimum(right, x1) - np.maximum(left, x0) >= _INSIDE * (right - left)
    inside &= (top < group.y1 + reach) & (foot > group.y0 - reach)
    pad = _PAD * size
    box = Box(
        max(0.0, min(x0, float(left[inside].min(initial=x0))) - pad),
        max(0.0, min(group.y0, float(top[inside].min(initial=int(group.y0)))) - 2 * pad),
        min(float(shape[1]), max(x1, float(right[inside].max(initial=x1))) + pad),
        min(float(shape[0]), max(group.y1, float(foot[inside].max(initial=int(group.y1)))) + 2 * pad),
    )
    # Half way down the box that has grown, not half way down the group.
    moved = slope * (box.y_centre - middle)
    return StandingArea(box.moved(moved, 0.0), slope)


def _slope(x: Floats, y: Floats, line_of: Ints) -> float:
    """By how much lines of letters lean, for each pixel down: least squares, each line around its middle."""
    count = np.bincount(line_of)
    across = x - np.bincount(line_of, x)[line_of] / count[line_of]
    down = y - np.bincount(line_of, y)[line_of] / count[line_of]
    length = float(down @ down)
    slope = float(across @ down) / length if length else 0.0
    return slope if abs(slope) <= _STEEPEST else 0.0
