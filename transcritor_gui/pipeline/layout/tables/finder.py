"""Tables of a page: grids that rules enclose, and areas whose words stand in columns.

A grid is taken as it is drawn where its cells are what is printed. Where rows share a cell, columns lie
outside of it, or rules are only across, the area's words say where rows and columns are.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from transcritor_gui.model import Box, Table, Word, enclosing
from transcritor_gui.model.table_words import rows_from_lines
from transcritor_gui.pipeline.box_array import box_array, middle_of
from transcritor_gui.pipeline.layout.lines import build_runs, merge_into_lines
from transcritor_gui.pipeline.layout.tables.areas import Area, areas_of
from transcritor_gui.pipeline.layout.tables.cells import (
    Cell,
    CellGrid,
    completed,
    grid_of,
    merged_by,
    parted_at,
    table_of,
)
from transcritor_gui.pipeline.layout.tables.columns import Columns, columns_of, with_empty_columns
from transcritor_gui.pipeline.layout.tables.drawn_areas import drawn_areas, rows_without
from transcritor_gui.pipeline.layout.tables.framed import are_set_apart, container_frames, parted_by_frames
from transcritor_gui.pipeline.layout.tables.head_cells import with_tall_heads
from transcritor_gui.pipeline.layout.tables.judgement import is_table
from transcritor_gui.pipeline.layout.tables.ledgers import cells_in_ledgers
from transcritor_gui.pipeline.layout.tables.row_groups import row_groups
from transcritor_gui.pipeline.layout.tables.rule_stacks import cells_in_stacks, rule_stacks, whole_lines
from transcritor_gui.pipeline.layout.tables.ruled import (
    Enclosed,
    TooManyRulesError,
    enclosed,
    filled_grids,
    suggests_grid,
)
from transcritor_gui.pipeline.layout.tables.running_text import prose_of
from transcritor_gui.pipeline.layout.tables.text_rows import (
    CURRENCIES,
    is_figure,
    pieces_of,
    rows_of,
)
from transcritor_gui.pipeline.rules import Rule

__all__ = ["find_tables", "may_have_tables", "table_of_words"]

_log = logging.getLogger(__name__)

_OUTSIDE, _SHARED = 0.1, 0.08
"""Of the cells that the words make: outside of all frames; figures that share a frame with others."""
_RULES_OF_FRAME = 2
_WIDE_RULE = 0.7
"""Of the width of an area: rules across so long are of the table, not of one of its heads."""
_FEWEST_WORDS, _FEWEST_GAPS = 4, 3
_STARTS_PT, _SHORT_PT, _RULES_OF_STACK = 6.0, 60.0, 3
_SEVERAL_GAPS, _FEWEST_COLUMNS = 2, 2
"""Wide gaps in one line, as a row of three cells has them; columns of a table."""
_WIDE_GAP = 0.95
"""Of a word's height."""
_BETWEEN_SHADED = 0.35
"""Of the rows of a table with groups of rows shaded: those of the groups that are not."""
_NEARLY_ALL = 0.9
"""Of the words that are to be one table."""


def may_have_tables(rules: Sequence[Rule], words: Sequence[Word]) -> bool:
    """Whether it is worth while to look; a page of running text is told in a fraction of a millisecond.

    It is where rules make a grid or stand in a stack, or where several rows have two wide gaps or more, or
    one with a figure beside it.
    """
    if len(words) < _FEWEST_WORDS:
        return False
    if suggests_grid(rules) or _has_stack(rules):
        return True
    x0, y0, x1, y1 = np.ascontiguousarray(box_array([word.box for word in words]).T)
    height = middle_of(y1 - y0)
    rank = np.round((y0 + y1) / max(height, 1.0))
    order = np.lexsort((x0, rank))
    top, foot = y0[order], y1[order]
    level = np.abs(top[1:] + foot[1:] - top[:-1] - foot[:-1]) < 0.7 * height
    wide = np.flatnonzero(level & (x0[order[1:]] - x1[order[:-1]] > _WIDE_GAP * height))
    if len(wide) < _FEWEST_GAPS:
        return False
    _, counts = np.unique(rank[order[wide]], return_counts=True)
    if int(np.count_nonzero(counts >= _SEVERAL_GAPS)) >= _FEWEST_GAPS:
        return True
    figures = 0
    for place in wide.tolist():
        figures += any(
            is_figure(text) or text in CURRENCIES
            for at in (place, place + 1)
            if (text := words[int(order[at])].text)
        )
        if figures >= _FEWEST_GAPS:
            return True
    return False


