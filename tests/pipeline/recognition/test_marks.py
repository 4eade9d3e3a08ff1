"""Accents and marks on which two readings of a word differ."""

from __future__ import annotations

import pytest

from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.dictionary import dictionary_of
from transcritor_gui.pipeline.recognition.marks import differ_in_marks_alone, has_surer_marks, is_far_commoner
from transcritor_gui.pipeline.recognition.readings import Token

_PORTUGUESE = dictionary_of("por")


@pytest.mark.parametrize(
    ("text", "other", "alone"),
    [("três", "trés", True), ("fome;", "fome:", True), ("sera", "será.", True), ("casa", "caso", False)],
)
def test_readings_that_differ_in_marks_alone_are_told(text: str, other: str, alone: bool) -> None:
    assert differ_in_marks_alone(text, other) is alone


@pytest.mark.parametrize(
    ("first", "surely", "second", "as_surely", "second_stands"),
    [
        ("fome;", 0.85, "fome:", 0.99, False),
        ("verbais,", 0.96, "verbais.", 0.98, False),
        ("Vou.", 0.86, "Vou", 1.0, True),
        ("três,", 0.96, "très,", 0.89, False),
        ("gênero", 0.74, "género", 0.53, False),
        ("egipcias", 0.9, "egípcias", 0.71, True),
        ("sera", 0.96, "será", 0.73, True),
    ],
)
def test_marks_of_the_second_engine_stand_where_it_is_surer_of_them(
    first: str, surely: float, second: str, as_surely: float, second_stands: bool
) -> None:
    word = OcrWord(first, 0, 0, 40, 20, surely, 0, 0, 0)
    token = Token(second, (as_surely,) * len(second), 0.0, 40.0)
    assert has_surer_marks(word, token, _PORTUGUESE) is second_stands


@pytest.mark.parametrize(
    ("text", "other", "is_so"),
    [
        ("familia", "família", True),
        ("sera", "será", True),
        ("Secretaria", "Secretária", False),
        ("denuncia", "denúncia", False),
        ("renuncia", "renúncia", False),
        ("esta", "está", False),
    ],
)
def test_words_that_are_both_meant_are_not_taken_for_one_another(text: str, other: str, is_so: bool) -> None:
    assert is_far_commoner(other, text, _PORTUGUESE) is is_so
