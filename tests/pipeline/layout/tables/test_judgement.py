"""What stands in rows and columns and is no table."""

from __future__ import annotations

from msgspec import structs

from tests.pipeline.layout.tables.made import row, rows
from transcritor_gui.model import Word
from transcritor_gui.pipeline.layout.tables.finder import find_tables

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
