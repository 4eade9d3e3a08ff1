"""Rows of long cells side by side: texts to compare, two languages of a contract, cards of a slide.

Their cells are running text that looks like columns. What tells them is the page's own order, which goes from
cell to cell and from row to row, with each row as a whole above the next; columns of an article are drawn one
after another, or line by line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from transcritor_gui.pipeline.layout.lines import WordRun

__all__ = ["ParallelRows", "parallel_rows"]

_FEWEST_RUNS, _FEWEST_ROWS, _FEWEST_CELLS = 8, 2, 2
"""From which a part of the page is looked at: its runs, rows of cells, and cells side by side in each."""
_FEW_ROWS = 2
"""Rows that are all to be of long cells."""
_FEWEST_LINES, _MOSTLY_LONG = 2, 0.6
"""Lines of a long cell, and the share of the rows in which two of them stand side by side."""
_NARROWEST = 8.0
"""Of the type size: the width of a long cell."""
_PITCH = 1.75
"""Of the type size, from line to line: what lies further down is another cell or paragraph."""
_SAME_EDGE = 0.35
"""Of the type size: how far the left edges of two lines of one cell lie apart."""
_SAME_LINE = 0.35
"""Of the type size: how far the baselines of two pieces of one line lie apart."""
_REACH = 0.3
"""Of the type size: how far rows may reach into one another, and cells beside one another."""


@dataclass(slots=True)
class ParallelRows:
    """A part of a page with rows of cells in it."""

    above: list[WordRun]
    cells: list[list[WordRun]]
    """In the order in which they are read; a row of single lines is one."""
    below: list[WordRun]


@dataclass(slots=True)
class _Cell:
    runs: list[WordRun]
    edge: int
    """Which of the left edges of columns it begins at."""

    @property
    def x0(self) -> float:
        return min(run.x0 for run in self.runs)

    @property
    def x1(self) -> float:
        return max(run.x1 for run in self.runs)

    @property
    def y0(self) -> float:
        return min(run.y0 for run in self.runs)

    @property
    def y1(self) -> float:
        return max(run.y1 for run in self.runs)

    def lines(self, size: float) -> int:
        baselines = sorted(run.baseline for run in self.runs)
        return 1 + sum(after - before > _SAME_LINE * size for before, after in pairwise(baselines))


@dataclass(slots=True)
class _Row:
    cells: list[_Cell] = field(default_factory=list)

    @property
    def y0(self) -> float:
        return min(cell.y0 for cell in self.cells)

    @property
    def y1(self) -> float:
        return max(cell.y1 for cell in self.cells)


def parallel_rows(runs: Sequence[WordRun]) -> ParallelRows | None:
    """`runs` with the rows of long cells among them; None where there are none."""
    if len(runs) < _FEWEST_RUNS:
        return None
    order = sorted(runs, key=lambda run: run.places[0])
    size = median([run.size for run in runs])
    edges = _edges(order, size)
    if len(edges) < _FEWEST_CELLS:
        return None
    rows = _longest(_rows(_cells(order, edges, size), size), size)
    if rows is None:
        return None
    taken = {id(run) for row in rows for cell in row.cells for run in cell.runs}
    rest = [run for run in runs if id(run) not in taken]
    top, foot = rows[0].y0, rows[-1].y1
    above = [run for run in rest if run.middle < top]
    below = [run for run in rest if run.middle > foot]
    if len(above) + len(below) < len(rest):  # something else stands between the cells
        return None
    cells: list[list[WordRun]] = []
    for row in rows:
        if all(cell.lines(size) == 1 for cell in row.cells):
            cells.append([run for cell in row.cells for run in cell.runs])
        else:
            cells.extend(cell.runs for cell in row.cells)
    return ParallelRows(above, cells, below)


def _edges(order: Sequence[WordRun], size: float) -> list[float]:
    """Where lines begin of which the next one, in the page's own order, begins below them."""
    starts: list[float] = []
    line: WordRun | None = None
    for run in order:
        if line is not None and run.x0 > line.x0 and abs(run.baseline - line.baseline) < _SAME_LINE * size:
            continue
        if (
            line is not None
            and 0 < run.baseline - line.baseline < _PITCH * size
            and abs(run.x0 - line.x0) < _SAME_EDGE * size
        ):
            starts.append(run.x0)
        line = run
    starts.sort()
    groups: list[list[float]] = []
    for x in starts:
        if groups and x - groups[-1][0] < 2 * _SAME_EDGE * size:
            groups[-1].append(x)
        else:
            groups.append([x])
    return [median(group) for group in groups if len(group) >= _FEWEST_LINES]


