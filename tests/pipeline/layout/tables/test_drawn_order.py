"""Tables whose cells have several lines, drawn cell by cell as word processors and browsers draw them."""

from __future__ import annotations

import pytest

from tests.pipeline.made_pages import MadePage, words_of_text
from transcritor_gui.pipeline.layout.tables.columns import columns_of
from transcritor_gui.pipeline.layout.tables.drawn_order import drawn_rows
from transcritor_gui.pipeline.layout.tables.finder import find_tables
from transcritor_gui.pipeline.layout.tables.text_rows import pieces_of, rows_of
from transcritor_gui.pipeline.rules import Rule

_LEADING = 12.0
_LEFTS = (50.0, 140.0, 400.0, 480.0)
_HEADS = (("Situação", "do processo"), ("Observação",), ("Cabe", "recurso"), ("Data",))


def _rows(count: int) -> list[tuple[tuple[str, ...], ...]]:
    rows: list[tuple[tuple[str, ...], ...]] = [_HEADS]
    for row in range(count):
        text = [" ".join(words_of_text(6, seed=10 * row + line)) for line in range(2 + row % 3)]
        label = ("Parcial",) if row % 2 else ("Não se", "aplica")
        rows.append(
            (
                label,
                (text[0].capitalize(), *text[1:]),
                ("Sim",) if row % 3 else ("Só", "agravo"),
                (f"0{row + 1}/05/2024",),
            )
        )
    return rows


def _drawn(rows: list[tuple[tuple[str, ...], ...]], *, middle: bool, line_by_line: bool = False) -> MadePage:
    """A page with the cells of `rows`, their lines at the top or in the middle of their row."""
    page = MadePage()
    top = 90.0
    for cells in rows:
        height = max(map(len, cells))
        lines = [
            (top + _LEADING * (line + (height - len(cell)) / 2 * middle), x, text)
            for x, cell in zip(_LEFTS, cells, strict=True)
            for line, text in enumerate(cell)
        ]
        for y, x, text in sorted(lines) if line_by_line else lines:
            page.line(text.split(), x=x, baseline=y, size=10)
        top += _LEADING * height + 4
    return page


def _texts(rows: list[tuple[tuple[str, ...], ...]]) -> list[tuple[str, ...]]:
    return [tuple("\n".join(cell) for cell in cells) for cells in rows]


@pytest.mark.parametrize("middle", [False, True], ids=["top", "middle"])
def test_the_rows_are_those_that_are_drawn(*, middle: bool) -> None:
    rows = _rows(7)
    (table,) = find_tables((), _drawn(rows, middle=middle).words)
    assert list(table.rows) == _texts(rows)


@pytest.mark.parametrize("middle", [False, True], ids=["top", "middle"])
def test_rules_under_every_third_row_change_nothing(*, middle: bool) -> None:
    rows = _rows(6)
    heights = [_LEADING * max(map(len, cells)) + 4 for cells in rows]
    y = 90.0 - 11
    rules = []
    for place, height in enumerate(heights):
        y += height
        if place % 3 == 0:
            rules.append(Rule(50, y, 540, y))
    (table,) = find_tables(rules, _drawn(rows, middle=middle).words)
    assert list(table.rows) == _texts(rows)


def test_paragraphs_of_three_columns_in_several_parts_are_no_table() -> None:
    page = MadePage()
    for part in range(3):
        for column in range(3):
            for line in range(4):
                page.line(
                    words_of_text(5, seed=100 * part + 10 * column + line),
                    x=50 + 170 * column,
                    baseline=90 + 60 * part + _LEADING * line,
                    size=10,
                )
    assert find_tables((), page.words) == ()


def test_what_is_said_of_goods_on_a_line_of_its_own_is_no_further_line() -> None:
    rows: list[tuple[tuple[str, ...], ...]] = [
        (("1",), (f"Pacote {name}", "Vigência: 16.01.2026"), ("94014",), ("353,38",))
        for name in ("Leve", "Casco", "Duplo", "Pleno")
    ]
    lines = rows_of(pieces_of(_drawn(rows, middle=False).words, ()))
    assert drawn_rows(lines, columns_of(lines, ())) is None
