"""Tables that stand on their side are laid out as if the page were turned."""

from __future__ import annotations

import pytest

from transcritor_gui.model import Box, Word, turned_box
from transcritor_gui.pipeline.drawn_words import in_direction
from transcritor_gui.pipeline.layout.sideways_tables import sideways_tables
from transcritor_gui.pipeline.pdf.frame import ReadingFrame

_ROWS = (
    ("Estado", "2019", "2020"),
    ("Paraná", "120", "131"),
    ("Bahia", "98", "77"),
    ("Acre", "12", "15"),
)
_WIDTH, _HEIGHT = 595.0, 842.0


def _aside(turn: int) -> tuple[Word, ...]:
    words = []
    for row, cells in enumerate(_ROWS):
        for column, cell in enumerate(cells):
            level = Box(
                100 + 120 * column, 200 + 20 * row, 100 + 120 * column + 6 * len(cell), 212 + 20 * row
            )
            box = turned_box(level, -turn, width=_HEIGHT, height=_WIDTH)
            words.append(in_direction(Word(cell, box), -turn))
    return tuple(words)


@pytest.mark.parametrize("turn", [90, 270])
def test_a_table_on_its_side_has_its_rows(turn: int) -> None:
    upright = Word("Anexo", Box(60, 60, 100, 72))
    found = sideways_tables(ReadingFrame(_WIDTH, _HEIGHT), (upright, *_aside(turn)), drawn=(), seen=())
    assert found.rest == (upright,)
    assert [block.table.rows for block in found.blocks if block.table is not None] == [_ROWS]


def test_words_at_the_side_that_are_no_table_stay_with_the_others() -> None:
    words = _aside(90)[::3]
    assert sideways_tables(ReadingFrame(_WIDTH, _HEIGHT), words, drawn=(), seen=()).rest == words
