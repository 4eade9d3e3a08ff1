"""Frames side by side that each hold a small table with labels of its own: ballots, menus, price lists.

Read across, the rows of one would run into those of the next, which have nothing to do with them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from transcritor_gui.model import Box, enclosing
from transcritor_gui.pipeline.layout.tables.ruled import Enclosed
from transcritor_gui.pipeline.layout.tables.text_rows import Piece, TextRow, has_labels, row_of

__all__ = ["are_set_apart", "container_frames", "parted_by_frames"]

_FEWEST_LINES, _FEWEST_FRAMES = 4, 2
_BASELINE = attrgetter("baseline")
_SEVERAL = 2
"""Columns of such parts, and rows."""
_FEWEST_PARTS, _PARTS_APART_PT, _TILED = 4, 6.0, 0.9
"""Of a table whose cells are frames with white between them: grids that they are taken for, how far apart
those are, and what share of the whole they cover."""


def container_frames(closed: Enclosed, rows: Sequence[TextRow]) -> list[Box]:
    """The frames of `closed` that each hold a table with its own labels; `rows` from top to bottom."""
    frames: list[Box] = []
    for cells in closed.tables:
        tall = [
            (cell, lines)
            for cell in cells
            if _levels_in(cell, rows) >= _FEWEST_LINES
            and len(lines := _lines_in(cell, rows)) >= _FEWEST_LINES
        ]
        own = [cell for cell, lines in tall if has_labels(lines)]
        if len(own) >= _FEWEST_FRAMES and len(own) == len(tall):
            frames.extend(own)
    return frames


def parted_by_frames(rows: Sequence[TextRow], frames: Sequence[Box]) -> list[list[TextRow]]:
    """`rows` outside of all `frames`, and then those inside of each."""
    if not frames:
        return [list(rows)]
    outside = [
        row_of(pieces)
        for row in rows
        if (pieces := [piece for piece in row.pieces if not any(_holds(frame, piece) for frame in frames)])
    ]
    return [outside, *(_lines_in(frame, rows) for frame in frames)]


def are_set_apart(grids: Sequence[Box]) -> bool:
    """Whether `grids` are parts of one table, its cells drawn as frames with narrow white between them: they
    lie beside and below one another like tiles."""
    whole = enclosing(grids)
    if len(grids) < _FEWEST_PARTS or sum(grid.area for grid in grids) < _TILED * whole.area:
        return False
    lefts = sorted({round(grid.x0) for grid in grids})
    tops = sorted({round(grid.y0) for grid in grids})
    if len(lefts) < _SEVERAL or len(tops) < _SEVERAL:
        return False
    return all(
        any(abs(other.x0 - grid.x1) <= _PARTS_APART_PT for other in grids) or grid.x1 > whole.x1 - 1
        for grid in grids
    ) and all(
        any(abs(other.y0 - grid.y1) <= _PARTS_APART_PT for other in grids) or grid.y1 > whole.y1 - 1
        for grid in grids
    )


def _levels_in(frame: Box, rows: Sequence[TextRow]) -> int:
    """How many rows stand level with `frame`, inside or beside it."""
    return bisect_right(rows, frame.y1, key=_BASELINE) - bisect_left(rows, frame.y0, key=_BASELINE)


def _lines_in(frame: Box, rows: Sequence[TextRow]) -> list[TextRow]:
    first, end = bisect_left(rows, frame.y0, key=_BASELINE), bisect_right(rows, frame.y1, key=_BASELINE)
    return [
        row_of(pieces)
        for row in rows[first:end]
        if (pieces := [piece for piece in row.pieces if _holds(frame, piece)])
    ]


def _holds(frame: Box, piece: Piece) -> bool:
    return frame.x0 <= (piece.x0 + piece.x1) / 2 <= frame.x1 and frame.y0 <= piece.middle <= frame.y1
