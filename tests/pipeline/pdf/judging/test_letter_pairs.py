"""How like a language letters are."""

from __future__ import annotations

import numpy as np

from transcritor_gui.pipeline.pdf.judging.letter_pairs import (
    most_surprises,
    pairs_of,
    surprise,
    surprises,
    weighted_surprise,
)


def test_parts_are_judged_as_each_by_itself() -> None:
    parts = [pairs_of(words) for words in (["the", "whole", "page"], ["xqz"], ["sobre", "a", "mesa"])]
    assert surprises(parts) == [weighted_surprise(*np.unique(part, return_counts=True)) for part in parts]


def test_nothing_is_like_no_language() -> None:
    assert surprise(pairs_of([])) == float("inf")


def test_the_quick_answer_never_says_less_than_the_true_one() -> None:
    parts = [pairs_of(words.split()) for words in ("the house of the man", "a casa do homem", "xqzk wvjq")]
    assert all(most >= true for most, true in zip(most_surprises(parts), surprises(parts), strict=True))
