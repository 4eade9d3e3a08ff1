"""The words of a page parted into its text and what stands over or beside it, before the text is laid out.

Watermarks, stamps and line numbers would tear tables, columns and sentences. Each becomes a block of its own
after the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from transcritor_gui.model import Block, BlockKind, Line, Word, enclosing
from transcritor_gui.pipeline.layout.blocks import build_blocks
from transcritor_gui.pipeline.layout.drop_caps import with_drop_caps_joined
from transcritor_gui.pipeline.layout.line_numbers import part_line_numbers
from transcritor_gui.pipeline.layout.overprints import part_overprints
from transcritor_gui.pipeline.layout.stamps import part_stamps
from transcritor_gui.pipeline.layout.watermarks import part_watermarks

__all__ = ["PageParts", "blocks_beside_text", "part_page"]


@dataclass(frozen=True, slots=True)
class PageParts:
    """Words with boxes on the page as shown."""

    text: tuple[Word, ...]
    """In the page's own order."""
    line_numbers: tuple[Word, ...] = ()
    stamps: tuple[tuple[Word, ...], ...] = ()
    """Each in reading order."""
    watermarks: tuple[Word, ...] = ()


def part_page(
    words: Sequence[Word],
    *,
    width: float,
    height: float,
    is_upright: bool = True,
    knows: Callable[[str], bool | None] | None = None,
) -> PageParts:
    """`words` parted; without `is_upright` the page reads up or down, and has no lines to be numbered.

    `knows` tells whether something is a word.
    """
    text, watermarks = part_watermarks(words)
    text, watermarks, overprints = part_overprints(text, watermarks)
    text, stamps = part_stamps(text, width=width, height=height)
    numbers: tuple[Word, ...] = ()
    if is_upright:
        text, numbers = part_line_numbers(text)
        text = with_drop_caps_joined(text, knows=knows)
    return PageParts(text, numbers, (*overprints, *stamps), watermarks)


def blocks_beside_text(parts: PageParts, *, width: float, height: float) -> tuple[Block, ...]:
    """One block for the line numbers, for each stamp and for all watermarks; none for what is not there."""
    blocks: list[Block] = []
    if parts.line_numbers:
        lines = tuple(Line((word,), word.box) for word in parts.line_numbers)
        blocks.append(_block(BlockKind.LINE_NUMBERS, lines))
    for kind, pieces in ((BlockKind.STAMP, parts.stamps), (BlockKind.WATERMARK, (parts.watermarks,))):
        for words in pieces:
            found = build_blocks(words, page_width=width, page_height=height)
            lines = tuple(line for block in found for line in block.lines)
            if lines:
                blocks.append(_block(kind, lines))
    return tuple(blocks)


def _block(kind: BlockKind, lines: tuple[Line, ...]) -> Block:
    return Block(kind, lines, enclosing(line.box for line in lines))
