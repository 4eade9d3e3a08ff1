"""The measures of tables: cells by text, by place, and neighbours."""

from __future__ import annotations

from collections import Counter

from benchmarks.table_scores import Cell, cells_in_place, compared, neighbours

_TABLE: list[Cell] = [
    (0, 0, 0, 0, "a"),
    (0, 1, 0, 2, "B c"),
    (1, 0, 1, 0, "1"),
    (1, 1, 1, 1, "2"),
    (1, 2, 1, 2, "3"),
]


def test_neighbours_are_beside_and_below_and_reach_under_wide_cells() -> None:
    assert neighbours(_TABLE) == Counter(
        {
            ("a", "bc", "across"): 1,
            ("1", "2", "across"): 1,
            ("2", "3", "across"): 1,
            ("a", "1", "down"): 1,
            ("bc", "2", "down"): 1,
            ("bc", "3", "down"): 1,
        }
    )


def test_a_neighbour_may_stand_over_an_empty_cell() -> None:
    assert neighbours([(0, 0, 0, 0, "a"), (0, 2, 0, 2, "c")]) == Counter({("a", "c", "across"): 1})


def test_what_is_found_too_much_costs_precision_alone() -> None:
    figures = compared([_TABLE], [[*_TABLE, (2, 0, 2, 0, "x")]])
    assert (figures.recall, figures.precision) == (1.0, 5 / 6)


def test_a_text_in_another_column_is_found_and_not_in_its_place() -> None:
    moved: list[Cell] = [(row, column + 1, last, end + 1, text) for row, column, last, end, text in _TABLE]
    assert compared([_TABLE], [moved]).recall == 1.0
    assert cells_in_place(_TABLE, [moved]) == (0, 5)
