"""What is written by hand on a page, for the formats that are read from first to last: left out, or told so.

Formats that hold every word with its place keep the blocks as they are.
"""

from __future__ import annotations

from dataclasses import replace

from transcritor_gui.i18n import tr
from transcritor_gui.model import Block, BlockKind, Box, Line, PageResult, Word

__all__ = ["handwriting_words", "with_handwriting_told", "without_handwriting"]


def without_handwriting(page: PageResult) -> PageResult:
    """`page` without what is written by hand; the page itself where nothing is."""
    blocks = tuple(block for block in page.blocks if block.kind is not BlockKind.HANDWRITING)
    return page if len(blocks) == len(page.blocks) else replace(page, blocks=blocks)


def with_handwriting_told(page: PageResult) -> PageResult:
    """`page` with what is written by hand as paragraphs, each under words in brackets that say so."""
    if all(block.kind is not BlockKind.HANDWRITING for block in page.blocks):
        return page
    return replace(page, blocks=tuple(map(_told, page.blocks)))


def _told(block: Block) -> Block:
    if block.kind is not BlockKind.HANDWRITING:
        return block
    said = _line(f"[{handwriting_words(block)}]", block.box)
    return replace(block, kind=BlockKind.PARAGRAPH, lines=(said, *block.lines))


def handwriting_words(block: Block) -> str:
    """What is said over such a block, and in the place of one that was not read."""
    return tr("Handwritten, read with little certainty:") if block.lines else tr("Handwritten, not read.")


def _line(text: str, box: Box) -> Line:
    """A line of ours along the upper edge of `box`."""
    words = text.split(" ")
    step = box.width / len(words)
    edges = [box.x0 + step * place for place in range(len(words) + 1)]
    boxes = [Box(edges[place], box.y0, edges[place + 1], box.y0) for place in range(len(words))]
    return Line(
        tuple(map(Word, words, boxes)),
        Box(box.x0, box.y0, box.x1, box.y0),
    )
