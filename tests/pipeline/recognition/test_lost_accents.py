"""Accents over capitals that the engine has left out on the whole page."""

from __future__ import annotations

import numpy as np
import pytest

from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrPage, OcrWord
from transcritor_gui.pipeline.recognition.dictionary import dictionary_of
from transcritor_gui.pipeline.recognition.lost_accents import with_accents_read
from transcritor_gui.pipeline.recognition.readings import JudgedWord

_LANGUAGES = "por+eng"


class _Engine:
    """Reads `text`, whatever it is shown."""

    name = "fake"

    def __init__(self, text: str, confidence: float = 0.96) -> None:
        self._word = OcrWord(text, 0, 0, 200, 40, confidence, 0, 0, 0)
        self.asked = 0

    def prepare(self, languages: str) -> None:
        del languages

    def recognise(self, image: GreyImage, *, dpi: float, languages: str) -> OcrPage:
        del image, dpi, languages
        self.asked += 1
        return OcrPage((self._word,))

    def close(self) -> None:
        pass


def _page(*, accent: bool) -> GreyImage:
    """Seven letters 30 pixels high from (50, 60) on, with or without a mark over the third."""
    pixels = np.full((150, 400), 255, np.uint8)
    for number in range(7):
        pixels[60:90, 50 + 40 * number : 70 + 40 * number] = 0
    if accent:
        pixels[50:56, 136:144] = 0
    return pixels


def _read(text: str, engine: _Engine, *, accent: bool = True) -> JudgedWord:
    word = OcrWord(text, 50, 60, 310, 90, 0.9, 0, 0, 0)
    (judged,) = with_accents_read(
        [JudgedWord(word, doubtful=True)],
        _page(accent=accent),
        engine,
        dictionary_of(_LANGUAGES),
        dpi=300,
        languages=_LANGUAGES,
    )
    return judged


def test_a_word_that_is_none_without_its_accents_is_read_again() -> None:
    judged = _read("ACORDAO", _Engine("ACÓRDÃO"))
    assert (judged.word.text, judged.doubtful) == ("ACÓRDÃO", False)


@pytest.mark.parametrize(
    ("text", "accent"), [("ACORDAO", False), ("CONTRATO", True), ("acordao", True), ("ACORDA0", True)]
)
def test_other_words_are_not_asked_about(text: str, accent: bool) -> None:
    engine = _Engine("ACÓRDÃO")
    assert _read(text, engine, accent=accent).word.text == text
    assert not engine.asked


@pytest.mark.parametrize(
    ("text", "confidence"), [("ACÓRDÃOS", 0.96), ("ÀCORDAO", 0.96), ("ACÓRDÃO", 0.5)], ids=str
)
def test_what_is_another_word_or_none_or_unsure_is_not_taken(text: str, confidence: float) -> None:
    judged = _read("ACORDAO", _Engine(text, confidence))
    assert (judged.word.text, judged.doubtful) == ("ACORDAO", True)
