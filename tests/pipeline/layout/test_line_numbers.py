"""Numbers of lines, and figures of sentences that are none."""

from __future__ import annotations

import pytest

from transcritor_gui.model import Box, Word, WordSource
from transcritor_gui.pipeline.layout.line_numbers import part_line_numbers


def _line(
    text: str, *, x: float, y: float, source: WordSource = WordSource.TEXT_LAYER, lean: float = 0.0
) -> list[Word]:
    """Words of a line; the page leans by `lean`, the share of its height by which it goes to the left."""
    words = []
    for part in text.split():
        box = Box(x, y, x + 6 * len(part), y + 11).moved(-lean * y, lean * x)
        words.append(Word(part, box, None, source, False, None))
        x += 6 * len(part) + 3
    return words


_SENTENCE = "dias para contestar sob pena de revelia e que o prazo correrá da"


def test_numbers_in_the_margin_are_taken_from_the_text() -> None:
    words = [word for row in range(1, 26) for word in _line(_SENTENCE, x=90, y=30 * row)]
    numbers = [word for row in range(1, 26) for word in _line(str(row), x=60, y=30 * row)]
    text, taken = part_line_numbers([*numbers, *words])
    assert (len(text), len(taken)) == (len(words), 25)


def test_figures_that_begin_lines_of_the_text_stay_there() -> None:
    heads = {4: "5", 9: "10"}
    words = [
        word for row in range(16) for word in _line(f"{heads.get(row, 'que')} {_SENTENCE}", x=72, y=20 * row)
    ]
    assert part_line_numbers(words) == (tuple(words), ())


def test_counts_before_the_goods_of_a_list_stay_there() -> None:
    words = [word for row in range(1, 13) for word in _line(f"{row} cadeira de madeira", x=72, y=20 * row)]
    assert part_line_numbers(words) == (tuple(words), ())


def test_each_of_two_columns_may_have_its_numbers() -> None:
    sentence = "dias para contestar sob pena"
    words, numbers = [], []
    for first, x in ((1, 90), (26, 350)):
        for row in range(25):
            numbers += _line(str(first + row), x=x - 25, y=20 * row)
            words += _line(sentence, x=x, y=20 * row)
    text, taken = part_line_numbers([*numbers, *words])
    assert (text, len(taken)) == (tuple(words), 50)


def test_a_number_that_is_missing_does_not_end_the_others() -> None:
    words = [word for row in range(1, 26) for word in _line(_SENTENCE, x=90, y=30 * row)]
    numbers = [word for row in range(1, 26) if row != 7 for word in _line(str(row), x=60, y=30 * row)]
    text, taken = part_line_numbers([*numbers, *words])
    assert (text, len(taken)) == (tuple(words), 24)


def test_a_scan_may_lean_by_more_than_its_numbers_may_stand_apart() -> None:
    words, numbers = [], []
    for row in range(1, 26):
        numbers += _line(str(row), x=60, y=30 * row, source=WordSource.OCR, lean=0.012)
        words += _line(_SENTENCE, x=90, y=30 * row, source=WordSource.OCR, lean=0.012)
    page = [word for row in zip(numbers, _rows(words, 25), strict=True) for word in (row[0], *row[1])]
    text, taken = part_line_numbers(page)
    assert (len(text), taken) == (len(words), tuple(numbers))


def _rows(words: list[Word], count: int) -> list[list[Word]]:
    each = len(words) // count
    return [words[each * row : each * (row + 1)] for row in range(count)]


def test_both_edges_of_a_text_may_have_its_numbers() -> None:
    words = [word for row in range(1, 26) for word in _line(_SENTENCE, x=90, y=30 * row)]
    numbers = [word for x in (60, 500) for row in range(1, 26) for word in _line(str(row), x=x, y=30 * row)]
    text, taken = part_line_numbers([*numbers, *words])
    assert (text, len(taken)) == (tuple(words), 50)


@pytest.mark.parametrize("edges", [(490,), (20,), (20, 490)])
def test_two_columns_may_have_their_numbers_at_the_edges_of_the_page(edges: tuple[int, ...]) -> None:
    sentence = "dias para contestar sob pena"
    words = [word for x in (60, 300) for row in range(25) for word in _line(sentence, x=x, y=20 * row)]
    numbers = [word for x in edges for row in range(25) for word in _line(str(row + 1), x=x, y=20 * row)]
    text, taken = part_line_numbers([*words, *numbers])
    assert (text, len(taken)) == (tuple(words), 25 * len(edges))


@pytest.mark.parametrize("x", [20, 490])
def test_figures_beside_the_rows_of_a_table_stay_there(x: int) -> None:
    words = []
    for row in range(25):
        for at, cell in ((x, str(row + 1)), (60, "cadeira de madeira de lei"), (380, "usada")):
            words += _line(cell, x=at, y=20 * row)
    assert part_line_numbers(words) == (tuple(words), ())


def test_a_misread_number_goes_with_those_around_it() -> None:
    words = [word for row in range(1, 26) for word in _line(_SENTENCE, x=90, y=30 * row)]
    texts = ["71" if row == 11 else str(row) for row in range(1, 26)]
    numbers = [word for row, text in enumerate(texts, 1) for word in _line(text, x=60, y=30 * row)]
    text, taken = part_line_numbers([*numbers, *words])
    assert (text, len(taken)) == (tuple(words), 25)


def test_the_numbers_may_stand_at_the_right_of_each_column() -> None:
    sentence = "dias para contestar sob pena"
    words, numbers = [], []
    for first, x in ((1, 60), (26, 320)):
        for row in range(25):
            numbers += _line(str(first + row), x=x + 200, y=20 * row)
            words += _line(sentence, x=x, y=20 * row)
    text, taken = part_line_numbers([*numbers, *words])
    assert (text, len(taken)) == (tuple(words), 50)
