"""Tables with rules that say less, or more, than what is a cell."""

from __future__ import annotations

from tests.pipeline.layout.tables.made import across, grid, row, rows
from transcritor_gui.pipeline.layout.tables.finder import find_tables

_AT = [52.0, 152.0, 252.0]
_EDGES = [50.0, 150.0, 250.0, 330.0]
_GOODS = [
    ("CÓDIGO", "UN", "VALOR"),
    ("94855", "CX", "32,88"),
    ("45824", "UN", "94,63"),
    ("29286", "UN", "10,30"),
    ("3527", "PC", "563,21"),
]


def test_rows_that_no_rule_parts_are_rows_below_another_table_as_well() -> None:
    """The goods of an invoice: rules down only, and the fields above them framed."""
    fields = rows([("NATUREZA", "SÉRIE", "DATA"), ("Venda", "001", "12/03/2024")], _AT, top=60)
    framed = grid(_EDGES, [58.0, 72.0, 86.0])
    goods = rows(_GOODS, _AT)
    frame = grid(_EDGES, [98.0, 112.0, 170.0])
    above, below = find_tables([*framed, *frame], [*fields, *goods])
    assert len(above.rows) == 2
    assert below.rows == tuple(_GOODS)


def test_cells_with_frames_of_their_own_are_one_table() -> None:
    """Where the white between two frames is narrow they seem one rule, where it is wide two grids."""
    lefts, widths = (50.0, 113.0, 178.0, 241.0), 60.0
    tops, height = (96.0, 113.0, 132.0, 149.0, 166.0), 14.0
    goods = [(*cells, cells[2]) for cells in _GOODS]
    frames = [
        rule for top in tops for left in lefts for rule in grid([left, left + widths], [top, top + height])
    ]
    words = [
        each
        for top, cells in zip(tops, goods, strict=True)
        for each in row(top + 2, *((left + 4, text) for left, text in zip(lefts, cells, strict=True)))
    ]
    (table,) = find_tables(frames, words)
    assert table.rows == tuple(goods)


def test_rules_between_tall_rows_part_them() -> None:
    words = row(100, (50, "Processo"), (120, "Situação"), (260, "Valor"))
    tops = (120, 200, 280)
    for number, top in enumerate(tops):
        words += row(
            top, (50, f"{number + 1}/2024"), (120, "aguarda a manifestação"), (260, f"{number + 1},50")
        )
        for line in (1, 2, 3, 4):
            words += row(top + 12 * line, (120, "da assessoria jurídica"))
    (table,) = find_tables(across(48, 300, 96, 114, 192, 272, 352), words)
    assert [len(cells[1].splitlines()) for cells in table.rows] == [1, 5, 5, 5]
    assert [cells[2] for cells in table.rows] == ["Valor", "1,50", "2,50", "3,50"]


def test_texts_side_by_side_that_rules_part_under_heads_are_a_table() -> None:
    words = row(100, (50, "Cláusula"), (110, "Redação atual"), (300, "Redação proposta"))
    for number, top in enumerate((120, 160, 200)):
        words += row(top, (50, f"{number + 1}.1"))
        for line in (0, 1):
            words += row(
                top + 12 * line,
                (110, "o contratado entrega o objeto na sede"),
                (300, "o contratado entrega o objeto no local"),
            )
    (table,) = find_tables(across(48, 500, 96, 114, 152, 192, 232), words)
    assert len(table.rows) == 4
    assert table.rows[1] == (
        "1.1",
        "o contratado entrega o objeto na sede\no contratado entrega o objeto na sede",
        "o contratado entrega o objeto no local\no contratado entrega o objeto no local",
    )


def test_a_label_between_two_rows_is_beside_both_where_a_rule_parts_them() -> None:
    """A cell over several rows, in a table whose rules are only across."""
    places = ("Resende", "Varginha", "Erechim", "Lages", "Ouro Branco", "Quixadá")
    words = row(100, (50, "Região"), (120, "Unidade"), (220, "Meta"))
    rules = across(48, 280, 97, 112, 140, 168, 196)
    for number, place in enumerate(places):
        words += row(115 + 14 * number, (120, place), (220, f"{number},50"))
        rules += across(110, 280, 126 + 14 * number) if number % 2 == 0 else []
    words += row(122, (50, "Norte")) + row(150, (50, "Centro")) + row(178, (50, "Sul"))
    (table,) = find_tables(rules, words)
    assert [cells[1] for cells in table.rows] == ["Unidade", *places]
    assert [cells[2] for cells in table.rows[1:]] == [f"{number},50" for number in range(6)]
    assert {"Norte", "Centro", "Sul"} <= {cells[0] for cells in table.rows}
