"""What is painted on a page that may hide words or be of their colour: areas, and strips that make one. Pure.

`page_objects` finds them, `visibility` asks which words lie under or on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from transcritor_gui.model import Box, enclosing

__all__ = ["LEAST_AREA_PT", "UNKNOWN_COLOUR", "PlacedArea", "areas_of_strips"]

LEAST_AREA_PT = 5.0
"""A narrower area hides no word."""
UNKNOWN_COLOUR = (-1000, -1000, -1000, 255)
"""Of an area that has more than one: like that of no word, and in contrast to none."""
_FEWEST_STRIPS = 3
_JOINED_PT = 0.6
"""Between strips that look like one area."""
_FLUSH_PT = 2.0
"""By how much the ends of such strips may differ."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PlacedArea:
    """Something painted in one colour: a filled path, a thick line, a shading."""

    box: Box
    """On the page as shown, cut to the page."""
    order: int
    """Place among all objects of the page, painted from low to high."""
    colour: tuple[int, int, int, int]
    """Red, green, blue, alpha, 0 to 255 each."""


def areas_of_strips(strips: Sequence[PlacedArea]) -> list[PlacedArea]:
    """The areas that strips make which lie close side by side: a name may be blacked out line by line."""
    if len(strips) < _FEWEST_STRIPS:
        return []
    boxes = np.array([(strip.box.x0, strip.box.y0, strip.box.x1, strip.box.y1) for strip in strips])
    flat = boxes[:, 2] - boxes[:, 0] >= boxes[:, 3] - boxes[:, 1]
    areas: list[PlacedArea] = []
    for chosen, columns in ((flat, (0, 2, 1, 3)), (~flat, (1, 3, 0, 2))):
        numbers = np.flatnonzero(chosen)
        along = boxes[numbers][:, columns]
        flush = np.round(along[:, :2] / _FLUSH_PT)
        order = np.lexsort((along[:, 2], flush[:, 1], flush[:, 0]))
        for pile in _piles(along[order], flush[order]):
            if len(pile) >= _FEWEST_STRIPS:
                areas.extend(_area([strips[numbers[order[item]]] for item in pile]))
    return areas


def _piles(along: Floats, flush: Floats) -> Iterator[range]:
    """Places of strips that lie close below one another; columns of `along` are start, end, top and foot."""
    if not len(along):
        return
    apart = (flush[1:] != flush[:-1]).any(axis=1) | (along[1:, 2] - along[:-1, 3] > _JOINED_PT)
    bounds = np.concatenate(([0], np.flatnonzero(apart) + 1, [len(along)])).tolist()
    for begin, end in pairwise(bounds):
        yield range(begin, end)


def _area(pile: Sequence[PlacedArea]) -> Iterator[PlacedArea]:
    box = enclosing(strip.box for strip in pile)
    if min(box.width, box.height) >= LEAST_AREA_PT:
        last = max(pile, key=lambda strip: strip.order)
        yield PlacedArea(box, last.order, last.colour)
