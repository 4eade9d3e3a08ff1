"""The two sides of a gutter: their rows, whether those are running text, and how the page's order goes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby, pairwise
from statistics import median

import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.layout.lines import WordRun

__all__ = [
    "FEWEST_ROWS",
    "SideOrder",
    "SideRow",
    "are_entries",
    "are_in_other_type",
    "by_baseline",
    "edge",
    "flows",
    "gap_in_spaces",
    "is_figures",
    "is_prose",
    "is_running",
    "is_text",
    "order_of_sides",
    "shared_rows",
    "side_rows",
    "smallest",
]

FEWEST_ROWS = 3
"""On either side of a gutter."""
_SURELY_WIDER, _HARDLY_SHARED = 3.2, 0.1
"""A gap in spaces, and a share of lines on common baselines, that make a gutter of few rows one."""
_UNEVEN = 1 / 3
"""Share of entries whose label and meaning are not of the same number of lines."""
_FEWEST_WORDS_OF_TEXT = 4
"""In a line of running text."""
_MANY_RUNS = 10
"""Of so many one may stand out from the edge that the others have."""
_FEWEST_RUNNING, _MID_SENTENCE = 5, 0.5
"""Lines level with the other side, and the share of them that begin with a small letter, from which a side is
running text."""
_OTHER_TYPE = 1.15
"""By how much one size of type exceeds another that is plainly smaller."""
_FEWEST_WORDS_OF_NOTE = 2
"""In most lines of a note in smaller type; single letters are marks of notes."""
_NARROWEST_PROSE, _NEAR = 8.0, 3
"""Width of a column of running text, and lines above and below that are as wide as one beside a picture."""

_FEW_CHANGES = 0.12
"""Of the runs of the side with fewer: so often the page's own order may change sides, for heads over the
columns and notes between them, where one side is drawn after the other."""


class SideOrder(Enum):
    """How two sides lie in the page's own order of words, in which producers drew them."""

    ONE_AFTER_THE_OTHER = 1
    ROW_BY_ROW = 2
    NEITHER = 3


def smallest(values: npt.NDArray[np.float64]) -> float:
    """As `edge`."""
    return float(np.partition(values, 1)[1] if len(values) >= _MANY_RUNS else values.min())


def is_text(runs: Sequence[WordRun]) -> bool:
    """Whether runs of one line may be of running text: words, most of them no figures."""
    words = sum(len(run.words) - run.marks for run in runs)
    return words >= _FEWEST_WORDS_OF_TEXT and sum(run.numbers for run in runs) <= 0.4 * words


@dataclass(frozen=True, slots=True)
class GapWidth:
    """The gap between the lines of two sides."""

    share: float
    """Of the lines of the left side: those that stand on a baseline of the right side."""
    spaces: float | None
    """How many times as wide as the spaces in those lines the gap between the sides is; None where too few of
    them tell."""

    @property
    def is_sure(self) -> bool:
        """Whether a few rows are enough to tell a gutter."""
        return self.share < _HARDLY_SHARED or (self.spaces is not None and self.spaces > _SURELY_WIDER)


def gap_in_spaces(
    left: Sequence[WordRun], right: Sequence[WordRun], size: float, strangers: Sequence[WordRun]
) -> GapWidth:
    """How the gap compares with the spaces of the lines beside it: those of one line go on across the gap.

    A justified or typewritten paragraph has one space throughout a line, and where such spaces stand above
    one another they look like a gutter. Where one of the `strangers` lies across it the wider gap beside it
    counts: a word of such a line has the line's spaces on both of its sides.
    """
    ratios: list[float] = []
    shared = 0
    rows, beside = by_baseline(left, size), by_baseline(right, size)
    heights = [min(run.baseline for run in row) for row in beside]
    for row in rows:
        baseline = row[0].baseline
        place = bisect_left(heights, baseline - 0.3 * size)
        if place == len(beside) or abs(beside[place][0].baseline - baseline) >= 0.3 * size:
            continue
        other = beside[place]
        shared += 1
        # Cells of a table have wide spaces too: what counts is the side that has the narrower ones.
        spaces = [median(side) for side in (_spaces(row), _spaces(other)) if side]
        if spaces:
            between = [run for run in strangers if abs(run.baseline - baseline) < 0.3 * size]
            between.sort(key=lambda run: run.x0)
            stops = [row[-1].x1, *(x for run in between for x in (run.x0, run.x1)), other[0].x0]
            across = max(after - before for before, after in zip(stops[::2], stops[1::2], strict=True))
            ratios.append(across / max(min(spaces), 0.1 * size))
    tells = len(ratios) >= max(2, shared / 3)
    return GapWidth(shared / max(len(rows), 1), median(ratios) if tells else None)


