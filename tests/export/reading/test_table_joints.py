"""Tables over the ends of pages: one table, with its head once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.export.making import block, page, table
from transcritor_gui.export.reading.page_joints import read_pages
from transcritor_gui.export.reading.table_joints import whole_tables
from transcritor_gui.model import Block, BlockKind, Box, CellSpan

_HEAD = ("Parcela", "Valor")


def placed(own: Block, *, top: float, bottom: float, left: float = 60, right: float = 400) -> Block:
    box = Box(left, top, right, bottom)
    assert own.table is not None
    return replace(own, box=box, table=replace(own.table, box=box))


def low(*rows: tuple[str, ...], header_rows: int = 1) -> Block:
    return placed(table(*rows, header_rows=header_rows), top=400, bottom=780)


def high(*rows: tuple[str, ...], header_rows: int = 0, left: float = 60) -> Block:
    return placed(table(*rows, header_rows=header_rows), top=60, bottom=300, left=left)


_FIRST = low(_HEAD, ("1", "10,00"))


def _rows(*pages: tuple[Block, ...]) -> list[tuple[tuple[str, ...], ...]]:
    made = [page(*blocks, index=index) for index, blocks in enumerate(pages)]
    return [whole.table.rows for whole in whole_tables(made)]


def test_a_table_goes_on_with_its_head_printed_again() -> None:
    second = high(_HEAD, ("2", "20,00"), header_rows=1)
    assert _rows((_FIRST,), (second,)) == [(_HEAD, ("1", "10,00"), ("2", "20,00"))]


def test_a_table_goes_on_without_a_head() -> None:
    foot = block("12", BlockKind.FOOTER)
    assert _rows((_FIRST, foot), (high(("2", "20,00")),)) == [(_HEAD, ("1", "10,00"), ("2", "20,00"))]


def test_a_table_goes_on_over_three_pages() -> None:
    middle = placed(table(("2", "20,00"), header_rows=0), top=60, bottom=780)
    assert [len(rows) for rows in _rows((_FIRST,), (middle,), (high(("3", "30,00")),))] == [4]


def test_words_that_say_so_may_stand_between() -> None:
    remark = block("Tabela 3 - Parcelas (continuação)")
    assert len(_rows((_FIRST,), (remark, high(("2", "20,00"))))) == 1


@pytest.mark.parametrize(
    "second",
    [
        (block("Outro assunto."), high(("2", "20,00"))),
        (high(("2", "20,00", "x")),),
        (high(("Mês", "Saldo"), ("2", "20,00"), header_rows=1),),
        (high(("2", "20,00"), left=250),),
    ],
    ids=["text between", "other columns", "another head", "elsewhere on the page"],
)
def test_another_table_is_another(second: tuple[Block, ...]) -> None:
    assert len(_rows((_FIRST,), second)) == 2


def test_cells_over_rows_stay_where_they_are() -> None:
    second = high(_HEAD, ("2", "20,00"), ("", "21,00"))
    assert second.table is not None
    second = replace(second, table=replace(second.table, spans=(CellSpan(1, 0, 2, 1),)))
    (whole,) = whole_tables([page(_FIRST), page(second, index=1)])
    assert whole.table.spans == (CellSpan(2, 0, 2, 1),)


def test_running_text_has_the_table_once_and_what_follows_it_on_its_page() -> None:
    pages = [page(_FIRST), page(high(("2", "20,00")), block("Depois da tabela."), index=1)]
    first, second = read_pages(pages, flowing=True)
    assert [len(each.rows) for each in first.page.tables] == [3]
    assert second.page.tables == ()
    assert second.page.text == "Depois da tabela."


def test_page_by_page_each_has_its_own_part() -> None:
    pages = [page(_FIRST), page(high(("2", "20,00")), index=1)]
    assert [len(read.page.tables) for read in read_pages(pages, flowing=False)] == [1, 1]
