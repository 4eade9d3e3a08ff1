"""The words of a page as pieces of rows, as the search for tables sees them.

A piece is a chain of words with ordinary spaces between them; a row is the pieces on one baseline, however
far apart. `areas` looks for rows that stand in columns, `columns` and `rows` part them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from statistics import median

import numpy as np
from msgspec import Struct

from transcritor_gui.model import Box, Word
from transcritor_gui.pipeline.layout.lines import WordRun, build_runs
from transcritor_gui.pipeline.rules import Rule

__all__ = [
    "CURRENCIES",
    "Gaps",
    "Piece",
    "TextRow",
    "gaps_of",
    "has_labels",
    "is_figure",
    "level_groups",
    "pieces_of",
    "row_of",
    "rows_of",
]

_WIDEST_SPACE = 0.72
"""Of the type size: a wider gap parts two pieces, in running text as well where it is justified."""
_GAP = 0.95
"""Of the type size: the white between two cells, at the least, in most rows."""
_WIDEST_BETWEEN_FIGURES = 0.42
"""The same between two figures, which are two cells more often than one."""
_WIDEST_BETWEEN_GROUPED = 0.2
"""The same between two with points or commas, which no cell has side by side."""
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?|\d+[.,]\d+")
_FIGURE_ENDS, _FIGURE_STARTS = frozenset("0123456789%)*ab"), frozenset("0123456789($+-–−.,")
CURRENCIES = frozenset({"R$", "US$", "$", "€", "£", "¥"})
_RULE_REACH = 0.25
"""Of the type size: how far a rule reaches above and below itself, so that it parts the words beside it."""
_FEW_RULES = 40
"""That take less time one after the other than together."""
_BESIDE_RULE_PT = 1.5
"""How far a word may reach over a rule beside it."""
_TOO_SHORT_TO_TELL, _TALL = 2, 1.8
"""Characters of a word whose box does not say that it stands on end, and height by width of one that does."""
_SAME_ROW = 0.36
"""Of the type size: how far apart the middles of two pieces of one row may lie."""
_OVERLAP = 0.72
"""Of the type size: baselines nearer than this are lines of one row."""
_FIGURE = re.compile(
    r"^[^\w]*(?:[A-Z]{0,3}\$|€|£|¥)?\s*[\d.,/:%()ºª°x+*\s–—−-]*\d[\d.,/:%()ºª°x+*\s–—−-]*[^\w]*[a-z*†‡]?$"
)
_NOTHING = frozenset(
    {
        "-",
        "–",
        "—",
        "−",
        "..",
        "...",
        "…",
        "x",
        "X",
        "na",
        "NA",
        "n.a.",
        "N/A",
        "n/a",
        "nd",
        "ND",
        "†",
        "#",
        "*",
    }
)
"""What tables write where there is no figure."""
_MOST_LABELLED = 0.6
"""Of the lines of a list with labels."""

Gaps = tuple[tuple[float, float], ...]
"""(left, right) of white strips, from left to right."""


class Piece(Struct, frozen=True, eq=False, gc=False):
    """Words of one row without a gap between them. `places` are theirs in the page's own order."""

    words: tuple[Word, ...]
    places: tuple[int, ...]
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    size: float

    @property
    def middle(self) -> float:
        return self.baseline - 0.26 * self.size

    @property
    def text(self) -> str:
        return " ".join([word.text for word in self.words])


class TextRow(Struct, frozen=True, gc=False):
    pieces: tuple[Piece, ...]
    """From left to right."""
    baseline: float
    size: float
    y0: float
    y1: float

    @property
    def x0(self) -> float:
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        return max(piece.x1 for piece in self.pieces)


@lru_cache(maxsize=8192)
def is_figure(text: str) -> bool:
    """Whether `text` is a number, an amount, a share, or what stands for a missing one."""
    return text in _NOTHING or (not text.isalpha() and _FIGURE.match(text) is not None)


def pieces_of(words: Sequence[Word], down: Sequence[Rule]) -> list[Piece]:
    """`words` in pieces, parted by wide gaps and by the rules that go `down` between them."""
    numbered = [(place, word) for place, word in enumerate(words) if _lies_level(word)]
    found: list[Piece] = []
    rules = _RulesDown(down)
    for run in build_runs(numbered):
        found.extend(_parted(run, rules))
    return found


def _lies_level(word: Word) -> bool:
    box, text = word.box, word.text
    return (
        len(text) <= _TOO_SHORT_TO_TELL or box.y1 - box.y0 <= _TALL * max(box.x1 - box.x0, 0.1)
    ) and text.strip() != ""


