"""Blocks of a scanned page that stand on their side: a wide table along the page, a caption beside a plate.

The engine makes single letters of them, or nothing. What gives them away is ink that no plausible word
explains, in letters that have their neighbours above and below. Such a block is turned, read by itself, and
taken where that gives words. Called by `recognise` for whole pages; where every letter has its word it costs
a few hundredths of a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from transcritor_gui.model import Box, mean_confidence, turned_box
from transcritor_gui.pipeline.cleanup.grey import as_grey, shapes_of
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrEngine, OcrWord
from transcritor_gui.pipeline.recognition.readings import JudgedWord
from transcritor_gui.pipeline.recognition.second_opinion import Judge
from transcritor_gui.pipeline.recognition.tight_boxes import drawn_in

__all__ = ["SidewaysBlock", "read_sideways", "without_blocks"]

_INK = 150
"""Grey level below which a pixel of a cleaned page is ink."""
_WORDLIKE, _PLAUSIBLE = 3, 0.6
"""Letters and figures of a word, and its confidence, from which it explains the ink in its box."""
_MOSTLY = 0.6
"""Of the letters of a line, in such words: the rest of it is explained, too."""
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
"""A line is so many letters long, and not so many wide."""
_MOST_BLOCKS = 6
_SURE, _FEWEST_SURE = 0.7, 8
"""Mean confidence of what is read, and letters of sure words in it, from which it is taken."""
_SIGN_NEEDS = 0.5
"""Confidence below which something without a letter or figure is dirt."""
_BETTER = 1.5
"""How much more must be read surely, the block turned, than as it stands."""
_MARGIN = 0.8
"""White around a block that is read by itself, in letters."""

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class SidewaysBlock:
    box: Box
    """On the cleaned picture, in pixels."""
    words: tuple[JudgedWord, ...]
    """Boxes on the cleaned picture."""
    turn: int
    """Degrees clockwise by which the block must be turned to be read."""


def read_sideways(
    pixels: GreyImage,
    words: Sequence[OcrWord],
    engine: OcrEngine,
    judge: Judge,
    *,
    dpi: float,
    languages: str,
) -> tuple[SidewaysBlock, ...]:
    """The blocks of a cleaned page that stand on their side, read; `words` are what was read upright."""
    found = []
    for area in _areas(pixels, words, dpi):
        inside = [word for word in words if _is_in(word, area)]
        readings = [
            _read(pixels, area, turn, engine, judge, dpi=dpi, languages=languages) for turn in (90, 270)
        ]
        best = max(readings, key=lambda block: _surely([judged.word for judged in block.words]))
        read = [judged.word for judged in best.words]
        confidence = mean_confidence(read)
        if confidence is None or confidence < _SURE:
            continue
        if _surely(read) >= max(_FEWEST_SURE, _BETTER * _surely(inside)):
            found.append(best)
    return tuple(found)


def without_blocks(
    pixels: GreyImage, words: Sequence[OcrWord], blocks: Sequence[SidewaysBlock]
) -> tuple[GreyImage, tuple[OcrWord, ...]]:
    """The page with white in the place of the blocks, and the words that are in none."""
    cleared = pixels.copy()
    for block in blocks:
        box = block.box
        cleared[round(box.y0) : round(box.y1), round(box.x0) : round(box.x1)] = 255
    return cleared, tuple(word for word in words if not any(_is_in(word, block.box) for block in blocks))


def _surely(words: Sequence[OcrWord]) -> int:
    """Letters and figures in words that are surely read."""
    counts = [sum(map(str.isalnum, word.text)) for word in words if word.confidence >= _SURE]
    return sum(count for count in counts if count >= _WORDLIKE)


def _is_in(word: OcrWord, box: Box) -> bool:
    return box.x0 <= word.box.x_centre <= box.x1 and box.y0 <= word.box.y_centre <= box.y1


def _read(
    pixels: GreyImage, area: Box, turn: int, engine: OcrEngine, judge: Judge, *, dpi: float, languages: str
) -> SidewaysBlock:
    part = pixels[round(area.y0) : round(area.y1), round(area.x0) : round(area.x1)]
    margin = round(_MARGIN * _LETTER_IN[0] * 2 * dpi)
    padded = np.pad(part, margin, constant_values=255)
    turned = np.ascontiguousarray(np.rot90(padded, -(turn // 90)))
    height, width = turned.shape
    read = engine.recognise(turned, dpi=dpi, languages=languages).words
    kept = [word for word in read if any(map(str.isalnum, word.text)) or word.confidence >= _SIGN_NEEDS]
    judged = judge.verdicts(kept, turned, mended=False)

    def on_page(word: OcrWord) -> OcrWord:
        box = turned_box(drawn_in(word, turned).box, -turn, width=width, height=height)
        box = box.moved(round(area.x0) - margin, round(area.y0) - margin)
        return replace(word, x0=round(box.x0), y0=round(box.y0), x1=round(box.x1), y1=round(box.y1))

    return SidewaysBlock(area, tuple(replace(each, word=on_page(each.word)) for each in judged), turn)


def _areas(pixels: GreyImage, words: Sequence[OcrWord], dpi: float) -> list[Box]:
    """Where letters stand on their side, each block of them a box in pixels."""
    half = np.ascontiguousarray(pixels[::2, ::2])
    ink = as_grey(cv2.threshold(half, _INK - 1, 1, cv2.THRESH_BINARY_INV)[1])
    for word in _plausible(words):
        pad = max(1, round(0.1 * (word.y1 - word.y0)))
        top, left = max(0, word.y0 - pad) // 2, max(0, word.x0 - pad) // 2
        ink[top : (word.y1 + pad) // 2 + 1, left : (word.x1 + pad) // 2 + 1] = 0
    letters = _letters(ink, dpi / 2)
    if len(letters) < _FEWEST_LETTERS:
        return []
    size = float(np.median(letters[:, 2:].max(axis=1)))
    letters = letters[letters[:, 2:].max(axis=1) > 0.4 * size]
    standing = letters[_stand(letters, size)]
    if len(standing) < _FEWEST_LETTERS:
        return []
    return [box.scaled(2.0) for box in _blocks(standing, letters, size, half.shape)][:_MOST_BLOCKS]


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


def _letters(ink: GreyImage, dpi: float) -> Ints:
    """(n, 4) of left, top, width and height of what may be letters."""
    boxes = shapes_of(ink).boxes[1:, :4]
    if not len(boxes):
        return boxes
    large, small = boxes[:, 2:].max(axis=1), boxes[:, 2:].min(axis=1)
    kept = (large >= _LETTER_IN[0] * dpi) & (large <= _LETTER_IN[1] * dpi) & (small >= _THINNEST_PX)
    letters: Ints = boxes[kept][:_MOST_LETTERS]
    return letters


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


def _blocks(standing: Ints, letters: Ints, size: float, shape: tuple[int, ...]) -> list[Box]:
    """Lines that run up or down the page, those near each other as one box, the largest first."""
    marks = np.zeros(shape, np.uint8)
    for x, y, width, height in standing.tolist():
        marks[y : y + height, x : x + width] = 1
    joined = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((max(3, round(_WORD_GAP * size)), 1), np.uint8))
    lines = [
        Box(x, y, x + width, y + height)
        for x, y, width, height in shapes_of(as_grey(joined)).boxes[1:, :4].tolist()
        if height >= _LONGEST_LINE * size and width <= _WIDEST_LINE * size
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
    wide = [_with_letters(group, letters, size, shape) for group in groups]
    middle = standing[:, :2] + standing[:, 2:] / 2
    counts = [
        int(
            (
                (middle[:, 0] >= box.x0) & (middle[:, 0] <= box.x1)
                & (middle[:, 1] >= box.y0) & (middle[:, 1] <= box.y1)
            ).sum()
        )
        for box in wide
    ]  # fmt: skip
    ranked = sorted(zip(counts, wide, strict=True), key=lambda pair: -pair[0])
    return [box for count, box in ranked if count >= _FEWEST_LETTERS]


def _is_near(one: Box, other: Box, size: float) -> bool:
    across = max(one.x0 - other.x1, other.x0 - one.x1)
    along = max(one.y0 - other.y1, other.y0 - one.y1)
    return across < _LINE_GAP * size and along < _COLUMN_GAP * size


def _with_letters(box: Box, letters: Ints, size: float, shape: tuple[int, ...]) -> Box:
    """The box with the letters at its edges that were not seen to stand, and some white."""
    left, top = letters[:, 0], letters[:, 1]
    right, bottom = left + letters[:, 2], top + letters[:, 3]
    reach = _WORD_GAP * size
    near = (left < box.x1) & (right > box.x0) & (top < box.y1 + reach) & (bottom > box.y0 - reach)
    pad = 0.4 * size
    return Box(
        max(0.0, min(box.x0, float(left[near].min(initial=int(box.x0)))) - pad),
        max(0.0, min(box.y0, float(top[near].min(initial=int(box.y0)))) - pad),
        min(float(shape[1]), max(box.x1, float(right[near].max(initial=int(box.x1)))) + pad),
        min(float(shape[0]), max(box.y1, float(bottom[near].max(initial=int(box.y1)))) + pad),
    )
