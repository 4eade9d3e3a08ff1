"""A table from its rows and columns: each word in its cell, cells over several columns kept as such."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

import numpy as np
import numpy.typing as npt
from msgspec import structs

from transcritor_gui.model import Box, CellSpan, Table, Word, enclosing
from transcritor_gui.pipeline.drawn_words import angle_of
from transcritor_gui.pipeline.layout.lines import WordRun, build_runs, merge_into_lines
from transcritor_gui.pipeline.layout.reading_direction import is_right_to_left
from transcritor_gui.pipeline.layout.tables.columns import Columns
from transcritor_gui.pipeline.layout.tables.row_groups import RowGroup
from transcritor_gui.pipeline.layout.tables.text_rows import Piece, TextRow, is_figure
from transcritor_gui.pipeline.rules import Rule

__all__ = ["Cell", "CellGrid", "completed", "grid_of", "parted_at", "table_of"]

Numbered = list[tuple[int, Word]]
_WIDER = 1.35
"""The same against the other gaps of the piece."""
_ONE_LINE = 1.25
"""Heights of a word: words that together are no higher are on one line."""
_MOST_LEFT = 0.1
"""Of the words in cells: so many more may lie between them."""
_MOST_WORDS_MERGED = 40
"""A frame with more is no cell of a head."""
_UPWARDS, _DOWNWARDS = 270.0, 90.0
"""Degrees clockwise from reading across."""
_FEWEST_LINES = 3
"""Of a cell in which a line may be only the mark of a list."""
_FEWEST_WORDS = 2
"""Of a piece that may be cut."""
_MOST_SHORT_PT = 0.5
"""By which the gap between two words may end before a gutter begins, or begin after it ends."""
_PARTED = 0.42
"""Of the type size: a gap between words over a gutter that parts two cells."""


@dataclass(slots=True)
class Cell:
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    words: Numbered = field(default_factory=list)
    """More may come to them; none goes."""
    _known: tuple[int, str] = field(default=(0, ""), init=False, repr=False, compare=False)
    """How many words the text was made of, and the text."""

    @property
    def text(self) -> str:
        """Its words line by line."""
        if len(self.words) == 1:
            return self.words[0][1].text
        if self._known[0] != len(self.words):
            words = _laid_level(self.words)
            self._known = len(self.words), _level_text(words) or "\n".join(_cell_lines(words))
        return self._known[1]


@dataclass(slots=True)
class CellGrid:
    rows: int
    columns: int
    cells: list[Cell]
    header_rows: int
    box: Box


def _laid_level(words: Numbered) -> Numbered:
    """`words` as if they read across, where they all read up the page or all down: a head on its side."""
    angles = {angle_of(word) for _, word in words}
    if angles == {_UPWARDS}:
        return [(place, structs.replace(word, box=_turned(word.box))) for place, word in words]
    if angles == {_DOWNWARDS}:
        return [
            (place, structs.replace(word, box=_turned(_turned(_turned(word.box))))) for place, word in words
        ]
    return words


def _turned(box: Box) -> Box:
    """`box` after a quarter turn clockwise about the origin."""
    return Box(-box.y1, box.x0, -box.y0, box.x1)


def _level_text(words: Numbered) -> str:
    """The words of one line of a script written rightwards; '' for anything else, which takes longer."""
    boxes = [word.box for _, word in words]
    height = max(box.y1 - box.y0 for box in boxes)
    if max(box.y1 for box in boxes) - min(box.y0 for box in boxes) > _ONE_LINE * height:
        return ""
    if is_right_to_left(word for _, word in words):
        return ""
    return " ".join(word.text for _, word in sorted(words, key=lambda pair: pair[1].box.x0))


def _cell_lines(words: Numbered) -> list[str]:
    """The lines of a cell; a mark of a list, which may be set higher or smaller, with the line beside it."""
    lines = merge_into_lines(build_runs(words))
    if len(lines) < _FEWEST_LINES:
        return [line.text for line in lines]
    marks: list[WordRun] = []
    kept: list[WordRun] = []
    for line in lines:
        (marks if len(line.text) == 1 and not line.text.isalnum() else kept).append(line)
    texts = {id(line): line.text for line in kept}
    for mark in marks:
        middle = (mark.y0 + mark.y1) / 2
        beside = min(kept, key=lambda line: abs((line.y0 + line.y1) / 2 - middle), default=None)
        if beside is None or not beside.y0 - 1 <= middle <= beside.y1 + 1 or beside.x0 < mark.x0:
            return [line.text for line in lines]
        texts[id(beside)] = f"{mark.text} {texts[id(beside)]}"
    return [texts[id(line)] for line in kept]


def parted_at(rows: Sequence[TextRow], columns: Columns) -> list[TextRow]:
    """`rows` with the pieces cut in which two cells stand close together on both sides of a gutter."""
    return [
        structs.replace(row, pieces=tuple(part for piece in row.pieces for part in _cut(piece, columns)))
        for row in rows
    ]


def _cut(piece: Piece, columns: Columns) -> list[Piece]:
    if len(piece.words) < _FEWEST_WORDS:
        return [piece]
    cuts = [0]
    for left, right in columns.gutters:
        if piece.x0 >= right or piece.x1 <= left:
            continue
        for place in range(1, len(piece.words)):
            a, b = piece.words[place - 1], piece.words[place]
            if min(b.box.x0, right) - max(a.box.x1, left) < -_MOST_SHORT_PT:
                continue
            gap = b.box.x0 - a.box.x1
            apart = piece.places[place] != piece.places[place - 1] + 1
            wider = gap >= _WIDER * _ordinary_gap(piece, place)
            if wider or gap >= _PARTED * piece.size or apart or (is_figure(a.text) and is_figure(b.text)):
                cuts.append(place)
                break
    if len(cuts) == 1:
        return [piece]
    cuts = sorted({*cuts, len(piece.words)})
    return [_part(piece, start, end) for start, end in pairwise(cuts)]


def _ordinary_gap(piece: Piece, place: int) -> float:
    """The narrowest of the other gaps between the words of `piece`; a width that none has, where none is.

    The middle one of recognised words, as an engine's boxes hug the letters now more, now less.
    """
    gaps = [after.box.x0 - before.box.x1 for before, after in pairwise(piece.words)]
    del gaps[place - 1]
    if not gaps:
        return 1e9
    ordinary = min(gaps) if piece.words[0].confidence is None else median(gaps)
    return max(ordinary, 0.1 * piece.size)


def _part(piece: Piece, start: int, end: int) -> Piece:
    words = piece.words[start:end]
    box = enclosing(word.box for word in words)
    return structs.replace(
        piece, words=words, places=piece.places[start:end], x0=box.x0, y0=box.y0, x1=box.x1, y1=box.y1
    )


def grid_of(groups: Sequence[RowGroup], columns: Columns, across: Sequence[Rule]) -> CellGrid:
    """The cells of rows and columns that are known."""
    cells: list[Cell] = []
    for number, group in enumerate(groups):
        cells.extend(_row_cells(number, group, columns, across))
    header = sum(group.is_head for group in groups)
    box = enclosing(piece_box(piece) for group in groups for line in group.lines for piece in line.pieces)
    return CellGrid(len(groups), columns.count, cells, header, box)


def piece_box(piece: Piece) -> Box:
    return Box(piece.x0, piece.y0, piece.x1, piece.y1)


def _row_cells(number: int, group: RowGroup, columns: Columns, across: Sequence[Rule]) -> list[Cell]:
    placed: list[tuple[int, int, Piece]] = []
    for line in group.lines:
        for piece in line.pieces:
            first, last = columns.span(piece)
            if group.is_head:
                first, last = _over_rule(piece, (first, last), group, columns, across)
            placed.append((first, last, piece))
    starts = {first for first, last, _ in placed if first == last}
    cells: dict[int, Cell] = {}
    for first, last, piece in sorted(placed, key=lambda item: (item[0], item[1])):
        end = next((column - 1 for column in range(first + 1, last + 1) if column in starts), last)
        own = cells.get(first)
        if own is None:
            own = cells[first] = Cell(number, first, columns=end - first + 1)
        own.columns = max(own.columns, end - first + 1)
        own.words.extend(zip(piece.places, piece.words, strict=True))
    ordered = [cells[column] for column in sorted(cells)]
    for one, other in pairwise(ordered):
        one.columns = min(one.columns, other.column - one.column)
    return ordered


def _over_rule(
    piece: Piece, own: tuple[int, int], group: RowGroup, columns: Columns, across: Sequence[Rule]
) -> tuple[int, int]:
    """The columns of a head that has a rule of its own below it: those that the rule reaches over."""
    bottom = group.lines[-1].y1
    for rule in across:
        if (
            piece.baseline - 0.3 * piece.size <= rule.y0 <= bottom + 0.8 * piece.size
            and rule.x0 - 2 <= piece.x0
            and piece.x1 <= rule.x1 + 2
            and _stands_alone(piece, rule, group)
        ):
            reached = [column for column in range(columns.count) if _middle_in(rule, columns, column)]
            if reached and len(reached) < columns.count:
                return min(own[0], reached[0]), max(own[1], reached[-1])
    return own


def _stands_alone(piece: Piece, rule: Rule, group: RowGroup) -> bool:
    """Whether nothing else stands over the rule on the line of `piece`."""
    line = next(line for line in group.lines if piece in line.pieces)
    return not any(
        other is not piece and rule.x0 < (other.x0 + other.x1) / 2 < rule.x1 for other in line.pieces
    )


def _middle_in(rule: Rule, columns: Columns, column: int) -> bool:
    left = columns.gutters[column - 1][1] if column else None
    right = columns.gutters[column][0] if column < len(columns.gutters) else None
    if left is None or right is None:
        edge = right if left is None else left
        assert edge is not None
        return rule.x0 < edge - 6 if left is None else rule.x1 > edge + 6
    return rule.x0 - 3 <= (left + right) / 2 <= rule.x1 + 3


def completed(grid: CellGrid, words: Sequence[Word]) -> CellGrid | None:
    """`grid` with every word that lies in its box in a cell, the nearest where it had none; None where that
    is more than a few, so that the area is not what it seems."""
    placed = {place for cell in grid.cells for place, _ in cell.words}
    left = [
        (place, word)
        for place, word in enumerate(words)
        if place not in placed and word.text.strip() and _holds(grid.box, word.box)
    ]
    if len(left) > _MOST_LEFT * len(placed):
        return None
    boxes = [(cell, enclosing(word.box for _, word in cell.words)) for cell in grid.cells if cell.words]
    for place, word in left:
        nearest, _ = min(boxes, key=lambda item: _apart(item[1], word.box))
        nearest.words.append((place, word))
    return grid


def _apart(box: Box, other: Box) -> float:
    dx = max(box.x0 - other.x1, other.x0 - box.x1, 0.0)
    dy = max(box.y0 - other.y1, other.y0 - box.y1, 0.0)
    return dx + dy


def merged_by(grid: CellGrid, enclosures: Sequence[Box], columns: Columns) -> CellGrid:
    """`grid` with those cells as one that one closed frame holds, over as many columns as it reaches."""
    cells = list(grid.cells)
    edges = sorted({edge for frame in enclosures for edge in (frame.y0, frame.y1)})
    reach = _reach_of(cells)
    for frame in enclosures:
        held = np.flatnonzero(
            (reach[:, 0] >= frame.x0)
            & (reach[:, 1] <= frame.x1)
            & (reach[:, 2] >= frame.y0)
            & (reach[:, 3] <= frame.y1)
        )
        inside = [cells[place] for place in held.tolist()]
        if not inside or sum(len(cell.words) for cell in inside) > _MOST_WORDS_MERGED:
            continue
        rows = {cell.row for cell in inside}
        reached = [column for column in range(columns.count) if _reaches(frame, columns, column, grid.box)]
        first = min([*reached, *(cell.column for cell in inside)])
        last = max([*reached, *(cell.column + cell.columns - 1 for cell in inside)])
        if (
            len(inside) == 1
            and last == inside[0].column + inside[0].columns - 1
            and first == inside[0].column
        ):
            continue
        own = {id(cell) for cell in inside}
        strangers = any(
            cell.row in rows and cell.column <= last and cell.column + cell.columns > first
            for cell in cells
            if id(cell) not in own
        )
        figures = sum(is_figure(cell.text) for cell in inside)
        if (
            strangers
            or len(rows) < len(inside)
            or (len(rows) > 1 and (figures > 1 or not _parts(edges, inside)))
        ):
            continue
        merged = Cell(min(rows), first, max(rows) - min(rows) + 1, last - first + 1)
        merged.words = [pair for cell in inside for pair in cell.words]
        cells = [cell for cell in cells if id(cell) not in own]
        cells.append(merged)
        reach = np.concatenate([np.delete(reach, held, axis=0), _reach_of([merged])])
    return replace(grid, cells=cells)


def _reach_of(cells: Sequence[Cell]) -> npt.NDArray[np.float64]:
    """(n, 4): x0, x1, y0, y1 of the middles of the words of each cell; nothing holds an empty one."""
    return np.array(
        [
            (
                min((word.box.x_centre for _, word in cell.words), default=-np.inf),
                max((word.box.x_centre for _, word in cell.words), default=np.inf),
                min((word.box.y_centre for _, word in cell.words), default=-np.inf),
                max((word.box.y_centre for _, word in cell.words), default=np.inf),
            )
            for cell in cells
        ]
    ).reshape(-1, 4)


def _parts(edges: Sequence[float], cells: Sequence[Cell]) -> bool:
    """Whether rules beside them part the rows of `cells`: they are one cell over several rows."""
    middles = sorted(median(word.box.y_centre for _, word in cell.words) for cell in cells)
    return all(any(upper < edge < lower for edge in edges) for upper, lower in pairwise(middles))


def _holds(frame: Box, box: Box) -> bool:
    return frame.x0 <= box.x_centre <= frame.x1 and frame.y0 <= box.y_centre <= frame.y1


def _reaches(frame: Box, columns: Columns, column: int, whole: Box) -> bool:
    left = columns.gutters[column - 1][1] if column else whole.x0
    right = columns.gutters[column][0] if column < len(columns.gutters) else whole.x1
    return frame.x0 <= (left + right) / 2 <= frame.x1


def table_of(grid: CellGrid) -> Table:
    """The value; rows and columns in which no cell begins are left out."""
    used_rows = sorted({cell.row for cell in grid.cells if cell.words})
    used_columns = sorted({cell.column for cell in grid.cells if cell.words})
    row_at = {row: place for place, row in enumerate(used_rows)}
    column_at = {column: place for place, column in enumerate(used_columns)}
    texts = [[""] * len(used_columns) for _ in used_rows]
    spans: list[CellSpan] = []
    for cell in grid.cells:
        if not cell.words:
            continue
        row, column = row_at[cell.row], column_at[cell.column]
        texts[row][column] = cell.text
        rows = bisect_left(used_rows, cell.row + cell.rows) - row
        across = bisect_left(used_columns, cell.column + cell.columns) - column
        if rows > 1 or across > 1:
            spans.append(CellSpan(row, column, rows, across))
    header = sum(row < grid.header_rows for row in used_rows)
    return Table(
        grid.box,
        tuple(map(tuple, texts)),
        header_rows=header if header < len(used_rows) else 0,
        spans=tuple(spans),
    )
