"""Which lines of an area make one row: parted by rules, by white, or by what stands in their columns.

A cell may have several lines, centred or not, and a rule may stand between groups of rows only. Lines are
first put into units that overlap in height; then each gap between two units is judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from transcritor_gui.model import Box
from transcritor_gui.pipeline.layout.tables.columns import Columns
from transcritor_gui.pipeline.layout.tables.drawn_order import drawn_rows
from transcritor_gui.pipeline.layout.tables.row_units import RULED, Unit, share_ruled, units_of
from transcritor_gui.pipeline.layout.tables.text_rows import Piece, TextRow, is_figure
from transcritor_gui.pipeline.rules import Rule

__all__ = ["RowGroup", "row_groups"]

_TOUCHED = 0.04
"""Of the width of an area: rules no longer than this between two lines are none."""
_FEW_RULED = 3
"""Rules between lines, of which the first ends the head whatever stands above it."""
_FEWEST_RULED = 2
"""Rules between lines of the body from which they may part its rows."""
_MANY_RULED = 0.3
"""Of the gaps between lines of the body: with fewer that are ruled, the lines between two rules are a row
where they look like one."""
_BELOW_ONE_ANOTHER = 2
"""Figures in one column, which are figures of two rows."""
_FEWEST_UNITS, _FEWEST_FULL_UNITS = 2, 3
"""Lines between two rules that may be rows: with figures, and without."""
_FEWEST_GROUPS = 2
_CELLS_OF_HEAD = 3
"""Heads in one line, over which the title of a group of rows is none."""
_LABEL_AND_FIGURE = 2
"""Cells of the last line of a label, which its figures stand beside."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_SO_MANY_FOR = re.compile(r"\W*\d[\d.,]*\s*\w{0,3}\.?\s*[xX×*@]\s*[A-Z]{0,3}[$€£]?\s*\d+[.,]\d{2}\W*")
"""How much of the thing above was bought, and for how much each: '2 x 9,40' is a row, and no more of its
name."""
_COUNTED = re.compile(r"\d{1,3}[xX]?\s+\w")
"""How many of a thing: "1 L Coke" under "1 L McChicken" is another thing, though it stands farther in."""
_MOST_HEAD = 6
_SINGLE_SPACED = 1.5
"""Of the type size: lines of one cell are not farther apart."""
_CLEARLY_WIDER = 1.2
"""How much wider the gaps between rows are than those between the lines of a cell, where gaps tell."""
_STRANGE = 0.15
"""Share of the groups that may look like several rows: with figures below figures, or labels below labels."""
_PARTLY_FILLED = 0.72
"""Share of a group's columns that its later lines fill on the average, where groups of lines are rows."""


@dataclass(slots=True)
class RowGroup:
    lines: list[TextRow]
    is_head: bool = False


def row_groups(
    rows: Sequence[TextRow], columns: Columns, across: Sequence[Rule], frames: Sequence[Box]
) -> list[RowGroup]:
    """`rows` put together into rows of the table, those of its head marked. `frames`: closed on all sides."""
    x0, x1 = min(row.x0 for row in rows), max(row.x1 for row in rows)
    across = sorted(across, key=lambda rule: rule.y0)
    units = units_of(rows, columns, across, x0, x1)
    shares = [share_ruled(across, one, other, x0, x1) for one, other in pairwise(units)]
    ruled = [share >= RULED for share in shares]
    partly = [share > _TOUCHED for share in shares]
    head = _without_section(units, _head_length(units, ruled))
    drawn = drawn_rows(rows, columns)
    if drawn is not None and not _are_parted(drawn, units, ruled):
        heads = {id(line) for unit in units[:head] for line in unit.lines}
        return [RowGroup(lines, is_head=all(id(line) in heads for line in lines)) for lines in drawn]
    joins = [False] * len(ruled)
    for place in range(head - 1):
        upper, lower = units[place], units[place + 1]
        joins[place] = _share_frame(upper, lower, frames) or (
            not ruled[place] and not partly[place] and _head_goes_on(upper, lower)
        )
    _join_body(units, ruled, joins, head, columns.count)
    groups: list[RowGroup] = []
    for place, unit in enumerate(units):
        if place and joins[place - 1]:
            groups[-1].lines.extend(unit.lines)
        else:
            groups.append(RowGroup(list(unit.lines), is_head=place < head))
    return groups


