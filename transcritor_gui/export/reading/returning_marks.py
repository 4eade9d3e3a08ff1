"""Marks over the text that nothing but their return tells: the same words at the same place of several pages.

A watermark that is upright, in full colour and of the size of the text looks like a part of the lines that it
stands over; a page by itself cannot tell it (`pipeline.layout.watermarks` tells the others). `running_lines`
asks, for pages that hold text; what is recognised lies a little elsewhere on each scan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from transcritor_gui.model import Block, BlockKind, Box, Line, PageResult, PageSource, Word, enclosing

__all__ = ["PlacedTexts", "placed_texts", "with_marks_apart"]

PlacedTexts = frozenset[tuple[str, int, int]]
"""The words of a page and where they begin, in tenths of a point."""

_MOST_WORDS = 12
_MOST_SHARE = 0.1
"""Of the words of a page: what returns beyond that are the labels of a form."""
_UNDER = 0.2
"""Share of a mark's box that the box of another word takes."""
_NEXT = 1.5
"""Of the height of a word: how far the next word of one mark stands from it at most."""


def placed_texts(page: PageResult) -> PlacedTexts:
    """What the page says where; nothing of pages that were recognised."""
    if page.source is not PageSource.TEXT:
        return frozenset()
    return frozenset(
        _key(word)
        for block in page.blocks
        if block.table is None
        for line in block.lines
        for word in line.words
    )


def with_marks_apart(
    page: PageResult, own: PlacedTexts, near: Iterable[PlacedTexts], wanted: int
) -> PageResult:
    """The page, its marks in a WATERMARK block after the text where they return on `wanted` pages `near`."""
    returning = _returning(own, near, wanted)
    if not returning or len(returning) > min(_MOST_WORDS, _MOST_SHARE * len(own)):
        return page
    lines = [
        line for block in page.blocks if block.table is None and block.kind is not BlockKind.WATERMARK
        for line in block.lines
    ]  # fmt: skip
    others = [word.box for line in lines for word in line.words if _key(word) not in returning]
    marks = frozenset(
        key
        for line in lines
        for group in _groups([word for word in line.words if _key(word) in returning])
        if any(_lies_over(word.box, others) for word in group)
        for key in map(_key, group)
    )
    return _parted(page, marks) if marks else page


def _key(word: Word) -> tuple[str, int, int]:
    return word.text, round(10 * word.box.x0), round(10 * word.box.y0)


def _returning(own: PlacedTexts, near: Iterable[PlacedTexts], wanted: int) -> PlacedTexts:
    returns = Counter(key for other in near for key in own & other)
    return frozenset(key for key, count in returns.items() if count >= wanted)


def _groups(words: Sequence[Word]) -> list[list[Word]]:
    """Words of one line that stand beside one another."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.box.x0):
        if groups and word.box.x0 - groups[-1][-1].box.x1 < _NEXT * word.box.height:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _lies_over(box: Box, others: Iterable[Box]) -> bool:
    return any(box.overlap_area(other) > _UNDER * box.area for other in others)


def _parted(page: PageResult, marks: PlacedTexts) -> PageResult:
    blocks: list[Block] = []
    apart: list[Line] = []
    for block in page.blocks:
        if block.table is not None or block.kind is BlockKind.WATERMARK:
            blocks.append(block)
            continue
        lines = []
        for line in block.lines:
            found = tuple(word for word in line.words if _key(word) in marks)
            kept = tuple(word for word in line.words if _key(word) not in marks)
            if found:
                apart.append(_line(found))
            if kept:
                lines.append(_line(kept) if found else line)
        if lines:
            blocks.append(replace(block, lines=tuple(lines), box=enclosing(line.box for line in lines)))
    mark = Block(BlockKind.WATERMARK, tuple(apart), enclosing(line.box for line in apart))
    return replace(page, blocks=(*blocks, mark))


def _line(words: tuple[Word, ...]) -> Line:
    return Line(words, enclosing(word.box for word in words))
