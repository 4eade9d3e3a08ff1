"""Running heads, feet, page numbers and marks over the text told by their return from page to page.

A page by itself shows them only where they stand apart from its text (`pipeline.layout`). Pages are stored
one by one, so that what a document repeats is told here, from the transcript, and never stored.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from transcritor_gui.export.reading.page_rows import PageRow
from transcritor_gui.export.reading.returning_marks import PlacedTexts, placed_texts, with_marks_apart
from transcritor_gui.export.reading.upright import upright
from transcritor_gui.model import Block, BlockKind, Line, PageResult, PageSource, enclosing

__all__ = ["MarkedPages"]

_RUNNING = frozenset({BlockKind.HEADER, BlockKind.FOOTER})
_EDGE_SHARE = 0.15
"""Of the page's height, from its upper and lower edge, within which a running line stands."""
_MOST_LINES = 3
"""At either edge."""
_SAME_PLACE = 0.03
"""Of the page's height; scans lie a little higher or lower."""
_REACH = 4
"""Pages before and after that are looked at: left and right pages may have lines of their own."""
_FEWEST_RETURNS = 2
_ALIKE, _LONG_ENOUGH = 0.85, 12
"""Likeness (difflib's ratio) of two recognised lines that are the same, and letters from which it tells."""
_FIGURES = re.compile(r"\d+")
_ROMAN = re.compile(r"^[ivxl]+$")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass(frozen=True, slots=True)
class _EdgeLine:
    block: int
    line: int
    place: float
    """Its middle, from the upper edge, as a share of the page's height."""
    text: str
    """Folded, with '#' for every number."""
    numbers: tuple[int, ...]
    is_running: bool
    """As the page itself says."""


@dataclass(frozen=True, slots=True)
class _Edges:
    top: tuple[_EdgeLine, ...]
    """From the edge inwards."""
    bottom: tuple[_EdgeLine, ...]
    recognised: bool
    texts: PlacedTexts = frozenset()
    """All that the page says where."""


class MarkedPages(PageRow):
    """`pages` with lines that return at the same place of other pages in HEADER and FOOTER blocks.

    What returns over the text is in a WATERMARK block (`returning_marks`).

    The text of a running line is the same on both pages, or its numbers count with the pages. Two returns
    are wanted within four pages; one in a document of two pages. Pages are fetched as they are asked for;
    no more than nine are held.
    """

    def __init__(self, pages: Sequence[PageResult]) -> None:
        self._pages = pages
        self._wanted = min(_FEWEST_RETURNS, len(pages) - 1)

    def __len__(self) -> int:
        return len(self._pages)

    def __iter__(self) -> Iterator[PageResult]:
        if self._wanted < 1:
            yield from self._pages
            return
        held: deque[tuple[PageResult, _Edges]] = deque()
        own = 0  # place of the page to be marked, in `held`
        for page in self._pages:
            held.append((page, _edges(page)))
            if len(held) - own > _REACH:
                yield self._marked(held, own)
                own += 1
                if own > _REACH:
                    held.popleft()
                    own -= 1
        for place in range(own, len(held)):
            yield self._marked(held, place)

    def _page(self, place: int) -> PageResult:
        if self._wanted < 1:
            return self._pages[place]
        first = max(0, place - _REACH)
        held = [(page, _edges(page)) for page in self._pages[first : place + _REACH + 1]]
        return self._marked(held, place - first)

    def _marked(self, held: Sequence[tuple[PageResult, _Edges]], own: int) -> PageResult:
        """The page at `own`, judged beside those before and after it."""
        page, edges = held[own]
        near = [
            (other.page_index - page.page_index, found)
            for place, (other, found) in enumerate(held)
            if place != own and abs(place - own) <= _REACH
        ]
        top = _returning(
            edges.top, [(apart, each.top, each.recognised) for apart, each in near], self._wanted
        )
        bottom = _returning(
            edges.bottom, [(apart, each.bottom, each.recognised) for apart, each in near], self._wanted
        )
        marked = _with_blocks(page, top, bottom - top)
        return with_marks_apart(marked, edges.texts, [each.texts for _, each in near], self._wanted)


