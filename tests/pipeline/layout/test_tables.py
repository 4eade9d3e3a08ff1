"""Ruled tables from lines and words."""

from __future__ import annotations

import pytest

from transcritor_gui.model import Box, Word
from transcritor_gui.pipeline.layout.tables import TooManyRulesError, find_tables, suggests_table
from transcritor_gui.pipeline.rules import Rule


def grid(columns: list[float], rows: list[float]) -> list[Rule]:
    across = [Rule(columns[0], y, columns[-1], y) for y in rows]
    down = [Rule(x, rows[0], x, rows[-1]) for x in columns]
    return [*across, *down]


def word(text: str, x: float, y: float, *, bold: bool = False) -> Word:
    return Word(text, Box(x, y, x + 5 * len(text), y + 10), bold=bold)


_GRID = grid([50, 150, 300], [100, 120, 140, 160])
_WORDS = [
    word("Mês", 60, 105, bold=True),
    word("Valor", 160, 105, bold=True),
    word("Março", 60, 125),
    word("R$", 160, 125),
    word("10,00", 175, 125),
    word("Abril", 60, 145),
]


def test_cells_hold_their_words() -> None:
    (table,) = find_tables(_GRID, _WORDS)
    assert table.rows == (("Mês", "Valor"), ("Março", "R$ 10,00"), ("Abril", ""))
    assert table.box == Box(50, 100, 300, 160)
    assert table.header_rows == 1


def test_lines_drawn_cell_by_cell_are_one_table() -> None:
    cells = [
        rule
        for x0, x1 in ((50, 150), (150, 300))
        for y0, y1 in ((100, 120), (120, 140), (140, 160))
        for rule in grid([x0, x1], [y0, y1])
    ]
    assert find_tables(cells, _WORDS) == find_tables(_GRID, _WORDS)


def test_a_spanned_cell_is_empty() -> None:
    rules = [
        *(Rule(50, y, 300, y) for y in (100, 120, 140, 160)),
        Rule(50, 100, 50, 160),
        Rule(150, 120, 150, 160),
        Rule(300, 100, 300, 160),
    ]
    words = [word("Resumo", 60, 105), word("a", 60, 125), word("b", 160, 125), word("c", 60, 145)]
    (table,) = find_tables(rules, words)
    assert table.rows == (("Resumo", ""), ("a", "b"), ("c", ""))


def test_a_cell_of_two_lines_keeps_them() -> None:
    words = [word("linha", 60, 101), word("dois", 60, 111), *_WORDS[1:]]
    assert find_tables(_GRID, words)[0].rows[0][0] == "linha\ndois"


def test_words_beside_a_table_stay_out_of_it() -> None:
    (table,) = find_tables(_GRID, [*_WORDS, word("fora", 60, 300)])
    assert not any("fora" in cell for row in table.rows for cell in row)


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
    assert find_tables(rules, _WORDS) == ()


def test_an_empty_grid_is_no_table() -> None:
    assert find_tables(_GRID, [word("só", 60, 105)]) == ()


def test_text_columns_in_frames_are_no_table() -> None:
    column = [word("palavra", 51 + 8 * (n % 12), 101 + n // 12) for n in range(200)]
    assert find_tables(grid([50, 150, 300], [100, 130, 160]), [*column, word("b", 160, 105)]) == ()


def test_two_tables_come_from_top_to_bottom() -> None:
    lower = [Rule(r.x0, r.y0 + 300, r.x1, r.y1 + 300) for r in _GRID]
    below = [word(w.text, w.box.x0, w.box.y0 + 300) for w in _WORDS]
    tables = find_tables([*lower, *_GRID], [*below, *_WORDS])
    assert [table.box.y0 for table in tables] == [100, 400]


def test_a_drawing_is_given_up() -> None:
    hatching = grid([50 + 4.0 * n for n in range(250)], [50 + 4.0 * n for n in range(250)])
    assert suggests_table(hatching)
    with pytest.raises(TooManyRulesError):
        find_tables(hatching, _WORDS)
