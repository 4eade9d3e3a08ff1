"""How right found tables are: cells by text, cells by text, row and column, and neighbours. Pure.

A cell is (row, column, last row, last column, text). Texts are compared without white space, case, kinds of
dashes and of quotation marks. Neighbours are the measure of the ICDAR 2013 table competition (Göbel et al.):
each cell with text and the next one with text to the right of it and below it, as a pair of texts.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Cell", "TableFigures", "cells_in_place", "compared", "folded", "neighbours"]

Cell = tuple[int, int, int, int, str]
_DASHES = dict.fromkeys(map(ord, "–—−‐‑"), "-")
_QUOTES = dict.fromkeys(map(ord, "’‘`´"), "'") | dict.fromkeys(map(ord, "“”„"), '"')


@dataclass(frozen=True, slots=True)
class TableFigures:
    """Counts, which add up over pages."""

    wanted: int = 0
    found: int = 0
    right: int = 0
    """Of those found, cells that are cells of the truth; as many are found of the truth."""
    pairs_wanted: int = 0
    pairs_found: int = 0
    pairs_right: int = 0

    def __add__(self, other: TableFigures) -> TableFigures:
        return TableFigures(
            self.wanted + other.wanted,
            self.found + other.found,
            self.right + other.right,
            self.pairs_wanted + other.pairs_wanted,
            self.pairs_found + other.pairs_found,
            self.pairs_right + other.pairs_right,
        )

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else float(not self.wanted)

    @property
    def neighbours(self) -> float:
        """F1 of the pairs of neighbours."""
        total = self.pairs_wanted + self.pairs_found
        return 2 * self.pairs_right / total if total else 1.0


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES | _QUOTES).casefold()
    return "".join(plain.split())


def compared(truth: Sequence[Sequence[Cell]], found: Sequence[Sequence[Cell]]) -> TableFigures:
    """All tables of one page against all that were found on it."""
    wanted, got = _texts(truth), _texts(found)
    pairs: Counter[tuple[str, str, str]] = Counter()
    ours: Counter[tuple[str, str, str]] = Counter()
    for table in truth:
        pairs += neighbours(table)
    for table in found:
        ours += neighbours(table)
    return TableFigures(
        wanted.total(),
        got.total(),
        (wanted & got).total(),
        pairs.total(),
        ours.total(),
        (pairs & ours).total(),
    )


def neighbours(cells: Iterable[Cell]) -> Counter[tuple[str, str, str]]:
    filled = [(a, b, c, d, text) for a, b, c, d, raw in cells if (text := folded(raw))]
    at = {
        (row, column): number
        for number, (first, left, last, right, _) in enumerate(filled)
        for row in range(first, last + 1)
        for column in range(left, right + 1)
    }
    if not at:
        return Counter()
    rows, columns = max(row for row, _ in at) + 1, max(column for _, column in at) + 1
    pairs: set[tuple[int, int, str]] = set()
    for number, (first, left, last, right, _) in enumerate(filled):
        for row in range(first, last + 1):
            beside = next((at[row, x] for x in range(right + 1, columns) if (row, x) in at), None)
            if beside is not None:
                pairs.add((number, beside, "across"))
        for column in range(left, right + 1):
            below = next((at[y, column] for y in range(last + 1, rows) if (y, column) in at), None)
            if below is not None:
                pairs.add((number, below, "down"))
    return Counter((filled[one][4], filled[other][4], way) for one, other, way in pairs)


def cells_in_place(truth: Sequence[Cell], found: Sequence[Sequence[Cell]]) -> tuple[int, int]:
    """(right, wanted): cells of one table whose text stands in its row and column in the best of `found`."""
    wanted = {(row, column): folded(text) for row, column, _, _, text in truth if folded(text)}
    best = 0
    for table in found:
        got = {(row, column): folded(text) for row, column, _, _, text in table}
        best = max(best, sum(got.get(place) == text for place, text in wanted.items()))
    return best, len(wanted)


def _texts(tables: Sequence[Sequence[Cell]]) -> Counter[str]:
    return Counter(text for table in tables for *_, raw in table if (text := folded(raw)))
