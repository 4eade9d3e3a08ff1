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
