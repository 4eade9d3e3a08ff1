"""Pages whose lines lie where they would on paper: columns, edges, heads and feet."""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from tests.export.making import page
from transcritor_gui.model import Block, BlockKind, Box, Line, PageResult, Word, enclosing

__all__ = ["laid_block", "laid_line", "paper"]

_LETTER_PT = 5.0


def laid_line(text: str, *, x: float = 72.0, y: float = 100.0, right: float | None = None) -> Line:
    """`text` from `x` on; the last word ends at `right` where that is given."""
    words: list[Word] = []
    at = x
    for each in text.split(" "):
        words.append(Word(each, Box(at, y, at + _LETTER_PT * len(each), y + 10)))
        at += _LETTER_PT * (len(each) + 1)
    if right is not None:
        last = words[-1]
        words[-1] = structs.replace(last, box=Box(last.box.x0, y, right, y + 10))
    return Line(tuple(words), enclosing(word.box for word in words))


def laid_block(
    text: str,
    kind: BlockKind = BlockKind.PARAGRAPH,
    *,
    y: float = 300.0,
    right: float | None = 500.0,
    last_right: float | None = 500.0,
) -> Block:
    """The lines of `text`, justified to `right`; the last ends at `last_right`, or where its text ends."""
    texts = text.split("\n")
    lines = tuple(
        laid_line(each, y=y + 12 * number, right=right if number + 1 < len(texts) else last_right)
        for number, each in enumerate(texts)
    )
    return Block(kind, lines, enclosing(line.box for line in lines))


def paper(*blocks: Block, index: int = 0, rotation: int = 0) -> PageResult:
    return replace(page(*blocks, index=index), rotation=rotation)
