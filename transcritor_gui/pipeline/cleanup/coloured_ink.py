"""Stamps in coloured ink over the print of a scanned page taken apart: print without them, and each alone.

On a grey picture both are dark, and where they cross no engine reads either. In colour the stamp is light in
at least one of red, green and blue, while print is dark in all. Only ink of one hue, in strokes, with letters
of print under it is taken off; coloured words in a line have none. Used by `stamped_scan`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from transcritor_gui.model import Box
from transcritor_gui.pipeline.cleanup.grey import as_grey, shapes_of
from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["LOOKING_DPI", "Colours", "StampInk", "level_ink", "part_ink", "stamp_boxes"]

LOOKING_DPI = 100.0
"""Fine enough to see whether a stamp lies over letters."""
_CHROMA, _CHROMA_FROM_AFAR = 40, 25
"""Between the strongest and the weakest of red, green and blue, those of the paper being equal: more is ink
of a colour. The second on the small picture, where thin strokes are pale and grain has gone, and for what is
taken from the print."""
_PAPER_PERCENTILE = 90
_PRINT_CHROMA, _PRINT_LEVEL = 40, 165
"""Less chroma, and a lower strongest channel, is print."""
_LEAST_COLOUR, _MOST_COLOUR = 0.0004, 0.08
"""Share of a page: less is dirt, more is a picture or coloured paper."""
_RULE_IN = 0.3
"""Length of a straight run of print that is a rule and no letter."""
_LETTER_IN = 0.05
"""Height of a letter of 8 points: what is lower is a piece of a rule."""
_NEAR_IN = 0.12
"""Within which the strokes of a stamp belong together."""
_CROSSED, _CROSSINGS, _CROSSING_IN = 0.02, 5, 0.1
"""Pixels of letters within a stroke of coloured ink, of those of its ink, from which it lies over print; and
at how many places so far apart."""
_UNDER = 0.35
"""Share of a stamp's width that letters under it take."""
_BROADEST_STROKE_IN, _MOSTLY_STROKES = 0.13, 0.6
"""Broader ink is a band, a highlight or a filled field; share of the ink that has to be in strokes."""
_SAME_HUE, _OF_ONE_HUE = 24, 0.8
"""Of OpenCV's 180 degrees around the usual one; share of the ink."""
_STROKE_IN = 0.03
"""Width of a stroke of print: it hides so much of a stamp."""
_LEAST_SIDES_IN = (0.5, 0.13)
"""Of a stamp with a word in it."""
_PURITY, _PURITY_OF_GREEN, _LIGHTEST = 0.37, 0.25, 115
"""Chroma of a stamp's ink by what it takes from white, and its lightest channel: brown has less. So has
green, which is far from brown."""
_GREEN_HUES = (38, 90)
"""Of OpenCV's 180 degrees."""
_APART = 0.4
"""Of the coloured pixels, those with no print around them: print in ink that is not quite black has it all
about."""
_MOST_OF_PAGE = 0.25
"""Share of the page that the boxes of all stamps may take: more is a page typed in coloured ink."""
_PURE = 0.9
"""Of a stamp's usual lightness in its lightest channel: from which nothing of it is left on the print."""
_MARGIN_IN = 0.1
_MOST_TILT, _LEVEL_BELOW = 40.0, 0.8
"""Degrees by which a stamp is turned at most, and below which the engine follows its lines."""

Colours = npt.NDArray[np.uint8]
"""(height, width, 3): blue, green, red."""
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class StampInk:
    box: Box
    """On the page's picture, in pixels."""
    pixels: GreyImage
    """What the box holds, dark where the ink is, on white."""
    colour: int
    """Red, green and blue of 0 to 255 in one number."""


