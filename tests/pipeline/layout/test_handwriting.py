"""Blocks of handwriting stand in the reading order where they stand on the page."""

from __future__ import annotations

from transcritor_gui.model import Block, BlockKind, Box, Line, Word
from transcritor_gui.pipeline.handwritten_place import HandwrittenPlace
from transcritor_gui.pipeline.layout.handwriting import unread_by, with_handwriting
from transcritor_gui.pipeline.pdf.frame import ReadingFrame

_FRAME = ReadingFrame(600, 800)


def _paragraph(text: str, y: float) -> Block:
    box = Box(50, y, 550, y + 12)
    return Block(BlockKind.PARAGRAPH, (Line((Word(text, box),), box),), box)


def test_handwriting_is_read_between_what_stands_above_and_below() -> None:
    blocks = (_paragraph("acima", 100), _paragraph("abaixo", 300))
    guess = Word("João", Box(100, 200, 160, 220), 0.3)
    made = with_handwriting(blocks, [HandwrittenPlace(Box(90, 190, 200, 230), (guess,))], _FRAME)
    assert [block.kind for block in made] == [
        BlockKind.PARAGRAPH, BlockKind.HANDWRITING, BlockKind.PARAGRAPH,
    ]  # fmt: skip
    assert made[1].text == "João"
    assert made[1].box == Box(90, 190, 200, 230)


def test_a_place_of_which_nothing_was_read_is_a_block_without_lines() -> None:
    (made,) = with_handwriting((), [HandwrittenPlace(Box(90, 190, 200, 230), ())], _FRAME)
    assert (made.kind, made.lines, made.box) == (BlockKind.HANDWRITING, (), Box(90, 190, 200, 230))


def test_beside_an_earlier_reading_only_what_it_has_not_read_is_told() -> None:
    guess = Word("João", Box(100, 200, 160, 220), 0.3)
    read, unread = (HandwrittenPlace(Box(90, y, 200, y + 40), (guess,)) for y in (190, 400))
    earlier = (Word("José", Box(100, 200, 160, 220)),)
    assert unread_by(earlier, (read, unread)) == (HandwrittenPlace(unread.box, ()),)
