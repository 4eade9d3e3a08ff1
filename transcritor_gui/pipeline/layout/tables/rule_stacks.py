"""Rules across that begin and end at the same places: what holds a table together that has no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from operator import attrgetter

from transcritor_gui.pipeline.layout.tables.text_rows import TextRow
from transcritor_gui.pipeline.rules import Rule

__all__ = ["RuleStack", "cells_in_stacks", "is_held", "rule_stacks", "stack_of", "whole_lines"]

_SAME_EXTENT_PT, _LEVEL_PT, _JOINS_PT = 6.0, 2.5, 4.0
"""Between the ends of two rules of one table; between the pieces of one rule, across it and along it."""
_MOST_LEVEL = 40
"""Pieces of rules on one level that the next one is held against."""
_PLACE = attrgetter("y0", "x0")
_RULES_OF_TABLE = 3
_FEWEST_AMONG_ROWS = 2
"""Of the rules of a stack: those among the rows that it goes with."""


@dataclass(frozen=True, slots=True)
class RuleStack:
    """Rules across the page that begin and end at the same places."""

    x0: float
    x1: float
    ys: tuple[float, ...]


def rule_stacks(rules: Sequence[Rule]) -> list[RuleStack]:
    """Two or more rules across with the same ends, joined from their pieces; from the widest down."""
    groups: list[list[Rule]] = []
    homes: dict[tuple[int, int], list[int]] = {}
    """The groups whose first rule begins and ends in a square of _SAME_EXTENT_PT."""
    for line in whole_lines(rules):
        left, right = int(line.x0 // _SAME_EXTENT_PT), int(line.x1 // _SAME_EXTENT_PT)
        near = [
            place
            for x, y in product((left - 1, left, left + 1), (right - 1, right, right + 1))
            for place in homes.get((x, y), ())
            if abs(groups[place][0].x0 - line.x0) <= _SAME_EXTENT_PT
            and abs(groups[place][0].x1 - line.x1) <= _SAME_EXTENT_PT
        ]
        if near:
            groups[min(near)].append(line)
        else:
            homes.setdefault((left, right), []).append(len(groups))
            groups.append([line])
    return [
        RuleStack(
            min(rule.x0 for rule in group),
            max(rule.x1 for rule in group),
            tuple(sorted(rule.y0 for rule in group)),
        )
        for group in groups
        if len(group) > 1
    ]


def whole_lines(rules: Sequence[Rule]) -> list[Rule]:
    """The rules across of `rules`, put together from their pieces."""
    lines: list[Rule] = []
    level = 0  # From there on lines are level with the rule, as both come from top to bottom.
    for rule in sorted([rule for rule in rules if rule.is_horizontal], key=_PLACE):
        y0, x0, x1 = rule.y0, rule.x0, rule.x1
        while level < len(lines) and y0 - lines[level].y0 > _LEVEL_PT:
            level += 1
        for place in range(max(level, len(lines) - _MOST_LEVEL), len(lines)):
            line = lines[place]
            if x0 <= line.x1 + _JOINS_PT and x1 >= line.x0 - _JOINS_PT:
                if x0 < line.x0 or x1 > line.x1:
                    lines[place] = Rule(min(line.x0, x0), line.y0, max(line.x1, x1), line.y0)
                break
        else:
            lines.append(rule)
    return lines


def cells_in_stacks(rows: Sequence[TextRow], prose: set[int], stacks: Sequence[RuleStack]) -> set[int]:
    """`prose` without what only looks like it: long cells beside shorter ones, between rules of one table."""
    held: dict[int, list[bool]] = {}
    for place, stack in enumerate(stacks):
        if len(stack.ys) < _RULES_OF_TABLE:
            continue
        for row in rows:
            if not stack.ys[0] < row.baseline < stack.ys[-1]:
                continue
            inside = [piece for piece in row.pieces if stack.x0 - 3 <= piece.x0 and piece.x1 <= stack.x1 + 3]
            long = [piece for piece in inside if id(piece) in prose]
            if long:
                held.setdefault(place, []).append(len(long) < len(inside))
    freed = [stacks[place] for place, beside in held.items() if sum(beside) >= 0.6 * len(beside)]
    if not freed:
        return prose
    return prose - {
        id(piece)
        for stack in freed
        for row in rows
        if stack.ys[0] < row.baseline < stack.ys[-1]
        for piece in row.pieces
        if stack.x0 - 3 <= piece.x0 and piece.x1 <= stack.x1 + 3
    }


def is_held(stacks: Sequence[RuleStack], y0: float, y1: float, x0: float, x1: float) -> bool:
    return any(
        stack.ys[0] < y0 and stack.ys[-1] > y1 - 2 and min(stack.x1, x1) - max(stack.x0, x0) > 0.7 * (x1 - x0)
        for stack in stacks
    )


def stack_of(stacks: Sequence[RuleStack], rows: Sequence[TextRow], x0: float, x1: float) -> RuleStack | None:
    """The rules that go with the rows: over their width, and some of them among the rows or at their ends."""
    best: tuple[float, RuleStack] | None = None
    top, bottom = rows[0].y0 - 6 * rows[0].size, rows[-1].y1 + rows[-1].size
    for stack in stacks:
        shared = min(stack.x1, x1) - max(stack.x0, x0)
        inside = tuple(y for y in stack.ys if top <= y <= bottom)
        if (
            shared < 0.75 * (x1 - x0)
            or shared < 0.6 * (stack.x1 - stack.x0)
            or len(inside) < _FEWEST_AMONG_ROWS
        ):
            continue
        reach = inside[-1] - inside[0]
        if best is None or reach > best[0]:
            best = reach, RuleStack(stack.x0, stack.x1, inside)
    return None if best is None else best[1]
