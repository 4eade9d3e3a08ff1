"""Tables that go on over the end of a page: one table, with its head once.

A part on the next page goes on where nothing but running lines and words such as '(continuação)' stand
between, its columns lie as those before and its head is the same or missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from transcritor_gui.export.reading.upright import upright
from transcritor_gui.model import Block, BlockKind, PageResult, PageStatus, Table

__all__ = ["WholeTable", "goes_on", "joined_table", "whole_tables"]

_BESIDE_TEXT = frozenset(
    {
        BlockKind.HEADER,
        BlockKind.FOOTER,
        BlockKind.FOOTNOTE,
        BlockKind.STAMP,
        BlockKind.WATERMARK,
        BlockKind.LINE_NUMBERS,
        BlockKind.HANDWRITING,
    }
)
_SAME_EDGE = 0.06
"""Of the page's width: how far the edges of the two parts may lie apart."""
_LOW, _HIGH = 0.55, 0.45
"""Of the page's height: the first part reaches at least so far down, the next begins at least so far up."""
_MOST_HEAD = 6
_GOES_ON = re.compile(r"\(?\b(?:continua|continuação|conclusão|continued|cont\.?)\b", re.IGNORECASE)
_LONGEST_REMARK = 12
"""Words of a line that only says that the table goes on, its title with it."""


@dataclass(frozen=True, slots=True)
class WholeTable:
    first_page_index: int
    last_page_index: int
    table: Table


def whole_tables(pages: Iterable[PageResult]) -> Iterator[WholeTable]:
    """The tables of `pages` in order, those that go on over pages as one."""
    held: WholeTable | None = None
    before: PageResult | None = None
    for page in pages:
        tables = page.tables
        if held is not None and before is not None and tables and goes_on(before, page):
            held = WholeTable(held.first_page_index, page.page_index, joined_table(held.table, tables[0]))
            tables = tables[1:]
        elif held is not None:
            yield held
            held = None
        if tables:
            if held is not None:
                yield held
            for table in tables[:-1]:
                yield WholeTable(page.page_index, page.page_index, table)
            held = WholeTable(page.page_index, page.page_index, tables[-1])
        before = page
    if held is not None:
        yield held


def goes_on(before: PageResult, page: PageResult) -> bool:
    """Whether the last table of the page `before` goes on in the first of `page`."""
    if page.page_index != before.page_index + 1 or PageStatus.FAILED in (before.status, page.status):
        return False
    upper = _outermost(reversed(before.blocks))
    lower = _outermost(page.blocks)
    if upper is None or lower is None:
        return False
    own, other = upright(upper.box, before), upright(lower.box, page)
    width, height = before.width_pt, before.height_pt
    if before.rotation in (90, 270):
        width, height = height, width
    return (
        own.y1 > _LOW * height
        and other.y0 < _HIGH * height
        and abs(own.x0 - other.x0) <= _SAME_EDGE * width
        and abs(own.x1 - other.x1) <= _SAME_EDGE * width
        and _is_like(upper.table, lower.table)
    )


def joined_table(upper: Table, lower: Table) -> Table:
    """`upper` with the rows of `lower`, whose head it has already, below it."""
    head = _same_head(upper, lower)
    spans = (replace(span, row=span.row - head + len(upper.rows)) for span in lower.spans if span.row >= head)
    return replace(upper, rows=(*upper.rows, *lower.rows[head:]), spans=(*upper.spans, *spans))


def _outermost(blocks: Iterable[Block]) -> Block | None:
    """The first of `blocks` that is text, where that is a table."""
    for block in blocks:
        if block.table is not None:
            return block
        if block.kind in _BESIDE_TEXT or not block.text.strip():
            continue
        is_remark = _GOES_ON.search(block.text) and len(block.text.split()) <= _LONGEST_REMARK
        if not is_remark:
            return None
    return None


def _is_like(upper: Table | None, lower: Table | None) -> bool:
    if upper is None or lower is None or not upper.rows or not lower.rows:
        return False
    if len(upper.rows[0]) != len(lower.rows[0]):
        return False
    return not lower.header_rows or not upper.header_rows or _same_head(upper, lower) > 0


def _same_head(upper: Table, lower: Table) -> int:
    """How many rows both begin with: the head, printed again."""
    most = min(_MOST_HEAD, max(1, upper.header_rows), len(lower.rows) - 1)
    same = 0
    while same < most and _folded(upper.rows[same]) == _folded(lower.rows[same]):
        same += 1
    return same


def _folded(row: tuple[str, ...]) -> str:
    return "\t".join("".join(cell.split()).casefold() for cell in row)
