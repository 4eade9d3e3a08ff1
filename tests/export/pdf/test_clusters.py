"""Which glyphs a word is written with, and in which order they stand."""

from __future__ import annotations

import pytest

from transcritor_gui.export.pdf.clusters import glyph_texts, has_letters_from_right


@pytest.mark.parametrize(
    ("text", "glyphs"),
    [
        ("locação", list("locação")),
        ("e\u0301t", ["e", "\u0301", "t"]),
        ("สัญ", ["ส", "\u0e31", "ญ"]),
        ("\u0645\u064f\u062d", ["\u062d", "\u064f", "\u0645"]),
        ("ab\u200c", ["a", "b", "\u200c"]),
        ("👩\u200d👧", ["👩\u200d👧"]),
        ("👍🏽", ["👍🏽"]),
        ("🇧🇷🇵🇹", ["🇧🇷", "🇵🇹"]),
        ("1\ufe0f\u20e3", ["1\ufe0f\u20e3"]),
        ("אבג", ["ג", "ב", "א"]),
        ("א12", ["1", "2", "א"]),
        ("a־אב", ["a", "ב", "א", "־"]),
    ],
)
def test_a_letter_and_its_marks_are_glyphs_of_their_own(text: str, glyphs: list[str]) -> None:
    assert list(glyph_texts(text)) == glyphs


@pytest.mark.parametrize(("text", "expected"), [("שלום", True), ("a مرحبا", True), ("договор", False)])
def test_scripts_read_from_the_right_are_known(text: str, expected: bool) -> None:
    assert has_letters_from_right(text) is expected
