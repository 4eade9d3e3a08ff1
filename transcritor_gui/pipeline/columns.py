"""Runs of words put into columns, and the columns into reading order.

The tallest gutter that no run crosses splits its part of the page into what is above, left, right and
below; each part is split again. A gutter between labels and what belongs to them, or inside a table, does
not count: its rows are read across.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from transcritor_gui.pipeline.lines import Run

__all__ = ["in_reading_order"]

_DEEPEST = 12
_FEWEST_ROWS = 3
_NARROWEST = 0.6
"""Of the type size: narrower gaps are spaces."""
_TOUCH = 1.0
"""Points by which a run may reach over a gutter and not count as crossing it."""


@dataclass(frozen=True, slots=True)
class _Gutter:
    x: float
    top: float
    bottom: float


def in_reading_order(runs: Sequence[Run], *, depth: int = 0) -> list[list[Run]]:
    """Groups of runs, each one column without inner gutters, in the order they are read."""
    if not runs:
        return []
    gutter = _best_gutter(runs) if depth < _DEEPEST and len(runs) >= 2 * _FEWEST_ROWS else None
    if gutter is None:
        return [list(runs)]
    above = [run for run in runs if run.baseline < gutter.top]
    below = [run for run in runs if run.baseline > gutter.bottom]
    band = [run for run in runs if gutter.top <= run.baseline <= gutter.bottom]
    left = [run for run in band if run.x0 + run.x1 < 2 * gutter.x]
    right = [run for run in band if run.x0 + run.x1 >= 2 * gutter.x]
    parts: list[list[Run]] = []
    for part in (above, left, right, below):
        parts.extend(in_reading_order(part, depth=depth + 1))
    return parts


def _best_gutter(runs: Sequence[Run]) -> _Gutter | None:
    order = sorted(runs, key=lambda run: run.baseline)
    x0 = np.array([run.x0 for run in order])
    x1 = np.array([run.x1 for run in order])
    y = np.array([run.baseline for run in order])
    size = float(np.median([run.size for run in order]))
    candidates = np.unique(np.round(np.concatenate([x0 - _TOUCH, x1 + _TOUCH])))
    candidates = candidates[(candidates > x0.min() + size) & (candidates < x1.max() - size)]
    if len(candidates) == 0:
        return None
    crossing = (x0 < candidates[:, None] - _TOUCH) & (x1 > candidates[:, None] + _TOUCH)
    stretches: list[tuple[float, float, int, int]] = []
    for x, crossed in zip(candidates.tolist(), crossing, strict=True):
        breaks = np.concatenate([[-1], np.nonzero(crossed)[0], [len(order)]])
        for place in np.nonzero(np.diff(breaks) > 2 * _FEWEST_ROWS)[0].tolist():
            start, end = int(breaks[place]) + 1, int(breaks[place + 1])
            stretches.append((float(y[end - 1] - y[start]), x, start, end))
    best: _Gutter | None = None
    best_score = 0.0
    seen: set[tuple[int, int, int]] = set()
    for span, x, start, end in sorted(stretches, reverse=True):
        if span <= best_score:
            break
        on_left = x0[start:end] + x1[start:end] < 2 * x
        key = (start, end, int(on_left.sum()))
        if key in seen:
            continue
        seen.add(key)
        left = [run for run, here in zip(order[start:end], on_left, strict=True) if here]
        right = [run for run, here in zip(order[start:end], on_left, strict=True) if not here]
        if min(len(left), len(right)) < _FEWEST_ROWS:
            continue
        score = _score(left, right, size)
        if score > best_score:
            best_score = score
            best = _Gutter(x, float(y[start]) - 0.01, float(y[end - 1]) + 0.01)
    return best


def _score(left: list[Run], right: list[Run], size: float) -> float:
    """Height in points over which both sides stand as columns of their own; 0 where they do not."""
    top = max(min(run.y0 for run in left), min(run.y0 for run in right))
    bottom = min(max(run.y1 for run in left), max(run.y1 for run in right))
    gap = _edge([run.x0 for run in right]) + _edge([-run.x1 for run in left])
    if bottom - top < 2 * size or gap < _NARROWEST * size:
        return 0.0
    left_rows = _rows(left, top, bottom)
    right_rows = _rows(right, top, bottom)
    # Spaces of three or four lines of running text stand above one another by chance.
    fewest = _FEWEST_ROWS if gap > 2 * size else 4 if gap > 1.3 * size else 7
    if min(len(left_rows), len(right_rows)) < fewest:
        return 0.0
    if _reads_across(left_rows, right_rows, size):
        return 0.0
    return (bottom - top) * min(1.0, 0.5 + gap / (4 * size))


def _edge(values: list[float]) -> float:
    """The smallest of `values`; of ten or more the second smallest, as one run may stand out."""
    return sorted(values)[1] if len(values) >= 10 else min(values)


@dataclass(slots=True)
class _Row:
    x0: float
    x1: float
    y: float
    words: int
    numbers: int


def _rows(runs: Sequence[Run], top: float, bottom: float) -> list[_Row]:
    """Runs of one side put together by baseline."""
    rows: list[_Row] = []
    for run in runs:
        if not top - 1 <= run.middle <= bottom + 1:
            continue
        if rows and abs(rows[-1].y - run.baseline) < 0.35 * run.size:
            row = rows[-1]
            row.x0, row.x1 = min(row.x0, run.x0), max(row.x1, run.x1)
            row.words += len(run.words)
            row.numbers += run.numbers
        else:
            rows.append(_Row(run.x0, run.x1, run.baseline, len(run.words), run.numbers))
    return rows


def _reads_across(left: list[_Row], right: list[_Row], size: float) -> bool:
    """Whether two sides are the cells of rows: same baselines, and a side that is no running text."""
    few, many = (left, right) if len(left) <= len(right) else (right, left)
    ys = np.array([row.y for row in many])
    matched = sum(bool(np.min(np.abs(ys - row.y)) < 0.3 * size) for row in few) / len(few)
    if matched < 0.7:
        return False
    return not (_is_prose(left, size) and _is_prose(right, size))


def _is_prose(rows: list[_Row], size: float) -> bool:
    words = sum(row.words for row in rows)
    if words < 2.5 * len(rows) or sum(row.numbers for row in rows) > 0.4 * words:
        return False
    x0 = min(row.x0 for row in rows)
    width = max(row.x1 for row in rows) - x0
    if width < 8 * size:
        return False
    full = sum(row.x1 - x0 >= 0.7 * width for row in rows)
    return full >= 0.45 * len(rows)
