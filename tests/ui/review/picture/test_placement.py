"""Where a page lies in a view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF, QSize, QSizeF

from transcritor_gui.ui.review.picture.placement import MARGIN, Fit, Placement, fitting_zoom, next_step

_PAGE = QSizeF(600, 800)


def test_a_page_smaller_than_the_view_is_in_its_middle() -> None:
    paper = Placement(_PAGE, 0.5, QSize(1000, 1000), QPoint(0, 0)).paper
    assert paper.center().x() == pytest.approx(500, abs=1)
    assert paper.center().y() == pytest.approx(500, abs=1)


def test_a_larger_page_begins_at_its_margin_and_moves_with_scrolling() -> None:
    assert Placement(_PAGE, 2.0, QSize(500, 500), QPoint(0, 0)).paper.top() == MARGIN
    assert Placement(_PAGE, 2.0, QSize(500, 500), QPoint(0, 100)).paper.top() == MARGIN - 100


def test_points_and_pixels_lead_to_each_other() -> None:
    placement = Placement(_PAGE, 1.3, QSize(500, 500), QPoint(20, 70))
    box = QRectF(120, 340, 60, 12)
    back = placement.to_page(placement.to_view(box).topLeft())
    assert (back.x(), back.y()) == pytest.approx((120, 340))


def test_at_100_percent_an_inch_is_96_pixels() -> None:
    assert Placement(QSizeF(72, 72), 1.0, QSize(500, 500), QPoint(0, 0)).shown_size == QSizeF(96, 96)


@pytest.mark.parametrize("fit", Fit)
def test_what_is_to_fit_fits(fit: Fit) -> None:
    room = QSize(500, 300)
    extent = Placement(_PAGE, fitting_zoom(_PAGE, room, fit), room, QPoint(0, 0)).extent
    assert extent.width() <= room.width() + 1
    assert fit is Fit.WIDTH or extent.height() <= room.height() + 1


def test_steps_lead_up_and_down_and_end() -> None:
    assert next_step(1.0, larger=True) == 1.25
    assert next_step(1.1, larger=False) == 1.0
    assert next_step(4.0, larger=True) == 4.0
    assert next_step(0.1, larger=False) == 0.1
