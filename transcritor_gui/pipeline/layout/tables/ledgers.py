"""Sentences of a table that look like running text: between a date or number and an amount, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from transcritor_gui.pipeline.layout.tables.text_rows import Piece, TextRow, is_figure

__all__ = ["cells_in_ledgers"]

_FEWEST_ENTRIES = 4
_ALIGNED = 1.0
"""Of the type size: how far apart what stands below one another begins, or ends."""
_PITCH = 1.75
"""The same, from line to line of one cell."""
_TALLEST_ENTRY = 16.0
"""The same, from one entry to the next."""
_HEAD_PITCH = 3.0
"""The same, from the head to the first entry."""


@dataclass(frozen=True, slots=True)
class _Entry:
    place: int
    """Of its row."""
    left: Piece
    text: Piece
    right: Piece


def cells_in_ledgers(rows: Sequence[TextRow], prose: set[int]) -> set[int]:
    """`prose` without the pieces that stand between figures on both sides in several rows, without the lines
    that go on below them and what heads them."""
    freed: set[int] = set()
    for group in _groups(_entries(rows, prose)):
        size = median(entry.text.size for entry in group)
        x0, x1 = median(entry.text.x0 for entry in group), max(entry.right.x1 for entry in group)
        first, end = _reach(rows, group, size)
        freed.update(
            id(piece)
            for row in rows[first:end]
            for piece in row.pieces
            if id(piece) in prose and abs(piece.x0 - x0) <= _ALIGNED * size and piece.x1 <= x1
        )
    return prose - freed if freed else prose


def _entries(rows: Sequence[TextRow], prose: set[int]) -> list[_Entry]:
    """The rows with one piece that seems running text, and figures on both of its sides."""
    found = []
    for place, row in enumerate(rows):
        long = [piece for piece in row.pieces if id(piece) in prose]
        if len(long) != 1 or long[0] in (row.pieces[0], row.pieces[-1]):
            continue
        left, right = row.pieces[0], row.pieces[-1]
        if is_figure(left.text) and is_figure(right.text):
            found.append(_Entry(place, left, long[0], right))
    return found


def _groups(entries: Sequence[_Entry]) -> list[list[_Entry]]:
    """Entries below one another whose parts stand below one another, several at least."""
    groups: list[list[_Entry]] = []
    for entry in entries:
        last = groups[-1][-1] if groups else None
        if last is not None and _are_alike(last, entry):
            groups[-1].append(entry)
        else:
            groups.append([entry])
    return [group for group in groups if len(group) >= _FEWEST_ENTRIES]


def _are_alike(one: _Entry, other: _Entry) -> bool:
    near = _ALIGNED * one.text.size
    return (
        other.text.baseline - one.text.baseline <= _TALLEST_ENTRY * one.text.size
        and abs(one.text.x0 - other.text.x0) <= near
        and abs(one.left.x0 - other.left.x0) <= near
        and abs(one.right.x1 - other.right.x1) <= near
    )


def _reach(rows: Sequence[TextRow], group: Sequence[_Entry], size: float) -> tuple[int, int]:
    """From and before which row the table lies: with its head, and the last lines of its last entry."""
    first, end = group[0].place, group[-1].place + 1
    if first and rows[first].baseline - rows[first - 1].baseline <= _HEAD_PITCH * size:
        first -= 1
    while end < len(rows) and rows[end].baseline - rows[end - 1].baseline <= _PITCH * size:
        end += 1
    return first, end