def _has_stack(rules: Sequence[Rule]) -> bool:
    """Whether three rules across, not short ones, begin at one place."""
    starts = Counter(
        round(rule.x0 / _STARTS_PT) for rule in rules if rule.is_horizontal and rule.x1 - rule.x0 > _SHORT_PT
    )
    return any(count >= _RULES_OF_STACK for count in starts.values())


def find_tables(rules: Sequence[Rule], words: Sequence[Word]) -> tuple[Table, ...]:
    """Tables with at least two rows and two columns, from top to bottom."""
    if not may_have_tables(rules, words):
        return ()
    try:
        closed = enclosed(rules)
    except TooManyRulesError:
        closed, rules = Enclosed(), ()  # a drawing
    grids = filled_grids(closed, words)
    frames = closed.cells
    across = [rule for rule in rules if rule.is_horizontal]
    down = [rule for rule in rules if not rule.is_horizontal]
    rows = rows_of(pieces_of(words, down))
    stacks = rule_stacks(across)
    found: list[CellGrid] = []
    drawn = drawn_areas(rows)
    prose = cells_in_ledgers(rows, cells_in_stacks(rows, prose_of(rows), stacks))
    prose = prose.difference(*(area.piece_ids for area in drawn))
    containers = container_frames(closed, rows)
    grids = [grid for grid in grids if not any(grid.box.overlap_area(frame) > 0 for frame in containers)]
    apart, *framed = parted_by_frames(rows, containers)
    found_apart = areas_of(apart, prose, stacks)
    torn = [area for area in drawn if not any(area.piece_ids <= other.piece_ids for other in found_apart)]
    if torn:
        found_apart = [*torn, *areas_of(rows_without(apart, torn), prose, stacks)]
    areas = [(_with_gutters(area, drawn), 0, True) for area in found_apart]
    areas += [(area, _RULES_OF_FRAME, True) for part in framed for area in areas_of(part, prose, stacks)]
    while areas:
        area, more, is_whole = areas.pop(0)
        suspected = _grid(area, across, down, frames, more_rules=more)
        grid = None if suspected is None else completed(suspected, words)
        if grid is None:
            if any(area.piece_ids == other.piece_ids for other in torn) and is_whole:
                areas += [(part, more, False) for part in areas_of(area.rows, prose_of(area.rows), stacks)]
            continue
        own = [
            other
            for other in grids
            if other.box.overlap_area(grid.box) > 0.3 * min(other.box.area, grid.box.area)
        ]
        if (
            len(own) > 1
            and not are_set_apart([other.box for other in own])
            and not _are_shaded_groups([other.box for other in own], area)
        ):
            # Tables under one another: each is looked at by itself, once.
            boxes = [other.box for other in own] if is_whole else []
            areas += [
                (part, more, False)
                for lines in parted_by_frames(area.rows, boxes)[1:]
                for part in areas_of(lines, prose, stacks)
            ]
            continue
        if any(not _reads_more(grid, other) for other in own):
            continue
        grids = [other for other in grids if other not in own]
        found.append(grid)
    found.extend(grids)
    tables = [table_of(grid) for grid in _apart(found)]
    return tuple(sorted(tables, key=lambda table: (table.box.y0, table.box.x0)))


def table_of_words(rules: Sequence[Rule], words: Sequence[Word]) -> Table:
    """All `words`, of which there is at least one, as one table, whatever they look like.

    As `find_tables` sees it where that finds one of nearly all of them; else by their rows and the white
    between them, each in a cell.
    """
    try:
        found = find_tables(rules, words)
        if len(found) == 1 and _share_in(found[0].box, words) >= _NEARLY_ALL:
            return found[0]
        across = [rule for rule in rules if rule.is_horizontal]
        rows = rows_of(pieces_of(words, [rule for rule in rules if not rule.is_horizontal]))
        columns = columns_of(rows, [rule for rule in rules if not rule.is_horizontal])
        grid = completed(
            grid_of(row_groups(parted_at(rows, columns), columns, across, ()), columns, across), words
        )
        if grid is not None and columns.count >= _FEWEST_COLUMNS:
            return table_of(grid)
    except (ValueError, KeyError, IndexError, ArithmeticError, TooManyRulesError) as error:
        _log.warning("no columns were found in what is to be a table: %s", type(error).__name__)
    lines = [run.as_line() for run in merge_into_lines(build_runs(list(enumerate(words))))]
    return Table(enclosing(word.box for word in words), rows_from_lines(lines))


