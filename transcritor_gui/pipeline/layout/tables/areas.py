"""Where on a page tables may be: rows of short pieces with the same white between them.

Rules help to say where such a stretch begins and ends; it is found without any. What is found is a
suspicion only: `judgement` has the last word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from transcritor_gui.model import Box
from transcritor_gui.pipeline.layout.tables.area_ends import (
    CAPTION,
    FEWEST_ROWS,
    NUMBERED,
    is_labelled,
    is_over_heads,
    is_title,
    trimmed,
    without_page_title,
)
from transcritor_gui.pipeline.layout.tables.rule_stacks import RuleStack, is_held, stack_of
from transcritor_gui.pipeline.layout.tables.sides import parted_sides
from transcritor_gui.pipeline.layout.tables.text_rows import (
    Gaps,
    TextRow,
    gaps_of,
    level_groups,
    row_of,
)

__all__ = ["Area", "areas_of"]

_SHARED = 0.3
"""Of the type size: width in which the gaps of two rows must agree to be one gutter."""
_FAR = 3.4
"""Of the type size, from row to row: more ends a table that no rules hold together."""
_FAR_RULED = 6.0
_RECENT, _FEWEST_BESIDE = 4, 2
"""Rows of a chain, and of another one beside it, that the next row is held against; with how many of those
beside it must agree."""
_MOST_BETWEEN = 4
"""Rows of one piece between two rows of several: cells of more lines, heads of groups."""
_MOST_HEAD = 6
_HEAD_PITCH = 2.1
"""Of the type size, from a row of the head to the next one below."""
_MOST_SIDES = 3
"""How often an area is parted into things side by side."""


@dataclass(frozen=True, slots=True)
class Area:
    """A stretch of rows that may be a table."""

    rows: tuple[TextRow, ...]
    """From top to bottom, only with the pieces that belong to it."""
    body: int
    """Index of the first row of several pieces that others agree with."""
    box: Box
    gutters: tuple[tuple[float, float], ...] = ()
    """White strips between its columns, where the page's own order tells them."""

    @property
    def piece_ids(self) -> frozenset[int]:
        """`id` of its pieces."""
        return frozenset(id(piece) for row in self.rows for piece in row.pieces)


@dataclass(frozen=True, slots=True)
class _Line:
    whole: TextRow
    own: TextRow | None
    """Without running text; None where there is nothing else."""
    gaps: Gaps
    """White between the pieces of the row, and of those that overlap it in height."""


def areas_of(
    rows: Sequence[TextRow], prose: set[int], stacks: Sequence[RuleStack], *, depth: int = 0
) -> list[Area]:
    """The stretches of `rows`, without the `prose` among them, that stand in columns."""
    found: list[Area] = []
    cleared = _cleared(rows, prose)
    place = 0
    while place < len(cleared):
        line = cleared[place]
        if line.own is None or not line.gaps:
            place += 1
            continue
        chain = _chain(cleared, place, stacks)
        if len(chain) >= FEWEST_ROWS:
            between = [own for at in range(chain[0], chain[-1] + 1) if (own := cleared[at].own) is not None]
            parted = parted_sides(between, stacks) if depth < _MOST_SIDES else None
            if parted is None:
                top_limit = max((area.box.y1 for area in found), default=0.0) if depth == 0 else 0.0
                found.append(_area(cleared, chain, stacks, top_limit=top_limit))
            else:
                for side in parted:
                    found.extend(areas_of(side, prose, stacks, depth=depth + 1))
            place = chain[-1] + 1
        else:
            place += 1
    return found


def _cleared(rows: Sequence[TextRow], prose: set[int]) -> list[_Line]:
    own = [_without(row, prose) for row in rows]
    gaps: dict[int, Gaps] = {}
    for group in level_groups([row for row in own if row is not None]):
        white = gaps_of(group)
        gaps.update((id(piece), white) for piece in group.pieces)
    return [
        _Line(whole, row, () if row is None else gaps[id(row.pieces[0])])
        for whole, row in zip(rows, own, strict=True)
    ]


def _without(row: TextRow, prose: set[int]) -> TextRow | None:
    pieces = tuple(piece for piece in row.pieces if id(piece) not in prose)
    if not pieces:
        return None
    if len(pieces) == len(row.pieces):
        return row
    return row_of(pieces)


def _agree(one: Gaps, other: Gaps, size: float) -> bool:
    few, many = sorted((one, other), key=len)
    shared = place = 0
    for a, b in few:
        while place < len(many) and many[place][1] <= a:
            place += 1
        end = place
        while end < len(many) and many[end][0] < b:
            end += 1
        shared += any(min(b, d) - max(a, c) >= _SHARED * size for c, d in many[place:end])
    return shared >= 1 and shared >= 0.5 * len(few)


