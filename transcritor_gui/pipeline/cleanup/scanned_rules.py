"""The ruling lines of a picture: long thin runs of ink, across and down, as a table's grid is made of them.

Runs are told by the share of ink in a window that slides along them, which costs the same for any length and
forgives the breaks that noise makes. Kept are those that cross others, of which `tables` makes cells, and
long ones across that cross none: above and below a table, under a head over several columns, between rows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.cleanup.grey import as_grey
from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["FoundRules", "Stroke", "find_rules"]

_WORKING_DPI = 130.0
"""Lines are looked for at about this resolution."""
_ACROSS_IN, _DOWN_IN = 0.35, 0.22
"""The shortest line: a narrow column's width; a row's height, and more than the letters of a heading."""
_SOLID = 0.85
"""Share of ink from which a window lies on a line."""
_THICKEST_IN = 0.05
_GAP_IN = 0.12
"""Between two pieces of one line."""
_LEVEL_IN = 0.025
"""How far two pieces of one line may lie apart across it."""
_TOUCH_IN = 0.05
"""How far a line may end before the one that it meets."""
_LOCAL_IN, _DARKER_BY = 0.2, 20
"""Ink is darker by so much than the mean of its surroundings, so that shaded cells are none."""
_TELLS_TILT_IN = 1.5
_FEWEST_STROKES = 3
"""Of one direction: a grid of two rows or columns."""
_FEWEST_CROSSED = 2
"""Lines that a line of a grid meets, its first and its last at least."""
_MOST_STROKES = 2000
"""Of one direction: hatchings and photographs have more."""

_ALONE_IN = 0.7
"""The shortest line across that crosses no other: a head over two narrow columns."""
_MOST_ASKEW = 0.015
"""Slope by which such a line may differ from the others."""

_Points = npt.NDArray[np.float64]
_NONE: _Points = np.empty((0, 4))


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line by its middle and its length, in pixels of the picture."""

    x: float
    y: float
    length: float
    is_horizontal: bool


@dataclass(frozen=True, slots=True)
class FoundRules:
    strokes: tuple[Stroke, ...] = ()
    tilt_degrees: float = 0.0
    """Clockwise tilt of all of them, which the straightening of the page has left."""


def find_rules(pixels: GreyImage, *, dpi: float) -> FoundRules:
    """The lines of `pixels` that cross others so as to enclose cells, where there are enough for a grid of
    two rows and two columns, and long ones across."""
    factor = max(1, round(dpi / _WORKING_DPI))
    small = pixels
    if factor > 1:  # the darkest of each square, so that hairlines stay
        kernel = np.ones((factor, factor), np.uint8)
        small = as_grey(cv2.erode(pixels, kernel)[factor - 1 :: factor, factor - 1 :: factor])
    scale = dpi / factor
    ink = _ink(small, scale)
    across = _pieces(ink, scale)
    if not len(across):
        return FoundRules()
    down = _NONE
    if len(across) >= _FEWEST_STROKES:
        # Lines down are lines across of the picture mirrored along its diagonal.
        down = _pieces(as_grey(cv2.transpose(ink)), scale, shortest_in=_DOWN_IN)
    if max(len(across), len(down)) > _MOST_STROKES:
        return FoundRules()
    slope = _slope(across, down, scale)
    level_across = _joined(_levelled(across, slope), scale)
    level_down = _joined(_levelled(down, -slope), scale)
    kept_across, kept_down = _crossing(level_across, level_down, scale)
    if min(len(kept_across), len(kept_down)) < _FEWEST_STROKES:
        kept_across, kept_down = _NONE[:, :3], _NONE[:, :3]
    level = across[np.abs(across[:, 3] - slope) <= _MOST_ASKEW]
    alone = _without(_joined(_levelled(level, slope), scale), kept_across, scale)
    alone = alone[alone[:, 1] - alone[:, 0] >= _ALONE_IN * scale]
    strokes = [
        *_strokes(np.concatenate([kept_across, alone]), slope, factor, is_horizontal=True),
        *_strokes(kept_down, -slope, factor, is_horizontal=False),
    ]
    return FoundRules(tuple(strokes), math.degrees(math.atan(slope)) if strokes else 0.0)


def _without(lines: _Points, others: _Points, dpi: float) -> _Points:
    """Those of `lines` that are none of `others`, as far as they lie level with one and over it."""
    if not len(lines) or not len(others):
        return lines
    is_other = (
        (np.abs(lines[:, None, 2] - others[None, :, 2]) <= _LEVEL_IN * dpi)
        & (lines[:, None, 0] < others[None, :, 1])
        & (lines[:, None, 1] > others[None, :, 0])
    ).any(axis=1)
    return lines[~is_other]


def _ink(grey: GreyImage, dpi: float) -> GreyImage:
    block = 2 * round(_LOCAL_IN * dpi / 2) + 1
    return as_grey(
        cv2.adaptiveThreshold(
            grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, max(3, block), _DARKER_BY
        )
    )