def _share_in(box: Box, words: Sequence[Word]) -> float:
    inside = sum(
        box.x0 <= word.box.x_centre <= box.x1 and box.y0 <= word.box.y_centre <= box.y1 for word in words
    )
    return inside / len(words)


def _grid(
    area: Area, across: Sequence[Rule], down: Sequence[Rule], frames: Sequence[Box], *, more_rules: int
) -> CellGrid | None:
    box = area.box
    own_across = [
        rule
        for rule in across
        if box.y0 - 6 <= rule.y0 <= box.y1 + 6
        and min(rule.x1, box.x1) - max(rule.x0, box.x0) > 0.3 * (rule.x1 - rule.x0)
    ]
    own_down = [
        rule for rule in down if box.x0 - 6 <= rule.x0 <= box.x1 + 6 and rule.y0 < box.y1 and rule.y1 > box.y0
    ]
    columns = with_empty_columns(columns_of(area.rows[area.body :], own_down), area.rows)
    if len(area.gutters) >= columns.count:
        columns = Columns(area.gutters)
    if columns.count < _FEWEST_COLUMNS:
        return None
    own_frames = [frame for frame in frames if frame.overlap_area(box) > 0.5 * frame.area]
    groups = row_groups(parted_at(area.rows, columns), columns, own_across, own_frames)
    grid = grid_of(groups, columns, own_across)
    if own_frames:
        grid = merged_by(grid, own_frames, columns)
    grid = with_tall_heads(grid, own_across)
    wide = [rule for rule in whole_lines(own_across) if rule.x1 - rule.x0 > _WIDE_RULE * box.width]
    return grid if is_table(grid, rules=len(wide) + more_rules) else None


def _with_gutters(area: Area, drawn: Sequence[Area]) -> Area:
    """`area` with the columns of the drawn table in it, if there is one."""
    inside = [other for other in drawn if other.gutters and other.piece_ids <= area.piece_ids]
    return replace(area, gutters=inside[0].gutters) if len(inside) == 1 else area


def _are_shaded_groups(boxes: Sequence[Box], area: Area) -> bool:
    """Whether many rows of several pieces lie between the `boxes`, as where every other group is shaded."""
    several = [row for row in area.rows if len(row.pieces) > _SEVERAL_GAPS]
    outside = sum(not any(box.y0 <= row.baseline <= box.y1 for box in boxes) for row in several)
    return len(boxes) > 1 and outside >= _BETWEEN_SHADED * len(several)


def _reads_more(grid: CellGrid, ruled: CellGrid) -> bool:
    """Whether the words of an area make more of it than the rules: columns or rows outside of what they
    enclose, or figures below figures in one frame. Lines of text in a frame are a cell of several lines."""
    cells = [cell for cell in grid.cells if cell.words]
    outside = sum(not _holds(ruled.box, cell) for cell in cells)
    if outside >= max(2, _OUTSIDE * len(cells)):
        return True
    figures = [cell for cell in cells if is_figure(cell.text)]
    shared = 0
    for frame in ruled.cells:
        own = {place for place, _ in frame.words}
        shared += max(0, sum(cell.words[0][0] in own for cell in figures) - 1)
    return shared >= max(2, _SHARED * len(cells))


def _holds(box: Box, cell: Cell) -> bool:
    word = cell.words[0][1]
    return box.x0 <= word.box.x_centre <= box.x1 and box.y0 <= word.box.y_centre <= box.y1


def _apart(grids: Sequence[CellGrid]) -> list[CellGrid]:
    kept: list[CellGrid] = []
    for grid in sorted(grids, key=lambda item: -item.box.area):
        if not any(grid.box.overlap_area(other.box) > 0 for other in kept):
            kept.append(grid)
    return kept
