"""Receipts, and what else is recognised, as tables."""

from __future__ import annotations

import pytest
from msgspec import structs

from tests.pipeline.layout.tables.made import across, row, rows
from transcritor_gui.model import Box, Word
from transcritor_gui.pipeline.layout.tables.finder import find_tables


def test_a_space_inside_a_few_recognised_cells_parts_no_column() -> None:
    body = [(f"Item {n}", f"{n}.5", f"{n * 7}") for n in range(1, 9)]
    words = [
        *rows(body, [50, 180, 300]),
        *row(212, (50, "São José"), (110, "Campos"), (180, "9.5"), (300, "63")),
    ]
    (table,) = find_tables([], [structs.replace(each, confidence=0.9) for each in words])
    assert table.rows[-1] == ("São José Campos", "9.5", "63")


def test_a_recognised_word_with_the_letters_of_two_cells_parts_no_columns_less() -> None:
    body = [(f"Item {n}", f"{n}.5", f"{n * 7}") for n in range(1, 5)]
    torn = Word("777", Box(180, 156, 312, 166), confidence=0.9)
    words = [structs.replace(each, confidence=0.9) for each in rows(body, [50, 180, 300])]
    (table,) = find_tables([], [*words, *row(156, (50, "Item 5")), torn])
    assert table.rows[:4] == tuple(body)


_RECEIPT = [
    ("10:12 560272", "", "11-05-16"),
    ("967 SABAO EM PO 4KG", "", "18,80"),
    ("886 CREME DE BANHO", "", "26,50 S"),
    ("551 LEITE EM PO 1KG", "", "40,95 S"),
    ("226 PASTA DE DENTE", "", "15,98 S"),
    ("265 MOLHO DE OSTRA", "", "22,80 S"),
    ("193 CARAMELO", "", "5,09 S"),
    ("239 BATATA FRITA", "", "7,90 S"),
    ("801 LEITE INTEGRAL", "", "12,70 S"),
    ("TOTAL", "", "124,73"),
    ("RESUMO", "167,19", "10,03"),
    ("S", "167,19", "10,03"),
    ("T", "0,00", "0,00"),
]


def _read(words: list[Word]) -> list[Word]:
    return [structs.replace(each, confidence=0.9) for each in words]


def test_recognised_names_are_not_torn_by_the_columns_of_the_head_and_foot() -> None:
    (table,) = find_tables(across(50, 240, 98, 112, 284), _read(rows(_RECEIPT, [50, 112, 200])))
    assert table.rows[1] == ("967 SABAO EM PO 4KG", "18,80")


@pytest.mark.parametrize("each", ["2 x R$ 9,40", "@2 X RM 9.40", "2 UN x 9,40", "2 x EUR 9,40"])
def test_how_many_of_a_thing_and_for_how_much_is_a_row_of_its_own(each: str) -> None:
    goods = [("967 SABAO EM PO", "18,80"), ("886 CREME", "26,50"), ("551 LEITE", "40,95"), ("TOTAL", "86,25")]
    words = [
        *rows(goods, [50, 200], pitch=28),
        *row(114, (58, each)),
        *row(142, (58, "10 x R$ 2,65")),
    ]
    (table,) = find_tables([], _read(words))
    assert [line[0] for line in table.rows[:4]] == [
        "967 SABAO EM PO", each, "886 CREME", "10 x R$ 2,65",
    ]  # fmt: skip


def test_another_thing_that_stands_farther_in_is_a_row_of_its_own() -> None:
    menus = [
        ("1 L McChicken", "11,10"),
        ("1 M Nuggets", "7,50"),
        ("1 Ayam Goreng", "9,90"),
        ("Total", "28,50"),
    ]
    words = [
        *rows(menus, [50, 200], pitch=28),
        *row(114, (58, "1 L Coke")),
        *row(142, (58, "1 Barbecue Sauce")),
    ]
    (table,) = find_tables([], _read(words))
    assert [line[0] for line in table.rows[:4]] == [
        "1 L McChicken", "1 L Coke", "1 M Nuggets", "1 Barbecue Sauce",
    ]  # fmt: skip


_TOTALS = [
    ("ARROZ", "2", "18,80"),
    ("FEIJAO", "1", "26,50"),
    ("TOTAL", "3", "45,30"),
    ("TROCO", "", "4,70"),
]


def test_sentences_under_the_totals_of_a_receipt_are_no_rows() -> None:
    note = [
        *row(156, (50, "volte sempre e guarde"), (180, "este cupom para trocas")),
        *row(170, (50, "aqui")),
    ]
    (table,) = find_tables([], [*rows(_TOTALS, [50, 180, 300]), *note])
    assert table.rows == tuple(_TOTALS)


def test_recognised_words_with_uneven_spaces_stay_in_one_cell() -> None:
    body = [(f"ITEM {n}", f"1{n}", f"{n}8,80") for n in range(1, 9)]
    label = [
        Word(text, Box(x0, 212, x1, 222), confidence=0.9)
        for text, x0, x1 in (("Total", 50, 75), ("das", 77, 92), ("vendas", 95, 125), ("bem", 128, 146))
    ]
    words = [*_read(rows(body, [50, 128, 300])), *label, *_read(row(212, (300, "395,30")))]
    (table,) = find_tables([], words)
    assert table.rows[-1] == ("Total das vendas bem", "", "395,30")


def test_rows_of_tall_letters_set_close_are_rows() -> None:
    small = [("SUBTOTAL", "45,30"), ("DESCONTO", "0,00"), ("TAXA", "0,00")]
    tall = [
        structs.replace(each, box=Box(each.box.x0, each.box.y0 - 8, each.box.x1, each.box.y1))
        for each in rows(
            [("TOTAL", "45,30"), ("DINHEIRO", "50,00"), ("TROCO", "4,70")], [50, 200], top=150, pitch=11
        )
    ]
    (table,) = find_tables([], [*rows(small, [50, 200], pitch=12), *tall])
    assert [line[1] for line in table.rows] == ["45,30", "0,00", "0,00", "45,30", "50,00", "4,70"]


def test_goods_over_the_rule_of_their_sum_are_no_head() -> None:
    goods = [("ARROZ", "18,80"), ("FEIJAO", "26,50"), ("SABAO", "45,30")]
    sums = [("SOMA", "90,60"), ("DESCONTO", "0,60"), ("TAXA", "0,00"), ("TOTAL", "90,00"), ("TROCO", "10,00")]
    words = [*rows(goods, [50, 200]), *rows(sums, [50, 200], top=150)]
    (table,) = find_tables(across(50, 230, 146), words)
    assert table.rows == (*goods, *sums)
    assert table.header_rows == 0


@pytest.mark.parametrize("lower", [0.0, 0.8, 1.3])
def test_short_cells_a_little_below_their_row_as_on_a_scan_are_in_it(lower: float) -> None:
    asked = ("Viu o acusado sair da casa", "Sabe quem abriu a porta", "Ouviu os gritos na rua ontem")
    words = row(100, (60, "Pergunta feita à testemunha"), (330, "Resposta"), (440, "Obs"))
    for number in range(8):
        y = 114 + 14 * number
        words += row(y, (60, asked[number % 3]))
        words += row(y + lower, (330, ("Sim", "Não")[number % 2]), (440, ("nada", "consta")[number % 2]))
    (table,) = find_tables([], words)
    assert len(table.rows) == 9