def _are_parted(drawn: Sequence[Sequence[TextRow]], units: Sequence[Unit], ruled: Sequence[bool]) -> bool:
    """Whether a rule parts the lines of one row as it is `drawn`."""
    row_of = {id(line): number for number, lines in enumerate(drawn) for line in lines}
    return any(
        is_ruled and row_of[id(upper.lines[-1])] == row_of[id(lower.lines[0])]
        for is_ruled, (upper, lower) in zip(ruled, pairwise(units), strict=True)
    )


def _head_length(units: Sequence[Unit], ruled: Sequence[bool]) -> int:
    """How many units stand in the head: those over the first rule, or those without figures over figures."""
    ruled_at = [place for place, is_ruled in enumerate(ruled) if is_ruled]
    bodies = [unit.figures() for unit in units]
    later = [
        sum(column != 0 and not _YEAR.fullmatch(unit.text(column)) for column in figures)
        for unit, figures in zip(units, bodies, strict=True)
    ]
    if ruled_at:
        first = ruled_at[0] + 1
        # More rows of figures than heads have: goods, over the rule of their sum.
        has_goods = sum(count > 0 for count in later[:first]) > _BELOW_ONE_ANOTHER
        if (
            not has_goods
            and first <= max(1, min(_MOST_HEAD, len(units) // 2))
            and (
                len(ruled_at) <= _FEW_RULED
                or len(ruled_at) < 0.5 * len(units)
                or first <= 1
                or not any(later[:first])
            )
        ):
            return first
    usual = sorted(later)[len(later) // 2]
    if usual == 0:
        return _bold_length(units) or int(_is_head_alone(units, later))
    head = 0
    for place, (unit, count) in enumerate(zip(units, later, strict=True)):
        far = place and unit.top - units[place - 1].bottom > _SINGLE_SPACED * unit.size
        if count or (unit.cells.keys() == {0} and head) or (far and not units[place - 1].spans):
            break
        head += 1
    if 0 < head <= _MOST_HEAD and head < len(units):
        return max(head, _bold_length(units))
    return _bold_length(units)


def _is_head_alone(units: Sequence[Unit], later: Sequence[int]) -> bool:
    """Whether the first line has a text in each column and the next one figures below them; that most lines
    have none is for the further lines of cells."""
    if len(units) < _FEWEST_UNITS:
        return False
    columns = set().union(*(unit.cells for unit in units))
    full = [count for unit, count in zip(units, later, strict=True) if len(unit.cells) == len(columns)]
    return (
        units[0].cells.keys() == columns
        and later[0] == 0
        and later[1] > 0
        and 2 * sum(map(bool, full)) > len(full)
    )


def _without_section(units: Sequence[Unit], head: int) -> int:
    """The length of the head without the title of the first group of rows; later groups have one as well."""
    if head < _FEWEST_UNITS or not _is_section(units[head - 1]):
        return head
    above = units[head - 2]
    is_head = len(above.cells) >= _CELLS_OF_HEAD and 0 in above.cells and not above.spans
    return head - 1 if is_head and any(map(_is_section, units[head:])) else head


def _is_section(unit: Unit) -> bool:
    text = unit.text(0)
    return unit.cells.keys() == {0} and text[:1].isupper() and not is_figure(text)


def _bold_length(units: Sequence[Unit]) -> int:
    """How many units from the first on are set in bold, over others that are not; a title ends them."""
    bold = 0
    while bold < len(units) and all(
        word.bold for line in units[bold].lines for piece in line.pieces for word in piece.words
    ):
        if bold and units[bold].cells.keys() == {0} and not units[bold].spans:
            break
        bold += 1
    return bold if bold <= _MOST_HEAD and bold < len(units) else 0


def _share_frame(upper: Unit, lower: Unit, frames: Sequence[Box]) -> bool:
    """Whether every cell of `lower` stands in one frame with the cell of `upper` above it."""
    if not frames or not lower.cells.keys() <= upper.cells.keys():
        return False
    return all(
        any(_holds(frame, upper.cells[column][0]) and _holds(frame, own[0]) for frame in frames)
        for column, own in lower.cells.items()
    )


def _holds(frame: Box, piece: Piece) -> bool:
    return frame.x0 <= (piece.x0 + piece.x1) / 2 <= frame.x1 and frame.y0 <= piece.middle <= frame.y1


def _head_goes_on(upper: Unit, lower: Unit) -> bool:
    """Whether two lines of a head are lines of the same cells, not a head over heads."""
    if lower.top - upper.bottom > 1.6 * lower.size:
        return False
    return not upper.spans


def _join_body(
    units: Sequence[Unit], ruled: Sequence[bool], joins: list[bool], head: int, columns: int
) -> None:
    steps = [lower.top - upper.bottom for upper, lower in pairwise(units)]
    places = list(range(head, len(units) - 1))
    if not places:
        return
    rules = sum(ruled[place] for place in places)
    bands = _runs(places, lambda place: not ruled[place], len(units))
    if rules >= _FEWEST_RULED and (
        rules >= _MANY_RULED * len(places) or _groups_are_rows(units, bands, are_ruled=True)
    ):
        for band in bands:
            own = units[band[0] : band[1] + 1]
            if not _are_rows(own, columns):
                for place in range(band[0], band[1]):
                    joins[place] = True
            else:
                _join_by_text(units, ruled, joins, range(band[0], band[1]), steps)
        return
    limit = _telling_gap([steps[place] for place in places if not ruled[place]], units[head].size)
    if limit is not None:
        groups = _runs(places, lambda place: not ruled[place] and steps[place] <= limit, len(units))
        if _groups_are_rows(units, groups, are_ruled=False):
            for first, last in groups:
                for place in range(first, last):
                    joins[place] = True
            return
    _join_by_text(units, ruled, joins, places, steps)


def _runs(places: Sequence[int], holds: Callable[[int], bool], count: int) -> list[tuple[int, int]]:
    """(first, last) of the units that hang together over `places` where `holds`."""
    found: list[tuple[int, int]] = []
    start = places[0]
    for place in places:
        if not holds(place):
            found.append((start, place))
            start = place + 1
    found.append((start, count - 1))
    return found


def _are_rows(units: Sequence[Unit], columns: int) -> bool:
    """Whether units between two rules are rows of their own: figures below figures, or all columns filled."""
    if len(units) < _FEWEST_UNITS:
        return False
    seen: dict[int, int] = {}
    for unit in units:
        for column in unit.figures():
            seen[column] = seen.get(column, 0) + 1
    if max(seen.values(), default=0) >= max(_BELOW_ONE_ANOTHER, 0.5 * len(units)):
        return True
    filled = [set(unit.cells) for unit in units]
    full = len(units) >= _FEWEST_FULL_UNITS and all(len(own) >= max(2, columns - 1) for own in filled)
    return full and not _flows(units)


def _flows(units: Sequence[Unit]) -> bool:
    """Whether text runs on from line to line in the columns of `units`."""
    lower = total = 0
    for unit in units[1:]:
        for column in unit.cells:
            total += 1
            lower += unit.text(column)[:1].islower()
    return lower > 0.3 * total


def _telling_gap(steps: Sequence[float], size: float) -> float | None:
    """The step between lines over which a new row begins, where steps fall into narrow and wide ones."""
    usual = sorted(step for step in steps)
    best: tuple[float, float] | None = None
    for one, other in pairwise(usual):
        if one < 0.6 * size or one > _SINGLE_SPACED * size:
            continue
        ratio = other / one
        if ratio >= _CLEARLY_WIDER and (best is None or ratio > best[0]):
            best = ratio, (one + other) / 2
    return None if best is None else best[1]


def _groups_are_rows(units: Sequence[Unit], groups: Sequence[tuple[int, int]], *, are_ruled: bool) -> bool:
    """Whether each group of units has the cells of one row; between rules its label may stand at any line."""
    many = [units[first : last + 1] for first, last in groups if last > first]
    if not many or len(groups) < _FEWEST_GROUPS:
        return False
    conflicts = shares = labelled = 0.0
    for group in many:
        seen: dict[int, int] = {}
        for unit in group:
            for column in unit.figures():
                seen[column] = seen.get(column, 0) + 1
        conflicts += any(count >= _BELOW_ONE_ANOTHER for count in seen.values())
        filled = set().union(*(unit.cells for unit in group))
        labels = sum(0 in unit.cells for unit in group)
        labelled += labels > (1 if are_ruled or 0 in group[0].cells else 0)
        shares += sum(len(unit.cells) for unit in group[1:]) / (len(group) - 1) / len(filled)
    return conflicts <= _STRANGE * len(many) and (
        shares / len(many) <= _PARTLY_FILLED or labelled <= _STRANGE * len(many)
    )


def _join_by_text(
    units: Sequence[Unit],
    ruled: Sequence[bool],
    joins: list[bool],
    places: Sequence[int],
    steps: Sequence[float],
) -> None:
    for place in places:
        if ruled[place] or joins[place]:
            continue
        upper, lower = units[place], units[place + 1]
        if steps[place] > _SINGLE_SPACED * lower.size:
            continue
        begun = place and joins[place - 1]
        joins[place] = _goes_on(upper, lower) or (not begun and _begins_label(upper, lower))


def _goes_on(upper: Unit, lower: Unit) -> bool:
    """Whether `lower` holds only further lines of cells that `upper` has begun."""
    if lower.spans or upper.spans or not lower.cells.keys() <= upper.cells.keys():
        return False
    if lower.cells.keys() == upper.cells.keys():
        if len(upper.cells) == 1:
            return False
        return all(_reads_on(upper.text(column), lower.text(column)) for column in lower.cells)
    if lower.figures() or _is_of_goods(upper, lower):
        return False
    if 0 not in lower.cells:
        return True
    label = lower.text(0)
    indent = lower.cells[0][0].x0 - upper.cells[0][0].x0
    return (
        label[:1].islower()
        or label[:1] in "(&/"
        or _is_open(upper.text(0))
        or (indent > 0.4 * lower.size and lower.cells.keys() == {0} and len(upper.cells) > 1)
    )


def _is_of_goods(upper: Unit, lower: Unit) -> bool:
    """Whether `lower` says how many there are of what `upper` names, or of another thing."""
    if any(_SO_MANY_FOR.fullmatch(lower.text(column)) for column in lower.cells):
        return True
    return all(0 in unit.cells and _COUNTED.match(unit.text(0)) is not None for unit in (upper, lower))


def _reads_on(above: str, below: str) -> bool:
    return below[:1].islower() or _is_open(above)


def _is_open(text: str) -> bool:
    return text.endswith(("-", ",", " e", " de", " da", " do", " and", " of", " the", " or", " in", "/", "&"))


def _begins_label(upper: Unit, lower: Unit) -> bool:
    """Whether `upper` is only the first line of a label whose figures stand beside its last line."""
    if upper.cells.keys() != {0} or upper.spans:
        return False
    if 0 not in lower.cells or len(lower.cells) < _LABEL_AND_FIGURE:
        return False
    return _reads_on(upper.text(0), lower.text(0))
