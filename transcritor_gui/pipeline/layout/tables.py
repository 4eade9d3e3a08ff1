"""The ruled tables of a page: their lines found by PDFium, their cells by pdfplumber, filled with our words.

pdfplumber's own reading of a page takes 80-150 ms and knows neither repaired nor recognised pages; its
table finder works on plain lines, which `page_objects` has anyway. So tables cost nothing on pages without
ruling lines and a few milliseconds on the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from transcritor_gui.model import Box, Table, Word
from transcritor_gui.pipeline.layout.lines import build_runs, merge_into_lines
from transcritor_gui.pipeline.rules import Rule

__all__ = ["TooManyRulesError", "find_tables", "suggests_table"]

_SNAP_PT = 3.0
"""Lines nearer than this are one line (pdfplumber's default)."""
_CROSSING_PT = 3.0
_MAX_CROSSINGS = 40_000
"""Pairs of lines compared on one page; a drawing has more, a dense form has a tenth of it."""
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


@dataclass(slots=True)
class _Filled:
    texts: list[list[Word]]
    outside: int


def suggests_table(rules: Sequence[Rule]) -> bool:
    """Whether there are lines enough, across and down, to enclose two rows of two cells."""
    across = {round(rule.y0 / _SNAP_PT) for rule in rules if rule.is_horizontal}
    down = {round(rule.x0 / _SNAP_PT) for rule in rules if not rule.is_horizontal}
    return len(across) >= 3 and len(down) >= 3


def find_tables(rules: Sequence[Rule], words: Sequence[Word]) -> tuple[Table, ...]:
    """Tables with at least two rows and two columns, from top to bottom.

    Raises TooManyRulesError for drawings with more lines than can be compared.
    """
    if not suggests_table(rules):
        return ()
    import pdfplumber.table as plumber

    edges = plumber.merge_edges([_edge(rule) for rule in rules], _SNAP_PT, _SNAP_PT, _SNAP_PT, _SNAP_PT)
    across = sum(1 for edge in edges if edge["orientation"] == "h")
    if across * (len(edges) - across) > _MAX_CROSSINGS:
        raise TooManyRulesError
    crossings = plumber.edges_to_intersections(edges, _CROSSING_PT, _CROSSING_PT)
    cells = plumber.intersections_to_cells(crossings)
    found = [
        table
        for group in plumber.cells_to_tables(cells)
        if (table := _table(plumber.Table(cast("Any", None), group), words)) is not None
    ]
    return tuple(sorted(found, key=lambda table: (table.box.y0, table.box.x0)))


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


def _table(grid: Any, words: Sequence[Word]) -> Table | None:
    rows = [
        [None if cell is None else Box(*(float(edge) for edge in cell)) for cell in row.cells]
        for row in grid.rows
    ]
    box = Box(*(float(edge) for edge in grid.bbox))
    width = len(rows[0])
    cells = [cell for row in rows for cell in row if cell is not None]
    if len(rows) < 2 or width < 2 or len(cells) < _LEAST_CELLS * len(rows) * width:
        return None
    inside = [word for word in words if _holds(box, word.box)]
    filled = _fill(cells, inside)
    if filled.outside > _MOST_OUTSIDE * len(inside):
        return None
    with_text = sum(1 for text in filled.texts if text)
    if with_text < max(2, _LEAST_FILLED * len(cells)):
        return None
    if max(len(text) for text in filled.texts) > _MOST_WORDS_A_CELL:
        return None
    texts = iter(filled.texts)
    content = [[[] if cell is None else next(texts) for cell in row] for row in rows]
    content = _without_empty(content)
    if len(content) < 2 or len(content[0]) < 2:
        return None
    return Table(
        box,
        tuple(tuple(_cell_text(cell) for cell in row) for row in content),
        header_rows=1 if _is_header(content) else 0,
    )


def _fill(cells: Sequence[Box], words: Sequence[Word]) -> _Filled:
    """Each word in the cell that holds its middle, or in the nearest one."""
    texts: list[list[Word]] = [[] for _ in cells]
    outside = 0
    for word in words:
        home = next((place for place, cell in enumerate(cells) if _holds(cell, word.box)), None)
        if home is None:
            outside += 1
            home = min(range(len(cells)), key=lambda place: _distance(cells[place], word.box))
        texts[home].append(word)
    return _Filled(texts, outside)


def _holds(box: Box, inner: Box) -> bool:
    return box.x0 <= inner.x_centre <= box.x1 and box.y0 <= inner.y_centre <= box.y1


def _distance(cell: Box, box: Box) -> float:
    dx = max(cell.x0 - box.x_centre, 0.0, box.x_centre - cell.x1)
    dy = max(cell.y0 - box.y_centre, 0.0, box.y_centre - cell.y1)
    return dx + dy


def _without_empty(rows: list[list[list[Word]]]) -> list[list[list[Word]]]:
    """Without rows and columns in which no cell has a word: doubled lines make such."""
    rows = [row for row in rows if any(row)]
    if not rows:
        return rows
    used = [place for place in range(len(rows[0])) if any(row[place] for row in rows)]
    return [[row[place] for place in used] for row in rows]


def _cell_text(words: Sequence[Word]) -> str:
    """The words of a cell line by line."""
    return "\n".join(run.text for run in merge_into_lines(build_runs(list(enumerate(words)))))


def _is_header(rows: Sequence[Sequence[Sequence[Word]]]) -> bool:
    """Whether the first row is set in bold and the second is not."""
    first = [word for cell in rows[0] for word in cell]
    second = [word for cell in rows[1] for word in cell]
    return bool(first) and all(word.bold for word in first) and not all(word.bold for word in second)
