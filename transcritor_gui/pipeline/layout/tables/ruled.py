"""Grids whose cells rules enclose: their cells found by pdfplumber, filled with our words.

pdfplumber's own reading of a page takes 80-150 ms and knows neither repaired nor recognised pages; its
table finder works on plain lines, which `page_objects` and `scanned_rules` have anyway.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import Any

import numpy as np

from transcritor_gui.model import Box, Word, enclosing
from transcritor_gui.pipeline.box_array import box_array
from transcritor_gui.pipeline.layout.tables.cells import Cell, CellGrid
from transcritor_gui.pipeline.rules import Rule

__all__ = ["Enclosed", "TooManyRulesError", "enclosed", "filled_grids", "suggests_grid"]

_SNAP_PT = 3.0
"""Lines nearer than this are one line (pdfplumber's default)."""
_CROSSING_PT = 3.0
_FEWEST_ROWS, _FEWEST_COLUMNS = 2, 2
_FEWEST_ACROSS, _FEWEST_DOWN = _FEWEST_ROWS + 1, _FEWEST_COLUMNS + 1
"""Lines that enclose so many rows and columns."""
_MAX_CROSSINGS = 40_000
"""Pairs of lines compared on one page; a drawing has more, a dense form has a tenth of it."""
_Point = tuple[float, float]
"""Of a crossing: x, y."""
_Cell = tuple[float, float, float, float]
"""Left, top, right, foot."""
_EDGE_BOX = itemgetter("x0", "top", "x1", "bottom")
_LEAST_FILLED = 0.25
"""Share of cells with text below which a grid is a form's frame or a chart."""
_LEAST_CELLS = 0.4
"""Share of rows x columns that are cells of their own; below it the boxes make no rows and columns."""
_MOST_WORDS_A_CELL = 150
"""A cell with more is a column of text with a frame around it."""
_MOST_OUTSIDE = 0.1
"""Share of a table's words that may lie in none of its cells."""


class TooManyRulesError(Exception):
    """The page has more lines than could be looked at for tables."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    tables: tuple[tuple[Box, ...], ...] = ()
    """Cells that hang together, at least two."""

    @property
    def cells(self) -> list[Box]:
        return [cell for cells in self.tables for cell in cells]


@dataclass(slots=True)
class _Filled:
    texts: list[list[tuple[int, Word]]]
    outside: int


def suggests_grid(rules: Sequence[Rule]) -> bool:
    """Whether there are lines enough, across and down, to enclose two rows of two cells."""
    across: set[int] = set()
    down: set[int] = set()
    for rule in rules:
        if rule.is_horizontal:
            across.add(round(rule.y0 / _SNAP_PT))
        else:
            down.add(round(rule.x0 / _SNAP_PT))
        if len(across) >= _FEWEST_ACROSS and len(down) >= _FEWEST_DOWN:
            return True
    return False


def enclosed(rules: Sequence[Rule]) -> Enclosed:
    """What the rules enclose; nothing where there are too few of them.

    Raises TooManyRulesError for drawings with more lines than can be compared.
    """
    if not suggests_grid(rules):
        return Enclosed()
    import pdfplumber.table as plumber

    edges = plumber.merge_edges([_edge(rule) for rule in rules], _SNAP_PT, _SNAP_PT, _SNAP_PT, _SNAP_PT)
    across = sum(1 for edge in edges if edge["orientation"] == "h")
    if across * (len(edges) - across) > _MAX_CROSSINGS:
        raise TooManyRulesError
    crossings = plumber.edges_to_intersections(edges, _CROSSING_PT, _CROSSING_PT)
    groups = _hanging_together(_cells_between(crossings))
    return Enclosed(tuple(tuple(Box(*map(float, cell)) for cell in group) for group in groups))


def _cells_between(crossings: Mapping[_Point, Mapping[str, list[dict[str, Any]]]]) -> list[_Cell]:
    """What pdfplumber's `intersections_to_cells` gives: for each crossing the smallest cell that it begins.

    That compares each crossing with all others and the edges of both at every turn; here only those on the
    same line are.
    """
    edges = {
        point: {way: frozenset(map(_EDGE_BOX, lines)) for way, lines in found.items()}
        for point, found in crossings.items()
    }
    points = sorted(crossings)
    in_column: defaultdict[float, list[_Point]] = defaultdict(list)
    in_row: defaultdict[float, list[_Point]] = defaultdict(list)
    for point in points:
        in_column[point[0]].append(point)
        in_row[point[1]].append(point)
    cells: list[_Cell] = []
    for x, y in points:
        own = edges[x, y]
        row, column = in_row[y], in_column[x]
        first_right, first_below = bisect_right(row, (x, y)), bisect_right(column, (x, y))
        # Looked at one by one: the nearest ones to the right and below make a cell, as a rule.
        opposite = (
            (far[0], low[1])
            for low in islice(column, first_below, None)
            if not own["v"].isdisjoint(edges[low]["v"])
            for far in islice(row, first_right, None)
            if (corner := edges.get((far[0], low[1]))) is not None
            and not own["h"].isdisjoint(edges[far]["h"])
            and not corner["v"].isdisjoint(edges[far]["v"])
            and not corner["h"].isdisjoint(edges[low]["h"])
        )
        end = next(opposite, None)
        if end is not None:
            cells.append((x, y, *end))
    return cells


def _hanging_together(cells: Sequence[_Cell]) -> list[list[_Cell]]:
    """What pdfplumber's `cells_to_tables` gives: the cells that share corners, in tables from top to bottom.

    That takes each cell out of a list of all.
    """
    tables: list[list[_Cell]] = []
    remaining = list(cells)
    while remaining:
        table: list[_Cell] = []
        corners: set[_Point] = set()
        while True:
            apart: list[_Cell] = []
            for cell in remaining:
                x0, top, x1, foot = cell
                own = ((x0, top), (x0, foot), (x1, top), (x1, foot))
                if not table or not corners.isdisjoint(own):
                    corners.update(own)
                    table.append(cell)
                else:
                    apart.append(cell)
            if len(apart) == len(remaining):
                break
            remaining = apart
        tables.append(table)
    return sorted(
        (table for table in tables if len(table) > 1), key=lambda table: min((y, x) for x, y, _, _ in table)
    )


def filled_grids(found: Enclosed, words: Sequence[Word]) -> list[CellGrid]:
    """Grids of at least two rows and two columns, with their words, from top to bottom."""
    grids = [grid for cells in found.tables if (grid := _grid(cells, words)) is not None]
    return sorted(grids, key=lambda grid: (grid.box.y0, grid.box.x0))


def _edge(rule: Rule) -> dict[str, Any]:
    return {
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.y0,
        "bottom": rule.y1,
        "width": rule.x1 - rule.x0,
        "height": rule.y1 - rule.y0,
        "orientation": "h" if rule.is_horizontal else "v",
    }


def _grid(boxes: Sequence[Box], words: Sequence[Word]) -> CellGrid | None:
    box = enclosing(boxes)
    tops = sorted({cell.y0 for cell in boxes})
    lefts = sorted({cell.x0 for cell in boxes})
    is_line = len(tops) < _FEWEST_ROWS or len(lefts) < _FEWEST_COLUMNS
    if is_line or len(boxes) < _LEAST_CELLS * len(tops) * len(lefts):
        return None
    inside = [(place, word) for place, word in enumerate(words) if _holds(box, word.box)]
    filled = _fill(boxes, inside)
    if filled.outside > _MOST_OUTSIDE * len(inside):
        return None
    with_text = sum(1 for text in filled.texts if text)
    if with_text < max(2, _LEAST_FILLED * len(boxes)):
        return None
    if max(len(text) for text in filled.texts) > _MOST_WORDS_A_CELL:
        return None
    cells = [
        Cell(
            row := bisect_left(tops, cell.y0),
            column := bisect_left(lefts, cell.x0),
            max(0, bisect_left(tops, cell.y1 - 1) - row),
            max(0, bisect_left(lefts, cell.x1 - 1) - column),
            text,
        )
        for cell, text in zip(boxes, filled.texts, strict=True)
    ]
    rows, columns = {cell.row for cell in cells if cell.words}, {cell.column for cell in cells if cell.words}
    if len(rows) < _FEWEST_ROWS or len(columns) < _FEWEST_COLUMNS:
        return None
    return CellGrid(len(tops), len(lefts), cells, _header_rows(cells, sorted(rows)), box)


def _fill(cells: Sequence[Box], words: Sequence[tuple[int, Word]]) -> _Filled:
    """Each word in the cell that holds its middle, or in the nearest one."""
    texts: list[list[tuple[int, Word]]] = [[] for _ in cells]
    outside = 0
    for (place, word), found in zip(words, _homes(cells, [word.box for _, word in words]), strict=True):
        home = found
        if home < 0:
            outside += 1
            home = min(range(len(cells)), key=lambda number: _distance(cells[number], word.box))
        texts[home].append((place, word))
    return _Filled(texts, outside)


def _homes(cells: Sequence[Box], boxes: Sequence[Box]) -> list[int]:
    """The first of the `cells` that holds the middle of each box; -1 for none.

    The boxes between two tops are looked at together, and beside the cells that reach there alone.
    """
    if not boxes:
        return []
    x0, y0, x1, y1 = box_array(cells).T
    left, top, right, foot = box_array(boxes).T
    x, y = (left + right) / 2, (top + foot) / 2
    band = np.searchsorted(np.unique(y0), y, side="right")
    order = np.argsort(band, kind="stable")
    homes = np.full(len(boxes), -1)
    for own in np.split(order, np.flatnonzero(np.diff(band[order])) + 1):
        near = np.flatnonzero((y0 <= y[own].max()) & (y[own].min() <= y1))
        across, down = x[own][:, None], y[own][:, None]
        holds = (x0[near] <= across) & (across <= x1[near]) & (y0[near] <= down) & (down <= y1[near])
        held = holds.any(axis=1)
        if held.any():
            homes[own[held]] = near[holds[held].argmax(axis=1)]
    found: list[int] = homes.tolist()
    return found


def _holds(box: Box, inner: Box) -> bool:
    return box.x0 <= inner.x_centre <= box.x1 and box.y0 <= inner.y_centre <= box.y1


def _distance(cell: Box, box: Box) -> float:
    dx = max(cell.x0 - box.x_centre, 0.0, box.x_centre - cell.x1)
    dy = max(cell.y0 - box.y_centre, 0.0, box.y_centre - cell.y1)
    return dx + dy


def _header_rows(cells: Sequence[Cell], rows: Sequence[int]) -> int:
    """How many rows from the first on are set in bold, over others that are not."""
    for bold, row in enumerate(rows):
        words = [word for cell in cells if cell.row == row for _, word in cell.words]
        if not words or not all(word.bold for word in words):
            return bold
    return 0
