"""Pages as running text: a paragraph that a page's end has cut is whole again, on the page where it begins.

What stood between its halves (footnotes, running feet and heads) follows it. Where in it the next page
begins is kept, so that every format can put its anchor of the page there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from types import MappingProxyType

from transcritor_gui.export.characters import LINE_END_HYPHENS
from transcritor_gui.export.reading.running_lines import MarkedPages
from transcritor_gui.export.reading.table_joints import goes_on, joined_table
from transcritor_gui.export.reading.upright import upright
from transcritor_gui.model import Block, BlockKind, Box, PageResult, PageStatus
from transcritor_gui.model.list_signs import BULLETS, DASHES

__all__ = ["PageStarts", "ReadPage", "read_pages"]

PageStarts = Mapping[int, int]
"""The number of the page that begins with a line, by the line's index in its block."""

_NO_JOINTS: Mapping[int, PageStarts] = MappingProxyType({})
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
_OPEN = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_CLOSERS = "\"'”’»)]}"
_SENTENCE_ENDS = frozenset(".!?:;…")
_MARKER = re.compile(rf"^(?:\(?[a-zA-Z0-9]{{1,4}}\s?[).]|[{re.escape(BULLETS + DASHES)}])(?:\s|$)")
_LEADS_ON = frozenset(
    [
        "a",
        "à",
        "ao",
        "aos",
        "as",
        "às",
        "da",
        "das",
        "de",
        "do",
        "dos",
        "e",
        "em",
        "na",
        "nas",
        "no",
        "nos",
        "o",
        "os",
        "ou",
        "para",
        "pela",
        "pelas",
        "pelo",
        "pelos",
        "por",
        "que",
        "um",
        "uma",
        "com",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "is",
        "of",
        "on",
        "or",
        "that",
        "the",
        "to",
        "with",
    ]
)
"""Words after which no sentence ends: Portuguese, English."""
_SHORTENED = frozenset(
    [
        "art.",
        "arts.",
        "fl.",
        "fls.",
        "inc.",
        "n.",
        "nº.",
        "p.",
        "pp.",
        "pág.",
        "págs.",
        "sr.",
        "sra.",
        "dr.",
        "dra.",
        "mr.",
        "mrs.",
        "cf.",
        "vol.",
    ]
)
_SHORT_OF_EDGE = 0.15
"""Share of a column's width that the last line of a paragraph lacks at least."""
_MOST_SIZE_CHANGE = 1.5
_MOST_PAGES = 12
"""That one paragraph takes; a list without a full stop would never end."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    page: PageResult
    """With the ends of its last paragraph that stand on the next pages, without the one it continues."""
    joints: Mapping[int, PageStarts] = field(default_factory=lambda: _NO_JOINTS)
    """Where other pages begin inside its blocks, by the block's index."""
    begins_on: int | None = None
    """The page_index of the page on which its text begins, where that is an earlier one."""

    @property
    def is_used_up(self) -> bool:
        """Whether all its text stands on an earlier page."""
        return self.begins_on is not None and not self.page.blocks


def read_pages(pages: Sequence[PageResult], *, flowing: bool) -> Iterator[ReadPage]:
    """`pages` with their running lines marked and, when `flowing`, their paragraphs joined.

    Pages are fetched one by one; those whose paragraph is still open are held.
    """
    if not flowing:
        yield from map(ReadPage, MarkedPages(pages))
        return
    held: list[ReadPage] = []  # the page whose last paragraph may go on, and those that it has used up
    before: PageResult | None = None
    for page in MarkedPages(pages):
        first = _first_text(page)
        is_open = 0 < len(held) < _MOST_PAGES
        if is_open and before is not None and goes_on(before, page):
            *whole, latest = _with_rows(held, page)
            if _first_text(latest.page) is None:
                held = [*whole, latest]
            else:
                yield from whole
                held = [latest]
            before = page
            continue
        if is_open and before is not None and first is not None and _goes_on(before, page, first):
            held[0] = _with_more(held[0], page, first)
            rest = replace(page, blocks=(*page.blocks[:first], *page.blocks[first + 1 :]))
            read = ReadPage(rest, begins_on=held[0].page.page_index)
            if _first_text(rest) is None:
                held.append(read)
            else:
                yield from held
                held = [read]
        else:
            yield from held
            held = [ReadPage(page)]
        before = page
    yield from held


def _first_text(page: PageResult) -> int | None:
    return next((index for index, block in enumerate(page.blocks) if _is_text(block)), None)


