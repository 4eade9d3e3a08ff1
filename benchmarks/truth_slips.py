"""Slips of those who typed a truth: its word is none, and a letter or two from the common word that was read.

Fifteen of them were looked at on their pages ("foodtsuffs", "regargless", "decison", "dont"), and every page
had the word that was read. Such a word is neither right nor wrong.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

from transcritor_gui.pipeline.recognition.dictionary import Dictionary
from transcritor_gui.pipeline.recognition.near_words import other_accents

__all__ = ["is_slip_of_truth"]

_SHORTEST = 4
_FARTHEST = 2
"""Letters that a slip is from the word."""
_SIGNS = ".,;:!?()\"'-"


def is_slip_of_truth(text: str, unread: Iterable[str], dictionary: Dictionary) -> bool:
    """Whether a truth's `unread` words have a slip for `text`, a word in small letters that was read."""
    word = text.strip(_SIGNS)
    if len(word) < _SHORTEST or word != word.lower() or dictionary.knows(word) is not True:
        return False
    accented = set(other_accents(word))
    return any(
        any(map(str.isalpha, other))
        and other not in accented
        and dictionary.knows(other) is False
        and 0 < Levenshtein.distance(word, other, score_cutoff=_FARTHEST) <= _FARTHEST
        for other in (each.strip(_SIGNS) for each in unread)
    )
