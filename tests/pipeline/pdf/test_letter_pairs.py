"""How like a language letters are."""

from __future__ import annotations

import numpy as np

from transcritor_gui.pipeline.pdf.letter_pairs import pairs_of, surprise, surprises, weighted_surprise


def test_parts_are_judged_as_each_by_itself() -> None:
    parts = [pairs_of(words) for words in (["the", "whole", "page"], ["xqz"], ["sobre", "a", "mesa"])]
    assert surprises(parts) == [weighted_surprise(*np.unique(part, return_counts=True)) for part in parts]


def test_nothing_is_like_no_language() -> None:
    assert surprise(pairs_of([])) == float("inf")
