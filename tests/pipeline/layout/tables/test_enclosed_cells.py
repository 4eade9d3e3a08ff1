"""Cells that rules enclose, against those that pdfplumber finds its own way."""

from __future__ import annotations

import random

import pdfplumber.table as plumber
import pytest

from transcritor_gui.pipeline.layout.tables.ruled import enclosed
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
