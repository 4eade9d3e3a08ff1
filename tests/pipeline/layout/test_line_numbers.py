"""Numbers of lines, and figures of sentences that are none."""

from __future__ import annotations

from transcritor_gui.model import Box, Word, WordSource
from transcritor_gui.pipeline.layout.line_numbers import part_line_numbers


def _line(text: str, *, x: float, y: float) -> list[Word]:
    words = []
    for part in text.split():
        words.append(
            Word(part, Box(x, y, x + 6 * len(part), y + 11), None, WordSource.TEXT_LAYER, False, None)
        )
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
