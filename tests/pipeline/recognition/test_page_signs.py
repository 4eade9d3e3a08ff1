"""The ordinals of a page have one sign."""

from __future__ import annotations

from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.page_signs import with_one_ordinal_sign
from transcritor_gui.pipeline.recognition.readings import JudgedWord


def _read(text: str) -> list[str]:
    words = [OcrWord(word, 0, 0, 10, 10, 0.9, 1, 1, 1) for word in text.split()]
    return [item.word.text for item in with_one_ordinal_sign([JudgedWord(word, False) for word in words])]


def test_an_ordinal_read_with_a_degree_sign_gets_that_of_the_others() -> None:
    text = "§ 1º da Lei nº 8.245, art. 5º, e art. 4º nos termos do § 3° da Lei n° 9.099"
    assert _read(text) == text.replace("°", "º").split()


def test_a_page_that_writes_its_ordinals_with_degree_signs_keeps_them() -> None:
    text = "art. 1° e art. 2° e art. 3º da Lei n° 10"
    assert _read(text) == text.split()


def test_degrees_stay_degrees() -> None:
    text = "art. 1º art. 2º art. 3º a temperatura de 20° medida às 14h"
    assert _read(text) == text.split()


def test_too_few_ordinals_say_nothing() -> None:
    text = "art. 1º e art. 2°"
    assert _read(text) == text.split()


def test_the_reading_that_lost_stays_beside_the_word() -> None:
    texts = ("art.", "1º", "art.", "2º", "art.", "3º", "art.", "4°")
    words = [OcrWord(text, 0, 0, 10, 10, 0.9, 1, 1, 1) for text in texts]
    judged = with_one_ordinal_sign([JudgedWord(word, doubtful=False) for word in words])
    assert (judged[-1].word.text, judged[-1].alternative, judged[-1].doubtful) == ("4º", "4°", False)
