"""Words of two engines laid beside each other by letters and places."""

from __future__ import annotations

from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.alignment import aligned
from transcritor_gui.pipeline.recognition.readings import Token


def words(*texts: str) -> list[OcrWord]:
    placed, x = [], 0
    for text in texts:
        placed.append(OcrWord(text, x, 0, x + 12 * len(text), 20, 0.9, 0, 0, 0))
        x += 12 * len(text) + 8
    return placed


def tokens(*texts: str, shift: float = 0.0) -> list[Token]:
    return [
        Token(word.text, (0.9,) * len(word.text), word.x0 + shift, word.x1 + shift) for word in words(*texts)
    ]


def pairs(first: list[OcrWord], second: list[Token]) -> list[tuple[str, str]]:
    return [
        (" ".join(word.text for word in pairing.words), " ".join(token.text for token in pairing.tokens))
        for pairing in aligned(first, second)
    ]


def test_equal_words_stand_against_each_other() -> None:
    assert pairs(words("a", "casa", "é"), tokens("a", "cosa", "é")) == [
        ("a", "a"),
        ("casa", "cosa"),
        ("é", "é"),
    ]


def test_a_gap_that_one_engine_misses_joins_its_word_with_two() -> None:
    found = pairs(words("do", "8", "4º", "da", "lei"), tokens("do", "§4º", "da", "lei"))
    assert found == [("do", "do"), ("8 4º", "§4º"), ("da", "da"), ("lei", "lei")]


def test_a_word_that_one_engine_misses_stands_alone() -> None:
    assert pairs(words("a", "casa"), tokens("a")) == [("a", "a"), ("casa", "")]
    three = words("um", "segundo", "terceiro")
    assert ("", "segundo") in pairs([three[0], three[2]], tokens("um", "segundo", "terceiro"))


def test_of_two_equal_words_the_near_one_is_taken() -> None:
    first = words("de", "xxxxxxxxxxxx", "de")
    assert pairs(first, [Token("de", (0.9, 0.9), first[2].x0, first[2].x1)])[-1] == ("de", "de")


def test_all_words_and_tokens_are_in_the_pairings() -> None:
    assert aligned([], []) == []
    assert pairs(words("um"), []) == [("um", "")]
    assert pairs([], tokens("um")) == [("", "um")]
