"""From points on a page as shown (model/geometry.py) to the units in which its PDF page is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf

from transcritor_gui.model import PageResult

__all__ = ["Matrix", "PageSpace", "Point", "inherited", "inverse", "page_space"]

Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f of ISO 32000-1, 8.3.3: x' = a x + c y + e, y' = b x + d y + f."""

Point = tuple[float, float]

_DEFAULT_BOX = (0.0, 0.0, 612.0, 792.0)
"""Where a page gives no usable box, as PDFium has it, which measured the words."""
_DEEPEST = 64
"""Of a page tree; a hostile one may turn in a circle."""


@dataclass(frozen=True, slots=True)
class PageSpace:
    """The visible box of a page in its own units, and how it is shown."""

    x0: float
    y0: float
    x1: float
    y1: float
    rotation: int
    """/Rotate: 0, 90, 180 or 270 degrees clockwise."""

    def matrix(self, page: PageResult) -> Matrix:
        """From points, from the bottom left corner of the page as shown, to the page's own units.

        The scale is taken from the size that was read, so that /UserUnit counts as it counted then.
        """
        width, height = self.x1 - self.x0, self.y1 - self.y0
        if self.rotation in (90, 270):
            width, height = height, width
        x_scale, y_scale = width / page.width_pt, height / page.height_pt
        match self.rotation:
            case 90:
                return (0.0, x_scale, -y_scale, 0.0, self.x1, self.y0)
            case 180:
                return (-x_scale, 0.0, 0.0, -y_scale, self.x1, self.y1)
            case 270:
                return (0.0, -x_scale, y_scale, 0.0, self.x0, self.y1)
            case _:
                return (x_scale, 0.0, 0.0, y_scale, self.x0, self.y0)


def inverse(matrix: Matrix) -> Matrix:
    """The way back; raises ZeroDivisionError for a matrix that flattens the page."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    return (d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area)


def page_space(page: Any) -> PageSpace:
    """Of a pikepdf page dictionary: the part of its /MediaBox within its /CropBox."""
    media = _box(inherited(page, "/MediaBox"))
    crop = _box(inherited(page, "/CropBox"))
    box = media if media is not None else _DEFAULT_BOX
    if crop is not None:
        x0, y0 = max(box[0], crop[0]), max(box[1], crop[1])
        x1, y1 = min(box[2], crop[2]), min(box[3], crop[3])
        box = (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else _DEFAULT_BOX
    return PageSpace(*box, rotation=_rotation(inherited(page, "/Rotate")))


def inherited(page: Any, key: str) -> Any:
    """What the page, or else the nearest node above it in the page tree, has as `key`; None for nothing."""
    node = page
    for _ in range(_DEEPEST):
        value = node.get(key)
        if value is not None:
            return value
        node = node.get("/Parent")
        if not isinstance(node, pikepdf.Dictionary):
            return None
    return None


def _box(value: Any) -> tuple[float, float, float, float] | None:
    try:
        a, b, c, d = (float(number) for number in value)
    except (TypeError, ValueError):
        return None
    x0, x1 = sorted((a, c))
    y0, y1 = sorted((b, d))
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None


def _rotation(value: Any) -> int:
    try:
        return int(value) // 90 * 90 % 360
    except (TypeError, ValueError):
        return 0
