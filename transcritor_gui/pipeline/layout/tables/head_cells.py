"""Cells of a head that stand beside several of its rows: "Cidade" beside "Total" over "Homens", "Mulheres".

They are one cell over those rows. Told from where their lines stand: in the middle of the rows beside them,
level with the text of each, or parted by no rule where the others are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from transcritor_gui.pipeline.layout.tables.cells import Cell, CellGrid
from transcritor_gui.pipeline.rules import Rule

__all__ = ["with_tall_heads"]

_CENTRED = 0.45
"""Of the height of a word: how far from the middle of several rows the middle of a cell over them may lie."""
_NEXT_LINE = 0.6
"""The same: white between two lines of a cell."""
_FEWEST_ROWS = 2
_Extent = tuple[float, float]
"""Top and bottom."""


def with_tall_heads(grid: CellGrid, across: Sequence[Rule]) -> CellGrid:
    """`grid` with the cells of its head over as many rows as they stand beside."""
    if grid.header_rows < _FEWEST_ROWS:
        return grid
    grid = replace(grid, cells=_unparted(grid, across))
    head = [cell for cell in grid.cells if cell.words and cell.row < grid.header_rows]
    taken = {place: cell for cell in head for place in _places(cell)}
    tall: dict[int, Cell] = {}
    for cell in head:
        first, last = _free_rows(cell, taken, grid.header_rows)
        beside = _rows_beside(cell, first, last, head)
        if beside is not None and (beside[0], beside[1] - beside[0] + 1) != (cell.row, cell.rows):
            tall[id(cell)] = replace(cell, row=beside[0], rows=beside[1] - beside[0] + 1)
    return replace(grid, cells=[tall.get(id(cell), cell) for cell in grid.cells])


def _unparted(grid: CellGrid, across: Sequence[Rule]) -> list[Cell]:
    """The cells, those of a head as one that stand below one another like lines, where rules part the rows
    of other columns and not theirs."""
    cells = list(grid.cells)
    head = [_extent(cell) for cell in cells if cell.words and cell.row < grid.header_rows]
    top, bottom = min(upper for upper, _ in head), max(lower for _, lower in head)
    within = [rule for rule in across if top < rule.y0 < bottom]
    if not within:
        return cells
    for upper in grid.cells:
        if not upper.words or upper.columns > 1 or upper not in cells:
            continue
        while (lower := _next_line(upper, cells, grid.header_rows)) is not None:
            x0 = min(word.box.x0 for cell in (upper, lower) for _, word in cell.words)
            x1 = max(word.box.x1 for cell in (upper, lower) for _, word in cell.words)
            if any(rule.x0 < x1 and rule.x1 > x0 for rule in within):
                break
            cells.remove(lower)
            upper.rows += lower.rows
            upper.words.extend(lower.words)
    return cells


def _next_line(upper: Cell, cells: Sequence[Cell], header_rows: int) -> Cell | None:
    """The cell of the head below `upper`, in its column alone, that stands as its next line would."""
    if _last(upper) + 1 >= header_rows:
        return None
    height = median(word.box.height for _, word in upper.words)
    for cell in cells:
        if cell.words and (cell.row, cell.column, cell.columns) == (_last(upper) + 1, upper.column, 1):
            return cell if _extent(cell)[0] - _extent(upper)[1] < _NEXT_LINE * height else None
    return None


def _places(cell: Cell) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]


def _free_rows(cell: Cell, taken: dict[tuple[int, int], Cell], rows: int) -> tuple[int, int]:
    """The first and the last row of the head that `cell` could reach over: nothing else is in its columns."""
    columns = range(cell.column, cell.column + cell.columns)

    def is_free(row: int) -> bool:
        return all(taken.get((row, column), cell) is cell for column in columns)

    first, last = cell.row, cell.row + cell.rows - 1
    while first > 0 and is_free(first - 1):
        first -= 1
    while last + 1 < rows and is_free(last + 1):
        last += 1
    return first, last


def _rows_beside(cell: Cell, first: int, last: int, head: Sequence[Cell]) -> tuple[int, int] | None:
    """The first and the last of the rows that `cell` stands beside; None where that is one at the most."""
    if last - first + 1 < _FEWEST_ROWS:
        return None
    others = [other for other in head if other is not cell and first <= other.row and _last(other) <= last]
    extents: dict[int, _Extent] = {}
    for row in range(first, last + 1):
        own = [
            _extent(other) for other in others if other.row == row == _last(other) and _shares(other, others)
        ]
        if own:
            extents[row] = min(top for top, _ in own), max(bottom for _, bottom in own)
    if len(extents) < _FEWEST_ROWS:
        return None
    top, bottom = _extent(cell)
    height = median(word.box.height for _, word in cell.words)
    level = [
        row
        for row, (upper, lower) in extents.items()
        if _overlap((top, bottom), (upper, lower)) > 0.5 * height
    ]
    for start in sorted(extents):
        for end in sorted(extents, reverse=True):
            if end <= start or not start <= cell.row <= end:
                continue
            middle = (extents[start][0] + extents[end][1]) / 2
            is_level = start in level and end in level
            if is_level or abs((top + bottom) / 2 - middle) <= _CENTRED * height:
                return start, end
    return None


def _shares(cell: Cell, others: Sequence[Cell]) -> bool:
    """Whether another cell of the head stands above or below `cell`, so that it has a row of its own."""
    return any(
        other.row != cell.row
        and other.column < cell.column + cell.columns
        and other.column + other.columns > cell.column
        for other in others
    )


def _overlap(one: _Extent, other: _Extent) -> float:
    return min(one[1], other[1]) - max(one[0], other[0])


def _extent(cell: Cell) -> _Extent:
    return min(word.box.y0 for _, word in cell.words), max(word.box.y1 for _, word in cell.words)


def _last(cell: Cell) -> int:
    return cell.row + cell.rows - 1
