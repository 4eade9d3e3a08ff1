"""Words put side by side into stretches of a line, with the size and the baseline of their type.

A run is a chain of words with ordinary spaces between them; `columns` decides which runs share a column,
`paragraphs` what the lines of a column make up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from transcritor_gui.model import Box, Line, Word
from transcritor_gui.pipeline.box_array import box_array, medians_of, middle_of
from transcritor_gui.pipeline.layout.letter_reach import SMALL, reaches
from transcritor_gui.pipeline.layout.reading_direction import (
    has_leftward_letters,
    is_right_to_left,
    order_as_read,
)
from transcritor_gui.pipeline.layout.type_sizes import are_line_high, raised_by_width

__all__ = [
    "MeasuredWords",
    "WordRun",
    "build_runs",
    "measured",
    "merge_into_lines",
    "runs_of",
]

_WIDEST_SPACE = 0.6
_WIDEST_SPACE_IN_ORDER = 1.05
"""Of the type size: a wider gap ends a run; between words that also follow one another in the page's own
order a justified line may be drawn wider."""
_FORGOTTEN = 1.3 * _WIDEST_SPACE_IN_ORDER
"""Of a run's type size: what begins further to the right of it does not go on it."""
_DEEPEST_OVERLAP = 0.5
"""Of the type size: how far a word may reach back into the one before it."""
_SAME_LINE = 0.36
"""Of the type size: how far apart the middles of two words of one line may lie."""

_FEWEST_LEADING = 3
"""Characters of a larger word that the line goes on with from a single smaller one."""
_WORD, _NUMBER_WORD, _MARK = range(3)
"""Kinds of words."""
_NUMBER = re.compile(r"^[^\w]*[\d.,/:%()ºª°x+-]*\d[\d.,/:%()ºª°x+-]*[^\w]*$")


class WordRun(Struct, gc=False):
    """Words of one line in reading direction; the box is theirs."""

    words: list[Word]
    places: list[int]
    """Of each word, in the page's own order."""
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    """Type size in points, as near as boxes tell."""
    baseline: float
    numbers: int = 0
    """How many of the words are figures."""
    bold: int = 0
    """How many of the words are bold."""
    marks: int = 0
    """How many of the words are dots, dashes and other marks alone."""
    sizes: list[float] = []
    """Of each word, by itself."""

    @property
    def middle(self) -> float:
        """Half the height of small letters above the baseline."""
        return self.baseline - _MIDDLE * self.size

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def text(self) -> str:
        return " ".join([word.text for word in self.words])

    def as_line(self) -> Line:
        return Line(tuple(self.words), Box(self.x0, self.y0, self.x1, self.y1))


_MIDDLE = 0.26


def build_runs(words: Sequence[tuple[int, Word]]) -> list[WordRun]:
    """Chains of neighbouring words on one line. `words` are (place in the page's own order, word)."""
    return runs_of(measured(words)) if words else []


