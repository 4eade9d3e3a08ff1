"""Lines of running text, told from the cells of tables."""

from __future__ import annotations

from tests.pipeline.layout.tables.made import row, rows
from transcritor_gui.model import Word
from transcritor_gui.pipeline.layout.tables.finder import find_tables

_CITIES = [
    ("Município", "População", "Área (km²)"),
    ("Campinas", "1.139.047", "794,6"),
    ("Sorocaba", "723.682", "450,4"),
    ("Jundiaí", "443.221", "431,2"),
    ("Limeira", "291.869", "580,7"),
    ("Franca", "352.536", "605,7"),
]
_LINE = "homologou o resultado e determinou a publicação do extrato na forma"
"""As wide as the other one, of more words."""


def _torn(y: float, x: float, width: float, text: str) -> list[Word]:
    """A justified line whose spaces are as wide as white between cells."""
    parts = text.split()
    space = (width - 5 * sum(map(len, parts))) / (len(parts) - 1)
    place = x
    made: list[Word] = []
    for part in parts:
        made += row(y, (place, part))
        place += 5 * len(part) + space
    return made


def test_a_torn_line_of_a_paragraph_over_a_table_is_none_of_its_heads() -> None:
    width = max(each.box.x1 for each in row(0, (50, _LINE))) - 50
    prose = _torn(40, 50, width, "salvo quanto ao prazo de entrega que em dois casos")
    prose += [each for n in (1, 2, 3) for each in row(40 + 13 * n, (50, _LINE))]
    (table,) = find_tables([], [*prose, *rows(_CITIES, [50.0, 160.0, 280.0], top=105)])
    assert table.rows == tuple(_CITIES)


def test_a_paragraph_beside_a_table_has_the_edges_of_its_column() -> None:
    """Its lines are on another pitch than the rows, and some happen to be level with one."""
    text = "e verificou que todas atendiam às"
    above = [each for n in range(7) for each in row(20 + 13 * n, (330, text))]
    beside = [each for n in range(10) for each in row(134 + 13 * n, (330, text))]
    table_words = rows([*_CITIES, *_CITIES[1:]], [50.0, 160.0, 250.0], top=120, pitch=15.5)
    (table,) = find_tables([], [*above, *beside, *table_words])
    assert table.rows == (*_CITIES, *_CITIES[1:])
