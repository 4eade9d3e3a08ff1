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
