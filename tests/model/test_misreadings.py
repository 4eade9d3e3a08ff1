"""Which spellings may be a word misread."""

from __future__ import annotations

from transcritor_gui.model.misreadings import a_letter_away, misreadings


def test_forms_a_letter_away_have_one_wrong_missing_more_or_two_in_each_others_place() -> None:
    near = a_letter_away("casa")
    assert {"casa", "cosa", "csa", "ccasa", "casan", "acsa", "caas"} <= near
    assert "cosc" not in near


def test_a_word_of_four_letters_is_found_with_one_of_them_wrong() -> None:
    words = {"casa": 40_000, "caso": 38_000}
    assert "cxsa" in misreadings("casa", ["cxsa", "cxso"], words=words)


def test_what_is_likelier_another_word_is_left_out() -> None:
    words = {"casa": 40_000, "capa": 38_000}
    assert misreadings("casa", ["capa"], words=words) == {}
