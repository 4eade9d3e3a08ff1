"""What stands in rows and columns, or in frames, and is no table."""

from __future__ import annotations

import pytest
from msgspec import structs

from tests.pipeline.layout.tables.made import grid, row, rows, word
from transcritor_gui.model import Word
from transcritor_gui.pipeline.layout.tables.finder import find_tables, may_have_tables
from transcritor_gui.pipeline.rules import Rule

_AT = [60.0, 240.0, 420.0]


def test_running_text_set_with_wide_spaces_is_no_table() -> None:
    lines = [
        ("notificado", "para", "prestar esclarecimentos", "prazo"),
        ("legal", "juntou", "documentos", "que comprovam"),
        ("regularidade da", "maior", "parte das despesas", "restando"),
        ("apenas", "devolução", "de quantia recebida", "maior"),
        ("dois", "servidores", "cedidos o", "tribunal"),
    ]
    words = [
        each
        for n, cells in enumerate(lines)
        for each in row(100 + 12 * n, *((50 + 125.0 * place, text) for place, text in enumerate(cells)))
    ]
    assert find_tables([], words) == ()


def test_addresses_side_by_side_are_no_table() -> None:
    names = [("Ana Lima", "Bruno Reis", "Carla Dias"), ("Davi Nunes", "Elisa Prado", "Hugo Melo")]
    words: list[Word] = []
    for number, own in enumerate(names):
        y = 100.0 + 60 * number
        words += rows([own], _AT, top=y)
        words += rows([("Rua Acre, 111", "Rua Bahia, 162", "Rua Goiás, 571")], _AT, top=y + 11)
        words += rows([("10369-724 Natal", "11792-605 Bauru", "34127-349 Franca")], _AT, top=y + 22)
    assert find_tables([], words) == ()


_INDEX = [
    ("Acre, 15", "Estoques, 280", "Pará, 134"),
    ("Bahia, 33", "Fornecedores, 7", "Piauí, 216"),
    ("Caixa, 158", "Goiás, 90", "Provisões, 21"),
    ("Ceará, 4", "Imposto, 205", "Reservas, 70"),
    ("Depósitos, 61", "Natal, 39", "Sergipe, 175"),
]


def test_an_index_in_columns_is_no_table() -> None:
    assert find_tables([], rows(_INDEX, _AT)) == ()


def test_a_title_over_an_index_makes_no_table_of_it() -> None:
    title = [structs.replace(each, bold=True) for each in row(86, (240, "Assuntos"))]
    assert find_tables([], [*title, *rows(_INDEX, _AT)]) == ()


def test_words_under_heads_in_bold_are_a_table() -> None:
    head = [structs.replace(each, bold=True) for each in rows([("Manhã", "Tarde", "Noite")], _AT, top=86)]
    body = [("Leitura", "Música", "Teatro"), ("Xadrez", "Pintura", "Cinema"), ("Dança", "Redação", "Coral")]
    (table,) = find_tables([], [*head, *rows(body, _AT)])
    assert table.rows == (("Manhã", "Tarde", "Noite"), *body)


def test_columns_of_several_kinds_of_words_are_a_table() -> None:
    body = [
        ("Ana Beatriz Moreira", "Diretora", "Rua Bahia, 12"),
        ("Carlos Lima", "Analista", "Rua Acre, 7"),
        ("Helena Vieira Leite", "Analista", "Largo da Sé, 31"),
        ("Tomás Figueiredo", "Analista", "Rua Natal, 40"),
    ]
    (table,) = find_tables([], rows(body, _AT))
    assert table.rows == tuple(body)


@pytest.mark.parametrize(
    "rules",
    [
        [],
        [Rule(50, 100, 300, 100), Rule(50, 700, 300, 700)],
        grid([50, 300], [100, 160]),
        grid([50, 300], [100, 120, 140, 160]),
    ],
)
def test_frames_and_underlines_are_no_tables(rules: list[Rule]) -> None:
    words = [each for n in range(4) for each in row(101 + 15 * n, (55, "Assinatura do recebedor desta nota"))]
    assert find_tables(rules, words) == ()


def test_an_empty_grid_is_no_table() -> None:
    assert find_tables(grid([50, 150, 300], [100, 120, 140, 160]), [word("só", 60, 105)]) == ()


def test_text_columns_in_frames_are_no_table() -> None:
    column = [word("palavra", 51 + 8 * (n % 12), 101 + n // 12) for n in range(200)]
    assert find_tables(grid([50, 150, 300], [100, 130, 160]), [*column, word("b", 160, 105)]) == ()


def test_a_drawing_is_given_up() -> None:
    hatching = grid([50 + 4.0 * n for n in range(250)], [50 + 4.0 * n for n in range(250)])
    assert find_tables(hatching, rows([("Mês", "Valor"), ("Março", "10,00")], [60, 160])) == ()


def _prose(x: float, *, lines: int = 20, top: float = 100) -> list[Word]:
    return [
        each
        for n in range(lines)
        for each in row(top + 12 * n, (x, "de ordem do juiz titular encaminho a cópia"))
    ]


def test_running_text_in_two_columns_is_no_table() -> None:
    assert find_tables([], [*_prose(50), *_prose(320)]) == ()


def test_a_list_is_no_table() -> None:
    words = [
        each for n in range(1, 9) for each in row(100 + 14 * n, (50, f"{n})"), (80, "entregar os documentos"))
    ]
    assert find_tables([], words) == ()


def test_a_table_of_contents_is_no_table() -> None:
    words = [
        each
        for n in range(1, 9)
        for each in row(100 + 14 * n, (50, f"Capítulo {n} do livro"), (400, str(9 * n)))
    ]
    assert find_tables([], words) == ()


def test_labels_with_colons_are_no_table() -> None:
    labels = ["Nome:", "Cidade:", "Idade:", "Estado:"]
    words = [each for n, text in enumerate(labels) for each in row(100 + 14 * n, (50, text), (200, str(n)))]
    assert find_tables([], words) == ()


def test_a_page_of_running_text_is_not_looked_at() -> None:
    assert not may_have_tables([], _prose(50))


def test_running_text_in_three_columns_stays_text() -> None:
    lines = [
        (f"{kind} em frente", "ao muro lateral do forte junto da rampa", "de acesso") for kind in "abcdef"
    ]
    assert find_tables([], rows(lines, [50, 180, 400], pitch=24)) == ()
