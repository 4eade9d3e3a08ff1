"""What returns from page to page is a running head or foot; what only looks like one is text."""

from __future__ import annotations

import pytest

from tests.export.laying import laid_block, paper
from tests.export.making import transcript
from transcritor_gui.export import ExportOptions, selected
from transcritor_gui.export.reading.running_lines import MarkedPages
from transcritor_gui.model import Block, BlockKind, PageResult

_BODY = "as partes foram ouvidas em juízo e\nnada mais disseram sobre o que consta"


def _pages(count: int, *edges: Block | str, first: int = 0) -> list[PageResult]:
    """Pages of body text with heads at the top ('{n}' is the page's number) in a block of their own."""
    made = []
    for index in range(first, first + count):
        heads = [
            laid_block(each.format(n=index + 1), y=40 + 14 * place, last_right=None)
            for place, each in enumerate(edges)
            if isinstance(each, str)
        ]
        made.append(paper(*heads, laid_block(f"{_BODY} {'x' * index}"), index=index))
    return made


def _heads(pages: list[PageResult]) -> list[list[str]]:
    return [[b.text for b in page.blocks if b.kind is BlockKind.HEADER] for page in MarkedPages(pages)]


def test_the_same_line_on_every_page_is_a_head() -> None:
    assert _heads(_pages(3, "Relatório anual")) == [["Relatório anual"]] * 3


def test_numbers_that_count_with_the_pages_are_page_numbers() -> None:
    assert _heads(_pages(4, "{n}")) == [["1"], ["2"], ["3"], ["4"]]


@pytest.mark.parametrize("text", ["- {n} -", "Página {n} de 40", "fls. {n}", "Autos 123/2020, fl. {n}"])
def test_numbers_count_among_words_too(text: str) -> None:
    assert all(_heads(_pages(4, text)))


def test_roman_numbers_count() -> None:
    pages = [
        paper(laid_block(number, y=40, last_right=None), laid_block(_BODY + "x" * index), index=index)
        for index, number in enumerate(("vii", "viii", "ix", "x"))
    ]
    assert _heads(pages) == [["vii"], ["viii"], ["ix"], ["x"]]


def test_sheets_counted_on_one_side_are_numbers() -> None:
    pages = [
        paper(laid_block(f"fls. {1 + index // 2}", y=40, last_right=None), laid_block(_BODY), index=index)
        for index in range(6)
    ]
    assert all(_heads(pages))


def test_left_and_right_pages_have_heads_of_their_own() -> None:
    pages = [
        paper(
            laid_block("O autor" if index % 2 else "O título", y=40, last_right=None),
            laid_block(_BODY + "x" * index),
            index=index,
        )
        for index in range(6)
    ]
    assert all(_heads(pages))


def test_a_head_in_the_block_of_the_text_is_parted_from_it() -> None:
    texts = [f"Relatório anual\n{'x' * number}\n{_BODY}" for number in (1, 2, 3)]
    pages = [paper(laid_block(text, y=60), index=index) for index, text in enumerate(texts)]
    head, text = next(iter(MarkedPages(pages))).blocks
    assert (head.kind, head.text) == (BlockKind.HEADER, "Relatório anual")
    assert (text.kind, text.text) == (BlockKind.PARAGRAPH, f"x\n{_BODY}")


def test_feet_are_found_at_the_bottom() -> None:
    pages = [
        paper(laid_block(_BODY), laid_block(f"{index + 1}", y=800, last_right=None), index=index)
        for index in range(3)
    ]
    assert [page.blocks[-1].kind for page in MarkedPages(pages)] == [BlockKind.FOOTER] * 3


def test_figures_that_do_not_count_are_text() -> None:
    pages = [
        paper(laid_block(figure, y=40, last_right=None), laid_block(_BODY), index=index)
        for index, figure in enumerate(("17", "4", "230", "8"))
    ]
    assert not any(_heads(pages))


def test_lines_that_differ_are_text() -> None:
    pages = [
        paper(laid_block(text, y=40, last_right=None), laid_block(_BODY), index=index)
        for index, text in enumerate(("Da competência", "Do mérito", "Das custas"))
    ]
    assert not any(_heads(pages))


def test_what_returns_in_the_middle_of_pages_is_text() -> None:
    marked = list(MarkedPages(_pages(4)))
    assert all(block.kind is BlockKind.PARAGRAPH for page in marked for block in page.blocks)


def test_a_page_alone_tells_nothing() -> None:
    assert _heads(_pages(1, "Relatório anual")) == [[]]


def test_pages_can_be_asked_for_in_any_order() -> None:
    pages = _pages(12, "Relatório anual", "{n}")
    marked = MarkedPages(pages)
    assert list(marked) == [marked[place] for place in range(12)]
    assert marked[2:4] == (marked[2], marked[3])
    assert len(marked) == 12


def test_running_lines_are_left_out_when_asked() -> None:
    part = selected(
        transcript(*_pages(3, "Relatório anual")), ExportOptions(leave_out_headers_and_footers=True)
    )
    assert [len(page.blocks) for page in part.pages] == [1, 1, 1]


def test_a_page_chosen_by_itself_is_judged_beside_its_neighbours() -> None:
    options = ExportOptions(leave_out_headers_and_footers=True, pages="2")
    part = selected(transcript(*_pages(3, "Relatório anual")), options)
    assert [len(page.blocks) for page in part.pages] == [1]
