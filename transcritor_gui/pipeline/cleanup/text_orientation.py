"""Which way the letters of a page stand, from how neighbouring letters line up.

In Latin, Greek and Cyrillic print letters stand on a common baseline while their tops vary: capitals,
b, d, f, h, k, l and accents are several times as frequent as g, j, p, q, y. So of two neighbours that are
level on one side only, the level side is the foot. Upright pages of every sort of print in Latin script
that was tried show it 2 to 20 times as often at the foot. Used by `orientation`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import cv2
import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.cleanup.grey import as_grey, shapes_of
from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["WORKING_DPI", "TextOrientation", "text_orientation_of"]

WORKING_DPI = 150.0
_LETTER_PX = (6, 80)
"""Larger side of what may be a letter at `WORKING_DPI`: type of about 4 to 50 points."""
_THINNEST_PX = 2
"""Smaller side of what may be a letter."""
_DARK_PAGE = 100
"""GreyImage level of half the pixels, under which letters are light on dark."""
_MOST_OVERLAP_PX = 3
"""Boxes of neighbouring letters reach less than this into each other."""
_FEWEST_LETTERS = 10
_MOST_LETTERS = 900
_MOST_ASKED = 320
_BANDED_FROM_PX, _ENOUGH_LETTERS = 900, 450
"""Height of a picture, and letters in a band across it, from which the rest of it is not looked at."""
_LEVEL = 0.08
"""Of the letters' size: how far level edges may lie apart."""
_CLEAR = 2.6
"""Standard deviations by which one side must lead the other."""

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class TextOrientation:
    letters: int
    """How many letters were found; under about 30 nothing can be said."""
    turn: int | None
    """Degrees clockwise to turn the picture so that the letters stand; None where it is not clear."""
    sideways: bool
    """Whether the lines run up and down the page."""


def text_orientation_of(picture: GreyImage) -> TextOrientation:
    """How the letters stand in `picture`, which is at about `WORKING_DPI`."""
    if np.median(picture[::4, ::4]) < _DARK_PAGE:
        picture = as_grey(cv2.bitwise_not(picture))
    left, top, right, bottom = _letters(picture)
    count = len(left)
    if count < _FEWEST_LETTERS:
        return TextOrientation(count, None, False)
    size = float(np.median(np.maximum(right - left, bottom - top)))
    asked = np.linspace(0, count - 1, min(_MOST_ASKED, count)).astype(np.intp)
    beside, gap_beside = _nearest(left, right, top, bottom, asked)
    below, gap_below = _nearest(top, bottom, left, right, asked)
    across = (gap_beside <= gap_below) & (gap_beside < 1.2 * size)
    along = (gap_below < gap_beside) & (gap_below < 1.2 * size)
    sideways = int(along.sum()) > int(across.sum())
    if max(across.sum(), along.sum()) < 2 * min(across.sum(), along.sum()):
        return TextOrientation(count, None, sideways)
    near = max(1.0, _LEVEL * size)
    if sideways:
        lefts = _level(left, asked, below, near)[along]
        rights = _level(right, asked, below, near)[along]
        feet = _leading(lefts, rights)
        turn = None if feet is None else (270 if feet else 90)
    else:
        bottoms = _level(bottom, asked, beside, near)[across]
        tops = _level(top, asked, beside, near)[across]
        feet = _leading(bottoms, tops)
        turn = None if feet is None else (0 if feet else 180)
    return TextOrientation(count, turn, sideways)


def _letters(picture: GreyImage) -> tuple[Ints, Ints, Ints, Ints]:
    """Left, top, right and bottom of what may be letters, of one size, from the middle of the page.

    On pages full of print a band across the middle holds enough of them, for a third of the time.
    """
    height = picture.shape[0]
    if height >= _BANDED_FROM_PX:
        band = _letters_in(picture[3 * height // 10 : 7 * height // 10])
        if len(band) >= _ENOUGH_LETTERS:
            return _edges(band)
    return _edges(_letters_in(picture))


def _edges(boxes: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    if len(boxes) > _MOST_LETTERS:
        boxes = boxes[np.argsort(boxes[:, 1], kind="stable")]
        start = (len(boxes) - _MOST_LETTERS) // 2
        boxes = boxes[start : start + _MOST_LETTERS]
    return boxes[:, 0], boxes[:, 1], boxes[:, 0] + boxes[:, 2], boxes[:, 1] + boxes[:, 3]


def _letters_in(picture: GreyImage) -> Ints:
    """(n, 4) of left, top, width and height."""
    ink = cv2.adaptiveThreshold(picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    boxes = shapes_of(as_grey(ink)).boxes[1:, :4]
    large = boxes[:, 2:].max(axis=1) if len(boxes) else np.zeros(0, np.int32)
    small = boxes[:, 2:].min(axis=1) if len(boxes) else large
    kept = (large >= _LETTER_PX[0]) & (large <= _LETTER_PX[1]) & (small >= _THINNEST_PX)
    boxes, large = boxes[kept], large[kept]
    if len(boxes) > 0:
        typical = float(np.median(large))
        boxes = boxes[(large > 0.5 * typical) & (large < 2.2 * typical)]
    return boxes


def _nearest(
    start: Ints, end: Ints, low: Ints, high: Ints, asked: npt.NDArray[np.intp]
) -> tuple[npt.NDArray[np.intp], Ints]:
    """For each letter asked, the next one in the direction of `start` that shares its row, and the gap."""
    gap = start[None, :] - end[asked, None]
    shared = np.minimum(high[None, :], high[asked, None]) - np.maximum(low[None, :], low[asked, None])
    extent = high - low
    needed = 0.4 * np.minimum(extent[None, :], extent[asked, None])
    far = np.int32(1_000_000)
    usable = (shared > needed) & (gap > -_MOST_OVERLAP_PX)
    usable[np.arange(len(asked)), asked] = False
    gap = np.where(usable, gap, far)
    nearest = gap.argmin(axis=1)
    return nearest, gap[np.arange(len(asked)), nearest]


def _level(
    edge: Ints, asked: npt.NDArray[np.intp], neighbour: npt.NDArray[np.intp], near: float
) -> npt.NDArray[np.bool_]:
    return np.asarray(np.abs(edge[asked] - edge[neighbour]) <= near, np.bool_)


def _leading(first: npt.NDArray[np.bool_], second: npt.NDArray[np.bool_]) -> bool | None:
    """Whether the first side is level where the second is not clearly more often than the other way round."""
    ahead, behind = int((first & ~second).sum()), int((second & ~first).sum())
    if abs(ahead - behind) < _CLEAR * sqrt(ahead + behind + 1):
        return None
    return ahead > behind