def _edges(page: PageResult) -> _Edges:
    height = page.width_pt if page.rotation in (90, 270) else page.height_pt
    top: list[_EdgeLine] = []
    bottom: list[_EdgeLine] = []
    if height <= 0:
        return _Edges((), (), recognised=False)
    for block_index, block in enumerate(page.blocks):
        if block.table is not None:
            continue
        for line_index, line in enumerate(block.lines):
            place = upright(line.box, page).y_centre / height
            if place > _EDGE_SHARE and place < 1 - _EDGE_SHARE:
                continue
            text, numbers = _folded(line)
            if text:
                found = _EdgeLine(
                    block_index, line_index, place, text, numbers, is_running=block.kind in _RUNNING
                )
                (top if place <= _EDGE_SHARE else bottom).append(found)
    top.sort(key=lambda line: line.place)
    bottom.sort(key=lambda line: -line.place)
    return _Edges(
        tuple(top[:_MOST_LINES]),
        tuple(bottom[:_MOST_LINES]),
        recognised=page.source is not PageSource.TEXT,
        texts=placed_texts(page),
    )


def _folded(line: Line) -> tuple[str, tuple[int, ...]]:
    text = "".join(line.text.casefold().split())
    bare = text.strip("-–—.()[]|")
    if _ROMAN.match(bare):
        return text.replace(bare, "#"), (_roman(bare),)
    return _FIGURES.sub("#", text), tuple(int(figure[:9]) for figure in _FIGURES.findall(text))


@lru_cache(maxsize=256)
def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _returning(
    own: Sequence[_EdgeLine], near: Iterable[tuple[int, Sequence[_EdgeLine], bool]], wanted: int
) -> frozenset[tuple[int, int]]:
    """(block, line) of the lines that return on pages `near`, from the edge inwards up to the first that
    does not."""
    others = list(near)
    found = set()
    for line in own:
        returns = 0
        for apart, lines, recognised in others:
            returns += any(_is_same(line, other, apart, fuzzy=recognised) for other in lines)
            if returns >= wanted:
                break
        if returns >= wanted:
            found.add((line.block, line.line))
        elif not line.is_running:
            break
    return frozenset(found)


def _is_same(line: _EdgeLine, other: _EdgeLine, apart: int, *, fuzzy: bool) -> bool:
    """Whether `other`, `apart` pages further on, is `line` again."""
    if abs(line.place - other.place) > _SAME_PLACE:
        return False
    if line.text != other.text:
        return fuzzy and _is_alike(line.text, other.text)
    if not line.numbers:
        return True
    steps = {after - before for before, after in zip(line.numbers, other.numbers, strict=True)}
    if not any(map(str.isalpha, line.text)):  # a number alone has to count, or it is a figure of the text
        return apart in steps and steps <= {0, apart}
    # Sheets are counted on one side or on both.
    low, high = min(apart, 0), max(apart, 0)
    return all(low <= step <= high for step in steps)


def _is_alike(text: str, other: str) -> bool:
    if min(len(text), len(other)) < _LONG_ENOUGH or abs(len(text) - len(other)) > 0.2 * len(text):
        return False
    matcher = SequenceMatcher(None, text, other, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _with_blocks(
    page: PageResult, top: frozenset[tuple[int, int]], bottom: frozenset[tuple[int, int]]
) -> PageResult:
    touched = {block for block, _ in top | bottom if page.blocks[block].kind not in _RUNNING}
    if not touched:
        return page
    blocks: list[Block] = []
    for block_index, block in enumerate(page.blocks):
        if block_index not in touched:
            blocks.append(block)
            continue
        rest: list[Line] = []
        for line_index, line in enumerate(block.lines):
            place = (block_index, line_index)
            kind = BlockKind.HEADER if place in top else BlockKind.FOOTER if place in bottom else None
            if kind is None:
                rest.append(line)
                continue
            if rest:
                blocks.append(_of_lines(block, rest))
                rest = []
            blocks.append(Block(kind, (line,), line.box))
        if rest:
            blocks.append(_of_lines(block, rest))
    return replace(page, blocks=tuple(blocks))


def _of_lines(block: Block, lines: Sequence[Line]) -> Block:
    return replace(block, lines=tuple(lines), box=enclosing(line.box for line in lines))
