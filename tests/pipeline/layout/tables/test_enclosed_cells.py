"""Cells that rules enclose, against those that pdfplumber finds its own way."""

from __future__ import annotations

import random

import pdfplumber.table as plumber
import pytest

from transcritor_gui.model import Box, Word
from transcritor_gui.pipeline.layout.tables.ruled import Enclosed, enclosed, filled_grids
from transcritor_gui.pipeline.layout.tables.text_rows import pieces_of
from transcritor_gui.pipeline.rules import Rule


def _scattered(seed: int) -> list[Rule]:
    """Rules on a grid, some of which cross."""
    chance = random.Random(seed)
    rules: list[Rule] = []
    for _ in range(12):
        at, (start, end) = 10 * chance.randrange(6), sorted(chance.sample(range(7), 2))
        rules.append(Rule(10 * start, at, 10 * end, at))
        at, (start, end) = 10 * chance.randrange(6), sorted(chance.sample(range(7), 2))
        rules.append(Rule(at, 10 * start, at, 10 * end))
    return rules


def _as_edge(rule: Rule) -> dict[str, object]:
    return {
        "x0": rule.x0, "x1": rule.x1, "top": rule.y0, "bottom": rule.y1,
        "width": rule.x1 - rule.x0, "height": rule.y1 - rule.y0,
        "orientation": "h" if rule.is_horizontal else "v",
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_the_cells_are_those_that_pdfplumber_finds(seed: int) -> None:
    rules = _scattered(seed)
    edges = plumber.merge_edges([_as_edge(rule) for rule in rules], 3, 3, 3, 3)
    cells = plumber.intersections_to_cells(plumber.edges_to_intersections(edges, 3, 3))
    found = enclosed(rules).tables
    as_found = [[(cell.x0, cell.y0, cell.x1, cell.y1) for cell in table] for table in found]
    assert as_found == plumber.cells_to_tables(cells)


def test_words_of_a_dense_form_go_where_its_rules_put_them() -> None:
    """More rules and cells than are looked at one by one."""
    columns, rows, width, height = 60, 12, 20.0, 12.0
    rules = [
        *(Rule(10, 10 + row * height, 10 + columns * width, 10 + row * height) for row in range(rows + 1)),
        *(
            Rule(10 + column * width, 10, 10 + column * width, 10 + rows * height)
            for column in range(columns + 1)
        ),
    ]
    words = [
        Word(
            f"{row}.{column}",
            Box(12 + column * width, 11.5 + row * height, 28 + column * width, 20 + row * height),
        )
        for row in range(rows)
        for column in range(columns)
    ]
    (grid,) = filled_grids(enclosed(rules), words)
    assert (grid.rows, grid.columns, len(grid.cells)) == (rows, columns, rows * columns)
    assert all(cell.text == f"{cell.row}.{cell.column}" for cell in grid.cells)
    assert [piece.text for piece in pieces_of(words, [rule for rule in rules if not rule.is_horizontal])] == [
        word.text for word in words
    ]


def test_a_word_between_two_cells_is_in_the_first_of_them_and_one_in_a_hole_in_the_nearest() -> None:
    cells = (Box(0, 0, 10, 10), Box(10, 0, 20, 10), Box(0, 10, 10, 20))
    places = {"edge": (10, 5), "corner": (10, 10), "below": (4, 20), "right": (15, 2), "hole": (12, 15)}
    words = [Word(text, Box(x - 1, y - 1, x + 1, y + 1)) for text, (x, y) in places.items()]
    words += [Word(f"w{number}", Box(4, 4, 6, 6)) for number in range(20)]
    (grid,) = filled_grids(Enclosed((cells,)), words)
    texts = {(cell.row, cell.column): set(cell.text.split()) for cell in grid.cells}
    assert {"edge", "corner"} <= texts[0, 0]
    assert texts[0, 1] == {"right"}
    assert texts[1, 0] == {"below", "hole"}