def runs_of(found: MeasuredWords) -> list[WordRun]:
    """The same of words that are measured already."""
    if not found.words:
        return []
    cell = max(middle_of(found.size), 1.0)
    tails: dict[int, list[WordRun]] = {}
    runs: list[WordRun] = []
    for run in sorted(_pieces_in_order(found), key=lambda run: (run.x0, run.places[0])):
        row = int(run.middle // cell)
        best = _run_before(run, tails, row)
        if best is None:
            runs.append(run)
            tails.setdefault(row, []).append(run)
            continue
        before = int(best.middle // cell)
        _append(best, run)
        after = int(best.middle // cell)
        if before != after:
            tails[before] = [other for other in tails[before] if other is not best]
            tails.setdefault(after, []).append(best)
    may_read_leftwards = has_leftward_letters(word for _, word in found.words)
    for run in runs:
        if len(run.words) > 1:
            run.size = median(run.sizes)
            if may_read_leftwards:
                order = order_as_read(run.words, run.places)
                run.words = [run.words[item] for item in order]
                run.places = [run.places[item] for item in order]
                run.sizes = [run.sizes[item] for item in order]
    return runs


def _run_before(run: WordRun, tails: dict[int, list[WordRun]], row: int) -> WordRun | None:
    """The run that `run` goes on; what ends too far to the left is forgotten.

    Of those that end near it the one whose last word it follows in the page's own order, or else the nearest.
    """
    best: WordRun | None = None
    best_gap = (True, float("inf"))
    x0, size, place = run.x0, run.size, run.places[0]
    for near in (row - 1, row, row + 1):
        ends = tails.get(near)
        if not ends:
            continue
        has_passed = False
        for other in ends:
            gap = x0 - other.x1
            if gap > _FORGOTTEN * other.size:
                has_passed = True
                continue
            is_next = other.places[-1] + 1 == place
            if (not is_next, gap) >= best_gap:
                continue
            small, large = (size, other.size) if size < other.size else (other.size, size)
            scale = large if large < 1.3 * small else 1.3 * small
            widest = _WIDEST_SPACE_IN_ORDER if is_next else _WIDEST_SPACE
            if -_DEEPEST_OVERLAP * scale <= gap <= widest * scale and _on_one_line(other, run):
                best, best_gap = other, (not is_next, gap)
        if has_passed:
            tails[near] = [other for other in ends if x0 - other.x1 <= _FORGOTTEN * other.size]
    return best


@dataclass(frozen=True, slots=True)
class MeasuredWords:
    """Words with, of each, its place in the page's own order, its box, type size and baseline, in points."""

    words: Sequence[tuple[int, Word]]
    place: npt.NDArray[np.intp]
    x0: npt.NDArray[np.float64]
    y0: npt.NDArray[np.float64]
    x1: npt.NDArray[np.float64]
    y1: npt.NDArray[np.float64]
    size: npt.NDArray[np.float64]
    baseline: npt.NDArray[np.float64]


def measured(words: Sequence[tuple[int, Word]]) -> MeasuredWords:
    """Where words lie, and the type they are set in."""
    count = len(words)
    place = np.fromiter([place for place, _ in words], np.intp, count)
    x0, y0, x1, y1 = np.ascontiguousarray(box_array([word.box for _, word in words]).T)
    if not count:
        return MeasuredWords(words, place, x0, y0, x1, y1, x0, y0)
    x1 = _without_followers(place, x0, x1, y0, y1)
    height = np.maximum(y1 - y0, 0.1)
    up, down = reaches([word.text for _, word in words])
    if are_line_high(height, up, down):
        return MeasuredWords(words, place, x0, y0, x1, y1, height / 1.15, y1 - 0.2 * height)
    size = height / (up + down)
    baseline = y1 - down * size
    size = raised_by_width(size, words, x1 - x0)
    typical = middle_of(size)
    # Dashes, dots and quotation marks tell nothing of their size.
    tells = up >= SMALL
    baseline = np.where(tells, baseline, (y0 + y1) / 2 + _MIDDLE * typical)
    return MeasuredWords(words, place, x0, y0, x1, y1, np.where(tells, size, typical), baseline)


def _without_followers(
    place: npt.NDArray[np.intp],
    x0: npt.NDArray[np.float64],
    x1: npt.NDArray[np.float64],
    y0: npt.NDArray[np.float64],
    y1: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    """Where words end; at the next one, where an engine gave a word a box that holds those after it."""
    height = np.minimum(y1[1:] - y0[1:], y1[:-1] - y0[:-1])
    level = np.minimum(y1[1:], y1[:-1]) - np.maximum(y0[1:], y0[:-1]) > 0.5 * height
    holds = (
        (np.diff(place) == 1)
        & level
        & (x0[1:] - x0[:-1] > height)
        & (x1[:-1] - x0[1:] > _DEEPEST_OVERLAP * height)
        & (x1[1:] <= x1[:-1])
    )
    if not holds.any():
        return x1
    ends = x1.copy()
    ends[:-1][holds] = x0[1:][holds]
    return ends


def _pieces_in_order(found: MeasuredWords) -> Iterator[WordRun]:
    """Words that follow one another on a line in the page's own order too, with ordinary spaces between.

    They need not be compared with every other: nothing fits into such a space.
    """
    size, middle = found.size, found.baseline - _MIDDLE * found.size
    words = [word for _, word in found.words]
    small, large = np.minimum(size[1:], size[:-1]), np.maximum(size[1:], size[:-1])
    gap = found.x0[1:] - found.x1[:-1]
    scale = np.minimum(large, 1.3 * small)
    follows = (
        (np.diff(found.place) == 1)
        & (gap >= 0)
        & (gap <= _WIDEST_SPACE * scale)
        & (large < 1.25 * small)
        & (np.abs(np.diff(middle)) < _SAME_LINE * small)
    )
    starts = np.flatnonzero(np.concatenate(([True], ~follows)))
    tops = np.minimum.reduceat(found.y0, starts).tolist()
    feet = np.maximum.reduceat(found.y1, starts).tolist()
    lefts, rights = found.x0[starts].tolist(), np.maximum.reduceat(found.x1, starts).tolist()
    sizes, places = size.tolist(), found.place.tolist()
    medium, level = medians_of(size, starts).tolist(), medians_of(found.baseline, starts).tolist()
    kinds = [_WORD if word.text.isalpha() else _kind_of(word.text) for word in words]
    bold = [word.bold for word in words]
    bounds = [*starts.tolist(), len(words)]
    for number, (start, end) in enumerate(pairwise(bounds)):
        yield WordRun(
            words[start:end],
            places[start:end],
            lefts[number],
            tops[number],
            rights[number],
            feet[number],
            medium[number],
            level[number],
            kinds[start:end].count(_NUMBER_WORD),
            sum(bold[start:end]),
            kinds[start:end].count(_MARK),
            sizes[start:end],
        )


@lru_cache(maxsize=8192)
def _kind_of(text: str) -> int:
    if _NUMBER.match(text) is not None:
        return _NUMBER_WORD
    return _WORD if any(map(str.isalnum, text)) else _MARK


def _on_one_line(run: WordRun, other: WordRun) -> bool:
    apart = abs(other.middle - run.middle)
    if apart < _SAME_LINE * min(other.size, run.size):
        return True
    # Raised and lowered figures: smaller, and beside the line's own letters.
    small, large = min(other.size, run.size), max(other.size, run.size)
    overlap = min(run.y1, other.y1) - max(run.y0, other.y0)
    return small < 0.85 * large and apart < 0.5 * large and overlap > 0.5 * min(other.height, run.height)


def _append(run: WordRun, after: WordRun) -> None:
    known, added = len(run.words), len(after.words)
    run.words.extend(after.words)
    run.places.extend(after.places)
    run.x1 = max(run.x1, after.x1)
    run.y0 = min(run.y0, after.y0)
    run.y1 = max(run.y1, after.y1)
    run.numbers += after.numbers
    run.marks += after.marks
    run.bold += after.bold
    run.sizes.extend(after.sizes)
    # The line goes on at its own size and where it has got to; raised figures do not lead it astray.
    if 0.8 * run.size < after.size < 1.25 * run.size:
        share = max(added / (known + added), min(added / 6, 1.0))
        run.size += (after.size - run.size) * share
        run.baseline += (after.baseline - run.baseline) * max(share, 0.4)
    elif after.size > run.size and known <= 1 and len(after.words[0].text) >= _FEWEST_LEADING:
        run.size, run.baseline = after.size, after.baseline


def merge_into_lines(runs: Iterable[WordRun]) -> list[WordRun]:
    """Runs of one column that share a line joined; lines from top to bottom. The runs are not changed."""
    lines: list[WordRun] = []
    parts: list[_GrowingLine] = []
    for run in sorted(runs, key=lambda item: (item.middle, item.x0)):
        home = None
        for place in range(len(lines) - 1, max(-1, len(lines) - 5), -1):
            if parts[place].has_room_for(run):
                home = place
                break
        if home is None:
            lines.append(
                WordRun(
                    list(run.words), list(run.places), run.x0, run.y0, run.x1, run.y1,
                    run.size, run.baseline, run.numbers, run.bold, run.marks, list(run.sizes),
                )
            )  # fmt: skip
            parts.append(_GrowingLine(run))
        else:
            line = lines[home]
            parts[home].add(run)
            line.x0, line.y0 = min(line.x0, run.x0), min(line.y0, run.y0)
            line.x1, line.y1 = max(line.x1, run.x1), max(line.y1, run.y1)
            if len(run.words) > len(line.words):
                line.baseline = run.baseline
            line.sizes.extend(run.sizes)
            line.words.extend(run.words)
            line.numbers += run.numbers
            line.bold += run.bold
            line.marks += run.marks
    for line, pieces in zip(lines, (part.pieces for part in parts), strict=True):
        line.size = median(line.sizes)
        if len(pieces) > 1:
            rightwards = not is_right_to_left(line.words)
            pieces.sort(key=lambda piece: piece.x0 if rightwards else -piece.x0)
            line.words = [word for piece in pieces for word in piece.words]
            line.places = [place for piece in pieces for place in piece.places]
    return lines


class _GrowingLine:
    """Runs of one line, while more are found."""

    def __init__(self, run: WordRun) -> None:
        self.pieces = [run]
        self._leftmost = self._rightmost = run

    def add(self, run: WordRun) -> None:
        self.pieces.append(run)
        if run.x0 < self._leftmost.x0:
            self._leftmost = run
        if run.x1 > self._rightmost.x1:
            self._rightmost = run

    def has_room_for(self, run: WordRun) -> bool:
        """Whether `run` is level with the nearest of the pieces, and beside them all."""
        x0, x1 = run.x0, run.x1
        # A row of hundreds of cells grows at its ends, as a rule.
        if x0 > self._rightmost.x1:
            return _is_level(self._rightmost, run)
        if x1 < self._leftmost.x0:
            return _is_level(self._leftmost, run)
        pieces = self.pieces
        nearest = pieces[0]
        if len(pieces) > 1:
            nearest = min(pieces, key=lambda piece: max(x0 - piece.x1, piece.x0 - x1))
        if not _is_level(nearest, run):
            return False
        slack = 0.3 * min(nearest.size, run.size)
        return all(x0 > piece.x1 - slack or x1 < piece.x0 + slack for piece in pieces)


def _is_level(nearest: WordRun, run: WordRun) -> bool:
    small, large = (nearest.size, run.size) if nearest.size < run.size else (run.size, nearest.size)
    apart = abs(nearest.middle - run.middle)
    if apart <= _SAME_LINE * small:
        return True
    if small > 0.85 * large or apart > 0.55 * large:
        return False
    overlap = min(run.y1, nearest.y1) - max(run.y0, nearest.y0)
    return overlap >= 0.5 * min(run.height, nearest.height)
