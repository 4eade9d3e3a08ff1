"""How lines fall or rise over a page, told from the words themselves; and the words laid level.

`lines` measures the words; `blocks` reads them level, and `page_tables` looks for tables in them so.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import structs

from transcritor_gui.model import Box, Word
from transcritor_gui.pipeline.layout.lines import MeasuredWords, measured

__all__ = ["plumb", "slope_of", "straightened"]

_FEWEST_TO_STRAIGHTEN = 30
_LEAST_SLOPE = 0.0035
"""A fifth of a degree: two points over a line of six hundred."""


def slope_of(found: MeasuredWords) -> float | None:
    """How far the lines fall on their way to the right, of that way; None where too few words tell.

    The median over neighbours in the page's own order, by their distance.
    """
    if len(found.words) < _FEWEST_TO_STRAIGHTEN:
        return None
    size, place = found.size[:-1], found.place
    middle = (found.x0 + found.x1) / 2
    apart, rise = np.diff(middle), np.diff(found.baseline)
    near = (np.diff(place) == 1) & (apart > size) & (apart < 30 * size) & (np.abs(rise) < 0.4 * size)
    if int(near.sum()) < _FEWEST_TO_STRAIGHTEN:
        return None
    apart, rise = apart[near], rise[near]
    slopes = rise / apart
    order = np.argsort(slopes, kind="stable")
    reached = np.cumsum(apart[order])
    return float(slopes[order][int(np.searchsorted(reached, reached[-1] / 2))])


def straightened(found: MeasuredWords) -> list[tuple[int, Word]] | None:
    """The words with boxes moved up or down so that lines are level; None where they are."""
    slope = slope_of(found)
    if slope is None or abs(slope) < _LEAST_SLOPE:
        return None
    moved = []
    for number, word in found.words:
        box = word.box
        fall = slope * box.x_centre
        moved.append((number, structs.replace(word, box=Box(box.x0, box.y0 - fall, box.x1, box.y1 - fall))))
    return moved


def plumb(words: Sequence[Word]) -> Sequence[Word]:
    """The words in their order, with boxes moved so that lines are level and edges plumb."""
    slope = slope_of(measured(list(enumerate(words))))
    if slope is None or abs(slope) < _LEAST_SLOPE:
        return words
    return [
        structs.replace(word, box=word.box.moved(slope * word.box.y_centre, -slope * word.box.x_centre))
        for word in words
    ]
