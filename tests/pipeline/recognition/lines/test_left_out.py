"""What the first engine leaves out of a page is found by its shapes and read by the second engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import pytest

from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.ocr.line_reader import FoundLine, LineReading
from transcritor_gui.pipeline.recognition.both_engines import read_by_both, without_strokes
from transcritor_gui.pipeline.recognition.dictionary import Dictionary
from transcritor_gui.pipeline.recognition.doubts.doubt import Grounds, PageCondition
from transcritor_gui.pipeline.recognition.lines.left_out import (
    letter_shapes,
    lines_left_out,
    over_two_lines,
    read_left_out,
)
from transcritor_gui.pipeline.recognition.lines.line_strips import strips_of
from transcritor_gui.pipeline.recognition.policy import is_text_left_out
from transcritor_gui.pipeline.recognition.second_opinion import Judge

_GROUNDS = Grounds(Dictionary([]), PageCondition.CLEAN)
_READ = OcrWord("READ", 20, 30, 140, 60, 0.95, block=1, paragraph=1, line=1)


@dataclass
class _Reader:
    """Reads whatever it is shown as the same text, letters evenly spread."""

    text: str
    confidence: float = 0.98
    name: str = "fake"
    lines: tuple[FoundLine, ...] = ()
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


def _page(*, paper: int = 255, ink: int = 0) -> GreyImage:
    """READ on the left, LEFT far to its right, and BELOW under it, in capitals 22 pixels high."""
    page = np.full((160, 500), paper, np.uint8)
    for text, place in (("READ", (20, 58)), ("LEFT", (320, 58)), ("BELOW", (20, 120))):
        cv2.putText(page, text, place, cv2.FONT_HERSHEY_SIMPLEX, 1.0, ink, 2)
    return page


@pytest.mark.parametrize(("paper", "ink"), [(255, 0), (30, 200), (190, 255)], ids=["dark", "light", "pale"])
def test_letters_that_no_word_covers_are_seen_whatever_they_are_printed_on(paper: int, ink: int) -> None:
    shapes = letter_shapes(_page(paper=paper, ink=ink), [_READ])
    assert len(shapes.covered) > 0
    assert sorted({round(x / 300) for x, _, _ in shapes.left_out}) == [0, 1]
    assert 5 <= shapes.letters_left_out <= 10


def test_nothing_is_left_out_of_a_page_whose_words_cover_it() -> None:
    left = OcrWord("LEFT", 320, 30, 420, 60, 0.9, 1, 1, 2)
    below = OcrWord("BELOW", 20, 95, 150, 122, 0.9, 1, 1, 3)
    assert not is_text_left_out(letter_shapes(_page(), [_READ, left, below]))


def test_a_bar_or_a_speck_is_no_letter() -> None:
    page = _page()
    page[75:78, 10:490] = 0
    page[140:142, 250:252] = 0
    before = letter_shapes(_page(), [_READ]).letters_left_out
    assert letter_shapes(page, [_READ]).letters_left_out == before


def test_lines_with_letters_left_out_are_told_from_those_that_were_read() -> None:
    page = _page()
    strips = strips_of(page, [FoundLine(16, 30, 145, 62), FoundLine(16, 94, 160, 124)])
    left_out = lines_left_out(strips, [_READ], letter_shapes(page, [_READ]))
    assert [strip.number for strip in left_out.strips] == [1]
    assert left_out.share == pytest.approx(0.4, abs=0.2)


def test_only_what_no_word_covers_is_added_of_a_line_read_in_part() -> None:
    page = _page()
    strips = strips_of(page, [FoundLine(16, 30, 440, 62)])
    left_out = lines_left_out(strips, [_READ], letter_shapes(page, [_READ]))
    added = read_left_out(left_out.strips, [_READ], _Reader("READ     LEFT"), _GROUNDS)
    assert [item.word.text for item in added] == ["LEFT"]
    assert added[0].word.x0 > _READ.x1
    assert added[0].word.block > _READ.block


def test_what_the_second_engine_is_not_sure_of_is_not_added() -> None:
    page = _page()
    strips = strips_of(page, [FoundLine(16, 94, 160, 124)])
    left_out = lines_left_out(strips, [_READ], letter_shapes(page, [_READ]))
    assert read_left_out(left_out.strips, [_READ], _Reader("BELOW", 0.6), _GROUNDS) == []


def test_letters_on_a_bar_are_looked_for_though_their_edges_run_into_its_own() -> None:
    page = np.full((160, 500), 255, np.uint8)
    cv2.putText(page, "READ", (20, 58), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 2)
    page[92:124, 10:300] = 60
    cv2.putText(page, "BELOW", (20, 120), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 150, 2)
    shapes = letter_shapes(page, [_READ])
    assert is_text_left_out(shapes)
    strips = strips_of(page, [FoundLine(16, 30, 145, 62), FoundLine(16, 94, 160, 124)])
    left_out = lines_left_out(strips, [_READ], shapes)
    assert [strip.number for strip in left_out.strips] == [1]


def test_a_word_over_two_lines_that_stand_close_is_told_from_a_tall_one() -> None:
    strips = strips_of(_page(), [FoundLine(16, 30, 145, 62), FoundLine(16, 66, 160, 98)])
    both = OcrWord("R8LOW", 20, 28, 140, 98, 0.6, 1, 1, 1)
    tall = OcrWord("READ", 20, 20, 140, 70, 0.6, 1, 1, 1)
    beside = OcrWord("seal", 300, 20, 380, 100, 0.6, 1, 1, 1)
    assert over_two_lines([_READ, both, tall, beside], strips) == [both]


def test_what_the_first_engine_alone_sees_in_a_drawing_is_left_out() -> None:
    page = np.full((160, 500), 255, np.uint8)
    cv2.putText(page, "READ", (20, 58), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 2)
    page[80:150, 350:420] = 90
    reader = _Reader("READ", lines=(FoundLine(16, 30, 145, 62),))
    corner = OcrWord("da", 350, 80, 370, 100, 0.7, block=2, paragraph=1, line=1)
    surely = OcrWord("READ, SURELY", 20, 30, 140, 60, 0.97, block=1, paragraph=1, line=1)
    both = read_by_both([surely, corner], page, Judge(_GROUNDS.dictionary, reader), mended=False)
    assert [item.word.text for item in both.words] == ["READ, SURELY"]
    assert both.whole_by is None


def test_an_underlined_line_is_left_out_though_it_is_one_shape() -> None:
    page = np.full((160, 1600), 255, np.uint8)
    cv2.putText(page, "READ", (20, 58), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 2)
    cv2.putText(page, "UNDERLINED WORDS " * 4, (20, 118), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 2)
    page[119:122, 20:1240] = 0
    assert is_text_left_out(letter_shapes(page, [_READ]))


def test_the_frame_of_an_empty_row_is_no_line_of_text() -> None:
    page = np.full((160, 1600), 255, np.uint8)
    cv2.putText(page, "READ", (20, 58), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 2)
    cv2.rectangle(page, (10, 90), (1500, 124), 0, 2)
    assert not is_text_left_out(letter_shapes(page, [_READ]))


def test_a_tall_box_that_is_doubted_is_worth_a_look_for_lines() -> None:
    page = np.full((160, 500), 255, np.uint8)
    cv2.putText(page, "READ", (20, 58), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 2)
    shapes = letter_shapes(page, [_READ])
    tall = OcrWord("urey", 300, 20, 480, 140, 0.4, 2, 1, 1)
    heading = OcrWord("READ", 300, 20, 480, 140, 0.95, 2, 1, 1)
    assert is_text_left_out(shapes, [_READ, _READ, tall])
    assert not is_text_left_out(shapes, [_READ, _READ, heading])


def test_signs_of_lines_that_were_read_stay_and_strokes_of_a_grid_go() -> None:
    page = _page()
    strips = strips_of(page, [FoundLine(10, 25, 150, 65)])
    words = [
        _READ,
        OcrWord("-", 300, 40, 312, 44, 0.95, 1, 1, 1),
        OcrWord("|", 400, 30, 403, 60, 0.95, 1, 1, 1),
        OcrWord("-", 300, 140, 312, 144, 0.95, 2, 1, 1),
    ]
    assert without_strokes(words, strips) == words[:2]