def by_baseline(runs: Sequence[WordRun], size: float) -> list[list[WordRun]]:
    """Runs by the line they stand on, each line from left to right."""
    rows: list[list[WordRun]] = []
    for run in sorted(runs, key=lambda run: run.baseline):
        if rows and run.baseline - rows[-1][0].baseline < 0.3 * size:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.x0) for row in rows]


def _spaces(row: Sequence[WordRun]) -> list[float]:
    """Between the words of a line, in points."""
    words = [word for run in row for word in run.words]
    return [after.box.x0 - before.box.x1 for before, after in pairwise(words)]


def shared_rows(left: list[SideRow], right: list[SideRow], size: float) -> float:
    """Share of the rows of the shorter side that stand on a baseline of the other."""
    few, many = (left, right) if len(left) <= len(right) else (right, left)
    ys = np.array([row.y for row in many])
    return sum(bool(np.min(np.abs(ys - row.y)) < 0.3 * size) for row in few) / len(few)


def order_of_sides(left: Sequence[WordRun], right: Sequence[WordRun]) -> SideOrder:
    """Told from how often the page's own order changes sides."""
    sides = sorted([(run.places[0], 0) for run in left] + [(run.places[0], 1) for run in right])
    changes = sum(before[1] != after[1] for before, after in pairwise(sides))
    few = min(len(left), len(right))
    if changes <= max(1.0, _FEW_CHANGES * few):
        return SideOrder.ONE_AFTER_THE_OTHER
    return SideOrder.ROW_BY_ROW if changes >= 0.6 * few else SideOrder.NEITHER


