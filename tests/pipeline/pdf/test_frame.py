"""Boxes between user space, the page as shown and the reading frame."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcritor_gui.model import Block, BlockKind, Box, Line, Word
from transcritor_gui.pipeline.pdf.frame import PageFrame, ReadingFrame


@pytest.mark.parametrize(
    ("rotation", "expected"),
    [
        # A mark at the bottom left of an upright page of 200 x 100: where it goes when the page is turned.
        (0, Box(10, 70, 30, 90)),
        (90, Box(10, 10, 30, 30)),
        (180, Box(170, 10, 190, 30)),
        (270, Box(70, 170, 90, 190)),
    ],
)
def test_user_space_is_shown_turned(rotation: int, expected: Box) -> None:
    frame = PageFrame(0, 0, 200, 100, rotation)
    assert frame.shown_box(10, 10, 30, 30) == expected
    assert Box(*frame.shown(np.array([[10.0, 10.0, 30.0, 30.0]]))[0]) == expected


def test_a_crop_box_moves_the_origin() -> None:
    frame = PageFrame(50, 20, 250, 120, 0)
    assert frame.shown_box(60, 110, 70, 120) == Box(10, 0, 20, 10)


def test_a_user_unit_enlarges_the_page() -> None:
    frame = PageFrame(0, 0, 100, 200, 90, user_unit=2.0)
    assert (frame.width_pt, frame.height_pt) == (400, 200)
    assert frame.shown_box(0, 0, 10, 10) == Box(0, 0, 20, 20)


@given(
    turn=st.sampled_from([0, 90, 180, 270]),
    skew=st.floats(-10, 10),
    x=st.floats(0, 500),
    y=st.floats(0, 700),
)
def test_the_reading_frame_is_left_as_it_was_entered(turn: int, skew: float, x: float, y: float) -> None:
    frame = ReadingFrame(595, 842, turn, skew)
    box = Box(x, y, x + 60, y + 12)
    back = frame.to_page(frame.to_reading(box))
    assert (back.x0, back.y0, back.x1, back.y1) == pytest.approx((box.x0, box.y0, box.x1, box.y1), abs=1e-6)


def test_a_tilted_line_is_level_in_the_reading_frame() -> None:
    frame = ReadingFrame(600, 800, skew_degrees=5.0)
    drop = 400 * np.tan(np.radians(5.0))
    left, right = Box(90, 95, 110, 105), Box(490, 95 + drop, 510, 105 + drop)
    assert frame.to_reading(left).y_centre == pytest.approx(frame.to_reading(right).y_centre)


def test_blocks_come_back_with_their_lines_around_their_words() -> None:
    frame = ReadingFrame(600, 800, turn=90)
    word = Word("folha", frame.to_reading(Box(10, 20, 20, 60)))
    block = Block(BlockKind.PARAGRAPH, (Line((word,), word.box),), word.box)
    (back,) = frame.blocks_to_page((block,))
    assert back.lines[0].words[0].box == back.lines[0].box == back.box == Box(10, 20, 20, 60)


def test_only_quarter_turns_are_taken() -> None:
    with pytest.raises(ValueError, match="quarter"):
        ReadingFrame(100, 100, turn=45)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_mirrored_page_is_read_as_if_seen_from_behind(turn: int) -> None:
    plain, mirrored = ReadingFrame(600, 800, turn), ReadingFrame(600, 800, turn, mirrored=True)
    box = Box(10, 20, 50, 30)
    turned, seen = plain.to_reading(box), mirrored.to_reading(box)
    assert (seen.x0, seen.x1) == (plain.width - turned.x1, plain.width - turned.x0)
    assert (seen.y0, seen.y1) == (turned.y0, turned.y1)
    assert mirrored.to_page(seen) == box
    assert not mirrored.is_page
