"""Which recognised words a person should look at, and which are worth a second reading. Pure.

Used by `second_opinion` and `lost_page`. docs/decisions/0014-second-opinion.md has the figures behind the
thresholds.
"""

from __future__ import annotations

from transcritor_gui.pipeline.dictionary import Dictionary
from transcritor_gui.pipeline.ocr.engine import OcrWord

__all__ = ["DOUBT_BELOW", "READ_AGAIN_BELOW", "is_doubtful", "needs_reading"]

READ_AGAIN_BELOW = 0.80
_READ_UNKNOWN_AGAIN_BELOW = 0.93
"""Confidence under which a word that no dictionary has is read again."""

DOUBT_BELOW = 0.90
_DOUBT_UNKNOWN_BELOW = 0.97
"""A word less sure than these, the second for words that no dictionary has, is doubtful unless both engines
read it alike."""


def needs_reading(word: OcrWord, dictionary: Dictionary) -> bool:
    if not any(letter.isalnum() for letter in word.text):
        return False
    if word.confidence < READ_AGAIN_BELOW:
        return True
    return word.confidence < _READ_UNKNOWN_AGAIN_BELOW and dictionary.knows(word.text) is False


def is_doubtful(word: OcrWord, dictionary: Dictionary) -> bool:
    """By the engine's figure and the dictionary alone."""
    if word.confidence < DOUBT_BELOW:
        return True
    return word.confidence < _DOUBT_UNKNOWN_BELOW and dictionary.knows(word.text) is False
