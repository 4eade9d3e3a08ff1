"""Words of a page in, blocks in reading order out.

`lines` makes runs of words, `columns` orders them, `paragraphs` gathers them into blocks; here the page is
taken apart for them (tables, words drawn up or down the page, running heads and feet) and put together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from transcritor_gui.model import Block, BlockKind, Line, Table, Word
from transcritor_gui.pipeline.layout.columns import in_reading_order
from transcritor_gui.pipeline.layout.lines import (
    MeasuredWords,
    WordRun,
    build_runs,
    measured,
    merge_into_lines,
    runs_of,
)
from transcritor_gui.pipeline.layout.paragraphs import PageType, gather_blocks, page_type
from transcritor_gui.pipeline.layout.slanted import laid_level, part_slanted
from transcritor_gui.pipeline.layout.slope import straightened
from transcritor_gui.pipeline.layout.turned import in_columns, laid_flat, part_turned, put_back

__all__ = ["build_blocks"]

_MARGIN_SHARE = 0.09
"""Of the page's height: where running heads and feet stand."""
_NUMBER_SHARE = 0.18
"""Of the page's height: where a number alone on the first or last line is the page's number."""
_ROOM, _ROOM_WITH_NUMBER = 1.2, 0.6
"""Between a running head or foot and the text, of the type size: in general, and where it is in smaller type
with the page's number."""
_FEWEST_LINES = 6
"""Of a page that has a running head or foot."""
_LONGEST_RUNNING_LINE = 25
"""Words."""
_TITLE_TYPE, _RUNNING_TYPE = 2, 1.25
"""By the type size of the text: the largest of a title line at the edge, and of running heads and feet."""
_TITLE_WORDS = 4
_ROOM_AT_PAGE_NUMBER = 0.3
"""Between the page's number and the text, of the type size."""
_SMALL_TYPE, _SHORT_LINE = 0.85, 10
"""Of the type size of the text; words."""
_PAGE_NUMBER = re.compile(
    r"^[\W_]*(?:(?:p(?:age|ágina|ag|g|\.)?|fls?|folhas?)\.?\s*)?\d{1,4}(?:\s*(?:/|de|of)\s*\d{1,4})?[\W_]*$",
    re.I,
)


def build_blocks(
    words: Sequence[Word], *, page_width: float, page_height: float, tables: Sequence[Table] = ()
) -> tuple[Block, ...]:
    """Every word of `words` once, in lines in blocks in reading order.

    `words` come in the page's own order, which decides where positions don't. Words inside the box of a
    table go into its TABLE block.
    """
    straight, slanted = part_slanted(list(enumerate(words)))
    free = [(place, word) for place, word in straight if word.text.strip()]
    free, in_tables = _parted_by_tables(free, tables) if tables else (free, [])
    across, turned = part_turned(free)
    table_blocks = [_table_block(table, inside) for table, inside in zip(tables, in_tables, strict=True)]
    # A table stands in the page's own order where its first word does.
    stands = [inside[0][0] if inside else len(words) for inside in in_tables]
    across_tables = list(zip(table_blocks, stands, strict=True))
    as_drawn = measured(across)
    level = straightened(as_drawn)
    if level is None:
        blocks = _blocks_across(as_drawn, across_tables, width=page_width, height=page_height)
    else:
        blocks = _blocks_across(measured(level), across_tables, width=page_width, height=page_height)
        blocks = put_back(blocks, level, across)
    for aside, upwards in ((turned.upwards, True), (turned.downwards, False)):
        if aside:
            flat = laid_flat(aside, width=page_width, height=page_height, upwards=upwards)
            found = _blocks_across(measured(flat), (), width=page_height, height=page_width)
            blocks.extend(put_back(found, flat, aside))
    blocks.extend(_stacked_block(word) for word in in_columns(turned.stacked))
    for piece in slanted:
        level = laid_level(piece, width=page_width, height=page_height)
        runs = build_runs(level)
        page = page_type(runs, width=page_width, height=page_height)
        found = [block for group in in_reading_order(runs) for block in _column_blocks(group, {}, page)]
        blocks.extend(put_back(found, level, piece))
    return tuple(blocks)


def _blocks_across(
    words: MeasuredWords, tables: Sequence[tuple[Block, int]], *, width: float, height: float
) -> list[Block]:
    runs = runs_of(words)
    page = page_type(runs, width=width, height=height)
    lines = merge_into_lines(runs)
    heads, body, feet = _without_margins(lines, height, page.body_size)
    if heads or feet:
        taken = {place for line in (*heads, *feet) for place in line.places}
        runs = [run for run in runs if taken.isdisjoint(run.places)]
    blocks = [_margin_block(line, BlockKind.HEADER) for line in heads]
    stand_ins: dict[int, Block] = {}
    for block, place in tables:
        box = block.box
        marker = WordRun(
            [], [place], box.x0, box.y0, box.x1, box.y1, page.body_size, box.y_centre, sizes=[page.body_size]
        )
        stand_ins[id(marker)] = block
        runs.append(marker)
    groups = in_reading_order(runs)
    if len(groups) == 1 and not stand_ins:
        # One column of all there is: its lines are known.
        blocks.extend(gather_blocks(body, page))
    else:
        for group in groups:
            blocks.extend(_column_blocks(group, stand_ins, page))
    blocks.extend(_margin_block(line, BlockKind.FOOTER) for line in feet)
    return blocks


