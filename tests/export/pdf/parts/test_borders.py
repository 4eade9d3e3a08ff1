"""Where to cut, from sizes and borders alone."""

from __future__ import annotations

from transcritor_gui.export.pdf.parts.borders import Border, best_end, furthest_end


def _ten_each(first: int, end: int) -> int:
    return 10 * (end - first)


def test_as_many_pages_go_into_a_part_as_fit() -> None:
    assert furthest_end(3, 20, _ten_each, limit=59) == 8


def test_a_page_that_does_not_fit_is_a_part_of_its_own() -> None:
    assert furthest_end(3, 20, _ten_each, limit=5) == 4


def test_the_rest_stays_together() -> None:
    assert best_end(10, 20, {15: Border.BOOKMARK}, _ten_each, page_count=20) == 20


def test_without_a_better_border_a_part_is_as_full_as_can_be() -> None:
    assert best_end(0, 10, {}, _ten_each, page_count=30) == 10


def test_a_bookmark_in_the_later_half_is_where_to_cut() -> None:
    borders = {2: Border.BOOKMARK, 6: Border.BOOKMARK, 7: Border.BLANK_PAGE, 8: Border.INNER_BOOKMARK}
    assert best_end(0, 10, borders, _ten_each, page_count=30) == 6


def test_a_blank_page_ends_a_part_where_there_is_no_bookmark() -> None:
    assert best_end(0, 10, {8: Border.BLANK_PAGE, 9: Border.INNER_BOOKMARK}, _ten_each, page_count=30) == 8


def test_of_equal_borders_the_last_makes_the_fewest_parts() -> None:
    assert best_end(0, 10, {6: Border.BOOKMARK, 9: Border.BOOKMARK}, _ten_each, page_count=30) == 9
