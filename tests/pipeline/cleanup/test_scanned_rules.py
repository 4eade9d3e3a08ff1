"""Grids of lines found in pictures, whatever the scanner did to them; nothing found in what is no grid."""

from __future__ import annotations

import numpy as np
import pytest

from tests.pipeline.ruled_scans import (
    blank_sheet,
    draw_rule,
    draw_table,
    draw_text,
    payments_page,
)
from tests.pipeline.scans import drawn_page, noisy, shaded, tilted
from transcritor_gui.pipeline.cleanup.scanned_rules import FoundRules, find_rules
from transcritor_gui.pipeline.grey_image import GreyImage


def _counts(found: FoundRules) -> tuple[int, int]:
    across = sum(stroke.is_horizontal for stroke in found.strokes)
    return across, len(found.strokes) - across


@pytest.mark.parametrize("dpi", [100, 150, 200, 300, 400])
def test_the_lines_of_a_table_are_found(dpi: float) -> None:
    assert _counts(find_rules(payments_page(dpi=dpi), dpi=dpi)) == (6, 5)


def test_they_lie_where_they_were_drawn() -> None:
    found = find_rules(payments_page(dpi=200), dpi=200)
    across = sorted(stroke.y * 72 / 200 for stroke in found.strokes if stroke.is_horizontal)
    down = sorted(stroke.x * 72 / 200 for stroke in found.strokes if not stroke.is_horizontal)
    assert across == pytest.approx([250 + 27 * row for row in range(6)], abs=0.7)
    assert down == pytest.approx([90 + 105 * column for column in range(5)], abs=0.7)


@pytest.mark.parametrize("degrees", [-0.9, -0.4, 0.2, 0.6, 0.9])
def test_a_tilt_that_was_left_is_told(degrees: float) -> None:
    found = find_rules(tilted(payments_page(dpi=300), degrees), dpi=300)
    assert _counts(found) == (6, 5)
    assert found.tilt_degrees == pytest.approx(degrees, abs=0.05)


def test_noise_and_shading_hide_no_lines() -> None:
    assert _counts(find_rules(noisy(shaded(payments_page(), 0.4), 22), dpi=200)) == (6, 5)


def test_broken_lines_are_whole() -> None:
    page = payments_page()
    page[:, 400:412] = 255
    page[780:792] = 255
    assert _counts(find_rules(page, dpi=200)) == (6, 5)


def test_a_line_between_two_cells_only_is_found() -> None:
    page = blank_sheet()
    draw_table(page, [("Total", "", ""), ("a", "b", "c"), ("d", "e", "f")], spanned=[(0, 0), (0, 1)])
    assert _counts(find_rules(page, dpi=200)) == (4, 4)


def _underlined() -> GreyImage:
    page = blank_sheet()
    for line in range(12):
        draw_text(page, "Name:", 90, 150 + 30 * line)
        draw_rule(page, 140, 153 + 30 * line, 480, 153 + 30 * line)
    return page


def _in_columns() -> GreyImage:
    page = drawn_page(dpi=200)
    for x in (150.0, 280.0):
        draw_rule(page, x, 30, x, 500)
    draw_rule(page, 30, 25, 400, 25)
    return page


def test_text_has_no_lines() -> None:
    assert find_rules(drawn_page(dpi=200), dpi=200).strokes == ()


@pytest.mark.parametrize(("page", "across"), [(_underlined(), 12), (_in_columns(), 1)])
def test_underlines_and_column_rules_are_no_grid(page: GreyImage, across: int) -> None:
    assert _counts(find_rules(page, dpi=200)) == (across, 0)


def test_lines_across_are_found_that_cross_no_others() -> None:
    """As they stand above and below a table, and under a head over two of its columns."""
    page = blank_sheet()
    for x0, x1, y in (
        (90.0, 480.0, 150.0),
        (220.0, 340.0, 164.0),
        (90.0, 480.0, 178.0),
        (90.0, 480.0, 300.0),
    ):
        draw_rule(page, x0, y, x1, y)
    found = find_rules(tilted(noisy(page, 10), 0.4), dpi=200)
    assert [round(stroke.length * 72 / 200) for stroke in found.strokes] == pytest.approx(
        [390, 120, 390, 390], abs=4
    )
    assert found.tilt_degrees == pytest.approx(0.4, abs=0.05)


def test_a_line_across_beside_a_grid_is_found_with_it() -> None:
    page = payments_page()
    draw_rule(page, 90, 600, 480, 600)
    assert _counts(find_rules(page, dpi=200)) == (7, 5)


def test_a_photograph_is_no_grid() -> None:
    grain = np.random.default_rng(3).normal(0, 40, (1400, 1100)).cumsum(axis=0) % 256
    assert find_rules(grain.astype(np.uint8), dpi=200).strokes == ()
