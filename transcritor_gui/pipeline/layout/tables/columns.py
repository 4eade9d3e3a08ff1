"""The columns of an area: between them stands white in nearly every row, or a rule."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
import numpy.typing as npt

from transcritor_gui.model import Word
from transcritor_gui.pipeline.layout.tables.text_rows import Piece, TextRow, is_figure, level_groups
from transcritor_gui.pipeline.rules import Rule

__all__ = ["Columns", "columns_of", "with_empty_columns"]

_STEP_PT = 0.5
_FULL_ROW = 0.6
"""Of the most pieces in a row: rows with as many tell where the columns are."""
_STRANGERS = 0.06
"""Of the telling rows: so many may lie across a gutter."""
_ENOUGH_ROWS = 4
_FEW_ROWS, _FEWEST_PIECES = 4, 2
"""Of more rows than that, one that alone is fuller than the others does not tell of columns, if the next has
so many pieces."""
_TELLING_ROWS, _LEAST_SHARED = 4, 0.15
"""Rows of a column from which it must share so many with the one beside it."""
_ENOUGH_ROWS_READ, _GLUED = 6, 0.08
"""Rows of recognised words in which one of two cells may have been read as one, and in what share more."""
_FEWEST_TORN, _TORN = 2, 1.8
"""Letters of a word that an engine may have put together of two cells; how wide each of them then is on the
average, of the type size. Letter-spaced words are less so."""
_NARROWEST, _NARROWEST_OF_MANY = 0.35, 0.12
"""Of the type size: narrower white is no gutter; where so many rows agree it may be narrower, as each of them
has a wide gap there."""
_BEFORE = frozenset(
    {"$", "R$", "US$", "€", "£", "¥", "(", "+", "±", "•", "·", "▪", "●", "○", "■", "□", "►", "➢", "✓"}
)
_AFTER = frozenset({"%", ")", "*", "†", "‡", "**", "***", "ª", "º", "°"})
_NOTE_MARK, _SPARSE = re.compile(r"\(\d{1,2}\)|\([a-z]\)|\[\d{1,2}\]|[a-z]|\*+"), 0.5
"""What refers to a note; share of the rows that have one, at the most."""
_BROKEN, _FEW_BROKEN = 1.2, 0.2
"""Of the type size: space inside a cell that was read as two; share of the rows in which that may be."""
_FEWEST_ACROSS, _MORE_ACROSS = 3, 2
"""Rows with a piece of several words across a gutter, heads have fewer; and how many times as many they are
as those with cells on both sides of it, as labels of totals lie across a few columns too."""
_MORE_THAN_HEAD = 3
"""Rows of figures that no head has."""
_FIRST_ROWS, _FEWEST_HEADS, _BESIDE_HEAD = 3, 3, 0.35
"""Rows of an area that may be its head, heads in one of them, and white beside one, of the type size, where
nothing stands below it."""
_RULE_SHARE = 0.4
"""Of the height of an area: a rule down as long parts columns."""


@dataclass(frozen=True, slots=True)
class Columns:
    gutters: tuple[tuple[float, float], ...]
    """White strips between the columns, from left to right."""

    @property
    def count(self) -> int:
        return len(self.gutters) + 1

    def span(self, piece: Piece) -> tuple[int, int]:
        """First and last column that a piece lies in; where it only touches one, it is not in that."""
        slack = 0.35 * piece.size
        # Of the gutters, from left to right: those that it lies right of, and those that it reaches over.
        first = bisect_right(self.gutters, piece.x0, key=lambda gutter: gutter[0] - slack)
        last = bisect_left(self.gutters, piece.x1, key=lambda gutter: gutter[1] + slack)
        if first > last:
            middle = (piece.x0 + piece.x1) / 2
            first = last = bisect_left(self.gutters, middle, key=lambda gutter: sum(gutter) / 2)
        return first, last


def columns_of(rows: Sequence[TextRow], down: Sequence[Rule]) -> Columns:
    """Where the white is, by the rows with the most pieces; rules `down` between part columns as well."""
    rows = level_groups(rows)
    pieces = [piece for row in rows for piece in row.pieces]
    x0, x1 = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    size = median([piece.size for piece in pieces])
    most = max(len(row.pieces) for row in rows)
    # The second most, where one row alone is fuller than the others.
    counts = sorted((len(row.pieces) for row in rows), reverse=True)
    if len(counts) > _FEW_ROWS and counts[1] >= _FEWEST_PIECES:
        most = counts[1]
    telling = [row for row in rows if len(row.pieces) >= max(2.0, _FULL_ROW * most)]
    figures = [row for row in telling if _has_figures(row)]
    if len(figures) >= _ENOUGH_ROWS:  # heads may lie across what is white under them
        telling = figures
    covered = _cover(telling, x0, x1)
    allowed = round(_STRANGERS * len(telling))
    if len(telling) >= _ENOUGH_ROWS_READ and any(word.confidence is not None for word in pieces[0].words):
        allowed = max(allowed, 1 + round(_GLUED * len(telling)))
    narrowest = _NARROWEST_OF_MANY if len(telling) >= _ENOUGH_ROWS else _NARROWEST
    gutters = _white(covered <= allowed, x0, narrowest * size)
    gutters = _with_rules(gutters, rows, down, x0, x1)
    gutters = _without_signs(_needed(gutters, rows), rows)
    if any(word.confidence is not None for word in pieces[0].words):
        gutters = _without_crossed(_without_breaks(gutters, rows), rows)
    return Columns(tuple(gutters))


def with_empty_columns(columns: Columns, rows: Sequence[TextRow]) -> Columns:
    """`columns` with those in which nothing but a head stands: in the white between two others with heads."""
    gutters: list[tuple[float, float]] = []
    head = max(rows[:_FIRST_ROWS], key=lambda row: len(row.pieces))
    if len(head.pieces) < _FEWEST_HEADS or any(is_figure(piece.text) for piece in head.pieces):
        return columns
    for left, right in columns.gutters:
        inside = [piece for piece in head.pieces if piece.x0 >= left and piece.x1 <= right]
        edges = [left, *(x for piece in inside for x in (piece.x0, piece.x1)), right]
        strips = list(zip(edges[::2], edges[1::2], strict=True))
        if inside and all(b - a >= _BESIDE_HEAD * head.size for a, b in strips):
            gutters.extend(strips)
        else:
            gutters.append((left, right))
    found = Columns(tuple(gutters))
    has_one_each = [found.span(piece) for piece in head.pieces] == [
        (place, place) for place in range(found.count)
    ]
    return found if has_one_each else columns


def _cover(rows: Sequence[TextRow], x0: float, x1: float) -> np.ndarray:
    covered = np.zeros(int((x1 - x0) / _STEP_PT) + 2, np.int32)
    for row in rows:
        own = np.zeros(len(covered), np.bool_)
        for piece in row.pieces:
            if any(_is_torn(word, piece.size) for word in piece.words):
                continue
            own[int((piece.x0 - x0) / _STEP_PT) : int((piece.x1 - x0) / _STEP_PT) + 1] = True
        covered += own
    return covered


def _is_torn(word: Word, size: float) -> bool:
    """Whether the letters of a recognised word lie so far apart that they are of two cells."""
    return (
        word.confidence is not None
        and len(word.text) >= _FEWEST_TORN
        and word.box.x1 - word.box.x0 > _TORN * size * len(word.text)
    )


def _has_figures(row: TextRow) -> bool:
    return sum(is_figure(piece.text) for piece in row.pieces) >= 0.5 * (len(row.pieces) - 1)


def _white(free: np.ndarray, x0: float, narrowest: float) -> list[tuple[float, float]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], free.astype(np.int8), [0]])))
    strips = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if start == 0 or end >= len(free) - 1:
            continue
        if (end - start) * _STEP_PT >= narrowest:
            strips.append((x0 + start * _STEP_PT, x0 + end * _STEP_PT))
    return strips


def _with_rules(
    gutters: list[tuple[float, float]], rows: Sequence[TextRow], down: Sequence[Rule], x0: float, x1: float
) -> list[tuple[float, float]]:
    top, bottom = rows[0].y0, rows[-1].y1
    reach: dict[int, float] = {}
    for rule in down:
        if x0 + 3 < rule.x0 < x1 - 3:
            own = max(0.0, min(rule.y1, bottom) - max(rule.y0, top))
            reach[round(rule.x0 / 2)] = reach.get(round(rule.x0 / 2), 0.0) + own
    for key, length in sorted(reach.items()):
        x = key * 2.0
        if length < _RULE_SHARE * (bottom - top) or any(a - 3 <= x <= b + 3 for a, b in gutters):
            continue
        crossing = sum(any(piece.x0 < x - 2 and piece.x1 > x + 2 for piece in row.pieces) for row in rows)
        if crossing <= 0.25 * len(rows):
            gutters.append((x - 0.5, x + 0.5))
    return sorted(gutters)


def _needed(gutters: list[tuple[float, float]], rows: Sequence[TextRow]) -> list[tuple[float, float]]:
    """Without gutters whose two columns never stand on one row: a head beside the figures under it."""
    if not gutters:
        return gutters
    columns = Columns(tuple(gutters))
    pieces = [piece for row in rows for piece in row.pieces]
    row_of_piece = np.repeat(np.arange(len(rows)), [len(row.pieces) for row in rows])
    spans = np.array([columns.span(piece) for piece in pieces])
    first, last = spans[:, 0], spans[:, 1]
    alone = first == last
    filled = np.zeros((columns.count, len(rows)), np.bool_)
    filled[first[alone], row_of_piece[alone]] = True
    kept = list(gutters)
    place = 0
    while place < len(kept):
        left, right = int(filled[place].sum()), int(filled[place + 1].sum())
        both = int((filled[place] & filled[place + 1]).sum())
        fewer = min(left, right)
        is_needed = both > 0 and (fewer < _TELLING_ROWS or both >= _LEAST_SHARED * fewer)
        if is_needed or (left and right and _stand_apart(pieces, first, last, place)):
            place += 1
            continue
        # The two columns are one from here on; what lay across them lies in that one.
        del kept[place]
        joined = (first == place) & (last == place + 1)
        filled[place] |= filled[place + 1]
        filled[place, row_of_piece[joined]] = True
        filled = np.delete(filled, place + 1, axis=0)
        first, last = first - (first > place), last - (last > place)
        place = max(place - 1, 0)
    return kept


def _without_signs(gutters: list[tuple[float, float]], rows: Sequence[TextRow]) -> list[tuple[float, float]]:
    """Without the gutters beside columns of nothing but signs that belong to their neighbour: '$' before a
    figure, '%' after it, the mark of a list before its text."""
    columns = Columns(tuple(gutters))
    texts: dict[int, list[str]] = {}
    for row in rows:
        for piece in row.pieces:
            first, last = columns.span(piece)
            if first == last:
                texts.setdefault(first, []).append(piece.text)
    drop: set[int] = set()
    for column, own in texts.items():
        is_sparse = len(own) <= _SPARSE * len(rows)
        if set(own) <= _BEFORE and column < len(gutters):
            drop.add(column)
        elif column and (set(own) <= _AFTER or (is_sparse and all(map(_NOTE_MARK.fullmatch, own)))):
            drop.add(column - 1)
    return [gutter for place, gutter in enumerate(gutters) if place not in drop]


def _without_breaks(gutters: list[tuple[float, float]], rows: Sequence[TextRow]) -> list[tuple[float, float]]:
    """Without gutters that only spaces inside a few recognised cells make: 'São José dos | Campos'.

    On one side of such a gutter hardly a row has anything, and never without its neighbour close by.
    """
    kept = list(gutters)
    place = 0
    while place < len(kept):
        columns = Columns(tuple(kept))
        sides: tuple[dict[int, Piece], dict[int, Piece]] = {}, {}
        for number, row in enumerate(rows):
            for piece in row.pieces:
                first, last = columns.span(piece)
                if first == last and first in (place, place + 1):
                    sides[first - place][number] = piece
        fewer = min(sides, key=len)
        beside = [number for number in fewer if number in sides[0] and number in sides[1]]
        is_close = all(
            sides[1][number].x0 - sides[0][number].x1 < _BROKEN * sides[0][number].size for number in beside
        )
        if len(fewer) <= _FEW_BROKEN * len(rows) and len(beside) == len(fewer) and is_close:
            del kept[place]
        else:
            place += 1
    return kept


def _without_crossed(
    gutters: list[tuple[float, float]], rows: Sequence[TextRow]
) -> list[tuple[float, float]]:
    """Without gutters that many more rows of several pieces lie across than have cells on both sides of.

    The head and the foot of a receipt may have figures where the names of all goods between them go on.
    """
    kept = []
    columns = Columns(tuple(gutters))
    several = [row for row in rows if len(row.pieces) >= _FEWEST_PIECES]
    spans = [[(*columns.span(piece), len(piece.words)) for piece in row.pieces] for row in several]
    for place, gutter in enumerate(gutters):
        across = sum(any(first <= place < last and words > 1 for first, last, words in row) for row in spans)
        beside = sum(
            any(last == place for _, last, _ in row) and any(first == place + 1 for first, _, _ in row)
            for row in spans
        )
        if across < _FEWEST_ACROSS or across <= _MORE_ACROSS * beside:
            kept.append(gutter)
    return kept


def _stand_apart(
    pieces: Sequence[Piece], first: npt.NDArray[np.intp], last: npt.NDArray[np.intp], place: int
) -> bool:
    """Whether two columns that share no row are each a column of figures, with more than a head's rows."""
    for column in (place, place + 1):
        own = np.flatnonzero((first == column) & (last == column)).tolist()
        if sum(is_figure(pieces[item].text) for item in own) < _MORE_THAN_HEAD:
            return False
    return True
