"""What the clipping paths of text objects, and of the forms around them, leave of the page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from pypdfium2 import raw

from transcritor_gui.pipeline.pdf import pdfium
from transcritor_gui.pipeline.pdf.matrices import IDENTITY, Matrix, is_straight, moved

__all__ = ["PAGE_SPACE", "UNCLIPPED", "Clip", "ClipPaths", "FormSpace"]

_MOST_SEGMENTS = 1000
"""Of a clipping path that are looked at."""
_SAME_PT = 0.01
"""Points of a path that are no further apart lie on one side of its box."""


@dataclass(frozen=True, slots=True)
class Clip:
    """What is left of a page, in user space: of this box, all or some part."""

    left: float
    bottom: float
    right: float
    top: float
    is_box: bool = True
    """Whether all of the box is left."""

    def of(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """What is left of a box, in the same order; without width or height where it is nothing."""
        left, bottom = max(self.left, left), max(self.bottom, bottom)
        return left, bottom, max(left, min(self.right, right)), max(bottom, min(self.top, top))

    def within(self, other: Clip) -> Clip:
        """What both leave."""
        if other is UNCLIPPED:
            return self
        whole = self.of(other.left, other.bottom, other.right, other.top)
        return Clip(*whole, self.is_box and other.is_box)


UNCLIPPED = Clip(-inf, -inf, inf, inf)


@dataclass(frozen=True, slots=True)
class FormSpace:
    """Where the objects of a form are drawn."""

    matrix: Matrix
    """From the form's space, in which PDFium gives their places and their clipping paths, to user space."""
    clip: Clip
    """What the clipping paths of the form, and of those around it, leave of the page.

    A form's own box (/BBox) is among the clipping paths of its objects.
    """


PAGE_SPACE = FormSpace(IDENTITY, UNCLIPPED)
"""Of the objects in no form."""


class ClipPaths:
    """The clipping paths of one page's objects; each is looked at once."""

    def __init__(self) -> None:
        self._known: dict[tuple[FormSpace, tuple[int, ...]], Clip] = {}
        self._point = (ctypes.c_float * 2)()
        self._places = pdfium.places_in(self._point, step=4, count=2)

    def clip_of(self, handle: int, space: FormSpace = PAGE_SPACE) -> Clip:
        """What is left of the page where the object `handle` is drawn, which lies in `space`.

        PDFium has no clipping path where a rectangle cuts nothing off.
        """
        path = pdfium.clip_path_of_object(handle)
        count = pdfium.paths_in_clip(path) if path else 0
        if count <= 0:
            return space.clip
        # Objects that share a clipping path share its points in memory.
        key = (space, tuple(pdfium.segment_of_clip(path, item, 0) or 0 for item in range(count)))
        clip = self._known.get(key)
        if clip is None:
            clip = space.clip
            for item in range(count):
                clip = self._clip(path, item, space.matrix).within(clip)
            self._known[key] = clip
        return clip

    def _clip(self, path: int, item: int, matrix: Matrix) -> Clip:
        """What one path of several leaves."""
        points = list(self._points(path, item))
        if not points:
            return UNCLIPPED
        placed = [moved(matrix, x, y) for x, y, _ in points]
        xs, ys = [x for x, _ in placed], [y for _, y in placed]
        is_box = is_straight(matrix) and _is_box(points)
        return Clip(min(xs), min(ys), max(xs), max(ys), is_box)

    def _points(self, path: int, item: int) -> Iterator[tuple[float, float, int]]:
        for number in range(min(pdfium.segments_in_clip(path, item), _MOST_SEGMENTS)):
            segment = pdfium.segment_of_clip(path, item, number)
            if segment and pdfium.point_of_segment(segment, *self._places):
                yield self._point[0], self._point[1], pdfium.type_of_segment(segment)


def _is_box(points: list[tuple[float, float, int]]) -> bool:
    """Whether a path of these points is an upright rectangle and nothing else."""
    if any(kind == raw.FPDF_SEGMENT_BEZIERTO for _, _, kind in points):
        return False
    starts = sum(kind == raw.FPDF_SEGMENT_MOVETO for _, _, kind in points)
    return starts == 1 and _sides([x for x, _, _ in points]) and _sides([y for _, y, _ in points])


def _sides(values: list[float]) -> bool:
    """Whether all lie at one of two places."""
    low, high = min(values), max(values)
    return all(value - low <= _SAME_PT or high - value <= _SAME_PT for value in values)
