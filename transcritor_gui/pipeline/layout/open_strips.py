"""White strips down a part of a page: wherever no run of words crosses a place for a while.

`gutters` judges what stands on the two sides of each.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.layout.gutter_sides import FEWEST_ROWS

__all__ = ["NARROWEST", "ONE_BASELINE", "TOUCH_PT", "between_others", "open_stretches"]

NARROWEST = 0.6
"""Of the type size: narrower gaps are spaces."""
_MOST_STRANGERS = 0.08
"""Of the runs of a part of the page: those that may lie across a gutter of it."""
ONE_BASELINE = 0.2
"""Of the type size: how far the measured baselines of one line lie apart."""
TOUCH_PT = 1.0
"""By which a run may reach over a gutter and not count as crossing it."""


_Floats = npt.NDArray[np.float64]
_Places = npt.NDArray[np.intp]


def between_others(x0: _Floats, x1: _Floats, y: _Floats, size: float) -> npt.NDArray[np.bool_]:
    """Which runs have others on both sides at their own height."""
    before, after = np.zeros((2, len(y)), np.bool_)
    left, right = x0 - NARROWEST * size, x1 + NARROWEST * size
    # Each with the ones that follow it down the page, which sorts them, as far as they are level.
    for step in range(1, len(y)):
        upper, lower = slice(None, -step), slice(step, None)
        level = y[lower] - y[upper] < 0.8 * size
        if not level.any():
            break
        before[lower] |= level & (x1[upper] <= left[lower])
        before[upper] |= level & (x1[lower] <= left[upper])
        after[lower] |= level & (x0[upper] >= right[lower])
        after[upper] |= level & (x0[lower] >= right[upper])
    return before & after


def open_stretches(
    x0: _Floats,
    x1: _Floats,
    y: _Floats,
    size: float,
    passable: npt.NDArray[np.bool_],
) -> list[tuple[float, float, int, int]]:
    """(height, x, first run, last run + 1) wherever no run crosses x for a while; the tallest first.

    Of the `passable` runs a few may.
    """
    candidates = np.unique(np.round(np.concatenate([x0 - TOUCH_PT, x1 + TOUCH_PT])))
    candidates = candidates[(candidates > x0.min() + size) & (candidates < x1.max() - size)]
    # Each run crosses all candidates from the first to the last that it reaches over.
    first = np.searchsorted(candidates - TOUCH_PT, x0, side="right")
    last = np.searchsorted(candidates + TOUCH_PT, x1, side="left")
    firsts = _line_starts(y, size)
    line = np.repeat(np.arange(len(firsts)), np.diff(np.append(firsts, len(y))))
    shape = len(firsts), len(candidates)
    # What lies across one run of a line lies across the line.
    crossed = _counts(shape, line[~passable], first[~passable], last[~passable]) > 0
    if passable.any():
        strange = _counts(shape, line[passable], first[passable], last[passable])
        few = strange.sum(axis=0) <= _MOST_STRANGERS * len(y)
        crossed |= (strange > 0) & ~few
    breaks = np.ones((len(candidates), len(firsts) + 2), bool)
    breaks[:, 1:-1] = crossed.T
    candidate, at = np.nonzero(breaks)
    bounds = np.append(firsts, len(y))
    same = candidate[1:] == candidate[:-1]
    start, end = bounds[at[:-1][same]], bounds[at[1:][same] - 1]
    tall = end - start >= 2 * FEWEST_ROWS
    start, end, x = start[tall], end[tall], candidates[candidate[:-1][same][tall]]
    span = y[end - 1] - y[start]
    order = np.lexsort((end, start, x, span))[::-1]
    columns = (span[order].tolist(), x[order].tolist(), start[order].tolist(), end[order].tolist())
    return list(zip(*columns, strict=True))


def _counts(shape: tuple[int, int], line: _Places, first: _Places, last: _Places) -> npt.NDArray[np.int32]:
    """Shape (lines, candidates): how many runs of each line cross each candidate, from `first` to before
    `last`."""
    lines, candidates = shape
    ends = np.zeros((lines, candidates + 1), np.int32)
    crosses = last > first
    np.add.at(ends, (line[crosses], first[crosses]), 1)
    np.add.at(ends, (line[crosses], last[crosses]), -1)
    return np.cumsum(ends, axis=1, dtype=np.int32)[:, :candidates]


def _line_starts(y: _Floats, size: float) -> npt.NDArray[np.intp]:
    """Of sorted baselines, the places at which a new line begins."""
    baselines = y.tolist()
    starts, first = [0], baselines[0]
    for place, baseline in enumerate(baselines):
        if baseline - first > ONE_BASELINE * size:
            starts.append(place)
            first = baseline
    return np.array(starts, np.intp)
