"""What is written by hand, as blocks of its own among those of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transcritor_gui.model import Block, BlockKind, Word, enclosing
from transcritor_gui.pipeline.handwritten_place import HandwrittenPlace
from transcritor_gui.pipeline.layout.blocks import build_blocks
from transcritor_gui.pipeline.layout.placing import place_among
from transcritor_gui.pipeline.pdf.frame import ReadingFrame

__all__ = ["unread_by", "with_handwriting"]


def unread_by(earlier: Sequence[Word], places: Sequence[HandwrittenPlace]) -> tuple[HandwrittenPlace, ...]:
    """The places of which an earlier OCR, whose words are the page's, has read nothing either."""
    return tuple(
        replace(place, words=())
        for place in places
        if not any(place.box.overlap_area(word.box) > 0 for word in earlier)
    )


def with_handwriting(
    blocks: Sequence[Block], places: Sequence[HandwrittenPlace], frame: ReadingFrame
) -> tuple[Block, ...]:
    """`blocks`, on the page as shown, with one for each of `places` where it is read."""
    result = list(blocks)
    for place in places:
        at = place_among(frame.to_reading(place.box), result, frame)
        result.insert(at, _block_of(place, frame))
    return tuple(result)


def _block_of(place: HandwrittenPlace, frame: ReadingFrame) -> Block:
    words = frame.words_to_reading(place.words)
    found = build_blocks(words, page_width=frame.width, page_height=frame.height) if words else ()
    lines = tuple(line for block in frame.blocks_to_page(found) for line in block.lines)
    box = enclosing((place.box, *(line.box for line in lines)))
    return Block(BlockKind.HANDWRITING, lines, box)
