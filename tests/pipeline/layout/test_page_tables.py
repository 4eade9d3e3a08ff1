"""The tables of a page from lines that the file draws and from lines in its picture."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs

from tests.pipeline.layout.tables.made import grid, row, word
from transcritor_gui.model import Box, Word, WordSource
from transcritor_gui.pipeline.layout.page_tables import PageTables, tables_of_page
from transcritor_gui.pipeline.pdf.frame import ReadingFrame
from transcritor_gui.pipeline.rules import Rule, Ruling

_FRAME = ReadingFrame(600.0, 800.0)
_RULES = tuple(grid([50, 150, 300], [100, 120, 140, 160]))
_WORDS = (
    word("Mês", 60, 105),
    word("Valor", 160, 105),
    word("Março", 60, 125),
    word("10,00", 175, 125),
    word("Abril", 60, 145),
)
_ROWS = (("Mês", "Valor"), ("Março", "10,00"), ("Abril", ""))


def _seen(words: tuple[Word, ...], rules: tuple[Rule, ...] = _RULES) -> PageTables:
    return tables_of_page(_FRAME, words, drawn=(), seen=[Ruling(rules, 0, 0.0)])


def test_a_grid_in_a_picture_is_a_table() -> None:
    (table,) = _seen(_WORDS).tables
    assert table.rows == _ROWS


@pytest.mark.parametrize("degrees", [-3.0, 0.4, 8.0])
def test_a_tilted_grid_is_read_level(degrees: float) -> None:
    tilted = replace(_FRAME, skew_degrees=degrees)

    def on_page(box: Box) -> Box:
        return tilted.to_page(box)

    rules = [on_page(Box(rule.x0, rule.y0, rule.x1, rule.y1)) for rule in _RULES]
    ruling = Ruling(tuple(Rule(b.x0, b.y0, b.x1, b.y1) for b in rules), 0, degrees)
    words = tuple(structs.replace(each, box=on_page(each.box)) for each in _WORDS)
    found = tables_of_page(_FRAME, words, drawn=(), seen=[ruling])
    assert found.tables[0].rows == _ROWS
    assert found.frame.skew_degrees == degrees
    assert [round(each.box.x0) for each in found.words] == [round(each.box.x0) for each in _WORDS]


def test_a_picture_that_lies_otherwise_than_the_text_has_no_table() -> None:
    ruling = Ruling(_RULES, 90, 0.0)
    assert tables_of_page(_FRAME, _WORDS, drawn=(), seen=[ruling]).tables == ()


def test_a_table_drawn_and_seen_is_one() -> None:
    found = tables_of_page(_FRAME, _WORDS, drawn=_RULES, seen=[Ruling(_RULES, 0, 0.0)])
    assert [table.rows for table in found.tables] == [_ROWS]


def test_two_words_make_no_table_of_a_frame_in_a_picture() -> None:
    words = (word("Recebido", 60, 105), word("2024", 160, 125))
    found = _seen(words, tuple(grid([50, 150, 300], [100, 120, 140])))
    assert (found.tables, found.words) == ((), words)


def test_lines_read_as_signs_are_no_words() -> None:
    lines = (Word("|", Box(149, 101, 151, 118)), Word("___", Box(60, 119, 140, 121)))
    found = _seen((*_WORDS, *lines))
    assert found.words == _WORDS
    assert found.tables[0].rows == _ROWS


def test_a_bar_at_a_word_is_cut_off_where_a_line_goes_down() -> None:
    found = _seen((*_WORDS, Word("|UN", Box(149.6, 145, 165, 155))))
    assert found.tables[0].rows[2] == ("Abril", "UN")


def test_a_bar_is_cut_off_a_word_whose_box_ends_before_the_line() -> None:
    found = _seen((*_WORDS, Word("UN|", Box(279, 145, 295, 155))))
    assert found.tables[0].rows[2] == ("Abril", "UN")


def test_an_exclamation_mark_that_ends_before_the_line_stays() -> None:
    found = _seen((*_WORDS, Word("UN!", Box(279, 145, 295, 155))))
    assert found.tables[0].rows[2] == ("Abril", "UN!")


def test_a_word_across_a_line_is_cut_in_two() -> None:
    found = _seen((*_WORDS[:4], Word("0101|5101", Box(127.5, 145, 172.5, 155))))
    assert found.tables[0].rows[2] == ("0101", "5101")


def test_bars_away_from_the_lines_stay() -> None:
    found = _seen((*_WORDS, word("10/02/2024", 170, 145), word("[1]", 225, 145)))
    assert found.tables[0].rows[2] == ("Abril", "10/02/2024 [1]")


def test_without_a_table_no_sign_is_touched() -> None:
    words = (Word("|", Box(49, 101, 51, 118)), word("texto", 60, 300))
    assert _seen(words).words == words


def test_a_letter_that_touches_a_line_across_is_no_line_between_cells() -> None:
    name = Word("LÍDIA", Box(190, 146, 228, 157))
    stroke = Rule(201.0, 139.5, 201.0, 157.5)
    found = _seen((*_WORDS, Word("MARIA", Box(155, 146, 187, 157)), name), (*_RULES, stroke))
    assert found.tables[0].rows == (*_ROWS[:2], ("Abril", "MARIA LÍDIA"))


def _goods(*, fall: float) -> tuple[Word, ...]:
    """A receipt as an engine reads it; its lines fall by `fall` points a point."""
    names = ("Arroz", "Batata", "Cebola", "Farinha", "Laranja", "Manteiga", "Pimenta", "Sabonete")
    found = [
        each
        for place, name in enumerate(names)
        for each in row(
            100 + 10 * place, (50, f"{place}789 {name} tipo um"), (300, f"1{place}"), (420, f"{place},90")
        )
    ]
    return tuple(
        structs.replace(
            each,
            confidence=0.9,
            box=Box(
                each.box.x0, each.box.y0 + fall * each.box.x0, each.box.x1, each.box.y1 + fall * each.box.x0
            ),
        )
        for each in found
    )


def test_the_strokes_of_a_pen_do_not_tilt_a_page() -> None:
    stroke = Ruling((Rule(40, 150, 80, 150),), 0, 1.8)
    found = tables_of_page(_FRAME, _goods(fall=0.0), drawn=(), seen=[stroke])
    assert found.frame == _FRAME
    assert found.tables[0].rows[0] == ("0789 Arroz tipo um", "10", "0,90")


def test_a_page_of_tilted_lines_is_read_level() -> None:
    found = tables_of_page(_FRAME, _goods(fall=0.02), drawn=(), seen=())
    assert found.frame.skew_degrees == pytest.approx(1.15, abs=0.1)
    assert [len(table.rows) for table in found.tables] == [8]


def test_a_typed_word_on_a_scan_does_not_keep_it_tilted() -> None:
    typed = Word("fls. 12", Box(540, 20, 580, 30), None, WordSource.TEXT_LAYER, False, None)
    found = tables_of_page(_FRAME, (*_goods(fall=0.02), typed), drawn=(), seen=())
    assert found.frame.skew_degrees == pytest.approx(1.15, abs=0.1)
    assert [len(table.rows) for table in found.tables] == [8]
