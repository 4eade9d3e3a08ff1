"""Dark areas of a scanned page: the border around the sheet taken off, light text on dark turned about.

Both are found on a picture shrunk to `_CELL_DPI`, where lines of text are grey and only areas are dark.
Used by `cleanup` before it looks at the paper.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.cleanup.grey import as_grey, shapes_of, shrunk
from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["remove_dark_borders", "turn_dark_boxes_light"]

_CELL_DPI = 37.5
_DARK = 0.45
"""Of the brightness of paper: cells below it are dark."""
_STEP = 14
"""GreyImage levels between neighbouring cells that are an edge."""
_THIN_CELLS = 3.5
_LEAST_EDGE = 0.03
"""Share of an edge of the picture that a dark border runs along at least."""
_LETTER_IN = (0.04, 0.6)
"""Heights of letters, in inches."""
_FEWEST_LETTERS = 4
"""Light shapes of that size in a dark border that make it a printed area instead."""
_GAPS = (9, 9)
"""Cells; letters up to a quarter of an inch leave gaps of this size in a dark area."""
_MOST_PAGE = 0.75
_LEAST_BOX_IN = (0.35, 0.12)
"""Width and height of the smallest box with light text, in inches."""
_LIGHT_SHARE = (0.03, 0.45)
"""Of the pixels of a box with light text: those that are light."""
_DARK_RIM = 0.93
"""Of the pixels along the rim of such a box: those that are dark."""
_MOST_GREY = 0.22
"""Of the pixels of such a box: those neither dark nor light; pictures have more."""
_FILLED_BOX = 0.7
"""Of the rectangle around a dark area: what the area fills where it is a box."""
_LEAST_BOX_CONTRAST = 80
"""GreyImage levels between the dark and the light of such a box."""
_LEAST_KNOWN = 0.01
"""Weight of the paper near a cell, under which the light there is not taken from its surroundings."""
_STROKE_DEPTH = 12
"""GreyImage levels by which a stroke is darker than what it is written on."""
_WRITTEN_SHARE = 10
"""Of 255: the share of strokes in a cell in which something is written."""


@dataclass(frozen=True, slots=True)
class _Areas:
    small: GreyImage
    paper: float
    dark: GreyImage
    labels: npt.NDArray[np.int32]
    stats: npt.NDArray[np.int32]
    cell: float
    """Side of a small pixel in pixels of the page."""


def remove_dark_borders(grey: GreyImage, *, dpi: float) -> GreyImage | None:
    """The page with dark borders painted over in the colour of the paper beside them; None without any."""
    areas = _dark_areas(grey, dpi)
    mask = np.zeros_like(areas.dark)
    for own in (*_thin_along_edges(areas.dark), *_smooth_along_edges(areas)):
        if own.mean() < _MOST_PAGE and not _holds_letters(grey, own, areas, dpi):
            mask |= own
    if mask.any():
        mask &= ~_with_dark_strokes(grey, areas)
    if not mask.any():
        return None
    # The light falls off over the last millimetre before a border.
    mask = as_grey(cv2.dilate(mask, np.ones((3, 3), np.uint8)))
    known = (mask == 0).astype(np.float32)
    reach = (0, 0)
    spread = cv2.GaussianBlur(areas.small.astype(np.float32) * known, reach, 6)
    weight = cv2.GaussianBlur(known, reach, 6)
    light = np.where(weight > _LEAST_KNOWN, spread / np.maximum(weight, _LEAST_KNOWN), areas.paper)
    light = np.clip(np.maximum(light, 0.6 * areas.paper), 0, 255).astype(np.uint8)
    size = (grey.shape[1], grey.shape[0])
    covered = cv2.resize(mask, size, interpolation=cv2.INTER_NEAREST) > 0
    fill = as_grey(cv2.resize(light, size, interpolation=cv2.INTER_LINEAR))
    return np.where(covered, fill, grey)


def turn_dark_boxes_light(grey: GreyImage, *, dpi: float) -> GreyImage | None:
    """The page with boxes of light text on dark turned to dark on light; None where there are none."""
    areas = _dark_areas(grey, dpi)
    result: GreyImage | None = None
    for label in range(1, len(areas.stats)):
        x, y, width, height = (int(value) for value in areas.stats[label, :4])
        if width * areas.cell < _LEAST_BOX_IN[0] * dpi or height * areas.cell < _LEAST_BOX_IN[1] * dpi:
            continue
        own = (areas.labels[y : y + height, x : x + width] == label).astype(np.uint8)
        outlines, _ = cv2.findContours(own, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        filled = as_grey(cv2.drawContours(own.copy(), outlines, -1, 1, cv2.FILLED))
        if filled.mean() < _FILLED_BOX:
            continue
        top, bottom = round(y * areas.cell), min(grey.shape[0], round((y + height) * areas.cell))
        left, right = round(x * areas.cell), min(grey.shape[1], round((x + width) * areas.cell))
        part = grey[top:bottom, left:right]
        size = (right - left, bottom - top)
        inside = cv2.resize(filled, size, interpolation=cv2.INTER_NEAREST) > 0
        if not _is_light_on_dark(part[inside], areas.paper) or not _has_dark_rim(
            part, filled, size, areas.paper
        ):
            continue
        if result is None:
            result = grey.copy()
        result[top:bottom, left:right] = np.where(inside, _turned_about(part), part)
    return result


def _thin_along_edges(dark: GreyImage) -> list[GreyImage]:
    """Dark areas of a few cells' width along an edge: each a mask."""
    labels, count = _labelled(dark)
    depth = cv2.distanceTransform(cv2.copyMakeBorder(dark, 1, 1, 1, 1, cv2.BORDER_REPLICATE), cv2.DIST_L2, 3)
    depth = depth[1:-1, 1:-1]
    found = []
    for label in _along_edges(labels, count):
        own = labels == label
        if float(depth[own].max()) <= _THIN_CELLS:
            found.append(own.astype(np.uint8))
    return found


