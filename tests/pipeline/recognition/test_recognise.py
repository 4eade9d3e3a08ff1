"""A picture read: the second engine takes a page on which the first finds nothing, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from tests.pipeline.scans import drawn_page
from transcritor_gui.cores import with_cores
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrEngine, OcrPage, OcrWord, SeenOrientation, SurelyRead
from transcritor_gui.pipeline.ocr.line_reader import FoundLine, LineReading
from transcritor_gui.pipeline.recognition.dictionary import Dictionary
from transcritor_gui.pipeline.recognition.picture import Picture, RegionReading
from transcritor_gui.pipeline.recognition.recognise import read_picture
from transcritor_gui.pipeline.recognition.second_opinion import Judge

_WORDS = Dictionary([dict.fromkeys(("the", "committee", "met"), 10)])
_DPI = 300.0


@dataclass
class _Engine:
    """Finds the words given, wherever it looks."""

    words: tuple[OcrWord, ...] = ()
    name: str = "first"

    def prepare(self, languages: str) -> None:
        pass

    def recognise(self, image: GreyImage, *, dpi: float, languages: str) -> OcrPage:
        del image, dpi, languages
        return OcrPage(self.words)

    def close(self) -> None:
        pass


class _NoOrientation:
    """Says nothing, so that every page stays as it is."""

    def orientation_of(self, picture: GreyImage, *, dpi: float) -> SeenOrientation | None:
        del picture, dpi
        return None

    def read_surely(self, picture: GreyImage, *, dpi: float) -> SurelyRead | None:
        del picture, dpi
        return None

    def close(self) -> None:
        pass


def _read(picture: Picture, engine: OcrEngine, *, is_page: bool, judge: Judge) -> RegionReading:
    return read_picture(
        picture, engine, languages="eng", is_page=is_page, orientation=_NoOrientation(), judge=judge
    )


@dataclass
class _Reader:
    """Finds one line near the top of every page, and reads the same in it."""

    text: str = "the committee met"
    name: str = "second"
    pages: list[GreyImage] = field(default_factory=list)
    prepared: int = 0

    def prepare(self) -> None:
        self.prepared += 1

    def find(self, page: GreyImage) -> tuple[FoundLine, ...]:
        self.pages.append(page)
        return (FoundLine(110, 130, 900, 200),)

    def read(self, pieces: Sequence[GreyImage]) -> tuple[LineReading, ...]:
        count = len(self.text)
        places = tuple((index + 0.5) / count for index in range(count))
        return tuple(LineReading(self.text, (0.99,) * count, places) for _ in pieces)


def _picture() -> Picture:
    return Picture(drawn_page(dpi=_DPI, lines=6), px_per_pt=_DPI / 72, dpi=_DPI)


def _sure(text: str) -> OcrWord:
    return OcrWord(text, 110, 130, 400, 200, 0.96, 1, 1, 1)


def test_a_page_on_which_nothing_is_found_is_read_by_the_second_engine() -> None:
    reading = _read(_picture(), _Engine(), is_page=True, judge=Judge(_WORDS, _Reader()))
    assert [word.text for word in reading.words] == ["the", "committee", "met"]
    assert reading.engine == "second"
    for word in reading.words:
        assert 110 * 72 / _DPI <= word.box.x0 < word.box.x1 <= 900 * 72 / _DPI
        assert 130 * 72 / _DPI <= word.box.y0 < word.box.y1 <= 200 * 72 / _DPI


def test_without_a_second_engine_the_page_stays_empty() -> None:
    reading = _read(_picture(), _Engine(), is_page=True, judge=Judge(_WORDS))
    assert (reading.words, reading.engine) == ((), None)


def test_a_page_that_the_first_engine_reads_is_not_searched_again() -> None:
    reader = _Reader()
    whole = OcrWord("committee", 0, 0, 3000, 4000, 0.96, 1, 1, 1)
    reading = _read(_picture(), _Engine((whole,)), is_page=True, judge=Judge(_WORDS, reader))
    assert {word.text for word in reading.words} == {"committee"}
    assert reading.engine is None
    assert reader.pages == []


def test_nobody_goes_on_with_a_page_of_which_the_first_engine_reads_no_more_than_it_has_to() -> None:
    reader = _Reader()
    engine = _Engine((replace(_sure("committee"), confidence=0.85),))

    def read(more_than: float) -> RegionReading:
        return read_picture(
            _picture(), engine, languages="eng", is_page=True, orientation=_NoOrientation(),
            judge=Judge(_WORDS, reader), more_than=more_than,
        )  # fmt: skip

    worth = read(0.0).first_worth
    assert worth > 0
    assert len(reader.pages) == 1
    assert read(worth) == RegionReading((), 0, 0.0, first_worth=worth)
    assert len(reader.pages) == 1
    assert read(0.99 * worth).words


@pytest.mark.parametrize(("count", "prepared"), [(1, 0), (2, 1)])
def test_what_reads_lines_is_loaded_beside_the_first_engine_where_a_core_is_free(
    count: int, prepared: int
) -> None:
    reader = _Reader()
    with with_cores(count):
        Judge(_WORDS, reader).prepare()
        Judge(_WORDS).prepare()
    assert reader.prepared == prepared


def test_a_picture_on_a_page_is_left_to_the_first_engine() -> None:
    reader = _Reader()
    reading = _read(_picture(), _Engine(), is_page=False, judge=Judge(_WORDS, reader))
    assert (reading.words, reader.pages) == ((), [])


@pytest.mark.parametrize("text", ["xq vrtk lmmn", "7 4 12"])
def test_shapes_that_make_no_words_are_no_text(text: str) -> None:
    photograph = np.random.default_rng(3).integers(60, 200, (1200, 900), np.uint8)
    reading = _read(
        Picture(photograph, px_per_pt=_DPI / 72, dpi=_DPI),
        _Engine(),
        is_page=True,
        judge=Judge(_WORDS, _Reader(text)),
    )
    assert (reading.words, reading.engine) == ((), None)


@dataclass
class _InTurn:
    """Reads one word, with another confidence each time."""

    confidences: list[float]
    pictures: list[GreyImage] = field(default_factory=list)
    name: str = "first"

    def prepare(self, languages: str) -> None:
        pass

    def recognise(self, image: GreyImage, *, dpi: float, languages: str) -> OcrPage:
        del dpi, languages
        confidence = self.confidences[len(self.pictures)]
        self.pictures.append(image)
        return OcrPage((OcrWord("committee", 110, 130, 400, 200, confidence, 1, 1, 1),))

    def close(self) -> None:
        pass


def _half_pale() -> Picture:
    """A receipt whose lower rows are printed in pale ink, which looks like print of the back."""
    pixels = np.minimum(drawn_page(dpi=_DPI, lines=20), np.uint8(235))
    below = pixels[len(pixels) // 2 :]
    below[:] = 235 - (235 - below) * 0.35
    return Picture(pixels, px_per_pt=_DPI / 72, dpi=_DPI)


@pytest.mark.parametrize(("faded", "kept", "best"), [(0.80, 0.88, 0.88), (0.88, 0.80, 0.88)])
def test_pale_print_that_faded_like_the_back_is_read_as_it_was(
    faded: float, kept: float, best: float
) -> None:
    engine = _InTurn([faded, kept])
    reading = _read(_half_pale(), engine, is_page=False, judge=Judge(_WORDS))
    assert [word.confidence for word in reading.words] == [best]
    first, second = engine.pictures
    assert first.mean() > second.mean()


def test_a_sure_reading_without_the_back_is_not_tried_again() -> None:
    engine = _InTurn([0.95])
    _read(_half_pale(), engine, is_page=False, judge=Judge(_WORDS))
    assert len(engine.pictures) == 1
