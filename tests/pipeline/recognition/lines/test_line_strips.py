"""Lines cut out level, in pieces, with the way back to the page."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.line_reader import FoundLine
from transcritor_gui.pipeline.recognition.lines.line_strips import strips_of

_PAGE: GreyImage = np.full((600, 1200), 255, np.uint8)


def _slanted() -> tuple[GreyImage, FoundLine]:
    """A page with a bar of 500 x 40 that falls by 100 pixels, and the line around it."""
    page = _PAGE.copy()
    corners = ((100.0, 100.0), (590.0, 200.0), (582.0, 239.2), (92.0, 139.2))
    cv2.fillPoly(page, [np.round(np.array(corners)).astype(np.int32)], 0)
    return page, FoundLine(92, 100, 590, 240, corners)


def test_a_level_line_is_the_part_of_the_page_in_its_box() -> None:
    page = np.random.default_rng(2).integers(0, 255, (600, 1200)).astype(np.uint8)
    (strip,) = strips_of(page, [FoundLine(100, 50, 400, 90)])
    assert np.array_equal(strip.pixels, page[50:90, 100:400])
    assert (strip.x0, strip.x1) == (100, 400)
    assert strip.holds(100, 50)
    assert not strip.holds(99, 50)


def test_a_slanted_line_is_cut_out_level() -> None:
    page, line = _slanted()
    (strip,) = strips_of(page, [line])
    assert strip.pixels.shape == (48, 508)
    assert strip.pixels[8:-8, 8:-8].max() < 60


def test_a_point_beside_a_slanted_line_is_not_in_it() -> None:
    page, line = _slanted()
    (strip,) = strips_of(page, [line])
    assert strip.holds(340, 170)
    assert not strip.holds(520, 120)  # in the upright box around the line


def test_ink_is_found_where_it_stands_on_the_page() -> None:
    page, line = _slanted()
    page[:] = 255
    cv2.circle(page, (340, 170), 12, 0, -1)
    (strip,) = strips_of(page, [line])
    box = strip.ink_box(320, 360)
    assert box.x_centre == pytest.approx(340, abs=3)
    assert box.y_centre == pytest.approx(170, abs=3)
    assert box.width == pytest.approx(24, abs=4)


def test_long_lines_come_in_pieces_cut_at_a_gap_and_in_order() -> None:
    page = _PAGE.copy()
    for start in range(100, 1100, 60):
        page[55:85, start : start + 40] = 0
    strips = strips_of(page, [FoundLine(100, 50, 1100, 90)])
    assert len(strips) == 3
    assert all(strip.pixels.shape[1] <= 14 * 40 for strip in strips)
    assert strips[0].x1 == strips[1].x0
    assert page[60, round(strips[0].x1)] == 255
    assert {strip.number for strip in strips} == {0}


def test_what_stands_or_is_a_speck_is_no_line() -> None:
    assert strips_of(_PAGE, [FoundLine(10, 10, 30, 400), FoundLine(10, 10, 90, 14)]) == []


def test_points_in_a_strip_are_told_together_as_one_by_one() -> None:
    page, line = _slanted()
    strip = strips_of(page, [line])[0]
    points = np.array([(x, y) for x in range(0, 1200, 40) for y in range(0, 600, 15)], np.float64)
    together = strip.holds_each(points)
    assert together.tolist() == [strip.holds(x, y) for x, y in points.tolist()]
    assert 0 < together.sum() < len(points)
