"""The mean confidence of words, everywhere weighed by their length. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

__all__ = ["ReadWord", "mean_confidence"]


class ReadWord(Protocol):
    """A word of a page, or as an engine saw it."""

    @property
    def text(self) -> str: ...

    @property
    def confidence(self) -> float | None: ...


def mean_confidence(words: Iterable[ReadWord]) -> float | None:
    """Mean over the words that have a confidence, 0 to 1; None where none has a letter."""
    letters = total = 0.0
    for word in words:
        if word.confidence is not None:
            letters += len(word.text)
            total += len(word.text) * word.confidence
    return total / letters if letters > 0 else None
