"""Heads of several rows, and heads that are set on their side."""

from __future__ import annotations

from tests.pipeline.layout.tables.made import across, row, rows
from transcritor_gui.model import Box, CellSpan
from transcritor_gui.pipeline.drawn_words import DrawnWord
from transcritor_gui.pipeline.layout.tables.finder import find_tables
from transcritor_gui.pipeline.rules import Rule

_BODY = [
    ("Campinas", "539.047", "600.000"),
    ("Sorocaba", "323.682", "400.000"),
    ("Jundiaí", "243.221", "200.000"),
]
_AT = [50.0, 200.0, 300.0]


def test_a_label_beside_the_middle_of_two_rows_of_heads_is_a_cell_over_both() -> None:
    head = [
        *row(74, (230, "População")),
        *row(80, (60, "Município")),
        *row(88, (200, "Homens"), (300, "Mulheres")),
    ]
    rules = [*across(48, 352, 72, 100, 142), *across(198, 352, 86)]
    (table,) = find_tables(rules, [*head, *rows(_BODY, _AT, top=102)])
    assert table.rows[:2] == (("Município", "População", ""), ("", "Homens", "Mulheres"))
    assert table.spans == (CellSpan(0, 0, 2, 1), CellSpan(0, 1, 1, 2))
    assert table.header_rows == 2


def test_a_label_of_several_lines_beside_two_rows_of_heads_is_a_cell_over_both() -> None:
    head = [
        *row(74, (60, "Município"), (230, "População")),
        *row(88, (60, "de origem"), (200, "Homens"), (300, "Mulheres")),
    ]
    rules = [*across(48, 352, 72, 100, 142), *across(198, 352, 86)]
    (table,) = find_tables(rules, [*head, *rows(_BODY, _AT, top=102)])
    assert table.rows[0][0] == "Município\nde origem"
    assert CellSpan(0, 0, 2, 1) in table.spans


def test_a_head_on_the_line_of_the_lower_heads_stays_there() -> None:
    head = [*row(72, (230, "População")), *row(88, (60, "Município"), (200, "Homens"), (300, "Mulheres"))]
    rules = [*across(48, 352, 70, 100, 142), *across(198, 352, 84)]
    (table,) = find_tables(rules, [*head, *rows(_BODY, _AT, top=102)])
    assert table.rows[:2] == (("", "População", ""), ("Município", "Homens", "Mulheres"))


def test_a_head_that_reads_upwards_is_read_from_its_first_line() -> None:
    head = [
        DrawnWord("Educação", Box(205, 52, 215, 96), angle_degrees=270.0),
        DrawnWord("física", Box(217, 66, 227, 96), angle_degrees=270.0),
        DrawnWord("Artes", Box(305, 66, 315, 96), angle_degrees=270.0),
    ]
    words = [*row(86, (50, "Aluno")), *head, *rows(_BODY, _AT, top=102)]
    (table,) = find_tables(
        [*across(48, 352, 50, 100, 114, 128, 142), *_down(50, 142, 48, 195, 295, 352)], words
    )
    assert table.rows[0] == ("Aluno", "Educação\nfísica", "Artes")


def test_a_head_that_reads_downwards_is_read_from_its_first_line() -> None:
    head = [
        DrawnWord("Educação", Box(217, 52, 227, 96), angle_degrees=90.0),
        DrawnWord("física", Box(205, 52, 215, 82), angle_degrees=90.0),
        DrawnWord("Artes", Box(305, 52, 315, 82), angle_degrees=90.0),
    ]
    words = [*row(86, (50, "Aluno")), *head, *rows(_BODY, _AT, top=102)]
    (table,) = find_tables(
        [*across(48, 352, 50, 100, 114, 128, 142), *_down(50, 142, 48, 195, 295, 352)], words
    )
    assert table.rows[0] == ("Aluno", "Educação\nfísica", "Artes")


def _down(y0: float, y1: float, *xs: float) -> list[Rule]:
    return [Rule(x, y0, x, y1) for x in xs]


def test_what_is_labelled_over_a_table_is_none_of_its_heads() -> None:
    above = [
        *row(60, (50, "FATURA"), (250, "Emissão: 05/04/2024")),
        *row(74, (250, "Vencimento: 20/04/2024")),
        *row(88, (50, "Oficina Boa Vista")),
    ]
    goods = [
        ("Quantidade", "Descrição", "Preço", "Valor"),
        ("34", "Argamassa", "2,37", "80,58"),
        ("3", "Massa corrida", "6,06", "18,18"),
        ("2", "Cimento", "3,07", "6,14"),
    ]
    (table,) = find_tables([], [*above, *rows(goods, [50.0, 120.0, 250.0, 330.0], top=106)])
    assert table.rows == tuple(goods)


def test_a_head_over_nothing_has_a_column_of_its_own() -> None:
    days = [
        ("Turma", "Seg", "Ter", "Qua"),
        ("A", "1,0", "", "2,0"),
        ("B", "3,0", "", "4,0"),
        ("C", "5,0", "", "6,0"),
        ("D", "7,0", "", "8,0"),
    ]
    (table,) = find_tables(across(48, 320, 98, 112, 170), rows(days, [50.0, 120.0, 200.0, 290.0]))
    assert table.rows == tuple(days)


def test_the_title_of_the_first_group_of_rows_is_none_of_the_heads() -> None:
    prices = [
        ("Código", "Descrição", "Preço"),
        ("Elétrica", "", ""),
        ("1662", "Fio flexível", "79,12"),
        ("4990", "Disjuntor", "8,02"),
        ("Pintura", "", ""),
        ("7783", "Rolo de lã", "27,43"),
        ("7241", "Lixa", "1,61"),
    ]
    rules = across(48, 330, 125.0, 167.0)
    (table,) = find_tables(rules, rows(prices, [50.0, 120.0, 290.0]))
    assert table.rows == tuple(prices)
    assert table.header_rows == 1


def test_a_head_that_begins_like_a_note_is_kept_over_the_first_rule() -> None:
    notes = [
        ("Nota", "Fornecedor", "Valor"),
        ("4001", "Comercial Lima", "1.100,50"),
        ("4002", "Comercial Prado", "2.100,50"),
        ("4003", "Comercial Nunes", "3.100,50"),
    ]
    rules = across(48, 400, 113, 127, 141, 155)
    (table,) = find_tables(rules, rows(notes, [50.0, 120.0, 330.0]))
    assert table.rows == tuple(notes)
