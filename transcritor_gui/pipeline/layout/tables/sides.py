"""Two things side by side, told from the columns of one table: their rows are not level with one another, or
each has rules of its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import numpy as np

from transcritor_gui.pipeline.layout.tables.rule_stacks import RuleStack
from transcritor_gui.pipeline.layout.tables.text_rows import TextRow, gaps_of, has_labels, row_of

__all__ = ["parted_sides"]

_FEWEST_SIDE = 3
_FEW_ACROSS = 0.08
"""Of the rows: so many may lie across the white between two things."""
_WHITE = 1.2
"""Of the type size: its width."""
_LEVEL, _PITCH_PAIR = 0.16, 1.6
"""Of the type size: baselines that agree; lines of one cell."""
_HALF_LINE, _ALONE = 0.8, 0.3
"""Of the type size: so far a row may lie from what belongs to it. Share of rows of either side with nothing
beside them, from which the sides are tables of their own."""
_IN_COLUMNS = 0.5
"""Share of the rows of a side with white in them, where it is a table."""
_FEWEST_RULES, _SHORT_PT = 2, 3.0
"""Rules of one side, and how far they may end from what they stand over."""
_RULES_THROUGH = 3
"""Between the first row and the last: one under the head, and two among the rows."""
_LEAST_LEVEL = 0.45
"""Share of the rows on one side of a gutter that must be level with some on the other, in a table."""


def parted_sides(
    rows: Sequence[TextRow], stacks: Sequence[RuleStack]
) -> tuple[list[TextRow], list[TextRow]] | None:
    """The rows left and right of a gutter between things side by side: they share no baselines, or no rules.

    Rows of several lines are level with the middle of each other's lines.
    """
    size = median([row.size for row in rows])
    for x in _white_places(rows, size):
        left = [part for row in rows if (part := _side(row, x, is_left=True)) is not None]
        right = [part for row in rows if (part := _side(row, x, is_left=False)) is not None]
        if min(len(left), len(right)) < _FEWEST_SIDE:
            continue
        if _are_ruled_apart(left, right, x, stacks):
            return left, right
        few, many = sorted((left, right), key=len)
        if _are_labels_of_groups(few, many, stacks):
            continue
        levels = [row.baseline for row in many]
        middles = [
            (upper.baseline + lower.baseline) / 2
            for upper, lower in pairwise(many)
            if lower.baseline - upper.baseline < _PITCH_PAIR * size
            and len(upper.pieces) == len(lower.pieces) == 1
        ]
        level = sum(any(abs(row.baseline - y) < _LEVEL * size for y in (*levels, *middles)) for row in few)
        if level < _LEAST_LEVEL * len(few) or _are_two_tables(left, right, size):
            return left, right
    return None


def _are_two_tables(left: Sequence[TextRow], right: Sequence[TextRow], size: float) -> bool:
    """Whether both sides stand in columns of their own, and many rows of each have nothing beside them."""
    for own, other in ((left, right), (right, left)):
        levels = np.array([row.baseline for row in other])
        in_columns = [row for row in own if gaps_of(row)]
        # A line alone that stands in no columns goes on with a cell above it.
        alone = sum(float(np.min(np.abs(levels - row.baseline))) > _HALF_LINE * size for row in in_columns)
        if alone < _ALONE * len(own) or len(in_columns) < _IN_COLUMNS * len(own):
            return False
    return True


def _are_ruled_apart(
    left: Sequence[TextRow], right: Sequence[TextRow], x: float, stacks: Sequence[RuleStack]
) -> bool:
    """Whether each side is a table with rules over all its columns, or one is and both have labels of their
    own; and no rule goes on from one to the other."""
    rows = [*left, *right]
    top = min(row.y0 for row in rows) - max(row.size for row in rows)
    bottom = max(row.y1 for row in rows) + max(row.size for row in rows)
    among = [
        (stack.x0, stack.x1) for stack in stacks if sum(top < y < bottom for y in stack.ys) >= _FEWEST_RULES
    ]
    if any(x0 < x < x1 for x0, x1 in among):
        return False
    if any(sum(bool(gaps_of(row)) for row in side) < _IN_COLUMNS * len(side) for side in (left, right)):
        return False
    ruled = [
        any(
            x0 <= min(row.x0 for row in side) + _SHORT_PT and x1 >= max(row.x1 for row in side) - _SHORT_PT
            for x0, x1 in among
        )
        for side in (left, right)
    ]
    return all(ruled) or (any(ruled) and has_labels(left) and has_labels(right))


def _are_labels_of_groups(
    labels: Sequence[TextRow], others: Sequence[TextRow], stacks: Sequence[RuleStack]
) -> bool:
    """Whether `labels` are cells over several rows of `others`, and level with none: rules go over both."""
    if any(len(row.pieces) > 1 for row in labels[1:]):
        return False
    x0, x1 = (min(row.x0 for row in (*labels, *others)), max(row.x1 for row in (*labels, *others)))
    top, bottom = others[0].baseline, others[-1].baseline
    return any(
        stack.x0 <= x0 + _SHORT_PT
        and stack.x1 >= x1 - _SHORT_PT
        and sum(top < y < bottom for y in stack.ys) >= _RULES_THROUGH
        for stack in stacks
    )


def _white_places(rows: Sequence[TextRow], size: float) -> list[float]:
    """Middles of the white strips that hardly a row lies across, the widest first."""
    edges = sorted((piece.x0, piece.x1) for row in rows for piece in row.pieces)
    x0, x1 = edges[0][0], max(right for _, right in edges)
    covered = np.zeros(int(x1 - x0) + 2, np.int32)
    for left, right in edges:
        covered[int(left - x0) : int(right - x0) + 1] += 1
    free = covered <= _FEW_ACROSS * len(rows)
    bounds = np.flatnonzero(np.diff(np.concatenate([[0], free.astype(np.int8), [0]])))
    strips = [
        (end - start, x0 + (start + end) / 2)
        for start, end in zip(bounds[::2].tolist(), bounds[1::2].tolist(), strict=True)
        if end - start >= _WHITE * size
    ]
    return [x for _, x in sorted(strips, reverse=True)]


def _side(row: TextRow, x: float, *, is_left: bool) -> TextRow | None:
    pieces = tuple(piece for piece in row.pieces if ((piece.x0 + piece.x1) / 2 < x) == is_left)
    if not pieces:
        return None
    return row if len(pieces) == len(row.pieces) else row_of(pieces)