def _cells(order: Sequence[WordRun], edges: Sequence[float], size: float) -> list[_Cell]:
    """The runs by cells, as the page's own order goes through them; -1 is the edge of what begins at none."""
    cells: list[_Cell] = []
    for run in order:
        edge = next((number for number, x in enumerate(edges) if abs(run.x0 - x) < 2 * _SAME_EDGE * size), -1)
        last = cells[-1] if cells else None
        if last is not None and _goes_on(last, run, edge, size):
            last.runs.append(run)
        else:
            cells.append(_Cell([run], edge))
    return cells


def _goes_on(cell: _Cell, run: WordRun, edge: int, size: float) -> bool:
    last = cell.runs[-1]
    step = run.baseline - last.baseline
    if abs(step) < _SAME_LINE * size:
        return run.x0 >= last.x1 - _REACH * size and edge in (-1, cell.edge)
    return 0 < step < _PITCH * size and edge in (-1, cell.edge) and run.x0 < cell.x1 and run.x1 > cell.x0


def _rows(cells: Sequence[_Cell], size: float) -> list[_Row]:
    """Cells that the page's own order puts side by side; paragraphs of one cell are put together."""
    rows: list[_Row] = []
    for cell in cells:
        # What stands beside earlier paragraphs of one column makes them one cell.
        beside = len(rows)
        while beside and rows[beside - 1].y1 > cell.y0 + _REACH * size:
            beside -= 1
        level = rows[beside:]
        if not level:
            rows.append(_Row([cell]))
            continue
        if len(level) > 1:
            if any(len(row.cells) > 1 for row in level[1:]):
                rows.append(_Row([cell]))
                continue
            for row in level[1:]:
                level[0].cells[-1].runs.extend(row.cells[0].runs)
            del rows[beside + 1 :]
        row = level[0]
        if cell.x0 > row.cells[-1].x1 - _REACH * size:
            row.cells.append(cell)
        elif cell.edge == row.cells[-1].edge and cell.y0 > row.cells[-1].y1 - _REACH * size:
            row.cells[-1].runs.extend(cell.runs)  # a further paragraph
        else:
            rows.append(_Row([cell]))
    return rows


def _longest(rows: Sequence[_Row], size: float) -> list[_Row] | None:
    """The longest stretch of rows, each above the next, that are parallel; None where there is none."""
    stretches: list[list[_Row]] = [[]]
    for row in rows:
        if stretches[-1] and row.y0 < stretches[-1][-1].y1 - _REACH * size:
            stretches.append([])
        stretches[-1].append(row)
    best: list[_Row] | None = None
    for stretch in stretches:
        several = [place for place, row in enumerate(stretch) if len(row.cells) >= _FEWEST_CELLS]
        if len(several) < _FEWEST_ROWS:
            continue
        own = stretch[several[0] : several[-1] + 1]
        if _are_parallel(own, size) and (best is None or len(own) > len(best)):
            best = own
    return best


def _are_parallel(rows: Sequence[_Row], size: float) -> bool:
    several = [row for row in rows if len(row.cells) >= _FEWEST_CELLS]
    usual = max(len(row.cells) for row in several)
    full = sum(len(row.cells) == usual for row in several)
    long = sum(sum(_is_long(cell, size) for cell in row.cells) >= _FEWEST_CELLS for row in several)
    if len(rows) <= _FEW_ROWS:
        return full == len(rows) and all(_is_long(cell, size) for row in rows for cell in row.cells)
    return full >= _MOSTLY_LONG * len(rows) and long >= max(2, _MOSTLY_LONG * (len(several) - 1))


def _is_long(cell: _Cell, size: float) -> bool:
    words = sum(len(run.words) - run.marks for run in cell.runs)
    numbers = sum(run.numbers for run in cell.runs)
    return (
        cell.lines(size) >= _FEWEST_LINES
        and cell.x1 - cell.x0 >= _NARROWEST * size
        and numbers <= 0.4 * words
    )
