"""Tables with something beside them: running text, or other tables."""

from __future__ import annotations

from tests.pipeline.layout.tables.made import across, row, rows
from transcritor_gui.pipeline.layout.tables.finder import find_tables

_CITIES = [
    ("Município", "População", "Área (km²)"),
    ("Campinas", "1.139.047", "794,6"),
    ("Sorocaba", "723.682", "450,4"),
    ("Jundiaí", "443.221", "431,2"),
    ("Limeira", "291.869", "580,7"),
    ("Franca", "352.536", "605,7"),
    ("Bauru", "379.146", "667,7"),
]
_AT = [400.0, 500.0, 570.0]
_VOTES = [
    ("Partido", "Votos", "Cadeiras"),
    ("Verde", "1.200", "3"),
    ("Azul", "900", "2"),
    ("Lilás", "77", "1"),
]


def test_running_text_beside_a_table_does_not_cut_it() -> None:
    """Its lines stand closer than the rows, so that some lie between two of them."""
    prose = [
        each
        for n in range(12)
        for each in row(102 + 12 * n, (50, "de ordem do juiz titular encaminho a cópia"))
    ]
    (table,) = find_tables([], [*prose, *rows(_CITIES, _AT, pitch=19)])
    assert table.rows == tuple(_CITIES)


def test_the_longer_of_two_tables_side_by_side_keeps_its_last_rows() -> None:
    words = [
        *rows(_CITIES, [50.0, 150.0, 220.0], pitch=16),
        *rows(_VOTES, _AT, top=108, pitch=16),
    ]
    assert [table.rows for table in find_tables([], words)] == [tuple(_CITIES), tuple(_VOTES)]


def test_tables_on_the_same_lines_are_two_where_each_has_rules_of_its_own() -> None:
    words = [*rows(_CITIES[:4], [50.0, 150.0, 220.0]), *rows(_VOTES, [340.0, 440.0, 500.0])]
    rules = [*across(48, 272, 98, 112, 154), *across(338, 542, 98, 112, 154)]
    assert [table.rows for table in find_tables(rules, words)] == [tuple(_CITIES[:4]), tuple(_VOTES)]


def test_tables_on_the_same_lines_are_two_where_one_has_rules_and_both_have_labels() -> None:
    words = [*rows(_CITIES[:4], [50.0, 150.0, 220.0]), *rows(_VOTES, [340.0, 440.0, 500.0])]
    rules = across(338, 542, 98, 112, 154)
    assert [table.rows for table in find_tables(rules, words)] == [tuple(_CITIES[:4]), tuple(_VOTES)]


def test_lines_that_go_on_with_a_cell_make_no_table_of_their_own() -> None:
    """Nor do sums below the last columns alone: the articles and their prices are one table."""
    words = row(86, (50, "Código"), (110, "Descrição"), (330, "Unitário"), (430, "Total"))
    for n in range(5):
        y = 102 + 32 * n
        words += row(y, (50, f"8420{n}"), (110, "Papel branco para o"), (330, f"{n}2,57"), (430, f"{n}9,40"))
        words += row(y + 11, (110, "escritório da sede"))
    for n, label in enumerate(("Subtotal", "Desconto", "Frete")):
        words += row(262 + 14 * n, (330, label), (430, f"7{n},32"))
    (table,) = find_tables([], words)
    assert table.rows[1] == ("84200", "Papel branco para o\nescritório da sede", "02,57", "09,40")


def test_sentences_as_long_as_those_of_running_text_are_cells_between_dates_and_amounts() -> None:
    text = "ressalvadas as diferenças apontadas no relatório da equipe de auditoria"
    words = row(86, (50, "Data"), (120, "Andamento"), (480, "Valor"))
    for n in range(6):
        y = 102 + 36 * n
        words += row(y, (50, f"1{n}/05/2023"), (120, text), (480, f"1{n}.547,02"))
        words += [*row(y + 11, (120, text)), *row(y + 22, (120, "que serão objeto"))]
    (table,) = find_tables([], words)
    assert table.rows[-1] == ("15/05/2023", f"{text}\n{text}\nque serão objeto", "15.547,02")
