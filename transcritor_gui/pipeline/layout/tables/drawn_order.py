"""Rows of a table by the order in which its page draws them.

Word processors, browsers and typesetters draw a table cell by cell and row by row. Where cells have several
lines, that order tells what neither white nor rules do: to which row a line belongs, wherever in its cell it
stands. Used by `row_groups`; `layout.parallel_cells` does the same for long texts side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from transcritor_gui.pipeline.layout.tables.area_ends import is_labelled
from transcritor_gui.pipeline.layout.tables.columns import Columns
from transcritor_gui.pipeline.layout.tables.text_rows import TextRow, is_figure

__all__ = ["drawn_rows"]

_UP = 0.5
"""Of the type size: by how much higher the next cell begins than the last line of the one before it."""
_FEWEST_UPS, _UPS_A_ROW = 2, 0.3
"""Such steps in a table, and for each of its rows; one drawn line by line has none."""
_FEWEST_ROWS, _FEWEST_CELLS = 2, 2
_MOSTLY = 0.7
"""Of the rows: those with several cells."""
_FIGURES = 2
"""Below one another in a column, which are those of two rows."""


def drawn_rows(rows: Sequence[TextRow], columns: Columns) -> list[list[TextRow]] | None:
    """The lines of each row of the table from top to bottom; None where the page's order does not tell."""
    lines = sorted(rows, key=lambda line: line.baseline)
    drawn = sorted(
        (min(piece.places), columns.span(piece)[0], place)
        for place, line in enumerate(lines)
        for piece in line.pieces
    )
    row_of: dict[int, int] = {}
    number = ups = 0
    for before, after in pairwise([None, *drawn]):
        assert after is not None
        _, column, place = after
        if before is not None:
            step = lines[place].baseline - lines[before[2]].baseline
            if column < before[1]:
                number += 1
            ups += column > before[1] and step < -_UP * lines[place].size
        if row_of.setdefault(place, number) != number:
            return None
    if ups < max(_FEWEST_UPS, _UPS_A_ROW * (number + 1)):
        return None
    numbers = [row_of[place] for place in range(len(lines))]
    if any(above > below for above, below in pairwise(numbers)):
        return None
    found: list[list[TextRow]] = [[] for _ in range(number + 1)]
    for line, of_row in zip(lines, numbers, strict=True):
        found[of_row].append(line)
    several = sum(_cells(group, columns) >= _FEWEST_CELLS for group in found)
    if len(found) < _FEWEST_ROWS or several < _MOSTLY * len(found):
        return None
    if any(_has_figures_below_one_another(group, columns) or _has_labelled_line(group) for group in found):
        return None
    return found


def _cells(group: Sequence[TextRow], columns: Columns) -> int:
    return len({columns.span(piece)[0] for line in group for piece in line.pieces})


def _has_labelled_line(group: Sequence[TextRow]) -> bool:
    """Whether a later line says more of the first one by itself: "Vigência: 16.01.2026" under the goods."""
    return any(len(line.pieces) == 1 and is_labelled(line) for line in group[1:])


def _has_figures_below_one_another(group: Sequence[TextRow], columns: Columns) -> bool:
    """Whether all that stands in a column of `group` is figures, on several lines."""
    seen: dict[int, list[bool]] = {}
    for line in group:
        for piece in line.pieces:
            seen.setdefault(columns.span(piece)[0], []).append(is_figure(piece.text))
    return any(len(each) >= _FIGURES and all(each) for each in seen.values())
