"""A line that the engine left out is read by itself; a page that was read whole stays as it is."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from tests.pipeline.scans import drawn_page
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrPage, OcrWord
from transcritor_gui.pipeline.recognition.lines.missed_lines import with_missed_lines


@dataclass
class _Engine:
    """Reads every picture as one sure line, and remembers what it was shown."""

    text: str = "and heard evidence"
    confidence: float = 0.93
    name: str = "fake"
    shown: list[GreyImage] = field(default_factory=list)

    def prepare(self, languages: str) -> None:
        pass

    def recognise(self, image: GreyImage, *, dpi: float, languages: str) -> OcrPage:
        del dpi, languages
        self.shown.append(image)
        height, width = image.shape
        words = self.text.split()
        step = width // max(1, len(words))
        return OcrPage(
            tuple(
                OcrWord(word, step * place, 10, step * (place + 1), height - 10, self.confidence, 1, 1, 1)
                for place, word in enumerate(words)
            )
        )

    def close(self) -> None:
        pass


def _read_but(pixels: GreyImage, *missed: int, lines: int) -> OcrPage:
    """A reading of `drawn_page(dpi=300)` with one word a line, without the lines named."""
    words = []
    for number in range(lines):
        if number not in missed:
            baseline = 2 * (90 + 38 * number)
            words.append(
                OcrWord("line", 110, baseline - 48, pixels.shape[1] - 60, baseline + 16, 0.9, 1, 1, number)
            )
    return OcrPage(tuple(words))


def test_a_page_read_whole_is_given_back_as_it_is() -> None:
    page, engine = drawn_page(dpi=300, lines=8), _Engine()
    read = _read_but(page, lines=8)
    assert with_missed_lines(read, page, engine, dpi=300, languages="eng") is read
    assert engine.shown == []


def test_a_line_left_out_is_read_where_it_stands() -> None:
    page, engine = drawn_page(dpi=300, lines=8), _Engine()
    read = _read_but(page, 3, lines=8)
    whole = with_missed_lines(read, page, engine, dpi=300, languages="eng")
    added = whole.words[len(read.words) :]
    assert [word.text for word in added] == ["and", "heard", "evidence"]
    baseline = 2 * (90 + 38 * 3)
    assert all(baseline - 90 < word.y0 < baseline < word.y1 < baseline + 50 for word in added)
    assert {word.block for word in added} == {2}


def test_an_underlined_line_is_shown_to_the_engine_without_its_rule() -> None:
    page, engine = drawn_page(dpi=300, lines=8), _Engine()
    baseline = 2 * (90 + 38 * 3)
    page[baseline + 8 : baseline + 12, 120:1500] = 0
    whole = with_missed_lines(_read_but(page, 3, lines=8), page, engine, dpi=300, languages="eng")
    assert len(whole.words) == 10
    assert not (engine.shown[0] < 128).all(axis=0).any()
    assert ((engine.shown[0] < 128).mean(axis=1) < 0.75).all()


def test_what_is_read_without_confidence_is_left_out() -> None:
    page, engine = drawn_page(dpi=300, lines=8), _Engine(confidence=0.4)
    read = _read_but(page, 3, lines=8)
    assert with_missed_lines(read, page, engine, dpi=300, languages="eng") is read


def test_a_page_of_drawing_is_not_read_piece_by_piece() -> None:
    page, engine = drawn_page(dpi=300, lines=26), _Engine()
    read = _read_but(page, *range(1, 26), lines=26)
    assert with_missed_lines(read, page, engine, dpi=300, languages="eng") is read
    assert engine.shown == []


def test_a_page_without_words_stays_without() -> None:
    page, engine = np.full((300, 300), 255, np.uint8), _Engine()
    assert with_missed_lines(OcrPage(()), page, engine, dpi=300, languages="eng") == OcrPage(())