class _RulesDown:
    """The rules that go down a page, from left to right: those of a dense form are tens of thousands."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = sorted([(rule.x0, rule.y0, rule.y1) for rule in rules])
        self._xs = [x for x, _, _ in self._rules]
        self._columns = np.array(self._rules).reshape(-1, 3)

    def through(self, run: WordRun) -> list[float]:
        """Where they go through `run`."""
        first, end = bisect_right(self._xs, run.x0), bisect_left(self._xs, run.x1)
        middle, reach = run.middle, _RULE_REACH * run.size
        if end - first <= _FEW_RULES:
            return [x for x, top, foot in self._rules[first:end] if top - reach <= middle <= foot + reach]
        x, top, foot = self._columns[first:end].T
        found: list[float] = x[(top - reach <= middle) & (middle <= foot + reach)].tolist()
        return found


def _parted(run: WordRun, rules: _RulesDown) -> list[Piece]:
    if len(run.words) == 1:
        return [_piece(run, 0, 1)]
    through = rules.through(run)
    cuts = [0]
    for place, (one, other) in enumerate(pairwise(run.words), start=1):
        before, after = one.box, other.box
        gap = after.x0 - before.x1
        if _is_wide(gap, one, other, run.size) or (through and _is_between(through, before, after)):
            cuts.append(place)
    cuts.append(len(run.words))
    return [_piece(run, start, end) for start, end in pairwise(cuts)]


def _is_between(through: Sequence[float], before: Box, after: Box) -> bool:
    """Whether one of the rules stands between two words of a run, or runs along the edge of one."""
    first = max(bisect_right(through, before.x_centre), bisect_left(through, before.x1 - _BESIDE_RULE_PT))
    return (
        first < len(through)
        and through[first] < after.x_centre
        and through[first] <= after.x0 + _BESIDE_RULE_PT
    )


def _is_wide(gap: float, one: Word, other: Word, size: float) -> bool:
    """Whether the gap between two words of a run parts two cells, by what they are."""
    if gap <= _WIDEST_BETWEEN_GROUPED * size:
        return False
    if gap > _WIDEST_SPACE * size or (_is_grouped(one.text) and _is_grouped(other.text)):
        return True
    return gap > _WIDEST_BETWEEN_FIGURES * size and _are_two_figures(one, other)


def _is_grouped(text: str) -> bool:
    return text[:1].isdecimal() and _GROUPED.fullmatch(text) is not None


def _are_two_figures(one: Word, other: Word) -> bool:
    if one.text[-1:] not in _FIGURE_ENDS or not is_figure(one.text):
        return False
    return other.text in CURRENCIES or (other.text[:1] in _FIGURE_STARTS and is_figure(other.text))


def _piece(run: WordRun, start: int, end: int) -> Piece:
    words = run.words[start:end]
    boxes = [word.box for word in words]
    return Piece(
        tuple(words),
        tuple(run.places[start:end]),
        min([box.x0 for box in boxes]),
        min([box.y0 for box in boxes]),
        max([box.x1 for box in boxes]),
        max([box.y1 for box in boxes]),
        run.baseline,
        run.size,
    )


class _GrowingRow:
    """Pieces of one row from left to right, while more are found."""

    def __init__(self, piece: Piece) -> None:
        self.first = piece
        self.pieces = [piece]
        self._widest = piece.x1 - piece.x0

    def has_room_for(self, piece: Piece) -> bool:
        """Whether `piece` is level with the first one, and beside them all."""
        if abs(self.first.middle - piece.middle) > _SAME_ROW * min(self.first.size, piece.size):
            return False
        slack = 0.3 * piece.size
        # What begins farther to the left than the widest of them ends before `piece`.
        place = bisect_left(self.pieces, piece.x0 - self._widest - slack - 1.0, key=_left_of)
        while place < len(self.pieces):
            other = self.pieces[place]
            if piece.x1 < other.x0 + slack:
                return True
            if piece.x0 <= other.x1 - slack:
                return False
            place += 1
        return True

    def add(self, piece: Piece) -> None:
        insort_right(self.pieces, piece, key=_left_of)
        self._widest = max(self._widest, piece.x1 - piece.x0)


def _left_of(piece: Piece) -> float:
    return piece.x0


def rows_of(pieces: Iterable[Piece]) -> list[TextRow]:
    """The pieces put together by baseline, from top to bottom."""
    growing: list[_GrowingRow] = []
    for piece in sorted(pieces, key=lambda item: item.middle):
        home = next((row for row in growing[-3:] if row.has_room_for(piece)), None)
        if home is None:
            growing.append(_GrowingRow(piece))
        else:
            home.add(piece)
    return sorted((row_of(row.pieces) for row in growing), key=lambda row: row.baseline)


def gaps_of(row: TextRow) -> Gaps:
    """The white between its pieces, (left, right), where it is wide enough to part two cells."""
    gaps = []
    right = row.pieces[0].x1
    for piece in row.pieces[1:]:
        if piece.x0 - right >= _GAP * row.size:
            gaps.append((right, piece.x0))
        right = max(right, piece.x1)
    return tuple(gaps)


def row_of(pieces: Sequence[Piece]) -> TextRow:
    """A row of the pieces, which are on one baseline, from left to right."""
    if len(pieces) == 1:
        alone = pieces[0]
        return TextRow((alone,), alone.baseline, alone.size, alone.y0, alone.y1)
    return TextRow(
        tuple(pieces),
        median([piece.baseline for piece in pieces]),
        median([piece.size for piece in pieces]),
        min([piece.y0 for piece in pieces]),
        max([piece.y1 for piece in pieces]),
    )


def has_labels(lines: Sequence[TextRow]) -> bool:
    """Whether most of `lines` begin with a label and end with a figure that belongs to it."""
    own = sum(
        bool(gaps_of(line)) and not is_figure(line.pieces[0].text) and is_figure(line.pieces[-1].text)
        for line in lines
    )
    return own >= _MOST_LABELLED * len(lines)


def level_groups(rows: Sequence[TextRow]) -> list[TextRow]:
    """`rows` with those put together that overlap in height: what is centred beside two lines, and those."""
    groups: list[list[TextRow]] = []
    for row in rows:
        if groups and row.baseline - groups[-1][-1].baseline < _OVERLAP * min(row.size, groups[-1][-1].size):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [
        group[0]
        if len(group) == 1
        else row_of(sorted((piece for row in group for piece in row.pieces), key=lambda piece: piece.x0))
        for group in groups
    ]
