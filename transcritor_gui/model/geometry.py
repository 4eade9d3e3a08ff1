"""Boxes on a page, the one place where the coordinate system is defined.

Every coordinate in the program is in PDF points (1/72 inch), with the origin at the top left corner of
the page *as shown* (its /Rotate applied) and y growing downwards. Where recognition had to turn the
picture further (a page scanned sideways), its boxes are turned back to the page as shown.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

__all__ = ["Box", "enclosing", "turned_box"]


class Box(msgspec.Struct, frozen=True, gc=False):
    """An upright rectangle; x0 <= x1 and y0 <= y1, in points."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        return max(0.0, self.width) * max(0.0, self.height)

    @property
    def x_centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y_centre(self) -> float:
        return (self.y0 + self.y1) / 2

    def overlap_area(self, other: Box) -> float:
        """Area shared with `other`, in square points."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        return width * height if width > 0 and height > 0 else 0.0

    def covered_by(self, other: Box) -> float:
        """The share of this box, 0 to 1, that lies inside `other`."""
        return self.overlap_area(other) / self.area if self.area > 0 else 0.0

    def is_same_place(self, other: Box, *, share: float) -> bool:
        """Whether the two share at least `share` of the smaller one."""
        smaller = min(self.area, other.area)
        return smaller > 0 and self.overlap_area(other) >= share * smaller

    def moved(self, dx: float, dy: float) -> Box:
        return Box(self.x0 + dx, self.y0 + dy, self.x1 + dx, self.y1 + dy)

    def scaled(self, factor: float) -> Box:
        return Box(self.x0 * factor, self.y0 * factor, self.x1 * factor, self.y1 * factor)


def enclosing(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of `boxes`; raises ValueError when there are none."""
    items = list(boxes)
    if not items:
        raise ValueError("no boxes to enclose")
    return Box(
        min(box.x0 for box in items),
        min(box.y0 for box in items),
        max(box.x1 for box in items),
        max(box.y1 for box in items),
    )


def turned_box(box: Box, degrees: int, *, width: float, height: float) -> Box:
    """Where `box` lies once its page of `width` x `height` has been turned clockwise by a quarter or more."""
    match degrees % 360:
        case 0:
            return box
        case 90:
            return Box(height - box.y1, box.x0, height - box.y0, box.x1)
        case 180:
            return Box(width - box.x1, height - box.y1, width - box.x0, height - box.y0)
        case 270:
            return Box(box.y0, width - box.x1, box.y1, width - box.x0)
    raise ValueError(f"not a quarter turn: {degrees}")
