"""Lines of an area in units that overlap in height, with what stands in their columns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from transcritor_gui.pipeline.layout.tables.columns import Columns
from transcritor_gui.pipeline.layout.tables.rule_stacks import whole_lines
from transcritor_gui.pipeline.layout.tables.text_rows import Piece, TextRow, is_figure
from transcritor_gui.pipeline.rules import Rule

__all__ = ["RULED", "Unit", "share_ruled", "units_of"]

_OVERLAP = 0.72
"""Of the type size: baselines nearer than this are one row."""
RULED = 0.6
"""Of the width of an area: rules so long between two lines part two rows."""
_PARTLY_RULED = 0.5
_UNDER_LABELS = 0.05
"""Of the width, where rules under labels begin."""


@dataclass(slots=True)
class Unit:
    lines: list[TextRow]
    cells: dict[int, list[Piece]] = field(default_factory=dict)
    """By first column."""
    spans: bool = False
    """Whether one of its pieces lies in several columns."""

    @property
    def top(self) -> float:
        return self.lines[0].baseline

    @property
    def bottom(self) -> float:
        return self.lines[-1].baseline

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    def text(self, column: int) -> str:
        return " ".join(piece.text for piece in self.cells.get(column, ()))

    def figures(self) -> set[int]:
        return {column for column in self.cells if is_figure(self.text(column))}


def units_of(
    rows: Sequence[TextRow], columns: Columns, across: Sequence[Rule], x0: float, x1: float
) -> list[Unit]:
    units: list[Unit] = []
    for row in sorted(rows, key=lambda item: item.baseline):
        new = Unit([row])
        last = units[-1] if units else None
        if (
            last is not None
            and row.baseline - last.bottom < _OVERLAP * min(row.size, last.size)
            and share_ruled(across, last, new, x0, x1) < RULED
            and not _is_ruled_off(row, last, across)
            and not _has_figure_under_figure(last, row)
        ):
            last.lines.append(row)
        else:
            units.append(new)
    for unit in units:
        for row in unit.lines:
            for piece in row.pieces:
                first, end = columns.span(piece)
                unit.cells.setdefault(first, []).append(piece)
                unit.spans |= end > first
    return units


def _is_ruled_off(row: TextRow, last: Unit, across: Sequence[Rule]) -> bool:
    """Whether a rule over all of `row` parts it from the first line of `last`; what stands between the two,
    beside the rule, is a cell over both."""
    if len(row.pieces) == 1 or len(last.lines) == 1 or len(last.lines[-1].pieces) > 1:
        return False
    top, bottom = last.top - 0.25 * last.size, row.baseline - 0.3 * row.size
    between = across[bisect_left(across, top, key=_height) : bisect_right(across, bottom, key=_height)]
    label = last.lines[-1].pieces[0]
    return any(label.x1 <= rule.x0 <= row.x0 and rule.x1 >= row.x1 for rule in whole_lines(between))


def _has_figure_under_figure(unit: Unit, row: TextRow) -> bool:
    """Whether a figure of `row` stands under one of `unit`: rows of tall letters that are set close."""
    above = [piece for line in unit.lines for piece in line.pieces if is_figure(piece.text)]
    return any(
        min(piece.x1, other.x1) > max(piece.x0, other.x0)
        for piece in row.pieces
        if is_figure(piece.text)
        for other in above
    )


def _height(rule: Rule) -> float:
    return rule.y0


def share_ruled(across: Sequence[Rule], one: Unit, other: Unit, x0: float, x1: float) -> float:
    """Share of the width that is ruled between two units, by rules in order from top to bottom.

    At most a part where the rules are those under heads over several columns, with white between them and
    none under the labels.
    """
    top, bottom = one.bottom - 0.25 * one.size, other.top - 0.3 * other.size
    between = across[bisect_left(across, top, key=_height) : bisect_right(across, bottom, key=_height)]
    if not between:
        return 0.0
    covered: list[tuple[float, float]] = sorted(
        (max(rule.x0, x0), min(rule.x1, x1)) for rule in between if min(rule.x1, x1) > max(rule.x0, x0)
    )
    total, reached = 0.0, x0
    for left, right in covered:
        total += max(0.0, right - max(left, reached))
        reached = max(reached, right)
    if covered[0][0] > x0 + _UNDER_LABELS * (x1 - x0):
        return min(total / max(x1 - x0, 1.0), _PARTLY_RULED)
    return total / max(x1 - x0, 1.0)
