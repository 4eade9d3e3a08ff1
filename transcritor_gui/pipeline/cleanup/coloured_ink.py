"""Stamps in coloured ink over the print of a scanned page taken apart: print without them, and each alone.

On a grey picture both are dark, and where they cross no engine reads either. In colour the stamp is light in
at least one of red, green and blue, while print is dark in all. Used by `regions` before a page is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from transcritor_gui.model import Box, enclosing
from transcritor_gui.pipeline.cleanup.grey import as_grey, shapes_of
from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["LOOKING_DPI", "PartedInk", "StampInk", "may_have_stamps", "part_ink"]

LOOKING_DPI = 75.0
"""Fine enough to see whether a stamp lies over print."""
_CHROMA, _CHROMA_FROM_AFAR = 40, 25
"""Between the strongest and the weakest of red, green and blue, those of the paper being equal: more is ink
of a colour. The second on the small picture, where thin strokes are pale and grain has gone, and for what is
taken from the print."""
_PAPER_PERCENTILE = 90
_PRINT_CHROMA, _PRINT_LEVEL = 40, 150
"""Less chroma, and a lower strongest channel, is print."""
_LEAST_COLOUR, _MOST_COLOUR = 0.0004, 0.12
"""Share of a page: less is dirt, more is a picture or coloured paper."""
_NEAR_IN = 0.12
"""Within which the strokes of a stamp belong together."""
_CROSSED = 0.02
"""Pixels of print within a stroke of coloured ink, of those of its ink, from which it lies over print."""
_STROKE_IN = 0.03
"""Width of a stroke of print: it hides so much of a stamp."""
_LEAST_SIDES_IN = (0.5, 0.12)
"""Of a stamp with a word in it."""
_PURITY, _LIGHTEST = 0.37, 115
"""Chroma of a stamp's ink by what it takes from white, and its lightest channel: brown has less."""
_APART = 0.4
"""Of the coloured pixels, those with no print around them: print in ink that is not quite black has it all
about."""
_MOST_OF_PAGE = 0.25
"""Share of the page that the boxes of all stamps may take: more is a page typed in coloured ink."""
_PURE = 0.9
"""Of a stamp's usual lightness in its lightest channel: from which nothing of it is left on the print."""
_MARGIN_IN = 0.1

Colours = npt.NDArray[np.uint8]
"""(height, width, 3): blue, green, red."""


@dataclass(frozen=True, slots=True)
class StampInk:
    box: Box
    """On the page's picture, in pixels."""
    pixels: GreyImage
    """What the box holds, dark where the ink is, on white."""
    colour: int
    """Red, green and blue of 0 to 255 in one number."""


@dataclass(frozen=True, slots=True)
class PartedInk:
    print: GreyImage
    stamps: tuple[StampInk, ...]


def may_have_stamps(colours: Colours, *, dpi: float) -> bool:
    """Whether a small picture of a page shows coloured ink over print."""
    return bool(_stamp_boxes(colours, dpi))


def part_ink(grey: GreyImage, colours: Colours, *, dpi: float) -> PartedInk | None:
    """The page's grey picture without the stamps that lie over its print; None where there are none.

    `colours` are the same pixels.
    """
    factor = LOOKING_DPI / dpi
    small = cv2.resize(colours, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    boxes = _stamp_boxes(np.asarray(small, np.uint8), LOOKING_DPI)
    if not boxes:
        return None
    balanced = _on_white_paper(colours)
    cleared = grey.copy()
    stamps = []
    for small_box in boxes:
        box = small_box.scaled(1 / factor)
        height, width = grey.shape
        x0, y0 = max(0, int(box.x0)), max(0, int(box.y0))
        x1, y1 = min(width, round(box.x1)), min(height, round(box.y1))
        part = balanced[y0:y1, x0:x1]
        lightest, chroma = _lightest_and_chroma(part)
        is_ink = chroma > _CHROMA
        if not is_ink.any():
            continue
        paper = float(np.percentile(grey[y0:y1, x0:x1], _PAPER_PERCENTILE))
        usual = float(np.median(lightest[is_ink]))
        stretched = np.clip(lightest * (paper / max(1.0, _PURE * usual)), 0, paper)
        is_tinted = chroma > _CHROMA_FROM_AFAR
        around = cv2.dilate(is_tinted.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
        area = cleared[y0:y1, x0:x1]
        cleared[y0:y1, x0:x1] = np.where(around, np.maximum(area, stretched.astype(np.uint8)), area)
        colour = np.median(part[is_ink], axis=0)[::-1].astype(int) @ (1 << 16, 1 << 8, 1)
        stamps.append(StampInk(Box(x0, y0, x1, y1), _ink_alone(lightest, chroma, dpi), int(colour)))
    return PartedInk(cleared, tuple(stamps)) if stamps else None


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


def _stamp_boxes(colours: Colours, dpi: float) -> list[Box]:
    """Where coloured ink lies over print, in pixels, with a margin."""
    balanced = _on_white_paper(colours)
    lightest, chroma = _lightest_and_chroma(balanced)
    is_ink = chroma > _CHROMA_FROM_AFAR
    share = float(is_ink.mean())
    if not _LEAST_COLOUR < share < _MOST_COLOUR:
        return []
    is_print = (chroma < _PRINT_CHROMA) & (lightest < _PRINT_LEVEL)
    around = cv2.dilate(is_ink.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    near_print = cv2.dilate(is_print.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    reach = max(3, round(2 * _NEAR_IN * dpi)) | 1
    joined = cv2.morphologyEx(is_ink.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    shapes = shapes_of(as_grey(joined))
    height, width = is_ink.shape
    boxes = []
    for number, (x, y, wide, high) in enumerate(shapes.boxes[1:, :4].tolist(), 1):
        if wide < _LEAST_SIDES_IN[0] * dpi or high < _LEAST_SIDES_IN[1] * dpi:
            continue
        if wide * high > _MOST_OF_PAGE * height * width:
            continue
        area = np.s_[y : y + high, x : x + wide]
        mine = shapes.labels[area] == number
        crossed = int((is_print[area] & around[area] & mine).sum())
        ink = is_ink[area] & mine
        apart = int((ink & ~near_print[area]).sum())
        lies_over = crossed > _CROSSED * int(ink.sum()) and apart > _APART * int(ink.sum())
        if lies_over and _is_of_colour(balanced[area][ink]):
            pad = _MARGIN_IN * dpi
            boxes.append(
                Box(max(0, x - pad), max(0, y - pad), min(width, x + wide + pad), min(height, y + high + pad))
            )
    merged = _merged(boxes)
    return merged if sum(box.area for box in merged) <= _MOST_OF_PAGE * height * width else []


def _is_of_colour(pixels: Colours) -> bool:
    channels = np.median(pixels, axis=0)
    chroma = float(channels.max() - channels.min())
    return channels.max() >= _LIGHTEST and chroma >= _PURITY * max(1.0, 255.0 - float(channels.min()))


def _merged(boxes: Sequence[Box]) -> list[Box]:
    """Those that overlap as one: a box is read by itself, and must not hold half a stamp."""
    merged: list[Box] = []
    for box in boxes:
        over = [other for other in merged if box.overlap_area(other) > 0]
        merged = [other for other in merged if other not in over]
        merged.append(enclosing((box, *over)))
    return merged if len(merged) == len(boxes) else _merged(merged)
