"""Gutters: white strips between columns of text, told from spaces and from the gaps inside tables.

A gutter is one where the lines on its two sides do not continue one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median

import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.layout.gutter_sides import (
    FEWEST_ROWS,
    SideOrder,
    SideRow,
    are_entries,
    are_in_other_type,
    by_baseline,
    edge,
    flows,
    gap_in_spaces,
    is_figures,
    is_prose,
    is_running,
    is_text,
    order_of_sides,
    shared_rows,
    side_rows,
    smallest,
)
from transcritor_gui.pipeline.layout.lines import WordRun
from transcritor_gui.pipeline.layout.open_strips import (
    NARROWEST,
    ONE_BASELINE,
    TOUCH_PT,
    between_others,
    open_stretches,
)

__all__ = ["Gutter", "GutterKind", "best_gutter", "rows_across"]

_MOST_OF_HEIGHT = 0.85
"""Of a part of the page: a gutter so tall is taken without looking for one with strangers across it."""
_STRANGERS_GAP, _STRANGERS_ROWS = 1.0, 12
"""Width, of the type size, and lines on either side that make it a gutter in spite of strangers: gaps
between the words of one column never stand above one another for so long."""
_WIDER_THAN_SPACES = 1.7
"""By how much the gap over a gutter exceeds the spaces in the lines beside it, at least. Justified lines have
one space throughout, so 1.0; columns have two or more."""
_FEW_ROWS, _MANY_ROWS = 4, 7
"""Beside a gap wider than 1.3 type sizes, and beside a narrower one of which nothing is sure."""
_FAR_BELOW = 4.0
"""Of the type size: a last line so far below the one above it is not beside the gutter."""
_MARGIN_GAP = 0.9
"""Of the type size: the gap beside a note in the margin, in smaller type than the text."""
_CLEARLY_TALLER = 1.3
_NEARLY_AS_GOOD = 0.8
"""Share of the score of the best gutter from which a taller one beside it is the same one."""
_FEWEST_ACROSS, _MOST_ALONE = 2, 2
"""Rows that are read across in spite of a gutter, and lines of one side alone between two of them."""
_MOSTLY_SHARED = 0.85
"""Share of rows on common baselines from which two sides are read across, whatever else they look like."""
_SHARED, _SHARED_BY_FIGURES, _HARDLY_ANY_SHARED = 0.7, 0.4, 0.1
"""The same where less is known of the sides: in general, where one is of figures or short, and below which
they share none."""
_SHORT_SIDE = 6
"""Lines of such a short side."""
_MOST_JUDGED, _MOST_WITH_STRANGERS = 20_000, 5_000
"""Runs that one search weighs in all, over the places it looks at, the tallest first, and runs from which no
gutter with strangers is looked for. The densest form of the corpus weighs 2,800; a drawing with ten thousands
of labels would take half a minute: it is read by rows where nothing is found until then."""
_Floats = npt.NDArray[np.float64]


class GutterKind(Enum):
    """What stands on the two sides of a gutter."""

    COLUMNS = 1
    ROWS = 2
    """Cells on common baselines, read across."""
    CELLS = 3
    """Labels and what belongs to them, of several lines each, that share no baselines."""
    NOTHING = 4


@dataclass(frozen=True, slots=True)
class Gutter:
    x: float
    top: float
    bottom: float
    kind: GutterKind
    strangers: tuple[WordRun, ...] = ()
    """Runs that lie across the gutter with text on both sides: the words under a picture set into columns."""


def best_gutter(runs: Sequence[WordRun]) -> Gutter | None:
    if not _may_be_parted(runs):
        return None
    score, found = _searched(runs, strangers=False)
    baselines = [run.baseline for run in runs]
    if found is not None and score >= _MOST_OF_HEIGHT * (max(baselines) - min(baselines)):
        return found
    if not 2 * _STRANGERS_ROWS <= len(runs) <= _MOST_WITH_STRANGERS:
        return found
    other_score, other = _searched(runs, strangers=True)
    return other if other is not None and other_score > _CLEARLY_TALLER * score else found


def _may_be_parted(runs: Sequence[WordRun]) -> bool:
    """Whether runs enough end before others begin, wherever they stand: told at once of a page of lines that
    fill its width."""
    if len(runs) < 2 * FEWEST_ROWS:
        return False
    ends = sorted([run.x1 for run in runs])
    starts = sorted([run.x0 for run in runs])
    return ends[FEWEST_ROWS - 1] - TOUCH_PT <= starts[-FEWEST_ROWS] + TOUCH_PT


def _searched(runs: Sequence[WordRun], *, strangers: bool) -> tuple[float, Gutter | None]:
    """The gutter that counts most, and how much; with `strangers`, a few runs may lie across it."""
    order = sorted(runs, key=lambda run: run.baseline)
    x0 = np.array([run.x0 for run in order])
    x1 = np.array([run.x1 for run in order])
    y = np.array([run.baseline for run in order])
    y0 = np.array([run.y0 for run in order])
    y1 = np.array([run.y1 for run in order])
    size = median([run.size for run in order])
    best: dict[GutterKind, tuple[float, Gutter]] = {}
    columns: list[tuple[float, Gutter]] = []
    across: list[tuple[float, int, int]] = []
    seen: set[tuple[int, int, int]] = set()
    passable = between_others(x0, x1, y, size) if strangers else np.zeros(len(order), np.bool_)
    if strangers and not passable.any():
        return 0.0, None
    weighed = 0
    for span, x, start, stretch_end in open_stretches(x0, x1, y, size, passable):
        if GutterKind.COLUMNS in best and span <= best[GutterKind.COLUMNS][0]:
            break
        if weighed > _MOST_JUDGED:
            break
        end = _without_last_line(y, x0 + x1 < 2 * x, start=start, end=stretch_end, size=size)
        on_left = x0[start:end] + x1[start:end] < 2 * x
        crosses = (x0[start:end] < x - TOUCH_PT) & (x1[start:end] > x + TOUCH_PT)
        key = (start, end, int(on_left.sum()))
        # Part of what is read across is not a column because it is shorter.
        within = any(
            abs(x - other) < 3 * size and first <= start and end <= last for other, first, last in across
        )
        if key in seen or within:
            continue
        seen.add(key)
        part = slice(start, end)
        boxes = x0[part], y0[part], x1[part], y1[part]
        if not _may_part(boxes, on_left & ~crosses, ~on_left & ~crosses, size):
            continue
        weighed += end - start
        left = [order[start + item] for item in np.nonzero(on_left & ~crosses)[0].tolist()]
        right = [order[start + item] for item in np.nonzero(~on_left & ~crosses)[0].tolist()]
        across_it = tuple(order[start + item] for item in np.nonzero(crosses)[0].tolist())
        kind, score = _judged(left, right, size, strangers=across_it)
        if kind in (GutterKind.ROWS, GutterKind.CELLS):
            across.append((x, start, end))
        if kind not in (GutterKind.COLUMNS, GutterKind.CELLS):
            continue
        gutter = Gutter(x, float(y[start]) - 0.01, float(y[end - 1]) + 0.01, kind, across_it)
        if kind is GutterKind.COLUMNS:
            columns.append((score, gutter))
        if kind not in best or score > best[kind][0]:
            best[kind] = score, gutter
    if GutterKind.COLUMNS in best:
        return _drawn_out(*best[GutterKind.COLUMNS], columns, size)
    return best.get(GutterKind.CELLS, (0.0, None))


def _without_last_line(
    y: _Floats, on_left: npt.NDArray[np.bool_], *, start: int, end: int, size: float
) -> int:
    """Where runs from `start` to `end` end without a line that both sides share far below all others.

    The date and number of a slide, the head of a table under an address.
    """
    line = int(np.searchsorted(y[start:end], y[end - 1] - ONE_BASELINE * size)) + start
    if line == start or y[line] - y[line - 1] <= _FAR_BELOW * size:
        return end
    is_shared = on_left[line:end].any() and not on_left[line:end].all()
    return line if is_shared else end


def _may_part(
    boxes: tuple[_Floats, _Floats, _Floats, _Floats],
    left: npt.NDArray[np.bool_],
    right: npt.NDArray[np.bool_],
    size: float,
) -> bool:
    """Whether there are runs enough on both sides, level with one another, and room between.

    `boxes` are x0, y0, x1 and y1 of the runs.
    """
    if min(np.count_nonzero(left), np.count_nonzero(right)) < FEWEST_ROWS:
        return False
    x0, y0, x1, y1 = boxes
    if smallest(x0[right]) + smallest(-x1[left]) < NARROWEST * size:
        return False
    top, bottom = max(y0[left].min(), y0[right].min()), min(y1[left].max(), y1[right].max())
    return bool(bottom - top >= 2 * size)


def _drawn_out(
    score: float, gutter: Gutter, columns: Sequence[tuple[float, Gutter]], size: float
) -> tuple[float, Gutter]:
    """The gutter, or the tallest one beside it that holds it: one line that grazes it does not end it."""
    beside = [
        (other_score, other)
        for other_score, other in columns
        if abs(other.x - gutter.x) < 1.5 * size
        and other.top <= gutter.top
        and other.bottom >= gutter.bottom
        and other_score >= _NEARLY_AS_GOOD * score
    ]
    return max(beside, key=lambda found: found[1].bottom - found[1].top, default=(score, gutter))


def _judged(
    left: list[WordRun], right: list[WordRun], size: float, *, strangers: Sequence[WordRun]
) -> tuple[GutterKind, float]:
    """What the two sides are, and how much the gutter between them counts, in points of height."""
    top = max(min(run.y0 for run in left), min(run.y0 for run in right))
    bottom = min(max(run.y1 for run in left), max(run.y1 for run in right))
    gap = edge([run.x0 for run in right]) + edge([-run.x1 for run in left])
    left_rows = side_rows(left, top, bottom)
    right_rows = side_rows(right, top, bottom)
    # Spaces of three or four lines of running text stand above one another by chance.
    fewest = FEWEST_ROWS if gap > 2 * size else _FEW_ROWS if gap > 1.3 * size else _MANY_ROWS
    in_margin = gap > _MARGIN_GAP * size and are_in_other_type(left, right)
    if in_margin:
        fewest = FEWEST_ROWS
    if strangers:
        fewest = _STRANGERS_ROWS
        if gap < _STRANGERS_GAP * size or not (flows(left_rows, size) and flows(right_rows, size)):
            return GutterKind.NOTHING, 0.0
    if not left_rows or not right_rows:
        return GutterKind.NOTHING, 0.0
    # Of the smaller type more lines stand in the same height.
    rows = (max if in_margin else min)(len(left_rows), len(right_rows))
    width = gap_in_spaces(left, right, size, strangers) if rows >= min(fewest, _FEW_ROWS) else None
    if width is None or (rows < fewest and not width.is_sure):
        return GutterKind.NOTHING, 0.0
    if width.spaces is not None and width.spaces < _WIDER_THAN_SPACES:
        return GutterKind.ROWS, 0.0
    order = order_of_sides(left, right)
    if order is SideOrder.ROW_BY_ROW and are_entries(left, right, size):
        kind = GutterKind.CELLS
    else:
        kind = _kind(left_rows, right_rows, order, size)
    # A gutter counts where both sides stand beside it, and half where only one does.
    whole = max(run.baseline for run in (*left, *right)) - min(run.baseline for run in (*left, *right))
    return kind, (bottom - top + whole) / 2 * min(1.0, 0.5 + gap / (4 * size))


def rows_across(
    left: Sequence[WordRun], right: Sequence[WordRun]
) -> tuple[list[WordRun], list[WordRun], list[WordRun]] | None:
    """What lies above, in and below the rows of two sides that are read across; None where there are none.

    A form or a receipt has rows in some places, and blocks beside one another in others, with one white strip
    down them all. Where no text flows on either side, rows are seen first: lines that both sides share, with
    a few of one side alone between them.
    """
    size = median([run.size for run in (*left, *right)])
    top, bottom = -float("inf"), float("inf")
    if order_of_sides(left, right) is SideOrder.ONE_AFTER_THE_OTHER:
        return None
    sides = [sorted(side, key=lambda run: run.baseline) for side in (left, right)]
    if any(is_prose(side_rows(side, top, bottom), size) for side in sides):
        return None
    on_left = {id(run) for run in left}
    lines = by_baseline([*left, *right], size)
    halves = [_halves(line, on_left) for line in lines]
    flowing = [all(half and is_text(half) for half in pair) for pair in halves]
    first = last = None
    shared = 0
    alone = [0, 0]
    for number, pair in enumerate(halves):
        if not all(pair):
            alone[0 if pair[0] else 1] += 1
            goes_on = max(alone) <= _MOST_ALONE and min(alone) == 0
        else:
            goes_on = not (flowing[number] and any(flowing[max(number - 1, 0) : number + 2 : 2]))
            if goes_on:
                shared += 1
                first, last = number if first is None else first, number
                alone = [0, 0]
        if not goes_on:
            if shared >= _FEWEST_ACROSS:
                break
            first, last, shared, alone = None, None, 0, [0, 0]
    if first is None or last is None or shared < _FEWEST_ACROSS:
        return None
    above, inside, below = lines[:first], lines[first : last + 1], lines[last + 1 :]
    return (
        [run for line in above for run in line],
        [run for line in inside for run in line],
        [run for line in below for run in line],
    )


def _halves(line: Sequence[WordRun], on_left: set[int]) -> tuple[list[WordRun], list[WordRun]]:
    return [run for run in line if id(run) in on_left], [run for run in line if id(run) not in on_left]


def _kind(left: list[SideRow], right: list[SideRow], order: SideOrder, size: float) -> GutterKind:
    if is_prose(left, size) and is_prose(right, size):
        return GutterKind.COLUMNS
    if order is not SideOrder.ROW_BY_ROW and (is_running(left, right, size) or is_running(right, left, size)):
        return GutterKind.COLUMNS
    few = min(len(left), len(right))
    matched = shared_rows(left, right, size)
    figures = is_figures(left) or is_figures(right)
    match order:
        case SideOrder.ONE_AFTER_THE_OTHER:
            return GutterKind.ROWS if matched >= _SHARED and figures else GutterKind.COLUMNS
        case SideOrder.ROW_BY_ROW:
            if matched >= _MOSTLY_SHARED or (figures and matched >= _SHARED_BY_FIGURES):
                return GutterKind.ROWS
            return GutterKind.CELLS if matched >= _HARDLY_ANY_SHARED else GutterKind.COLUMNS
        case SideOrder.NEITHER:
            least = _SHARED_BY_FIGURES if figures or few <= _SHORT_SIDE else _SHARED
            return GutterKind.ROWS if matched >= least else GutterKind.COLUMNS