def _chain(cleared: Sequence[_Line], start: int, stacks: Sequence[RuleStack]) -> list[int]:
    """Indices of rows from `start` on that go together, those of one piece among them."""
    chain = [start]
    first = cleared[start].own
    assert first is not None
    recent = [cleared[start].gaps]
    x0, x1 = first.x0, first.x1
    pending: list[int] = []
    beside: list[Gaps] = []  # of rows taken in that agree with none above them: of another table, beside
    last_y = first.baseline
    for place in range(start + 1, len(cleared)):
        whole, row = cleared[place].whole, cleared[place].own
        if _bars_the_way(whole, row, x0, x1):
            break
        if row is None:  # running text beside the table
            continue
        if NUMBERED.match(row.pieces[0].text):
            break
        held = is_held(stacks, last_y, row.baseline, x0, x1)
        if row.baseline - last_y > (_FAR_RULED if held else _FAR) * max(row.size, first.size):
            break
        last_y = row.baseline
        gaps = cleared[place].gaps
        if gaps and (
            any(_agree(gaps, other, row.size) for other in recent[-_RECENT:])
            or sum(_agree(gaps, other, row.size) for other in beside[-_RECENT:]) >= _FEWEST_BESIDE
        ):
            chain.extend(pending)
            beside.extend(white for at in pending if (white := cleared[at].gaps))
            pending = []
            chain.append(place)
            recent.append(gaps)
            x0, x1 = min(x0, row.x0), max(x1, row.x1)
        else:
            pending.append(place)
            if len(pending) > _MOST_BETWEEN and not held:
                break
    # Rows of one piece that end the last row, and no note under the table.
    last = entry = cleared[chain[-1]].own
    for place in pending:
        row = cleared[place].own
        if last is None or entry is None or row is None:
            break
        if not _ends_cell(row, last, x0, x1, stacks) and not _goes_on_below(row, last, entry):
            break
        chain.append(place)
        last = row
    return chain


def _bars_the_way(whole: TextRow, own: TextRow | None, x0: float, x1: float) -> bool:
    """Whether running text stands on this row where the table would have to go on."""
    if own is whole:
        return False
    kept = set() if own is None else {id(piece) for piece in own.pieces}
    return any(
        id(piece) not in kept and min(piece.x1, x1) - max(piece.x0, x0) > 0.3 * (x1 - x0)
        for piece in whole.pieces
    )


def _ends_cell(row: TextRow, last: TextRow, x0: float, x1: float, stacks: Sequence[RuleStack]) -> bool:
    if row.baseline - last.baseline > 1.45 * row.size or row.x1 - row.x0 > 0.6 * (x1 - x0):
        return is_held(stacks, last.baseline, row.baseline, x0, x1)
    if _ruled_between(stacks, last.baseline, row.baseline, x0, x1) or row.size < 0.9 * last.size:
        return False
    text = row.pieces[0].text
    return not CAPTION.match(text) and (text[:1].islower() or row.x0 > x0 + 0.1 * (x1 - x0))


def _goes_on_below(row: TextRow, last: TextRow, entry: TextRow) -> bool:
    """Whether `row` is the next line of a cell of `entry`, not of its first, and no wider than it may be."""
    if row.baseline - last.baseline > 1.45 * row.size or row.size < 0.9 * last.size:
        return False
    return any(
        abs(row.x0 - cell.x0) < 0.5 * row.size and row.x1 <= after.x0
        for cell, after in pairwise(entry.pieces[1:])
    )


def _ruled_between(stacks: Sequence[RuleStack], y0: float, y1: float, x0: float, x1: float) -> bool:
    return any(
        y0 - 1 < y < y1 and min(stack.x1, x1) - max(stack.x0, x0) > 0.7 * (x1 - x0)
        for stack in stacks
        for y in stack.ys
    )


def _area(
    cleared: Sequence[_Line],
    chain: Sequence[int],
    stacks: Sequence[RuleStack],
    *,
    top_limit: float,
) -> Area:
    rows = without_page_title([row for place in chain if (row := cleared[place].own) is not None])
    x0, x1 = min(row.x0 for row in rows), max(row.x1 for row in rows)
    stack = stack_of(stacks, rows, x0, x1)
    rows = trimmed(rows, stack)
    head: list[TextRow] = []
    top = rows[0]
    for place in range(chain[0] - 1, max(-1, chain[0] - 1 - _MOST_HEAD), -1):
        whole, row = cleared[place].whole, cleared[place].own
        if _bars_the_way(whole, row, x0, x1):
            break
        if row is None:
            continue
        if row.baseline < top_limit or not _is_head(row, top, x0, x1, stack):
            break
        head.insert(0, row)
        top = row
    rows = [*head, *rows]
    box = Box(
        min(row.x0 for row in rows),
        min(row.y0 for row in rows),
        max(row.x1 for row in rows),
        max(row.y1 for row in rows),
    )
    return Area(tuple(rows), len(head), box)


def _is_head(row: TextRow, below: TextRow, x0: float, x1: float, stack: RuleStack | None) -> bool:
    if row.x0 < x0 - 2 * row.size or row.x1 > x1 + 2 * row.size:
        return False
    if (is_labelled(row) and len(row.pieces) < len(below.pieces)) or is_over_heads(row, below, x0):
        return False
    if stack is not None and stack.ys[0] < row.y1 - 0.4 * row.size:
        return row.baseline < below.baseline and row.baseline > stack.ys[0]
    if stack is not None and stack.ys[0] < below.y0 + 0.4 * below.size:
        # What stands over the first rule is the caption, or heads where the labels under it have none.
        return len(row.pieces) > 1 and row.x0 > x0 + 0.1 * (x1 - x0) and not CAPTION.match(row.pieces[0].text)
    if below.baseline - row.baseline > _HEAD_PITCH * row.size:
        return False
    piece = row.pieces[0]
    inside = piece.x1 - piece.x0 < 0.5 * (x1 - x0) and piece.x0 > x0 + 0.15 * (x1 - x0)
    return not is_title(row) and (len(row.pieces) > 1 or inside)
