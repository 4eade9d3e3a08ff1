"""What the clipping paths of text objects leave of the page."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.pdf import pdfium
from transcritor_gui.pipeline.pdf.page_objects import PageObjects

__all__ = ["clip_boxes"]


def clip_boxes(handles: Sequence[int], drawn: PageObjects) -> npt.NDArray[np.float64]:
    """Left, bottom, right, top in user space of what is left by the clipping path of each object.

    Infinite where nothing is cut off, and for objects in forms, whose paths are in the form's own space.
    """
    found = np.full((len(handles), 4), np.inf)
    known: dict[tuple[int, ...], tuple[float, float, float, float]] = {}
    for number, handle in enumerate(handles):
        path = pdfium.clip_path_of_object(handle)
        count = pdfium.paths_in_clip(path) if path else 0
        if count <= 0 or handle in drawn.text_in_forms:
            continue
        # Objects that share a clipping path share its points in memory.
        key = tuple(pdfium.segment_of_clip(path, item, 0) or 0 for item in range(count))
        box = known.get(key)
        if box is None:
            box = known[key] = _clip_box(path, count)
        found[number] = box
    return found


def _clip_box(path: int, count: int) -> tuple[float, float, float, float]:
    left, bottom, right, top = -np.inf, -np.inf, np.inf, np.inf
    point = (ctypes.c_float * 2)()
    x, y = pdfium.places_in(point, step=4, count=2)
    for item in range(count):
        xs: list[float] = []
        ys: list[float] = []
        for number in range(max(0, pdfium.segments_in_clip(path, item))):
            segment = pdfium.segment_of_clip(path, item, number)
            if segment and pdfium.point_of_segment(segment, x, y):
                xs.append(point[0])
                ys.append(point[1])
        if xs:
            left, right = max(left, min(xs)), min(right, max(xs))
            bottom, top = max(bottom, min(ys)), min(top, max(ys))
    if not np.isfinite((left, bottom, right, top)).all():
        return (np.inf, np.inf, np.inf, np.inf)
    return left, bottom, max(left, right), max(bottom, top)
