"""How wide the columns of a table are, by what stands in their cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["column_widths"]

_NARROWEST, _WIDEST = 3, 60
_USUAL_LINE = 30
"""Longer lines are broken between their words."""


def column_widths(rows: Sequence[Sequence[Sequence[str]]], *, room: float) -> tuple[float, ...]:
    """In characters: as wide as the longest line of the column, up to a usual length, where there is `room`.

    Where there is less, columns of running text give way to those of single words. `rows`: row by row, cell
    by cell, the lines of the cell; all rows of one length.
    """
    columns = tuple(zip(*rows, strict=True))
    least = [
        _limited(len(word) for cell in column for line in cell for word in line.split()) for column in columns
    ]
    most = [
        max(narrow, _limited(min(len(line), _USUAL_LINE) for cell in column for line in cell))
        for narrow, column in zip(least, columns, strict=True)
    ]
    if sum(most) <= room:
        return tuple(map(float, most))
    if sum(least) >= room:
        return tuple(max(1.0, width * room / sum(least)) for width in least)
    share = (room - sum(least)) / (sum(most) - sum(least))
    return tuple(low + share * (high - low) for low, high in zip(least, most, strict=True))


def _limited(lengths: Iterable[int]) -> int:
    return min(_WIDEST, max(_NARROWEST, max(lengths, default=0)))
