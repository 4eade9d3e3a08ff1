"""A layer held against what is read in the same places."""

from __future__ import annotations

import pytest

from transcritor_gui.model import Box, Word, WordSource
from transcritor_gui.pipeline.recognition.layer_comparison import (
    Verdict,
    compared,
    confirmed_words,
    strip_to_compare,
    without_covered,
)

_STRIP = Box(0, 0, 595, 200)


def _words(*lines: str, read: bool = False) -> list[Word]:
    words = []
    for row, line in enumerate(lines):
        x = 60.0
        for text in line.split():
            box = Box(x, 60 + 14 * row, x + 6 * len(text), 72 + 14 * row)
            source = WordSource.OCR if read else WordSource.TEXT_LAYER
            words.append(Word(text, box, 0.9 if read else None, source))
            x = box.x1 + 4
    return words


def _verdict(layer: str, read: str) -> Verdict:
    def knows(text: str) -> bool:
        return text.strip(".,").isalpha()

    return compared(
        _words(layer), _words(read, read=True), _STRIP, knows=knows, is_no_word=lambda text: not knows(text)
    )


@pytest.mark.parametrize(
    ("layer", "read", "expected"),
    [
        ("the court dismissed the appeal today", "the court dismissed the appeal today", Verdict.CONFIRMED),
        ("WhitePoint 1.0000 BlackPoint 0.0000", "WhitePoint 1.0000 BlackPoint 0.0000", Verdict.CONFIRMED),
        (
            "uif dpvsu ejtnjttfe uif bqqfbm upebz",
            "the court dismissed the appeal today",
            Verdict.CONTRADICTED,
        ),
        # One letter in some words is wrong, and the others are right.
        ("the court dism1ssed the appea1 today", "the court dismissed the appeal today", Verdict.UNKNOWN),
        ("a informa??o do processo judicial foi", "a informação do processo judicial foi", Verdict.UNKNOWN),
        ("the court", "the court", Verdict.UNKNOWN),
    ],
)
def test_a_layer_is_right_where_the_page_reads_alike(layer: str, read: str, expected: Verdict) -> None:
    assert _verdict(layer, read) is expected


def test_a_layer_without_any_accent_is_wrong_where_they_are_read() -> None:
    layer = "a informacao e a acao nao sao do orgao em questao"
    assert _verdict(layer, "a informação e a ação não são do órgão em questão") is Verdict.CONTRADICTED
    assert _verdict(layer, layer) is Verdict.CONFIRMED


def test_a_reading_that_makes_no_words_proves_nothing() -> None:
    layer = _words("Лист договора аренды помещения")
    read = _words("JIucr noroBopa apeHabl noMeLLleHHa", read=True)
    assert compared(layer, read, _STRIP, knows=lambda _: False, is_no_word=lambda _: True) is Verdict.UNKNOWN


def test_the_strip_is_where_most_of_the_odd_words_are() -> None:
    lines = ["the court dismissed the appeal"] * 20
    lines[14:17] = ["co1t 4pp3al d1sm1ss3d judg3m3nt"] * 3
    strip = strip_to_compare(_words(*lines), width=595, height=842)
    assert strip is not None
    assert strip.y0 < 60 + 14 * 14 < 60 + 14 * 17 < strip.y1
    assert strip_to_compare(_words("a b c"), width=595, height=842) is None


def test_a_good_stamp_on_a_bad_layer_is_kept() -> None:
    layer = _words("uif dpvsu ejtnjttfe uif bqqfbm", "Assinado digitalmente por Ana Lima")
    read = _words("the court dismissed the appeal", "Assinado digitalmente por Ana Lirna", read=True)
    kept = confirmed_words(layer, read)
    assert [word.text for word in kept] == ["Assinado", "digitalmente", "por", "Ana"]
    rest = without_covered(read, kept)
    assert [word.text for word in rest] == ["the", "court", "dismissed", "the", "appeal", "Lirna"]
