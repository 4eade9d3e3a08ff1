"""Whether a page bears anything but what paper and scanner leave on it: spots, holes, staples, shadows.

Blank backs seldom are bare. Their dirt costs the engine more time than a page of text, and makes a page with
nothing on it look like one that could not be read. Asked by `regions` of whole pages that show some ink.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.cleanup.grey import as_grey, shapes_of, shrunk
from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["SMALLEST_SHEET_IN", "bears_writing"]

_LOOKING_DPI = 100.0
"""A pencil's line is a pixel wide, and the grain of paper is gone."""
_AROUND_IN = 0.6
"""Of the paper around a mark that tells how light it is there."""
_AROUND_EVERY_PX = 4
_FAINTEST, _PLAIN, _OVER_NOISE = 12.0, 40.0, 6.0
"""Grey levels by which a mark differs from the paper around it: at least, from which any does, and how many
times the paper's own noise."""
_SHINES_THROUGH = 25.0
"""Grey levels, at this resolution, below which a mark may be print on the back of the sheet; a line in pencil
has 30."""
_SIGMA_OF_MEDIAN = 1.4826
"""Standard deviation by the median distance from the median, of a normal distribution."""
_BRIDGED_IN = 0.02
"""Gaps in a faint letter."""
SMALLEST_SHEET_IN = 2.5
"""The shorter side of a sheet. What is smaller was cut out of something: letters touch its edges."""
_EDGE_IN, _AT_EDGE_IN = 0.4, 0.1
"""How far the shadow at the edge of a sheet reaches, and how near to the edge of the picture it begins."""
_SPOT_IN, _DISC_IN = 0.055, 0.075
"""Length of a mark that is no letter (a figure of 6 points is as high, a spot of dirt is 0.04), and of one as
wide as high and solid: the holes of a staple."""
_HOLE_IN, _HOLE_FROM_SIDE_IN = (0.14, 0.36), 1.0
"""Width of a punched hole (5 to 8 mm), and how far from the side of the sheet its middle is."""
_ROUND, _HOLE_ASPECT = 0.66, 1.3
"""Share of its box that a disc fills (0.785), and by how much one of its sides may be the longer."""
_STAPLE_IN, _STAPLE_THICK_IN, _STAPLE_FROM_EDGES_IN = (0.2, 0.65), 0.08, 1.0
"""Length and thickness of a staple, and how far it is from both edges of the sheet at a corner."""
_ACROSS, _FOLD_THICK_IN = 0.9, 0.1
"""Share of the sheet that a fold or a streak of the scanner crosses, and how thick it is."""
_LEAST_PT2 = 1.5
"""Square points of what remains: the figure 1 in 8 point type."""

Mask = npt.NDArray[np.bool_]


def bears_writing(picture: GreyImage, *, dpi: float, plainly: bool = False) -> bool:
    """Whether something is written, drawn or printed on a whole page, however little: a lone figure is.

    `plainly`: what is so faint that it may shine through from the back of the sheet does not count.
    """
    factor = min(1.0, _LOOKING_DPI / dpi)
    small = shrunk(picture, factor)
    looking_dpi = dpi * factor
    marks = _marks(small, looking_dpi, _SHINES_THROUGH if plainly else _FAINTEST)
    height, width = marks.shape
    is_sheet = min(height, width) >= SMALLEST_SHEET_IN * looking_dpi
    if is_sheet:
        marks = _without_edges(marks, looking_dpi)
    shapes = shapes_of(as_grey(marks))
    area = 0
    for number, (x, y, wide, high, pixels) in enumerate(shapes.boxes[1:].tolist(), 1):
        if max(wide, high) < _SPOT_IN * looking_dpi:
            continue
        is_disc = pixels > _ROUND * wide * high and max(wide, high) < _HOLE_ASPECT * min(wide, high)
        if is_disc and max(wide, high) < _DISC_IN * looking_dpi:
            continue
        shape = shapes.labels[y : y + high, x : x + wide] == number
        if is_sheet and _is_dirt_of_a_sheet(shape, (x, y), (width, height), looking_dpi):
            continue
        area += pixels
        if area * (72 / looking_dpi) ** 2 > _LEAST_PT2:
            return True
    return False


