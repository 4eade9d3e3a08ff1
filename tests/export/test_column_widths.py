"""Columns get the room that their text asks for, and single words are the last to be broken."""

from __future__ import annotations

import pytest

from transcritor_gui.export.column_widths import column_widths

_LONG = "Produto com uma descrição que vai muito além de uma linha"
_ROWS = (((_LONG,), ("0101",), ("",)), (("Produto",), ("5101", "kg"), ("1,00",)))


def test_where_there_is_room_lines_stay_whole_up_to_a_usual_length() -> None:
    assert column_widths(_ROWS, room=100) == (30, 4, 4)


def test_running_text_gives_way_to_single_words() -> None:
    assert column_widths(_ROWS, room=30) == pytest.approx((22, 4, 4))


def test_where_not_even_words_fit_all_give_way() -> None:
    widths = column_widths(_ROWS, room=8.5)
    assert sum(widths) == pytest.approx(8.5)
    assert widths[0] > widths[1] == widths[2]


def test_one_endless_word_does_not_take_the_page() -> None:
    assert column_widths(((("x" * 500,), ("a",)),), room=1000) == (60, 3)


def test_a_table_without_columns_has_no_widths() -> None:
    assert column_widths((), room=10) == ()
