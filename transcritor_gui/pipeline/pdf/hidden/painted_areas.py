"""What painted areas do to the words of a page: those under them, and those on one of their own colour.

`visibility` asks it of all words at once. A table may have a thousand fields and two thousand words, but a
word touches a handful of areas: only those pairs are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.box_array import box_array
from transcritor_gui.pipeline.pdf.hidden.covers import PlacedArea

__all__ = ["LEAST_ALPHA", "OPAQUE", "WordsAndAreas", "shares", "words_and_areas"]

LEAST_ALPHA, OPAQUE = 26, 255
"""Of 255: what is less than that paints nothing; what hides all."""
_SAME_COLOUR = 24
"""Of 255, in every channel."""
_UNDER_FILL, _OVER_FILL = 0.4, 0.9
"""Shares of a word's box: covered by later areas, lying on an earlier one."""
_COVERED = 0.9
"""Share of a word's box that lies under what is painted later, from which it shines through at most."""
_CHUNK = 1_000_000
"""Pairs of areas and words held against each other at once."""

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class WordsAndAreas:
    """For each word:"""

    hidden: Flags
    """Whether it lies under areas, or on one of its colour."""
    covered: Flags
    """Whether nearly all of it lies under areas that hide all."""
    contrasts: Flags
    """Whether it stands out from the area that was painted last under it."""


def words_and_areas(
    areas: Sequence[PlacedArea], boxes: Floats, order: Places, fill: npt.NDArray[np.int32]
) -> WordsAndAreas:
    """What `areas` do to words with `boxes` (n, 4) on the page as shown, painted at `order` (-1 where that is
    not known) in the colours `fill` (n, 4)."""
    count = len(boxes)
    if not areas:
        return WordsAndAreas(np.zeros(count, bool), np.zeros(count, bool), np.zeros(count, bool))
    covers = box_array([area.box for area in areas])
    orders = np.array([area.order for area in areas])
    colours = np.array([area.colour for area in areas], np.int32)
    area, word = _touching(covers, boxes)
    share = shares(boxes[word], covers[area])
    later = (orders[area] > order[word]) & (order[word] >= 0) & (colours[area, 3] >= LEAST_ALPHA)
    under = np.bincount(word[later], share[later], count)
    paint = later & (colours[area, 3] == OPAQUE)
    covered = np.bincount(word[paint], share[paint], count) > _COVERED
    beneath = (orders[area] < order[word]) & (share > _OVER_FILL)
    on, last = _painted_last(area[beneath], word[beneath], orders)
    apart = np.abs(colours[last, :3] - fill[on, :3]).max(axis=1, initial=0)
    same, contrasts = np.zeros(count, bool), np.zeros(count, bool)
    same[on] = apart <= _SAME_COLOUR
    contrasts[on] = (apart > 4 * _SAME_COLOUR) & (colours[last, 0] >= 0)
    return WordsAndAreas(same | (under > _UNDER_FILL), covered, contrasts)


def _touching(covers: Floats, boxes: Floats) -> tuple[Places, Places]:
    """Numbers of the areas and of the words of all pairs that overlap; areas of one word in order."""
    x0, y0, x1, y1 = covers.T[:, :, None]
    areas: list[Places] = []
    words: list[Places] = []
    step = max(1, _CHUNK // len(covers))
    for start in range(0, len(boxes), step):
        part = boxes[start : start + step]
        area, word = np.nonzero((part[:, 0] < x1) & (part[:, 2] > x0) & (part[:, 1] < y1) & (part[:, 3] > y0))
        areas.append(area)
        words.append(word + start)
    if not areas:
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    return np.concatenate(areas), np.concatenate(words)


def _painted_last(area: Places, word: Places, orders: Places) -> tuple[Places, Places]:
    """Each word that lies on areas, and which of those was painted last; the first of several."""
    turn = np.lexsort((area, -orders[area], word))
    words, first = np.unique(word[turn], return_index=True)
    return words, area[turn][first]


def shares(boxes: Floats, covers: Floats) -> Floats:
    """The share of each box that lies in the cover of the same row."""
    wide = np.minimum(boxes[..., 2], covers[..., 2]) - np.maximum(boxes[..., 0], covers[..., 0])
    high = np.minimum(boxes[..., 3], covers[..., 3]) - np.maximum(boxes[..., 1], covers[..., 1])
    area = np.maximum((boxes[..., 2] - boxes[..., 0]) * (boxes[..., 3] - boxes[..., 1]), 1e-6)
    found: Floats = np.clip(wide, 0, None) * np.clip(high, 0, None) / area
    return found