def _pieces(ink: GreyImage, dpi: float, *, shortest_in: float = _ACROSS_IN) -> _Points:
    """Level runs of ink: (n, 4) of x0, x1, middle y, slope, in pixels of `ink`."""
    window = max(8, round(shortest_in * dpi))
    share = cv2.boxFilter(ink, -1, (window, 1), borderType=cv2.BORDER_CONSTANT)
    core = as_grey(cv2.threshold(share, 255 * _SOLID, 255, cv2.THRESH_BINARY)[1])
    if not core.any():
        return _NONE
    around = as_grey(cv2.dilate(core, np.ones((1, window), np.uint8)))
    lines = as_grey(cv2.bitwise_and(ink, around))
    outlines, _ = cv2.findContours(lines, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    found: list[tuple[float, float, float, float]] = []
    for outline in outlines:
        left, top, width, height = cv2.boundingRect(outline)
        area = cv2.countNonZero(lines[top : top + height, left : left + width])
        if width >= 0.8 * window and area <= _THICKEST_IN * dpi * width:
            points = outline[:, 0, :].astype(np.float64)
            found.append((left, left + width, float(points[:, 1].mean()), _slope_of(points)))
    return np.array(found, np.float64).reshape(-1, 4)


def _slope_of(points: _Points) -> float:
    """By how much a run falls over its length, by the first and the last fifth of its outline."""
    x, y = points[:, 0], points[:, 1]
    reach = (x.max() - x.min()) / 5
    first, last = x <= x.min() + reach, x >= x.max() - reach
    return float((y[last].mean() - y[first].mean()) / (x[last].mean() - x[first].mean()))


def _slope(across: _Points, down: _Points, dpi: float) -> float:
    """The tilt of the long ones, as a slope: the median by length."""
    weights: list[tuple[float, float]] = []
    for pieces, sign in ((across, 1.0), (down, -1.0)):
        for x0, x1, _, slope in pieces.tolist():
            if x1 - x0 >= _TELLS_TILT_IN * dpi:
                weights.append((sign * slope, x1 - x0))
    if not weights:
        return 0.0
    weights.sort()
    reached = np.cumsum([weight for _, weight in weights])
    return weights[int(np.searchsorted(reached, reached[-1] / 2))][0]


def _levelled(pieces: _Points, slope: float) -> _Points:
    """(n, 3) of x0, x1, y, turned about the origin by `slope`, which is small."""
    x = (pieces[:, 0] + pieces[:, 1]) / 2
    half = (pieces[:, 1] - pieces[:, 0]) / 2
    cosine = 1 / math.hypot(1.0, slope)
    y = (pieces[:, 2] - slope * x) * cosine
    x = (x + slope * pieces[:, 2]) * cosine
    return np.column_stack([x - half, x + half, y])


def _joined(pieces: _Points, dpi: float) -> _Points:
    """Pieces of one line as one, over the breaks between them."""
    joined: list[list[float]] = []
    for row in _rows(pieces, _LEVEL_IN * dpi):
        row.sort()
        first = len(joined)
        for x0, x1, y in row:
            if len(joined) > first and x0 - joined[-1][1] <= _GAP_IN * dpi:
                line = joined[-1]
                own, more = line[1] - line[0], x1 - x0
                line[2] = (line[2] * own + y * more) / (own + more)
                line[1] = max(line[1], x1)
            else:
                joined.append([x0, x1, y])
    return np.array(joined, np.float64).reshape(-1, 3)


def _rows(pieces: _Points, apart: float) -> list[list[list[float]]]:
    rows: list[list[list[float]]] = []
    for piece in sorted(pieces.tolist(), key=lambda item: item[2]):
        if rows and piece[2] - rows[-1][-1][2] <= apart:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _crossing(across: _Points, down: _Points, dpi: float) -> tuple[_Points, _Points]:
    """Those that meet at least two of the other direction, again and again until all do."""
    touch = _TOUCH_IN * dpi
    while len(across) and len(down):
        meets = (
            (down[None, :, 2] >= across[:, None, 0] - touch)
            & (down[None, :, 2] <= across[:, None, 1] + touch)
            & (across[:, None, 2] >= down[None, :, 0] - touch)
            & (across[:, None, 2] <= down[None, :, 1] + touch)
        )
        keep_across = meets.sum(axis=1) >= _FEWEST_CROSSED
        keep_down = meets.sum(axis=0) >= _FEWEST_CROSSED
        if keep_across.all() and keep_down.all():
            break
        across, down = across[keep_across], down[keep_down]
    return across, down


def _strokes(lines: _Points, slope: float, factor: int, *, is_horizontal: bool) -> Sequence[Stroke]:
    """The lines where they lie on the picture, tilted as it is."""
    cosine = 1 / math.hypot(1.0, slope)
    strokes = []
    for x0, x1, y in lines.tolist():
        x = (x0 + x1) / 2
        along, beside = (x - slope * y) * cosine * factor, (y + slope * x) * cosine * factor
        place = (along, beside) if is_horizontal else (beside, along)
        strokes.append(Stroke(*place, (x1 - x0) * factor, is_horizontal))
    return strokes
