"""Columns of figures that the first engine has left out, with an engine that says what it is told."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.ocr.line_reader import FoundLine, LineReading
from transcritor_gui.pipeline.recognition.dictionary import Dictionary
from transcritor_gui.pipeline.recognition.doubts.doubt import Grounds, PageCondition
from transcritor_gui.pipeline.recognition.lines.figure_columns import figure_columns, read_figure_columns
from transcritor_gui.pipeline.recognition.lines.left_out import letter_shapes

_LINES, _STEP = 12, 70


class _Reader:
    """Gives these readings, and keeps the pieces it was asked to read."""

    name = "told"

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.pieces: list[GreyImage] = []

    def prepare(self) -> None:
        pass

    def find(self, page: GreyImage) -> tuple[FoundLine, ...]:
        raise AssertionError("columns are found by their ink")

    def read(self, pieces: Sequence[GreyImage]) -> tuple[LineReading, ...]:
        self.pieces.extend(pieces)
        return tuple(
            LineReading(text, (0.95,) * len(text)) for text, _ in zip(self.texts, pieces, strict=True)
        )


def _page(*, numbers: Sequence[int]) -> tuple[GreyImage, list[OcrWord]]:
    """Lines of text, which were read, and numbers before them, which were not."""
    page = np.full((_LINES * _STEP + 100, 900), 255, np.uint8)
    words = []
    for row in range(_LINES):
        y = 80 + _STEP * row
        cv2.putText(page, "the cargo had been loaded", (140, y), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 0, 3)
        words.append(OcrWord("loaded", 138, y - 32, 660, y + 10, 0.96, 0, 0, row))
        if row in numbers:
            text = str(row + 1)
            x = 100 - 24 * len(text)
            cv2.putText(page, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 0, 3)
    return page, words


_GROUNDS = Grounds(Dictionary([]), PageCondition.CLEAN)


def test_numbers_of_lines_are_read_each_by_itself_in_their_places() -> None:
    page, words = _page(numbers=range(_LINES))
    reader = _Reader([str(row + 1) for row in range(_LINES)])
    found = read_figure_columns(page, letter_shapes(page, words), words, reader, _GROUNDS)
    assert [each.word.text for each in found] == [str(row + 1) for row in range(_LINES)]
    for row, each in enumerate(found):
        assert each.word.y0 < 70 + _STEP * row < each.word.y1
        assert 40 <= each.word.x0 < each.word.x1 <= 112
    assert all(piece.shape[1] < 120 for piece in reader.pieces)


def test_one_that_is_missing_among_numbers_that_were_read_is_read_as_well() -> None:
    page, words = _page(numbers=range(_LINES))
    known = [
        OcrWord(str(row + 1), 52, 46 + _STEP * row, 102, 84 + _STEP * row, 0.9, 1, 0, row)
        for row in range(_LINES)
        if row != 4
    ]
    found = read_figure_columns(
        page, letter_shapes(page, [*words, *known]), [*words, *known], _Reader(["5"]), _GROUNDS
    )
    assert [each.word.text for each in found] == ["5"]


def test_what_reads_as_no_figures_is_left_where_it_is() -> None:
    page, words = _page(numbers=range(_LINES))
    reader = _Reader(["|"] * _LINES)
    assert read_figure_columns(page, letter_shapes(page, words), words, reader, _GROUNDS) == []


def test_three_figures_make_no_column() -> None:
    page, words = _page(numbers=(1, 2, 3))
    assert figure_columns(letter_shapes(page, words), words) == ()
