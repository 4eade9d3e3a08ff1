"""Tables that a page draws cell by cell, told by that order alone.

Cells of several lines look like running text, and centred ones stand level with nothing; white and rules then
tear such a table. Asked by `finder` before prose and areas are looked for; `drawn_order` tells its rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from transcritor_gui.model import Box
from transcritor_gui.pipeline.layout.tables.area_ends import CAPTION
from transcritor_gui.pipeline.layout.tables.areas import Area
from transcritor_gui.pipeline.layout.tables.text_rows import Piece, TextRow, row_of

__all__ = ["drawn_areas", "rows_without"]

_FEWEST_PIECES = 12
_FEWEST_ROWS, _FEWEST_CELLS = 3, 3
_FULL = 0.7
"""Of the rows: those with as many cells as most have."""
_FEWEST_UPS, _UPS_A_ROW, _UP = 2, 0.3, 0.5
"""Steps up from the last line of a cell to the next cell, in all and a row; how far, of the type size."""
_PITCH = 1.75
"""Of the type size, from line to line of one cell."""
_FAR = 4.0
"""The same, from row to row."""
_NEAR = 0.3
"""Of the type size: how far cells beside one another, and rows below one another, may overlap."""
_SHORT, _SHORT_COLUMNS = 6.0, 0.5
"""Words of an ordinary cell of a short column, and the share of columns that are: cards and texts side
by side have none."""


@dataclass(slots=True)
class _Cell:
    pieces: list[Piece]
    x0: float
    x1: float
    y0: float
    """Baselines of its first and its last line."""
    y1: float

    def add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.x0, self.x1 = min(self.x0, piece.x0), max(self.x1, piece.x1)
        self.y0, self.y1 = min(self.y0, piece.baseline), max(self.y1, piece.baseline)

    @property
    def words(self) -> int:
        return sum(len(piece.words) for piece in self.pieces)


@dataclass(slots=True)
class _Row:
    cells: list[_Cell] = field(default_factory=list)

    @property
    def y0(self) -> float:
        return min(cell.y0 for cell in self.cells)

    @property
    def y1(self) -> float:
        return max(cell.y1 for cell in self.cells)

    def ups(self, size: float) -> int:
        """How often the next cell begins higher than the last line of the one before it."""
        return sum(
            after.pieces[0].baseline < before.pieces[-1].baseline - _UP * size
            for before, after in pairwise(self.cells)
        )


def drawn_areas(rows: Sequence[TextRow]) -> list[Area]:
    """The tables among `rows` that are drawn cell by cell."""
    pieces = [piece for row in rows for piece in row.pieces]
    if len(pieces) < _FEWEST_PIECES:
        return []
    size = median(piece.size for piece in pieces)
    drawn = _rows(sorted(pieces, key=lambda piece: piece.places[0]), size)
    return [_area(table, rows) for stretch in _stretches(drawn, size) if (table := _table(stretch, size))]


def rows_without(rows: Sequence[TextRow], areas: Sequence[Area]) -> list[TextRow]:
    """`rows` without the pieces of `areas`."""
    taken = frozenset[int]().union(*(area.piece_ids for area in areas))
    rest = []
    for row in rows:
        left = tuple(piece for piece in row.pieces if id(piece) not in taken)
        if left:
            rest.append(row if len(left) == len(row.pieces) else row_of(left))
    return rest


def _rows(order: Sequence[Piece], size: float) -> list[_Row]:
    """Pieces in the order of the page put into cells, and cells into rows."""
    rows: list[_Row] = []
    for piece in order:
        new = _Cell([piece], piece.x0, piece.x1, piece.baseline, piece.baseline)
        if not rows:
            rows.append(_Row([new]))
            continue
        cell = rows[-1].cells[-1]
        step = piece.baseline - cell.pieces[-1].baseline
        if (
            _UP * size < step < _PITCH * size
            and piece.x0 < cell.x1
            and piece.x1 > cell.x0
            and _is_free(rows[-1], piece)
        ):
            cell.add(piece)
        elif piece.x0 > cell.x1 - _NEAR * size and piece.baseline < rows[-1].y1 + _PITCH * size:
            rows[-1].cells.append(new)
        else:
            rows.append(_Row([new]))
    return rows


def _is_free(row: _Row, piece: Piece) -> bool:
    """Whether nothing that the row has before its last cell stands where `piece` does."""
    return all(piece.x0 > cell.x1 or piece.x1 < cell.x0 for cell in row.cells[:-1])


def _stretches(rows: Sequence[_Row], size: float) -> list[list[_Row]]:
    """Rows each of which lies below the one before it."""
    stretches: list[list[_Row]] = [[]]
    for row in rows:
        last = stretches[-1][-1] if stretches[-1] else None
        if _is_caption(row) or (
            last is not None
            and not (_UP * size < row.y0 - last.y1 < _FAR * size and _stands_below(row, last, size))
        ):
            stretches.append([])
        stretches[-1].append(row)
    return stretches


def _is_caption(row: _Row) -> bool:
    return len(row.cells) == 1 and CAPTION.match(row.cells[0].pieces[0].text) is not None


def _stands_below(row: _Row, above: _Row, size: float) -> bool:
    """Whether each cell of `row` has its place among the columns of `above`, where both have several."""
    if min(len(row.cells), len(above.cells)) < _FEWEST_CELLS or len(row.cells) != len(above.cells):
        return True
    return all(
        min(one.x1, other.x1) - max(one.x0, other.x0) > -size
        for one, other in zip(row.cells, above.cells, strict=True)
    )


def _table(stretch: Sequence[_Row], size: float) -> list[_Row]:
    """The rows of the table in a stretch; none where it holds no table."""
    several = [place for place, row in enumerate(stretch) if len(row.cells) >= _FEWEST_CELLS]
    if len(several) < _FEWEST_ROWS:
        return []
    own = list(stretch[several[0] : several[-1] + 1])
    counts = [len(row.cells) for row in own]
    usual = max(set(counts), key=lambda count: (counts.count(count), count))
    ups = sum(row.ups(size) for row in own)
    if (
        usual < _FEWEST_CELLS
        or counts.count(usual) < _FULL * len(own)
        or ups < max(_FEWEST_UPS, _UPS_A_ROW * len(own))
    ):
        return []
    full = [row.cells for row in own if len(row.cells) == usual]
    short = sum(median(cells[column].words for cells in full) <= _SHORT for column in range(usual))
    return own if short >= _SHORT_COLUMNS * usual else []


def _area(table: Sequence[_Row], rows: Sequence[TextRow]) -> Area:
    own = {id(piece) for row in table for cell in row.cells for piece in cell.pieces}
    first = {id(piece) for cell in table[0].cells for piece in cell.pieces}
    lines = [
        row_of(held) for row in rows if (held := tuple(piece for piece in row.pieces if id(piece) in own))
    ]
    head = sum(all(id(piece) in first for piece in line.pieces) for line in lines)
    box = Box(
        min(line.x0 for line in lines),
        min(line.y0 for line in lines),
        max(line.x1 for line in lines),
        max(line.y1 for line in lines),
    )
    return Area(tuple(lines), head, box, _gutters(table))


def _gutters(table: Sequence[_Row]) -> tuple[tuple[float, float], ...]:
    """The white between columns of the rows with as many cells as most have; none where columns overlap."""
    counts = [len(row.cells) for row in table]
    usual = max(set(counts), key=counts.count)
    columns = list(zip(*(row.cells for row in table if len(row.cells) == usual), strict=True))
    gutters = tuple(
        (max(cell.x1 for cell in left), min(cell.x0 for cell in right)) for left, right in pairwise(columns)
    )
    return gutters if all(left < right for left, right in gutters) else ()
