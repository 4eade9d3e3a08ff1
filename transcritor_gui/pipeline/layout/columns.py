"""Runs of words put into columns, and the columns into reading order.

The tallest gutter splits its part of the page into what is above, left, right and below; each part is split
again. A gutter between labels and what belongs to them, or inside a table, does not count: its rows are read
across. `gutters` finds them.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from msgspec import structs

from transcritor_gui.pipeline.layout.grazing_lines import cut_to_column
from transcritor_gui.pipeline.layout.gutter_sides import FEWEST_ROWS
from transcritor_gui.pipeline.layout.gutters import Gutter, GutterKind, best_gutter, rows_across
from transcritor_gui.pipeline.layout.lines import WordRun
from transcritor_gui.pipeline.layout.parallel_cells import parallel_rows
from transcritor_gui.pipeline.layout.reading_direction import is_right_to_left

__all__ = ["in_reading_order"]

_DEEPEST = 12
_APART = 1.6
"""Of the type size: lines further below the last of a label do not belong to it."""
_CENTRED, _NEXT_LINE = 1.2, 2.2
"""Of the type size: twice how far a centred line's middle lies from that of the line above it, and how far
the line lies below that one."""
_ONE_TYPE = 1.1
"""By how much the type sizes of two lines of one paragraph may differ."""
_SENTENCE_ENDS = frozenset(".!?:;")
_MOST_TITLE_LINES = 3
_TITLE_TYPE, _OFF_CENTRE, _TITLE_ALONE = 1.2, 0.04, 1.1
"""A title's size over that of the text, how far its middle may lie from the page's, of its width, and how far
what follows lies below it, of the size of that."""


def in_reading_order(runs: Sequence[WordRun], *, depth: int = 0) -> list[list[WordRun]]:
    """Groups of runs, each one column without inner gutters, in the order they are read."""
    if not runs:
        return []
    title = _title_over_all(runs) if depth == 0 else []
    if title:
        apart = {id(run) for run in title}
        rest = [run for run in runs if id(run) not in apart]
        return [title, *in_reading_order(rest, depth=1)]
    if depth >= _DEEPEST or len(runs) < 2 * FEWEST_ROWS:
        return [list(runs)]
    rows = parallel_rows(runs)
    if rows is not None:
        over, under = (in_reading_order(part, depth=depth + 1) for part in (rows.above, rows.below))
        return [*over, *rows.cells, *under]
    gutter = best_gutter(runs)
    if gutter is None:
        return [list(runs)]
    cut = cut_to_column(runs, gutter) if gutter.kind is GutterKind.COLUMNS else {}
    return _with_whole_lines(runs, cut, depth=depth) if cut else _parted(runs, gutter, depth=depth)


def _with_whole_lines(runs: Sequence[WordRun], cut: dict[int, WordRun], *, depth: int) -> list[list[WordRun]]:
    """`runs` in reading order, found with some of them cut to their column."""
    whole = {id(cut[id(run)]): run for run in runs if id(run) in cut}
    groups = in_reading_order([cut.get(id(run), run) for run in runs], depth=depth + 1)
    return [[whole.get(id(run), run) for run in group] for group in groups]


def _parted(runs: Sequence[WordRun], gutter: Gutter, *, depth: int) -> list[list[WordRun]]:
    """The runs above a gutter, on its two sides and below it, each part in reading order."""
    top = _below_centred_lines(runs, gutter)
    above = [run for run in runs if run.baseline < top]
    below = [run for run in runs if run.baseline > gutter.bottom]
    apart = {id(run) for run in gutter.strangers}
    band = [run for run in runs if top <= run.baseline <= gutter.bottom and id(run) not in apart]
    left = [run for run in band if run.x0 + run.x1 < 2 * gutter.x]
    right = [run for run in band if run.x0 + run.x1 >= 2 * gutter.x]
    parts = in_reading_order(above, depth=depth + 1)
    across = rows_across(left, right) if gutter.kind is GutterKind.COLUMNS else None
    if gutter.kind is GutterKind.CELLS:
        parts.extend(_cells(left, right))
    elif across is not None:
        before, rows, after = across
        parts.extend(in_reading_order(before, depth=depth + 1))
        parts.append(rows)
        parts.extend(in_reading_order(after, depth=depth + 1))
    else:
        sides = (right, left) if _reads_leftwards(runs) else (left, right)
        if below and _goes_on(sides[0], below) and not _goes_on(sides[1], below):
            # A box beside the text, which runs around it.
            return _around(sides[1], sides[0], below, parts, depth=depth)
        for side in sides:
            parts.extend(in_reading_order(side, depth=depth + 1))
    if gutter.strangers:
        parts.append(list(gutter.strangers))
    parts.extend(in_reading_order(below, depth=depth + 1))
    return parts


def _around(
    box: Sequence[WordRun],
    beside: Sequence[WordRun],
    below: Sequence[WordRun],
    before: list[list[WordRun]],
    *,
    depth: int,
) -> list[list[WordRun]]:
    """What stands `before`, a box beside text, and that text in one piece with what follows `below`.

    The box comes first, or last where the text goes on from before it as well.
    """
    boxed = in_reading_order(box, depth=depth + 1)
    flowing, following = (in_reading_order(part, depth=depth + 1) for part in (beside, below))
    if len(flowing) == 1:
        flowing, following = [[*flowing[0], *following[0]]], following[1:]
    if before and _goes_on(before[-1], beside):
        return [*before, *flowing, *following, *boxed]
    return [*before, *boxed, *flowing, *following]


def _goes_on(runs: Sequence[WordRun], following: Sequence[WordRun]) -> bool:
    """Whether the last line of `runs` goes on in the first of what follows, in the middle of a sentence."""
    last = max(runs, key=lambda run: (run.baseline, run.x0))
    first = min(following, key=lambda run: (run.baseline, run.x0))
    size = max(last.size, first.size)
    return (
        size < _ONE_TYPE * min(last.size, first.size)
        and 0 < first.baseline - last.baseline < _NEXT_LINE * size
        and bool(last.words and first.words)
        and last.words[-1].text[-1:] not in _SENTENCE_ENDS
        and first.words[0].text[:1].islower()
    )


def _below_centred_lines(runs: Sequence[WordRun], gutter: Gutter) -> float:
    """Where what is beside the gutter begins: under short lines that are centred under one that crosses it.

    They lie on one side of the gutter by chance: a date or a place under the title of a slide.
    """
    over = [run for run in runs if run.baseline < gutter.top and run.x0 < gutter.x < run.x1]
    if not over:
        return gutter.top
    last = max(over, key=lambda run: run.baseline)
    top = gutter.top
    inside = sorted(
        (run for run in runs if gutter.top <= run.baseline <= gutter.bottom), key=lambda run: run.baseline
    )
    for place, run in enumerate(inside):
        level = [other for other in inside if abs(other.baseline - run.baseline) < 0.5 * run.size]
        is_centred = abs(run.x0 + run.x1 - last.x0 - last.x1) < _CENTRED * run.size
        is_near = run.baseline - last.baseline < _NEXT_LINE * max(run.size, last.size)
        is_inside = last.x0 + run.size < run.x0 and run.x1 < last.x1 - run.size
        if len(level) > 1 or not (is_centred and is_near and is_inside) or place + 1 == len(inside):
            break
        top = (run.baseline + inside[place + 1].baseline) / 2
        last = structs.replace(run, x0=last.x0, x1=last.x1)
    return top


def _title_over_all(runs: Sequence[WordRun]) -> list[WordRun]:
    """The runs of a title in larger type, centred and alone above all others; none where there is none.

    Over three columns it stands above the middle one, as if it belonged to that.
    """
    if len(runs) < 2 * FEWEST_ROWS:
        return []
    size = median([run.size for run in runs])
    middle = (min(run.x0 for run in runs) + max(run.x1 for run in runs)) / 2
    width = max(run.x1 for run in runs) - min(run.x0 for run in runs)
    order = sorted(runs, key=lambda run: run.baseline)
    title: list[WordRun] = []
    for place, run in enumerate(order[:_MOST_TITLE_LINES]):
        following = order[place + 1]
        if (
            run.size < _TITLE_TYPE * size
            or abs(run.x0 + run.x1 - 2 * middle) > 2 * _OFF_CENTRE * width
            or following.baseline - run.baseline < _TITLE_ALONE * following.size
        ):
            break
        title.append(run)
    return title


def _reads_leftwards(runs: Sequence[WordRun]) -> bool:
    return is_right_to_left(word for run in runs for word in run.words)


def _row_with(label: Sequence[WordRun], cell: Sequence[WordRun]) -> tuple[list[WordRun], ...] | None:
    """What of a label stands before, on and after the line it shares with `cell`; None where they share none.

    A label that goes on in its next line is not torn.
    """
    starts = min(cell, key=lambda run: run.baseline).baseline
    level = [place for place, run in enumerate(label) if abs(run.baseline - starts) < 0.3 * run.size]
    if not level:
        return None
    before, after = list(label[: level[0]]), list(label[level[-1] + 1 :])
    shared = list(label[level[0] : level[-1] + 1])
    if not after:
        return before, [*shared, *cell]
    first = [run for run in cell if abs(run.baseline - starts) < 0.3 * run.size]
    rest = [run for run in cell if abs(run.baseline - starts) >= 0.3 * run.size]
    # What follows in the cell is no part of it where it stands off from the label as a whole.
    ends = max(run.baseline + _APART * run.size for run in after)
    if after[0].text[:1].islower() or any(run.baseline < ends for run in rest):
        return None
    return before, [*shared, *first], after, rest


def _cells(left: Sequence[WordRun], right: Sequence[WordRun]) -> list[list[WordRun]]:
    """Each label followed by what belongs to it, in the page's own order; on one baseline as one line."""
    sided = [(run.places[0], 0, run) for run in left] + [(run.places[0], 1, run) for run in right]
    sided.sort(key=lambda item: item[:2])
    cells: list[list[WordRun]] = []
    before = -1
    for _, side, run in sided:
        if side != before:
            cells.append([])
            before = side
        cells[-1].append(run)
    joined: list[list[WordRun]] = []
    for cell in cells:
        row = _row_with(joined[-1], cell) if joined else None
        if row is None:
            joined.append(cell)
        else:
            joined[-1:] = [part for part in row if part]
    return joined
