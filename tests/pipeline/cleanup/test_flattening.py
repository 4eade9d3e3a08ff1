"""A photographed sheet drawn flat, and the way back of what is found on it."""

from __future__ import annotations

import numpy as np

from tests.pipeline.cleanup.photographs import photographed
from transcritor_gui.model import Block, BlockKind, Box, Line, Table, Word, WordSource
from transcritor_gui.pipeline.cleanup.even_light import with_even_light
from transcritor_gui.pipeline.cleanup.flattening import flattened


def _sheet_with_bars() -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    sheet = np.full((1400, 1000), 225, np.uint8)
    for top in range(100, 1300, 60):
        sheet[top : top + 18, 100:900] = 25
    return sheet


def test_a_picture_without_a_sheet_is_not_touched() -> None:
    assert flattened(np.full((400, 300), 255, np.uint8)) is None


def test_lines_of_a_photographed_sheet_are_straight_again() -> None:
    found = flattened(photographed(_sheet_with_bars()))
    assert found is not None
    flat, _ = found
    dark = flat < 128
    rows = np.flatnonzero(dark.mean(axis=1) > 0.5)
    bars = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
    assert len(bars) == 20
    gaps = np.diff([bar.mean() for bar in bars])
    assert gaps.max() - gaps.min() < 2


def test_a_box_on_the_flat_sheet_lies_on_its_ink_in_the_photograph() -> None:
    sheet = np.full((1400, 1000), 225, np.uint8)
    sheet[1000:1040, 700:860] = 25
    photograph = photographed(sheet)
    found = flattened(photograph)
    assert found is not None
    flat, flattening = found
    rows, columns = np.nonzero(flat < 100)
    back = flattening.box(Box(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1))
    rows, columns = np.nonzero(photograph[600:1400, 300:1000] < 50)
    seen = Box(columns.min() + 300, rows.min() + 600, columns.max() + 301, rows.max() + 601)
    assert abs(back.x_centre - seen.x_centre) < 3
    assert abs(back.y_centre - seen.y_centre) < 3
    assert abs(back.width - seen.width) < 8
    assert abs(back.height - seen.height) < 14  # the ink is tilted there, the box is not


def test_all_that_is_in_a_block_goes_back() -> None:
    found = flattened(photographed(_sheet_with_bars()))
    assert found is not None
    flattening = found[1].scaled(2.0, 2.0)
    box = Box(200.0, 300.0, 260.0, 310.0)
    word = Word("palavra", box, 0.9, WordSource.OCR)
    block = Block(BlockKind.TABLE, (Line((word,), box),), box, table=Table(box, (("palavra",),)))
    (back,) = flattening.blocks((block,))
    there = flattening.box(box)
    assert there != box
    assert back.table is not None
    assert back.box == back.table.box == back.lines[0].box == back.lines[0].words[0].box == there


def test_the_tilt_of_a_line_is_that_of_the_photograph() -> None:
    found = flattened(photographed(_sheet_with_bars()))
    assert found is not None
    top = found[1].tilt_degrees(600.0, 120.0, turn=0)
    foot = found[1].tilt_degrees(600.0, 1480.0, turn=0)
    assert top > 2  # the upper edge falls to the right, the lower one rises
    assert foot < -1


def test_pale_ink_in_a_reflection_is_as_dark_as_elsewhere() -> None:
    light = np.linspace(1.0, 0.5, 1000)[None, :] * np.ones((1400, 1))
    page = _sheet_with_bars().astype(float)
    page = np.where(page < 100, page, 225.0)
    depth = np.where(np.arange(1000) > 600, 0.25, 1.0)[None, :]  # a lamp is mirrored on the right
    seen = (225 - (225 - page) * depth) * light
    even = with_even_light(seen.astype(np.uint8))
    left, right = even[105:115, 200:400], even[105:115, 750:850]
    assert abs(float(left.mean()) - float(right.mean())) < 25
    assert float(even[135:150, 200:850].mean()) > 225
