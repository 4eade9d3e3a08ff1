"""A word that was read rightly is not wrong because the truth has a slip."""

from __future__ import annotations

from benchmarks.truth_slips import is_slip_of_truth
from transcritor_gui.pipeline.recognition.dictionary import Dictionary

_WORDS = Dictionary([dict.fromkeys(("foodstuffs", "marron", "amount", "mouth", "month", "you"), 10)])


def test_a_truth_that_is_no_word_near_one_that_was_read_is_a_slip() -> None:
    assert is_slip_of_truth("foodstuffs,", ["house", "foodtsuffs"], _WORDS)


def test_another_word_in_the_truth_is_none() -> None:
    assert not is_slip_of_truth("month", ["mouth"], _WORDS)


def test_what_was_read_has_to_be_a_word() -> None:
    assert not is_slip_of_truth("foodstufls", ["foodtsuffs"], _WORDS)


def test_accents_names_and_short_words_are_judged() -> None:
    assert not is_slip_of_truth("marron", ["marrón"], _WORDS)
    assert not is_slip_of_truth("Amount", ["amound"], _WORDS)
    assert not is_slip_of_truth("you", ["vou"], _WORDS)
