"""Words and rules of small tables, as tests write them down."""

from __future__ import annotations

from collections.abc import Sequence

from transcritor_gui.model import Box, Word
from transcritor_gui.pipeline.rules import Rule

__all__ = ["across", "grid", "row", "rows", "word"]


def grid(columns: list[float], rows: list[float]) -> list[Rule]:
    across = [Rule(columns[0], y, columns[-1], y) for y in rows]
    down = [Rule(x, rows[0], x, rows[-1]) for x in columns]
    return [*across, *down]


def word(text: str, x: float, y: float, *, bold: bool = False) -> Word:
    return Word(text, Box(x, y, x + 5 * len(text), y + 10), bold=bold)


def across(x0: float, x1: float, *ys: float) -> list[Rule]:
    return [Rule(x0, y, x1, y) for y in ys]


def row(y: float, *cells: tuple[float, str]) -> list[Word]:
    """Words of 10-point type; each cell begins at its x, its words parted by ordinary spaces."""
    words: list[Word] = []
    for x, text in cells:
        place = x
        for each in text.split():
            words.append(word(each, place, y))
            place += 5 * len(each) + 3
    return words


def rows(
    lines: Sequence[tuple[str, ...]], columns: Sequence[float], *, top: float = 100, pitch: float = 14
) -> list[Word]:
    """A row a line from `top` down; '' is an empty cell."""
    return [
        each
        for number, cells in enumerate(lines)
        for each in row(
            top + pitch * number, *((x, text) for x, text in zip(columns, cells, strict=True) if text)
        )
    ]
