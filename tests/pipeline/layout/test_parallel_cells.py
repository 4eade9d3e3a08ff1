"""Rows of long cells side by side, and columns that only look like them."""

from __future__ import annotations

import pytest

from tests.pipeline.made_pages import MadePage, order_share, words_of_text
from transcritor_gui.model import Word
from transcritor_gui.pipeline.layout.blocks import build_blocks
from transcritor_gui.pipeline.layout.lines import build_runs
from transcritor_gui.pipeline.layout.parallel_cells import parallel_rows

_LEADING = 12.0


def _cell(page: MadePage, *, x: float, top: float, lines: int, seed: int, words: int = 6) -> None:
    for line in range(lines):
        texts = words_of_text(words, seed=100 * seed + line)
        page.line(texts, x=x, baseline=top + _LEADING * line, size=10)


def _compared(heights: list[tuple[int, ...]], lefts: tuple[float, ...]) -> MadePage:
    """Cells of so many lines, row by row as a word processor draws them; `heights` has a tuple a row."""
    page = MadePage()
    top = 80.0
    for row, lines in enumerate(heights):
        for column, (x, count) in enumerate(zip(lefts, lines, strict=True)):
            _cell(page, x=x, top=top, lines=count, seed=10 * row + column, words=10 // len(lefts))
        top += _LEADING * max(lines) + 8
    return page


def _order(words: list[Word]) -> float:
    return order_share(build_blocks(words, page_width=595, page_height=842), words)


@pytest.mark.parametrize(
    ("heights", "lefts"),
    [
        ([(3, 6), (5, 4), (3, 5), (2, 2)], (50.0, 310.0)),
        ([(1, 4, 2), (1, 3, 3), (1, 2, 5)], (40.0, 220.0, 410.0)),
        ([(3, 3), (4, 2)], (50.0, 310.0)),
    ],
)
def test_texts_to_compare_are_read_cell_by_cell(
    heights: list[tuple[int, ...]], lefts: tuple[float, ...]
) -> None:
    page = _compared(heights, lefts)
    assert _order(page.words) == 1.0


def test_two_paragraphs_of_a_cell_stay_in_it() -> None:
    page = MadePage()
    for row in range(3):
        top = 80.0 + 100 * row
        _cell(page, x=50, top=top, lines=2, seed=10 * row)
        _cell(page, x=50, top=top + 40, lines=2, seed=10 * row + 1)
        _cell(page, x=310, top=top, lines=5, seed=10 * row + 2)
    assert _order(page.words) == 1.0


def test_columns_drawn_one_after_the_other_are_no_cells_though_their_paragraphs_begin_level() -> None:
    page = MadePage()
    for x in (50.0, 310.0):
        for row in range(4):
            _cell(page, x=x, top=80 + 60 * row, lines=4, seed=int(x) + row)
    assert parallel_rows(build_runs(list(enumerate(page.words)))) is None
    assert _order(page.words) == 1.0


def test_columns_drawn_line_by_line_are_no_cells() -> None:
    page = MadePage()
    for line in range(16):
        for x in (50.0, 310.0):
            page.line(words_of_text(6, seed=line + int(x)), x=x, baseline=80 + 12 * line, size=10)
    assert parallel_rows(build_runs(list(enumerate(page.words)))) is None
