"""Taking hold of a frame and pulling it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF

from transcritor_gui.ui.review.marking.region_frame import (
    CORNER,
    INSIDE,
    Grip,
    grip_at,
    grip_points,
    pulled,
)

_FRAME = QRectF(100, 100, 200, 100)
_PAGE = QSizeF(600, 800)


@pytest.mark.parametrize(
    ("point", "grip"),
    [
        ((200, 150), INSIDE),
        ((102, 150), Grip(left=True)),
        ((298, 197), CORNER),
        ((200, 96), Grip(top=True)),
        ((200, 90), None),
    ],
)
def test_what_is_taken_hold_of(point: tuple[float, float], grip: Grip | None) -> None:
    assert grip_at(_FRAME, QPointF(*point), reach=5) == grip


def test_in_a_tiny_frame_the_nearer_edge_is_meant() -> None:
    assert grip_at(QRectF(0, 0, 4, 4), QPointF(3.5, 0.5), reach=5) == Grip(top=True, right=True)


def test_an_edge_is_pulled_and_the_others_stay() -> None:
    assert pulled(_FRAME, Grip(left=True), QPointF(-20, 50), page=_PAGE) == QRectF(80, 100, 220, 100)


def test_an_edge_may_be_pulled_over_the_one_across() -> None:
    assert pulled(_FRAME, Grip(right=True), QPointF(-250, 0), page=_PAGE) == QRectF(50, 100, 50, 100)


def test_a_frame_stays_on_the_page() -> None:
    assert pulled(_FRAME, INSIDE, QPointF(-150, 900), page=_PAGE) == QRectF(0, 700, 200, 100)
    assert pulled(_FRAME, CORNER, QPointF(900, 0), page=_PAGE) == QRectF(100, 100, 500, 100)


def test_handles_stand_at_the_corners_and_the_middles_of_the_edges() -> None:
    assert len(grip_points(_FRAME)) == 8
    assert _FRAME.center() not in grip_points(_FRAME)