def _marks(grey: GreyImage, dpi: float, faintest: float) -> Mask:
    """Where the picture is darker or lighter than the paper around, by `faintest` grey levels at least."""
    coarse = shrunk(grey, 1 / _AROUND_EVERY_PX)
    reach = max(3, round(_AROUND_IN * dpi / _AROUND_EVERY_PX)) | 1
    height, width = grey.shape
    paper = cv2.resize(cv2.medianBlur(coarse, reach), (width, height), interpolation=cv2.INTER_LINEAR)
    apart = np.asarray(cv2.absdiff(grey, paper), np.float32)
    noise = float(np.median(apart[::3, ::3])) * _SIGMA_OF_MEDIAN
    depth = min(_PLAIN, max(faintest, _OVER_NOISE * noise))
    side = max(1, round(_BRIDGED_IN * dpi))
    joined = cv2.morphologyEx(
        (apart > depth).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((side, side), np.uint8)
    )
    return np.asarray(joined > 0)


def _without_edges(marks: Mask, dpi: float) -> Mask:
    """The same without the shadows along the edges of the sheet."""
    reach, begin = round(_EDGE_IN * dpi), max(1, round(_AT_EDGE_IN * dpi))
    labels = shapes_of(as_grey(marks)).labels
    at_edge = np.unique(
        np.concatenate(
            [
                part.ravel()
                for part in (labels[:begin], labels[-begin:], labels[:, :begin], labels[:, -begin:])
            ]
        )
    )
    shadow = np.isin(labels, at_edge[at_edge > 0])
    shadow[reach:-reach, reach:-reach] = False
    return marks & ~shadow


def _is_dirt_of_a_sheet(shape: Mask, at: tuple[int, int], page: tuple[int, int], dpi: float) -> bool:
    """Whether a shape, whose box begins at `at`, is a punched hole, a staple or a fold."""
    return _is_hole(shape, at[0], page[0], dpi) or _is_line(shape, at, page, dpi)


def _is_hole(shape: Mask, x: int, width: int, dpi: float) -> bool:
    """Whether a shape, that begins at `x`, is a disc or a ring of the size of a hole, and near a side."""
    high, wide = shape.shape
    middle = x + wide / 2
    if min(middle, width - middle) > _HOLE_FROM_SIDE_IN * dpi:
        return False
    if not _HOLE_IN[0] * dpi < max(wide, high) < _HOLE_IN[1] * dpi:
        return False
    if max(wide, high) > _HOLE_ASPECT * min(wide, high):
        return False
    outlines, _ = cv2.findContours(shape.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    hull = cv2.convexHull(np.concatenate(outlines))
    filled = max(cv2.contourArea(outline) for outline in outlines)
    return bool(filled > 0.9 * cv2.contourArea(hull) and filled > _ROUND * (wide - 1) * (high - 1))


def _is_line(shape: Mask, at: tuple[int, int], page: tuple[int, int], dpi: float) -> bool:
    """Whether a shape, whose box begins at `at`, is a staple at a corner, or a fold across the page."""
    ys, xs = np.nonzero(shape)
    _, sides, _ = cv2.minAreaRect(np.stack([xs, ys], axis=1).astype(np.float32))
    long, thick = max(sides) + 1, min(sides) + 1
    high, wide = shape.shape
    if thick <= _FOLD_THICK_IN * dpi and (wide >= _ACROSS * page[0] or high >= _ACROSS * page[1]):
        return True
    if not (_STAPLE_IN[0] * dpi <= long <= _STAPLE_IN[1] * dpi and thick <= _STAPLE_THICK_IN * dpi):
        return False
    x, y = at[0] + wide / 2, at[1] + high / 2
    return bool(max(min(x, page[0] - x), min(y, page[1] - y)) <= _STAPLE_FROM_EDGES_IN * dpi)