def _labelled(mask: GreyImage) -> tuple[npt.NDArray[np.int32], int]:
    shapes = shapes_of(mask)
    return shapes.labels, len(shapes.boxes)


def _smooth_along_edges(areas: _Areas) -> list[GreyImage]:
    """Dark areas along an edge that end where the brightness steps: each a mask.

    A shadow over the page may be as dark as the border beside it; between the two there is an edge.
    """
    steps = cv2.morphologyEx(areas.small, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    flat = as_grey(areas.dark & (steps < _STEP))
    labels, count = _labelled(flat)
    found = []
    for label in _along_edges(labels, count):
        # The cells between border and paper are as dark as the border, but not smooth.
        near = as_grey(cv2.dilate((labels == label).astype(np.uint8), np.ones((5, 5), np.uint8)))
        found.append(near & areas.dark)
    return found


def _with_dark_strokes(grey: GreyImage, areas: _Areas) -> GreyImage:
    """Cells, with some room about them, in which something darker is written: shaded paper, no border."""
    half = as_grey(cv2.blur(grey[::2, ::2], (3, 3)))
    around = cv2.morphologyEx(half, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    depth = cv2.subtract(around, half)
    strokes = ((depth > _STROKE_DEPTH) & (depth > around // 4)).astype(np.uint8) * 255
    size = (areas.dark.shape[1], areas.dark.shape[0])
    share = cv2.resize(strokes, size, interpolation=cv2.INTER_AREA)
    cells = (share > _WRITTEN_SHARE).astype(np.uint8)
    written = cv2.morphologyEx(cells, cv2.MORPH_OPEN, np.ones((2, 3), np.uint8))
    return as_grey(cv2.dilate(written, np.ones((15, 15), np.uint8)))


def _dark_areas(grey: GreyImage, dpi: float) -> _Areas:
    small = shrunk(grey, min(1.0, _CELL_DPI / dpi))
    paper = float(np.percentile(small, 75))
    dark = (small < min(110.0, _DARK * paper)).astype(np.uint8)
    shapes = shapes_of(dark)
    return _Areas(small, paper, dark, shapes.labels, shapes.boxes, grey.shape[0] / small.shape[0])


def _along_edges(labels: npt.NDArray[np.int32], count: int) -> list[int]:
    found: set[int] = set()
    for edge in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
        share = np.bincount(edge, minlength=count) / len(edge)
        found.update(int(label) for label in np.nonzero(share >= _LEAST_EDGE)[0] if label > 0)
    return sorted(found)


def _holds_letters(grey: GreyImage, own: GreyImage, areas: _Areas, dpi: float) -> bool:
    """Whether light shapes of the size of letters lie wholly inside a dark area."""
    whole = as_grey(cv2.morphologyEx(own, cv2.MORPH_CLOSE, np.ones(_GAPS, np.uint8)))
    size = (grey.shape[1] // 2, grey.shape[0] // 2)
    inside = cv2.resize(whole, size, interpolation=cv2.INTER_NEAREST)
    half = grey[: 2 * size[1] : 2, : 2 * size[0] : 2]
    light = ((half > 0.6 * areas.paper) & (inside > 0)).astype(np.uint8)
    shapes = shapes_of(light)
    # What touches the rest of the page is its ragged edge.
    outside = cv2.dilate(1 - inside, np.ones((3, 3), np.uint8)) > 0
    heights = shapes.boxes[:, cv2.CC_STAT_HEIGHT] * 2 / dpi
    letters = (heights >= _LETTER_IN[0]) & (heights <= _LETTER_IN[1])
    letters[np.unique(shapes.labels[outside & (light > 0)])] = False
    letters[0] = False
    return int(letters.sum()) >= _FEWEST_LETTERS


def _is_light_on_dark(values: npt.NDArray[np.uint8], paper: float) -> bool:
    if len(values) == 0:
        return False
    dark = float(np.percentile(values, 20))
    bright = float(np.percentile(values, 99))
    if bright < 0.6 * paper or bright - dark < _LEAST_BOX_CONTRAST:
        return False
    span = bright - dark
    light = float((values > bright - 0.3 * span).mean())
    middling = float(((values > dark + 0.3 * span) & (values <= bright - 0.3 * span)).mean())
    return _LIGHT_SHARE[0] <= light <= _LIGHT_SHARE[1] and middling <= _MOST_GREY


def _has_dark_rim(part: GreyImage, filled: GreyImage, size: tuple[int, int], paper: float) -> bool:
    """Whether the area is dark all along its rim: a box, not bold type that runs together when shrunk."""
    core = cv2.erode(filled, np.ones((3, 3), np.uint8), borderValue=0)
    rim = cv2.resize(as_grey(filled - core), size, interpolation=cv2.INTER_NEAREST) > 0
    # The outermost cells are partly paper.
    outer = cv2.erode(
        cv2.resize(filled, size, interpolation=cv2.INTER_NEAREST), np.ones((9, 9), np.uint8), borderValue=0
    )
    values = part[rim & (outer > 0)]
    return len(values) > 0 and bool((values < 0.6 * paper).mean() > _DARK_RIM)


def _turned_about(part: GreyImage) -> GreyImage:
    return as_grey(cv2.bitwise_not(part))
