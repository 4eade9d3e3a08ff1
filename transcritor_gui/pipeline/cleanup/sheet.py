"""A sheet of paper on a photograph: its four corners, and what shows that it was not scanned. Pure.

A scanner gives right angles; a camera that is held askew makes opposite edges of a sheet run together. Only
where they do, and where all four edges are seen from corner to corner, is a picture taken for a photograph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.cleanup.grey import as_grey, shrunk
from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["Sheet", "find_sheet"]

_WORKING_PX: Final = 900
"""The longer side of the picture in which edges are looked for: type is gone, edges of paper are not."""
_LEAST_SHARE, _MOST_SHARE = 0.15, 0.93
"""Of the picture that is the sheet. A larger one has nothing around it; a smaller one is no page."""
_SIMPLIFIED: Final = 0.02
"""Of the outline's length that its four straight edges may be off the outline (Ramer, Douglas, Peucker)."""
_LEAST_FILLED: Final = 0.96
"""Of the four corners' area that the outline has, or the other way round: torn or curled ones have less."""
_EDGE_PX: Final = 4
"""How near to the border a corner may be, in the working picture, and still be a corner that is seen."""
_LEAST_CONVERGENCE_DEG: Final = 1.0
"""Between opposite edges. Of 422 scans and drawn pages none has four edges in sight that run together so; a
sheet of 1938, scanned whole, comes nearest with 0.3. Two photographs have 6.5 and 11."""
_LEAST_CORNER_DEG, _MOST_CORNER_DEG = 60.0, 120.0
_LEAST_CONTRAST: Final = 25.0
"""Grey levels between the paper and what lies around it."""

_CORNERS: Final = 4
_WORN: Final = 0.1
"""Of an edge, at both of its ends, that says nothing of where it runs."""
_STRAIGHT: Final = 0.02
"""Of an edge's length that the outline may be off it."""
_LEAST_POINTS: Final = 10
_PARALLEL: Final = 1e-6

Corners = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Corners in pixels of the picture: top left, top right, bottom right, bottom left as shown."""

    corners: tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]


def find_sheet(grey: GreyImage) -> Sheet | None:
    """The sheet that `grey` is a photograph of; None for a scan, and where no whole sheet is seen."""
    height, width = grey.shape
    scale = min(1.0, _WORKING_PX / max(height, width))
    small = as_grey(cv2.medianBlur(shrunk(grey, scale), 5))
    for outline in _outlines(small):
        corners = _four_corners(outline)
        if corners is not None and _is_photographed(corners, small):
            found = [(float(x) / scale, float(y) / scale) for x, y in corners]
            return Sheet((found[0], found[1], found[2], found[3]))
    return None


def _outlines(small: GreyImage) -> Iterator[npt.NDArray[np.int32]]:
    """Outlines of what is bright, and of what edges enclose; the largest of each first."""
    side = max(3, round(max(small.shape) * 0.02)) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (side, side))
    _, bright = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    edges = cv2.dilate(cv2.Canny(small, 30, 90), np.ones((3, 3), np.uint8))
    for mask in (cv2.morphologyEx(bright, cv2.MORPH_CLOSE, kernel), edges):
        found, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        for outline in sorted(found, key=cv2.contourArea, reverse=True)[:2]:
            yield np.asarray(outline, np.int32)


def _four_corners(outline: npt.NDArray[np.int32]) -> Corners | None:
    """The corners of an outline that is made of four straight edges."""
    hull = cv2.convexHull(outline)
    corners = cv2.approxPolyDP(hull, _SIMPLIFIED * cv2.arcLength(hull, closed=True), closed=True)
    if len(corners) != _CORNERS:
        return None
    quad = np.asarray(corners, np.float64).reshape(4, 2)
    area, outlined = cv2.contourArea(np.asarray(quad, np.float32)), cv2.contourArea(outline)
    if min(area, outlined) < _LEAST_FILLED * max(area, outlined):
        return None
    return _in_order(_refined(quad, outline.reshape(-1, 2)))


def _refined(quad: Corners, outline: npt.NDArray[np.int32]) -> Corners:
    """Corners where lines through the middle of the four edges meet: corners of paper are worn and bent."""
    lines = []
    for start, end in zip(quad, np.roll(quad, -1, axis=0), strict=True):
        along = end - start
        length = float(np.hypot(*along))
        offset = outline - start
        place = offset @ along / length**2
        away = np.abs(offset[:, 0] * along[1] - offset[:, 1] * along[0]) / length
        is_middle = (place > _WORN) & (place < 1.0 - _WORN)
        near = outline[is_middle & (away < _STRAIGHT * length)]
        if len(near) < _LEAST_POINTS:
            return quad
        vx, vy, x, y = cv2.fitLine(np.asarray(near, np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel()
        lines.append(np.array([vy, -vx, vy * x - vx * y], np.float64))
    corners = []
    for before, after in zip([lines[-1], *lines[:-1]], lines, strict=True):
        matrix = np.array([before[:2], after[:2]])
        if abs(np.linalg.det(matrix)) < _PARALLEL:
            return quad
        corners.append(np.linalg.solve(matrix, np.array([before[2], after[2]])))
    return np.array(corners)


def _in_order(quad: Corners) -> Corners:
    """Clockwise as shown, from the top left."""
    centre = quad.mean(axis=0)
    angles = np.arctan2(quad[:, 1] - centre[1], quad[:, 0] - centre[0])
    around = quad[np.argsort(angles)]
    return np.roll(around, -int(np.argmin(around.sum(axis=1))), axis=0)


def _is_photographed(corners: Corners, small: GreyImage) -> bool:
    height, width = small.shape
    share = cv2.contourArea(np.asarray(corners, np.float32)) / (height * width)
    if not _LEAST_SHARE <= share <= _MOST_SHARE:
        return False
    x, y = corners[:, 0], corners[:, 1]
    inside = (x > _EDGE_PX) & (y > _EDGE_PX) & (x < width - _EDGE_PX) & (y < height - _EDGE_PX)
    return (
        bool(inside.all())
        and _has_corners(corners)
        and _convergence(corners) >= _LEAST_CONVERGENCE_DEG
        and _contrast(corners, small) >= _LEAST_CONTRAST
    )


def _directions(corners: Corners) -> npt.NDArray[np.float64]:
    """Of the top, right, bottom and left edge, in degrees."""
    edges = np.roll(corners, -1, axis=0) - corners
    return np.asarray(np.degrees(np.arctan2(edges[:, 1], edges[:, 0])), np.float64)


def _has_corners(corners: Corners) -> bool:
    directions = _directions(corners)
    turns = (np.roll(directions, -1) - directions) % 360
    within = 180.0 - turns
    return bool(((within > _LEAST_CORNER_DEG) & (within < _MOST_CORNER_DEG)).all())


def _convergence(corners: Corners) -> float:
    """The larger angle between two opposite edges, in degrees."""
    top, right, bottom, left = _directions(corners)
    apart = ((bottom - top) % 360 - 180, (left - right) % 360 - 180)
    return float(max(abs(each) for each in apart))


def _contrast(corners: Corners, small: GreyImage) -> float:
    """By how many grey levels the paper is brighter than what lies around it."""
    mask = np.zeros(small.shape, np.uint8)
    cv2.fillConvexPoly(mask, np.asarray(np.round(corners), np.int32), 1)
    return float(np.median(small[mask == 1])) - float(np.median(small[mask == 0]))