def are_entries(left: Sequence[WordRun], right: Sequence[WordRun], size: float) -> bool:
    """Whether the page's own order goes from labels to what belongs to them, some of it of more lines.

    A producer that writes columns line by line goes back and forth too, but by one line on each side.
    """
    sided = sorted(
        [(run.places[0], 0, run) for run in left] + [(run.places[0], 1, run) for run in right],
        key=lambda item: item[:2],
    )
    groups = [[run for _, _, run in group] for _, group in groupby(sided, key=lambda item: item[1])]
    bottom = -float("inf")
    if sided[0][1] == 1:  # a title over them all
        bottom = max(run.y1 for run in groups.pop(0))
    if len(groups) < 2 * FEWEST_ROWS:
        return False
    uneven = 0
    for label, meaning in zip(groups[::2], groups[1::2], strict=False):
        top, end = min(run.y0 for run in label), max(run.y1 for run in label)
        first, last = min(run.y0 for run in meaning), max(run.y1 for run in meaning)
        if min(end, last) - max(top, first) < 0.5 * size or min(top, first) < bottom - 0.5 * size:
            return False
        bottom = max(end, last)
        uneven += _line_count(label, size) != _line_count(meaning, size)
    return uneven >= _UNEVEN * (len(groups) // 2)


def are_in_other_type(left: Sequence[WordRun], right: Sequence[WordRun]) -> bool:
    """Whether one side is of words in type that is plainly smaller than that of the other, throughout."""
    smaller, larger = sorted((left, right), key=lambda side: min(run.size for run in side))
    words = median(len(run.words) - run.marks - run.numbers for run in smaller)
    largest, least = max(run.size for run in smaller), min(run.size for run in larger)
    return words >= _FEWEST_WORDS_OF_NOTE and least > _OTHER_TYPE * largest


def _line_count(runs: Sequence[WordRun], size: float) -> int:
    baselines = sorted(run.baseline for run in runs)
    return 1 + sum(after - before > 0.35 * size for before, after in pairwise(baselines))


def edge(values: list[float]) -> float:
    """The smallest of `values`; of ten or more the second smallest, as one run may stand out."""
    return sorted(values)[1] if len(values) >= _MANY_RUNS else min(values)


@dataclass(slots=True)
class SideRow:
    """Runs of one side on one baseline, in points."""

    x0: float
    x1: float
    y: float
    words: int
    numbers: int
    goes_on: bool
    """Whether its first letter is a small one, as in the middle of a sentence."""


def side_rows(runs: Sequence[WordRun], top: float, bottom: float) -> list[SideRow]:
    """Runs of one side put together by baseline."""
    rows: list[SideRow] = []
    row: SideRow | None = None
    for run in runs:
        if not top - 1 <= run.middle <= bottom + 1:
            continue
        if row is not None and abs(row.y - run.baseline) < 0.35 * run.size:
            if run.x0 < row.x0:
                row.goes_on, row.x0 = _begins_small(run), run.x0
            row.x1 = max(row.x1, run.x1)
            row.words += len(run.words) - run.marks
            row.numbers += run.numbers
        else:
            words = len(run.words) - run.marks
            row = SideRow(run.x0, run.x1, run.baseline, words, run.numbers, _begins_small(run))
            rows.append(row)
    return rows


def _begins_small(run: WordRun) -> bool:
    return run.words[0].text[:1].islower() if run.words else False


def is_figures(rows: list[SideRow]) -> bool:
    """Whether most of the words are numbers."""
    return sum(row.numbers for row in rows) > 0.5 * sum(row.words for row in rows)


def is_running(rows: list[SideRow], others: list[SideRow], size: float) -> bool:
    """Whether `rows` are lines of running text that only happen to stand level with `others`.

    The labels of a table begin with capitals; lines of a paragraph mostly in the middle of a sentence.
    """
    if not is_prose(rows, size):
        return False
    ys = np.array([row.y for row in others])
    level = [row.goes_on for row in rows if np.min(np.abs(ys - row.y)) < 0.3 * size]
    return len(level) >= _FEWEST_RUNNING and sum(level) >= _MID_SENTENCE * len(level)


def flows(rows: list[SideRow], size: float) -> bool:
    """Whether `rows` are running text, also where a picture takes half the width from some of them.

    Cells of a table may be as wide as those above and below them too, but do not begin in mid-sentence.
    """
    if is_prose(rows, size):
        return True
    if sum(row.goes_on for row in rows) < _MID_SENTENCE * len(rows):
        return False
    widths = [row.x1 - row.x0 for row in rows]
    widest = [max(widths[max(place - _NEAR, 0) : place + _NEAR + 1]) for place in range(len(widths))]
    return _has_words(rows) and min(widest) >= _NARROWEST_PROSE * size and _mostly_full(widths, widest)


def _has_words(rows: list[SideRow]) -> bool:
    words = sum(row.words for row in rows)
    return words >= 2.5 * len(rows) and sum(row.numbers for row in rows) <= 0.4 * words


def _mostly_full(widths: list[float], whole: list[float]) -> bool:
    full = sum(width >= 0.7 * widest for width, widest in zip(widths, whole, strict=True))
    return full >= 0.45 * len(widths)


def is_prose(rows: list[SideRow], size: float) -> bool:
    """Whether `rows` are running text that mostly fills its width; `size` of the type in points."""
    if not _has_words(rows):
        return False
    x0 = min(row.x0 for row in rows)
    width = max(row.x1 for row in rows) - x0
    return width >= _NARROWEST_PROSE * size and _mostly_full(
        [row.x1 - x0 for row in rows], [width] * len(rows)
    )