def _parted_by_tables(
    words: Sequence[tuple[int, Word]], tables: Sequence[Table]
) -> tuple[list[tuple[int, Word]], list[list[tuple[int, Word]]]]:
    """The words that are in no table, and those in each."""
    free: list[tuple[int, Word]] = []
    inside: list[list[tuple[int, Word]]] = [[] for _ in tables]
    for place, word in words:
        home = _table_of(word, tables)
        (free if home is None else inside[home]).append((place, word))
    return free, inside


def _table_of(word: Word, tables: Sequence[Table]) -> int | None:
    x, y = word.box.x_centre, word.box.y_centre
    for index, table in enumerate(tables):
        if table.box.x0 <= x <= table.box.x1 and table.box.y0 <= y <= table.box.y1:
            return index
    return None


def _table_block(table: Table, inside: Sequence[tuple[int, Word]]) -> Block:
    lines = tuple(run.as_line() for run in merge_into_lines(build_runs(inside)))
    return Block(BlockKind.TABLE, lines, table.box, table=table)


def _column_blocks(group: list[WordRun], stand_ins: dict[int, Block], page: PageType) -> list[Block]:
    tables = sorted((run for run in group if id(run) in stand_ins), key=lambda run: run.y0)
    text = [run for run in group if id(run) not in stand_ins]
    blocks: list[Block] = []
    for marker in tables:
        before = [run for run in text if run.y0 + run.y1 < marker.y0 + marker.y1]
        text = [run for run in text if run.y0 + run.y1 >= marker.y0 + marker.y1]
        blocks.extend(gather_blocks(merge_into_lines(before), page))
        blocks.append(stand_ins[id(marker)])
    blocks.extend(gather_blocks(merge_into_lines(text), page))
    return blocks


def _without_margins(
    lines: list[WordRun], page_height: float, body_size: float
) -> tuple[list[WordRun], list[WordRun], list[WordRun]]:
    """Running head lines, the rest, running foot lines: short, small, at the edge and apart from the text."""
    if len(lines) < _FEWEST_LINES:
        return [], lines, []
    heads = _outermost(lines, page_height, body_size, at_top=True)
    feet = _outermost(lines[::-1], page_height, body_size, at_top=False)[::-1]
    return heads, lines[len(heads) : len(lines) - len(feet)], feet


def _outermost(lines: list[WordRun], page_height: float, body_size: float, *, at_top: bool) -> list[WordRun]:
    """Of `lines`, from the edge of the page inwards, those that are a running head or foot."""

    def from_edge(line: WordRun) -> float:
        return (line.y1 if at_top else page_height - line.y0) / page_height

    def room(count: int) -> float:
        inner = lines[count:]
        if at_top:
            return min(line.y0 for line in inner) - max(line.y1 for line in lines[:count])
        return min(line.y0 for line in lines[:count]) - max(line.y1 for line in inner)

    for count in (2, 1):
        group = lines[:count]
        if (
            all(
                from_edge(line) < _MARGIN_SHARE and len(line.words) <= _LONGEST_RUNNING_LINE for line in group
            )
            and all(
                line.size < (_TITLE_TYPE if _is_title_line(line, count) else _RUNNING_TYPE) * body_size
                for line in group
            )
            and room(count) > (_ROOM_WITH_NUMBER if _has_page_number(group, body_size) else _ROOM) * body_size
        ):
            break
    else:
        group = []
    # The page's number, wherever it stands towards the edge.
    following = lines[len(group)]
    if (
        _PAGE_NUMBER.match(following.text)
        and from_edge(following) < _NUMBER_SHARE
        and room(len(group) + 1) > _ROOM_AT_PAGE_NUMBER * body_size
    ):
        group = lines[: len(group) + 1]
    return group


def _has_page_number(group: Sequence[WordRun], body_size: float) -> bool:
    """Whether `group` is one short line in small type with a number at an end, and no sentence or note."""
    line = group[0]
    return (
        len(group) == 1
        and line.size < _SMALL_TYPE * body_size
        and len(line.words) <= _SHORT_LINE
        and not line.text.endswith((".", ","))
        and any(_PAGE_NUMBER.match(word.text) for word in (line.words[0], line.words[-1]))
    )


def _is_title_line(line: WordRun, count: int) -> bool:
    """Whether a single line at the edge may be a paper's title with its number or date, in larger type."""
    return count == 1 and any(map(str.isdigit, line.text)) and len(line.words) >= _TITLE_WORDS


def _margin_block(line: WordRun, kind: BlockKind) -> Block:
    whole = line.as_line()
    return Block(kind, (whole,), whole.box)


def _stacked_block(word: Word) -> Block:
    return Block(BlockKind.PARAGRAPH, (Line((word,), word.box),), word.box)
