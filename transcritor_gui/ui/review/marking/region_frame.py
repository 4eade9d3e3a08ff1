"""The frame of a region: where it can be taken hold of, and what becomes of it when it is pulled. Pure.

Rectangles are in any one unit; the page's top left corner is the origin.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF

__all__ = ["CORNER", "INSIDE", "Grip", "grip_at", "grip_points", "pulled"]


@dataclass(frozen=True, slots=True)
class Grip:
    """Which edges go along when it is pulled; all four move the frame as it is."""

    left: bool = False
    top: bool = False
    right: bool = False
    bottom: bool = False


INSIDE: Final = Grip(left=True, top=True, right=True, bottom=True)
CORNER: Final = Grip(right=True, bottom=True)
"""The one that follows the mouse while a frame is drawn."""


def grip_at(frame: QRectF, point: QPointF, *, reach: float) -> Grip | None:
    """What is taken hold of at `point`: an edge or a corner within `reach`, else the inside; None outside."""
    if not frame.adjusted(-reach, -reach, reach, reach).contains(point):
        return None
    grip = Grip(
        left=abs(point.x() - frame.left()) <= reach,
        top=abs(point.y() - frame.top()) <= reach,
        right=abs(point.x() - frame.right()) <= reach,
        bottom=abs(point.y() - frame.bottom()) <= reach,
    )
    if grip == Grip():
        return INSIDE
    # In a frame smaller than the reach, both edges are at hand: the nearer ones are meant.
    if grip.left and grip.right:
        is_left = point.x() < frame.center().x()
        grip = Grip(left=is_left, top=grip.top, right=not is_left, bottom=grip.bottom)
    if grip.top and grip.bottom:
        is_top = point.y() < frame.center().y()
        grip = Grip(left=grip.left, top=is_top, right=grip.right, bottom=not is_top)
    return grip


def grip_points(frame: QRectF) -> tuple[QPointF, ...]:
    """The corners and the middles of the edges, where handles are drawn."""
    middle = frame.center()
    return tuple(
        QPointF(x, y)
        for x in (frame.left(), middle.x(), frame.right())
        for y in (frame.top(), middle.y(), frame.bottom())
        if (x, y) != (middle.x(), middle.y())
    )


def pulled(frame: QRectF, grip: Grip, by: QPointF, *, page: QSizeF) -> QRectF:
    """`frame` with its `grip` moved; it stays on the page, and edges may change sides."""
    if grip == INSIDE:
        x = min(max(0.0, frame.left() + by.x()), page.width() - frame.width())
        y = min(max(0.0, frame.top() + by.y()), page.height() - frame.height())
        return QRectF(x, y, frame.width(), frame.height())
    return (
        QRectF(
            QPointF(frame.left() + by.x() * grip.left, frame.top() + by.y() * grip.top),
            QPointF(frame.right() + by.x() * grip.right, frame.bottom() + by.y() * grip.bottom),
        )
        .normalized()
        .intersected(QRectF(0.0, 0.0, page.width(), page.height()))
    )
