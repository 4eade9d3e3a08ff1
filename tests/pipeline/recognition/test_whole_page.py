"""A page that the first engine cannot read is read whole by the second, where that finds text on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from tests.pipeline.scans import drawn_page, noisy
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.ocr.line_reader import (
    FoundLine,
    LineReader,
    LineReading,
    PaddleLineReader,
    line_reader_available,
)
from transcritor_gui.pipeline.recognition.dictionary import Dictionary, dictionary_of
from transcritor_gui.pipeline.recognition.lines.line_strips import strips_of
from transcritor_gui.pipeline.recognition.readings import JudgedWord
from transcritor_gui.pipeline.recognition.whole_page import read_whole_page

_TEXT = "the committee met on three occasions during the spring"
_WORDS = Dictionary([dict.fromkeys(_TEXT.split(), 10)])
_PAGE = drawn_page(dpi=300, lines=3)
_LINES = tuple(FoundLine(110, top, 1600, top + 70) for top in (130, 206, 282))


@dataclass
class _Reader:
    """Finds the same lines everywhere and reads each piece as the same words, letters evenly spread."""

    text: str = _TEXT
    confidence: float = 0.98
    lines: tuple[FoundLine, ...] = _LINES
    name: str = "fake"
    shown: list[GreyImage] = field(default_factory=list)

    def prepare(self) -> None:
        pass

    def find(self, page: GreyImage) -> tuple[FoundLine, ...]:
        del page
        return self.lines

    def read(self, pieces: Sequence[GreyImage]) -> tuple[LineReading, ...]:
        self.shown += pieces
        count = len(self.text)
        places = tuple((index + 0.5) / count for index in range(count))
        return tuple(LineReading(self.text, (self.confidence,) * count, places) for _ in pieces)


def _word(text: str, confidence: float, box: tuple[int, int, int, int] = (0, 0, 50, 20)) -> OcrWord:
    return OcrWord(text, *box, confidence, 1, 1, 1)


def _read(
    page: GreyImage, first: Sequence[OcrWord], reader: LineReader, *, dictionary: Dictionary
) -> tuple[JudgedWord, ...] | None:
    return read_whole_page(strips_of(page, reader.find(page)), first, reader, dictionary=dictionary)


def test_lines_found_become_words_where_they_stand() -> None:
    judged = _read(_PAGE, [], _Reader(lines=_LINES[:1]), dictionary=_WORDS)
    assert judged is not None
    words = [item.word for item in judged]
    assert {word.text for word in words} == set(_TEXT.split())
    assert all(110 <= word.x0 < word.x1 <= 1600 and 130 <= word.y0 < word.y1 <= 200 for word in words)
    assert [word.x0 for word in words] == sorted(word.x0 for word in words)


def test_long_lines_are_read_in_pieces_cut_at_a_gap() -> None:
    reader = _Reader(lines=_LINES[:1])
    _read(_PAGE, [], reader, dictionary=_WORDS)
    assert len(reader.shown) > 1
    assert all(piece.shape[1] <= 14 * piece.shape[0] for piece in reader.shown)
    assert all((piece[:, 0] > 128).all() for piece in reader.shown)


def test_what_both_engines_read_alike_is_settled_and_what_differs_is_kept_beside_it() -> None:
    reader = _Reader("the committee met", lines=(FoundLine(110, 130, 800, 200),))
    plain = _read(_PAGE, [], reader, dictionary=_WORDS)
    assert plain is not None
    boxes = [(item.word.x0, item.word.y0, item.word.x1, item.word.y1) for item in plain]
    first = [_word("the", 0.3, boxes[0]), _word("cornmillee", 0.3, boxes[1])]
    judged = _read(_PAGE, first, reader, dictionary=_WORDS)
    assert judged is not None
    assert [(item.word.text, item.doubtful, item.alternative) for item in judged] == [
        ("the", False, None),
        ("committee", False, "cornmillee"),
        ("met", False, None),
    ]


@pytest.mark.parametrize(
    "reader",
    [
        _Reader("xq vrtk lmmn prst qqrs"),  # no words
        _Reader(confidence=0.3),
        _Reader("the", lines=_LINES[:1]),  # a letter or two on a photograph
        _Reader("42 17 %", confidence=0.99),
        _Reader(lines=()),
        _Reader(lines=(FoundLine(10, 10, 30, 400),)),  # upright strokes
    ],
)
def test_what_is_no_text_is_left_alone(reader: _Reader) -> None:
    assert _read(_PAGE, [], reader, dictionary=_WORDS) is None


def test_a_word_of_the_first_engine_beats_a_string_of_the_second() -> None:
    reader = _Reader("the committee met onthree", lines=(FoundLine(110, 130, 900, 200),))
    words = Dictionary([dict.fromkeys(("the", "committee", "met", "on", "three"), 10)])
    plain = _read(_PAGE, [], reader, dictionary=words)
    assert plain is not None
    last = plain[-1].word
    middle = (last.x0 + last.x1) // 2
    first = [
        _word("on", 0.5, (last.x0, last.y0, middle - 30, last.y1)),
        _word("three", 0.5, (middle - 20, last.y0, last.x1, last.y1)),
    ]
    judged = _read(_PAGE, first, reader, dictionary=words)
    assert judged is not None
    assert [(item.word.text, item.doubtful) for item in judged[3:]] == [("on", False), ("three", False)]


def test_where_the_second_engine_reads_less_nothing_of_the_first_is_lost() -> None:
    first = [_word(text, 0.5) for _ in range(9) for text in _TEXT.split()]
    judged = _read(_PAGE, first, _Reader(lines=_LINES[:1]), dictionary=_WORDS)
    assert judged is not None
    assert [item.word.text for item in judged if item.word.y1 == 20] == _TEXT.split() * 9


def test_what_only_the_first_engine_is_sure_of_is_kept_as_a_doubt() -> None:
    first = [_word("below", 0.9, (110, 900, 300, 940)), _word("xq", 0.4, (110, 1000, 300, 1040))]
    judged = _read(_PAGE, first, _Reader(), dictionary=_WORDS)
    assert judged is not None
    assert [(item.word.text, item.doubtful) for item in judged if item.word.y0 > 800] == [("below", True)]


def test_figures_on_which_the_engines_agree_are_text_without_a_word() -> None:
    reader = _Reader("1042 2017 3381 4410 5506", lines=(FoundLine(110, 130, 900, 200),))
    first = [
        _word(text, 0.95, (110 + 160 * place, 140, 240 + 160 * place, 190))
        for place, text in enumerate(reader.text.split())
    ]
    judged = _read(_PAGE, first, reader, dictionary=_WORDS)
    assert judged is not None
    assert [(item.word.text, item.doubtful) for item in judged] == [
        (text, False) for text in reader.text.split()
    ]


def test_without_a_word_list_nothing_tells_text_from_shapes() -> None:
    assert _read(_PAGE, [], _Reader(), dictionary=Dictionary([])) is None


@pytest.mark.integration
@pytest.mark.skipif(not line_reader_available(), reason="rapidocr is not installed")
def test_the_real_engine_reads_a_page_full_of_noise() -> None:
    page = noisy(drawn_page(dpi=150, lines=6), 60)
    judged = _read(page, [], PaddleLineReader(), dictionary=dictionary_of("eng"))
    assert judged is not None
    text = " ".join(item.word.text for item in judged)
    assert "harbour master" in text
    assert "the cargo had been loaded" in text


@pytest.mark.integration
@pytest.mark.skipif(not line_reader_available(), reason="rapidocr is not installed")
def test_the_real_engine_finds_no_text_in_noise_alone() -> None:
    page = noisy(np.full((800, 600), 200, np.uint8), 40)
    assert _read(page, [], PaddleLineReader(), dictionary=dictionary_of("eng")) is None


def test_a_stroke_that_only_the_first_engine_takes_for_a_sign_is_left_out() -> None:
    strokes = [_word("|", 0.93, (20, 500, 24, 560)), _word("T", 0.89, (20, 700, 24, 710))]
    figure = _word("3", 0.95, (20, 900, 40, 930))
    judged = _read(_PAGE, [*strokes, figure], _Reader(lines=_LINES[:1]), dictionary=_WORDS)
    assert judged is not None
    assert {item.word.text for item in judged} & {"|", "T", "3"} == {"3"}


_CELLS = (FoundLine(110, 130, 400, 200), FoundLine(430, 130, 720, 200))


def test_a_word_over_what_was_read_in_two_cells_is_not_read_twice() -> None:
    over_both, below = (
        _word("metthe", 0.95, (350, 135, 480, 195)),
        _word("metthe", 0.95, (350, 935, 480, 995)),
    )
    judged = _read(_PAGE, [over_both, below], _Reader("the committee met", lines=_CELLS), dictionary=_WORDS)
    assert judged is not None
    assert [item.word.y0 for item in judged if item.word.text == "metthe"] == [935]


def test_a_word_that_reaches_over_the_next_cell_ends_with_its_own() -> None:
    wide = _word("thecommitteemet", 0.3, (110, 135, 600, 195))
    judged = _read(_PAGE, [wide], _Reader("the committee met", lines=_CELLS), dictionary=_WORDS)
    assert judged is not None
    assert [item.word.text for item in judged] == ["the", "committee", "met"] * 2
    assert judged[0].word.x0 == 110
    assert judged[2].word.x1 == 400
