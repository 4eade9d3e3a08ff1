"""What stands around a word says whether it is likely to be read wrongly."""

from __future__ import annotations

import pytest

from transcritor_gui.pipeline.recognition.dictionary import Dictionary
from transcritor_gui.pipeline.recognition.doubts.word_context import CONTEXT_FEATURES, context_rows

_ENGLISH = {
    "a": 10**7, "i": 10**7, "the": 10**8, "has": 10**7, "lias": 10, "nerves": 10**4, "between": 10**6,
    "up": 10**7, "possible": 10**5, "for": 10**7, "e": 10**4, "smith": 10**3, "spanish": 10**3,
}  # fmt: skip
_PORTUGUESE = {"fora": 10**6, "e": 10**7, "pode": 10**6, "é": 10**6, "pôde": 10**3}
_BOTH = Dictionary([_PORTUGUESE, _ENGLISH])


def told(texts: str, place: int, dictionary: Dictionary = _BOTH) -> dict[str, float]:
    return dict(zip(CONTEXT_FEATURES, context_rows(texts.split(), dictionary)[place], strict=True))


def test_a_word_of_the_other_language_is_told_on_a_page_of_one() -> None:
    assert told("the nerves has fora the", 3)["is_of_other_language"] == 1.0
    assert told("pode fora e pode", 1)["is_of_other_language"] == 0.0


def test_a_rare_word_of_the_shape_of_a_common_one_gains_by_it() -> None:
    row = told("the nerves lias the", 2)
    assert row["gain_by_shape"] == pytest.approx(6.0, abs=0.1)
    assert row["gain_by_accent"] < 0.0


def test_a_word_that_is_commoner_with_another_accent_gains_by_it() -> None:
    assert told("é pôde e", 1)["gain_by_accent"] == pytest.approx(3.0, abs=0.1)


def test_a_comma_before_a_sentence_weighs_by_how_common_its_first_word_is() -> None:
    weights = [
        told(text, 1)["comma_before_word"] for text in ("as possible, Up the", "as up, Smith", "a up, I")
    ]
    assert weights == pytest.approx([8.0, 4.0, 0.0], abs=0.1)


def test_a_comma_after_a_number_before_a_name_is_told() -> None:
    assert told("the 2, Smith has", 1)["comma_after_number"] == 1.0
    assert told("the 2, has", 1)["comma_after_number"] == 0.0


def test_a_letter_that_is_no_word_of_the_language_stands_alone() -> None:
    assert [told("the has e a I", place)["stands_alone"] for place in (2, 3, 4)] == [1.0, 0.0, 0.0]
    assert told("pode e fora", 1)["stands_alone"] == 0.0


def test_halves_that_make_a_word_together_gain_by_it() -> None:
    texts = "the betwee n, the"
    assert told(texts, 1)["joins_after"] > 5.0
    assert told(texts, 2)["joins_before"] > 5.0
    assert told("the up the", 1)["joins_after"] == 0.0


def test_a_number_that_the_page_has_with_its_point_is_told() -> None:
    texts = "@9.80 980 760 98"
    assert [told(texts, place)["number_elsewhere"] for place in range(4)] == [0.0, 1.0, 0.0, 0.0]


def test_a_word_is_counted_on_its_page_with_those_of_its_shape() -> None:
    row = told("nerves has, nerves lias has", 3)
    assert (row["same_elsewhere"], row["like_elsewhere"]) == (0.0, 2.0)
    assert told("nerves has, nerves lias has", 1)["same_elsewhere"] == 1.0


def test_a_page_without_a_word_list_has_rows_of_the_same_length() -> None:
    rows = context_rows(["casa", "12", "—", "b,"], Dictionary([]))
    assert [len(row) for row in rows] == [len(CONTEXT_FEATURES)] * 4
    assert context_rows([], Dictionary([])) == []


def test_halves_of_a_word_that_a_hyphen_parts_are_told_by_whether_the_whole_is_one() -> None:
    texts = "the bet- ween nerves- lias up-"
    assert [told(texts, place)["half_of_word"] for place in range(6)] == [0.0, 1.0, 1.0, -1.0, -1.0, 0.0]


def test_what_no_print_has_is_an_alarm() -> None:
    assert [told("the betwee n the", place)["alarms"] for place in range(4)] == [0.0, 1.0, 1.0, 0.0]
    assert told("@9.80 980", 1)["alarms"] == 1.0
    assert told("the 2, Smith", 1)["alarms"] == 1.0
