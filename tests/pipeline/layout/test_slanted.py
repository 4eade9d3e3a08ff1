"""Text at odd angles is put in order by itself."""

from __future__ import annotations

import math

from transcritor_gui.model import Box, Word
from transcritor_gui.pipeline.drawn_words import DrawnWord
from transcritor_gui.pipeline.layout.blocks import build_blocks


def _slanted(text: str, along: float, down: float, *, degrees: float) -> Word:
    """A word in 10 point type, `along` its line and `down` from the first, about (300, 400)."""
    angle, length = math.radians(degrees), 5.0 * len(text)
    x = 300 + (along + length / 2) * math.cos(angle) - down * math.sin(angle)
    y = 400 + (along + length / 2) * math.sin(angle) + down * math.cos(angle)
    width = length * abs(math.cos(angle)) + 11 * abs(math.sin(angle))
    height = length * abs(math.sin(angle)) + 11 * abs(math.cos(angle))
    box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return DrawnWord(text, box, angle_degrees=degrees % 360, level_size=(length, 11.0))


def test_each_angle_is_a_piece_of_its_own_in_order() -> None:
    words: list[Word] = [Word("Normal", Box(50, 50, 90, 61)), Word("text", Box(94, 50, 114, 61))]
    for degrees in (-36.0, 65.0):
        for row, line in enumerate(("Lorem ipsum dolor", "sit amet elit")):
            along = 0.0
            for text in line.split():
                words.append(_slanted(text, along, 13.0 * row, degrees=degrees))
                along += 5.0 * len(text) + 3
    texts = [
        " ".join(line.text for line in block.lines)
        for block in build_blocks(words, page_width=600, page_height=800)
    ]
    assert texts == ["Normal text", "Lorem ipsum dolor sit amet elit", "Lorem ipsum dolor sit amet elit"]


def test_lines_that_stand_on_their_heads_are_read_in_their_own_order() -> None:
    words: list[Word] = [Word("Normal", Box(50, 50, 90, 61)), Word("text", Box(94, 50, 114, 61))]
    for row, line in enumerate(("Lorem ipsum dolor", "sit amet elit")):
        right = 500.0
        for text in line.split():
            y, width = 300 - 13.0 * row, 5.0 * len(text)
            words.append(DrawnWord(text, Box(right - width, y, right, y + 11), angle_degrees=180.0))
            right -= width + 3
    texts = [
        " ".join(line.text for line in block.lines)
        for block in build_blocks(words, page_width=600, page_height=800)
    ]
    assert texts == ["Normal text", "Lorem ipsum dolor sit amet elit"]