def part_ink(
    grey: GreyImage, colours: Colours, shapes: list[tuple[Box, Mask]], *, dpi: float
) -> tuple[GreyImage, tuple[StampInk, ...]]:
    """The page's grey picture without the stamps in `shapes`, and each of them.

    `colours` are the same pixels; `shapes` are those of `stamp_boxes`.
    """
    factor = dpi / LOOKING_DPI
    balanced = _on_white_paper(colours)
    cleared = grey.copy()
    stamps = []
    for small_box, shape in shapes:
        box = small_box.scaled(factor)
        height, width = grey.shape
        x0, y0 = max(0, int(box.x0)), max(0, int(box.y0))
        x1, y1 = min(width, round(box.x1)), min(height, round(box.y1))
        mine = cv2.resize(shape.astype(np.uint8), (x1 - x0, y1 - y0), interpolation=cv2.INTER_NEAREST) > 0
        part = balanced[y0:y1, x0:x1]
        lightest, chroma = _lightest_and_chroma(part)
        is_ink = (chroma > _CHROMA) & mine
        if not is_ink.any():
            continue
        paper = float(np.percentile(grey[y0:y1, x0:x1], _PAPER_PERCENTILE))
        usual = float(np.median(lightest[is_ink]))
        stretched = np.clip(lightest * (paper / max(1.0, _PURE * usual)), 0, paper)
        is_tinted = (chroma > _CHROMA_FROM_AFAR) & mine
        around = cv2.dilate(is_tinted.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
        area = cleared[y0:y1, x0:x1]
        cleared[y0:y1, x0:x1] = np.where(around, np.maximum(area, stretched.astype(np.uint8)), area)
        colour = np.median(part[is_ink], axis=0)[::-1].astype(int) @ (1 << 16, 1 << 8, 1)
        alone = _ink_alone(lightest, np.where(mine, chroma, 0), dpi)
        stamps.append(StampInk(Box(x0, y0, x1, y1), alone, int(colour)))
    return cleared, tuple(stamps)


def stamp_boxes(colours: Colours) -> list[tuple[Box, Mask]]:
    """Where coloured ink lies over print on a picture of LOOKING_DPI: boxes with a margin, and the part of
    each that is the stamp's own."""
    balanced = _on_white_paper(colours)
    lightest, chroma = _lightest_and_chroma(balanced)
    is_ink = chroma > _CHROMA_FROM_AFAR
    if not _LEAST_COLOUR < float(is_ink.mean()) < _MOST_COLOUR:
        return []
    letters = _letters((chroma < _PRINT_CHROMA) & (lightest < _PRINT_LEVEL))
    hue = cv2.cvtColor(balanced, cv2.COLOR_BGR2HSV)[:, :, 0].astype(np.int16)
    reach = round(2 * _NEAR_IN * LOOKING_DPI) | 1
    joined = cv2.morphologyEx(is_ink.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    shapes = shapes_of(as_grey(joined))
    height, width = is_ink.shape
    pad = round(_MARGIN_IN * LOOKING_DPI)
    found: list[tuple[Box, Mask]] = []
    for number, (x, y, wide, high) in enumerate(shapes.boxes[1:, :4].tolist(), 1):
        if wide < _LEAST_SIDES_IN[0] * LOOKING_DPI or high < _LEAST_SIDES_IN[1] * LOOKING_DPI:
            continue
        if wide * high > _MOST_OF_PAGE * height * width:
            continue
        at = np.s_[max(0, y - pad) : y + high + pad, max(0, x - pad) : x + wide + pad]
        mine = shapes.labels[at] == number
        if _is_stamp(is_ink[at] & mine, mine, letters[at], hue[at], balanced[at]):
            rows, columns = mine.shape
            left, top = max(0, x - pad), max(0, y - pad)
            around = cv2.dilate(mine.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
            found.append((Box(left, top, left + columns, top + rows), np.asarray(around)))
    area = sum(box.area for box, _ in found)
    return found if area <= _MOST_OF_PAGE * height * width else []


def level_ink(pixels: GreyImage, *, dpi: float) -> tuple[GreyImage, float]:
    """A stamp's picture turned until its lines are level, and the degrees by which they fell to the right.

    Lines that are level leave white rows between them: the turn in which rows differ most.
    """
    factor = min(1.0, LOOKING_DPI / dpi)
    ink = 255 - cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    side = math.ceil(math.hypot(*ink.shape))
    centre = (ink.shape[1] / 2, ink.shape[0] / 2)

    def turned(degrees: float) -> float:
        matrix = cv2.getRotationMatrix2D(centre, degrees, 1.0)
        matrix[:, 2] += side / 2 - centre[0], side / 2 - centre[1]
        rows = cv2.warpAffine(ink, matrix, (side, side)).sum(axis=1, dtype=np.float64)
        return float((np.diff(rows) ** 2).sum())

    coarse = max(np.arange(-_MOST_TILT, _MOST_TILT + 1, 2.0).tolist(), key=turned)
    angle = max(np.arange(coarse - 1.5, coarse + 1.6, 0.5).tolist(), key=turned)
    if abs(angle) < _LEVEL_BELOW:
        return pixels, 0.0
    height, width = pixels.shape
    sine, cosine = abs(math.sin(math.radians(angle))), abs(math.cos(math.radians(angle)))
    wide, high = math.ceil(width * cosine + height * sine), math.ceil(width * sine + height * cosine)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    matrix[:, 2] += wide / 2 - width / 2, high / 2 - height / 2
    level = cv2.warpAffine(pixels, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(255,))
    return as_grey(level), angle


def _is_stamp(ink: Mask, mine: Mask, letters: Mask, hue: npt.NDArray[np.int16], colours: Colours) -> bool:
    """Whether `ink`, in the shape `mine`, is a stamp's over `letters` of print."""
    return bool(ink.any()) and (
        _lies_over(ink, letters & mine, mine)
        and _is_of_strokes(ink, letters)
        and _is_of_one_colour(hue[ink], colours[ink])
    )


def _lies_over(ink: Mask, letters: Mask, mine: Mask) -> bool:
    """Whether the ink crosses letters at several places, and is no print itself."""
    total = int(ink.sum())
    crossed = letters & _grown(ink, 3)
    if crossed.sum() < _CROSSED * total or (ink & ~_grown(letters, 3)).sum() < _APART * total:
        return False
    under, across = _places(letters), _places(mine)
    return _places(crossed) >= _CROSSINGS and under >= _UNDER * across


def _places(mask: Mask) -> int:
    """Steps of _CROSSING_IN across the picture with something in `mask`."""
    return len(np.unique(np.flatnonzero(mask.any(axis=0)) // round(_CROSSING_IN * LOOKING_DPI)))


def _is_of_strokes(ink: Mask, letters: Mask) -> bool:
    """Whether ink is no band, under whose letters it goes on."""
    side = round(_BROADEST_STROKE_IN * LOOKING_DPI)
    covered = (ink | (letters & _grown(ink, 3))).astype(np.uint8)
    closed = cv2.morphologyEx(covered, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    bands = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((side, side), np.uint8)) > 0
    return int((ink & ~bands).sum()) >= _MOSTLY_STROKES * int(ink.sum())


def _is_of_one_colour(hues: npt.NDArray[np.int16], pixels: Colours) -> bool:
    """Whether ink is of one hue, and of one that is no brown."""
    usual = int(np.bincount(hues, minlength=180).argmax())
    apart = np.abs((hues - usual + 90) % 180 - 90)
    if float((apart <= _SAME_HUE).mean()) < _OF_ONE_HUE:
        return False
    channels = np.median(pixels, axis=0)
    chroma = float(channels.max() - channels.min())
    purity = _PURITY_OF_GREEN if _GREEN_HUES[0] <= usual <= _GREEN_HUES[1] else _PURITY
    return bool(channels.max() >= _LIGHTEST and chroma >= purity * max(1.0, 255.0 - float(channels.min())))


def _letters(is_print: Mask) -> Mask:
    """Print without its rules: underlines, what strikes words through, the frames of forms."""
    ink = is_print.astype(np.uint8)
    length = round(_RULE_IN * LOOKING_DPI)
    bridged = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 5), np.uint8))
    across = cv2.morphologyEx(
        bridged & _grown(is_print, 3).astype(np.uint8), cv2.MORPH_OPEN, np.ones((1, length), np.uint8)
    )
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    # A line of type that has run together is no rule: rules are thin.
    thick = cv2.morphologyEx(across, cv2.MORPH_OPEN, np.ones((6, 1), np.uint8))
    rules = _grown(((across > 0) & ~(thick > 0)) | (down > 0), 3)
    shapes = shapes_of(as_grey(is_print & ~rules))
    is_letter = shapes.boxes[:, 3] >= _LETTER_IN * LOOKING_DPI
    is_letter[0] = False
    return np.asarray(is_letter[shapes.labels])


def _grown(mask: npt.NDArray[Any], side: int) -> Mask:
    return np.asarray(cv2.dilate(mask.astype(np.uint8), np.ones((side, side), np.uint8)) > 0)


def _on_white_paper(colours: Colours) -> Colours:
    """The same with each channel stretched until the paper is white: yellowed paper is no ink."""
    paper = np.percentile(colours[::4, ::4], _PAPER_PERCENTILE, axis=(0, 1))
    levels = np.arange(256, dtype=np.float32)
    table = np.clip(levels[:, None] * (255 / np.maximum(paper, 1.0)), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(colours, table[None]), np.uint8)


def _lightest_and_chroma(colours: Colours) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    lightest, darkest = colours.max(axis=2), colours.min(axis=2)
    return lightest.astype(np.float32), (lightest - darkest).astype(np.int16)


def _ink_alone(lightest: npt.NDArray[Any], chroma: npt.NDArray[Any], dpi: float) -> GreyImage:
    """The stamp's own strokes, closed where print hides them."""
    full = max(1.0, float(np.percentile(chroma[chroma > _CHROMA], 75)))
    ink = as_grey(np.clip(chroma / full, 0, 1) * 255)
    side = max(3, round(_STROKE_IN * dpi)) | 1
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    hidden = cv2.dilate((lightest < _PRINT_LEVEL * 0.8).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return as_grey(255 - np.where(hidden, closed, ink))
