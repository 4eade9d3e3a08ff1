"""What a person should look at: unsure words, strings near a word, small marks on rough pages."""

from __future__ import annotations

import pytest

from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.dictionary import Dictionary
from transcritor_gui.pipeline.recognition.doubts.doubt import (
    Grounds,
    PageCondition,
    condition_of,
    stands_oddly,
)

_WORDS = Dictionary([{"casa": 90, "capítulo": 500, "capitulo": 20, "country": 90, "papel": 40, "s": 5}])
_CLEAN, _ROUGH, _BAD = (Grounds(_WORDS, condition) for condition in PageCondition)


def word(text: str, confidence: float = 0.96) -> OcrWord:
    return OcrWord(text, 0, 0, 50, 20, confidence, 0, 0, 0)


def test_a_page_is_as_rough_as_what_had_to_be_mended_and_as_bad_as_it_was_read() -> None:
    assert condition_of([word("casa", 0.5)], mended=False) is PageCondition.CLEAN
    assert condition_of([word("casa", 0.96)], mended=True) is PageCondition.ROUGH
    assert condition_of([word("casa", 0.9)], mended=True) is PageCondition.BAD


@pytest.mark.parametrize(
    ("grounds", "confidence", "doubtful"),
    [(_CLEAN, 0.915, False), (_ROUGH, 0.915, True), (_ROUGH, 0.94, False), (_BAD, 0.94, True)],
)
def test_the_worse_the_page_the_surer_a_word_has_to_be(
    grounds: Grounds, confidence: float, *, doubtful: bool
) -> None:
    assert grounds.is_doubtful(word("casa", confidence)) is doubtful


@pytest.mark.parametrize("text", ["papel:", "papel;", "capitulo"])
def test_marks_and_accents_are_doubted_on_rough_pages_only(text: str) -> None:
    assert _ROUGH.is_doubtful(word(text))
    assert not _CLEAN.is_doubtful(word(text))


@pytest.mark.parametrize("text", ["“casa", "casa”", "casa».", '"casa"'])
def test_quotation_marks_are_doubted_everywhere(text: str) -> None:
    assert _CLEAN.is_doubtful(word(text))


def test_an_apostrophe_is_no_quotation_mark() -> None:
    assert not _CLEAN.is_doubtful(word("casa's"))


@pytest.mark.parametrize("text", ["couutry", "“casa", "papel:"])
def test_what_the_engine_is_certain_of_stands(text: str) -> None:
    assert not _ROUGH.is_doubtful(word(text, 0.98))


def test_agreement_does_not_settle_a_string_near_a_word() -> None:
    assert not _CLEAN.settles("couutry")
    assert _CLEAN.settles("Xavantina")
    assert _CLEAN.settles("country")


def test_agreement_settles_a_rare_accent_on_clean_pages_only() -> None:
    assert _CLEAN.settles("capitulo")
    assert not _ROUGH.settles("capitulo")
    assert _ROUGH.settles("capítulo")


def test_agreement_settles_a_colon_on_clean_pages_only() -> None:
    assert _CLEAN.settles("papel:")
    assert not _ROUGH.settles("papel:")
    assert _ROUGH.settles("papel,")


def test_a_rare_accent_on_a_rough_page_is_read_again() -> None:
    assert _ROUGH.needs_reading(word("capitulo"))
    assert not _CLEAN.needs_reading(word("capitulo"))
    assert not _ROUGH.needs_reading(word("casa"))
    assert not _ROUGH.needs_reading(word("—", 0.3))


def test_on_clean_pages_fewer_unknown_words_are_read_again() -> None:
    name = word("Xavantina", 0.915)
    assert _ROUGH.needs_reading(name)
    assert not _CLEAN.needs_reading(name)
    assert _CLEAN.needs_reading(word("Xavantina", 0.89))


@pytest.mark.parametrize(
    ("text", "following"),
    [
        (".", "casa"), ("|", "favor"), ("demais.", "vê-se"), ("casa", "."), ("casa..", "Depois"),
        ("0", "procedimento"), ("-construída", "para"),
    ],
)  # fmt: skip
def test_what_no_print_would_have_stands_oddly(text: str, following: str) -> None:
    assert stands_oddly(text, following, PageCondition.CLEAN)


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("casa.", "Depois"), ("casa.", ""), ("casa...", "depois"), ("...", "depois"), ("art.", "quinto"),
        ("casa,", "depois"), ("—", "disse"), ("!", "dit"), ("1839.", "a"), ("maison", "!"), ("0", "12"),
        ("-", "casa"), ("-12", "graus"), ("fim", "..."),
    ],
)  # fmt: skip
def test_what_print_has_stands_well(text: str, following: str) -> None:
    assert not stands_oddly(text, following, PageCondition.ROUGH)


def test_a_comma_before_a_capital_may_be_a_full_stop_on_rough_pages() -> None:
    assert stands_oddly("casa,", "Depois", PageCondition.ROUGH)
    assert not stands_oddly("casa,", "Depois", PageCondition.CLEAN)