def _last_text(page: PageResult) -> int | None:
    backwards = range(len(page.blocks) - 1, -1, -1)
    return next((index for index in backwards if _is_text(page.blocks[index])), None)


def _is_text(block: Block) -> bool:
    has_text = block.table is not None or any(line.text.strip() for line in block.lines)
    return has_text and block.kind not in _BESIDE_TEXT


def _with_more(holder: ReadPage, page: PageResult, first: int) -> ReadPage:
    """`holder` with the block `first` of `page` at the end of its last paragraph."""
    blocks = list(holder.page.blocks)
    last = max(index for index, block in enumerate(blocks) if _is_text(block))
    starts = dict(holder.joints.get(last, {}))
    starts[len(blocks[last].lines)] = page.page_index + 1
    blocks[last] = replace(blocks[last], lines=(*blocks[last].lines, *page.blocks[first].lines))
    return ReadPage(
        replace(holder.page, blocks=tuple(blocks)), {**holder.joints, last: starts}, holder.begins_on
    )


def _with_rows(held: Sequence[ReadPage], page: PageResult) -> list[ReadPage]:
    """`held` with the first table of `page` below its last one, and `page` with what else stands on it."""
    place = max(number for number, read in enumerate(held) if read.page.tables)
    blocks = list(held[place].page.blocks)
    last = max(index for index, block in enumerate(blocks) if block.table is not None)
    first = next(index for index, block in enumerate(page.blocks) if block.table is not None)
    upper, lower = blocks[last].table, page.blocks[first].table
    assert upper is not None
    assert lower is not None
    lines = (*blocks[last].lines, *page.blocks[first].lines)
    blocks[last] = replace(blocks[last], lines=lines, table=joined_table(upper, lower))
    holder = replace(held[place], page=replace(held[place].page, blocks=tuple(blocks)))
    rest = replace(page, blocks=(*page.blocks[:first], *page.blocks[first + 1 :]))
    return [*held[:place], holder, *held[place + 1 :], ReadPage(rest)]


def _goes_on(before: PageResult, page: PageResult, first: int) -> bool:
    """Whether the last paragraph of the page `before` goes on in the block `first` of `page`."""
    last = _last_text(before)
    follows = page.page_index == before.page_index + 1
    if last is None or not follows or PageStatus.FAILED in (before.status, page.status):
        return False
    upper, lower = before.blocks[last], page.blocks[first]
    if upper.kind not in _OPEN or lower.kind is not BlockKind.PARAGRAPH:
        return False
    if not _is_like(upper, before, lower, page):
        return False
    ending = next(line.text.rstrip() for line in reversed(upper.lines) if line.text.strip())
    opening = next(line.text.lstrip() for line in lower.lines if line.text.strip())
    if ending[-1] in LINE_END_HYPHENS and ending[-2:-1].isalpha() and opening[0].isalpha():
        return True
    return _is_full(before, last) and _reads_on(ending, opening)


def _reads_on(ending: str, opening: str) -> bool:
    """Whether a sentence broken off at `ending` goes on at `opening`."""
    if _MARKER.match(opening):
        return False
    last_word = ending.rsplit(maxsplit=1)[-1].lower().lstrip("(")
    if ending.rstrip(_CLOSERS)[-1:] in _SENTENCE_ENDS:
        return last_word in _SHORTENED and (opening[0].islower() or opening[0].isdigit())
    return opening[0].islower() or ending[-1] == "," or last_word in _LEADS_ON


def _is_like(upper: Block, before: PageResult, lower: Block, page: PageResult) -> bool:
    """Whether the two are set in type of much the same size."""
    sizes = [
        median(upright(line.box, own).height for line in block.lines)
        for block, own in ((upper, before), (lower, page))
    ]
    return max(sizes) <= _MOST_SIZE_CHANGE * min(sizes)


def _is_full(page: PageResult, block_index: int) -> bool:
    """Whether the last line of a block runs to the edge of its column, which a single line doesn't show."""
    own = [upright(line.box, page) for line in page.blocks[block_index].lines]
    beside = [
        upright(line.box, page)
        for block in page.blocks
        if block.table is None and block.kind in _OPEN
        for line in block.lines
    ]
    column = [box for box in beside if _overlaps(box, own[-1])]
    left, right = min(box.x0 for box in column), max(box.x1 for box in column)
    return len(column) > 1 and own[-1].x1 >= right - _SHORT_OF_EDGE * (right - left)


def _overlaps(box: Box, other: Box) -> bool:
    return (box.x0 < other.x1 and other.x0 < box.x1) or box == other
