"""Spelling for people: which words no dictionary has, and what they may have been meant to be. Pure.

`doubt` judges readings by how sure an engine was; this looks at the words alone, when a person asks.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from transcritor_gui.pipeline.recognition.dictionary import Dictionary
from transcritor_gui.pipeline.recognition.near_words import other_accents, other_letters

__all__ = ["Speller"]

_EDGES = re.compile(r"^([\W_]*)(.*?)([\W_]*)$", re.S)
_LETTERS = "abcdefghijklmnopqrstuvwxyzáàâãéêíóôõúç"
_SHORTEST = 2
_LONGEST_ACRONYM = 5
"""Capital letters alone up to this length stand for a name: STF, CNPJ, INSS."""
_ACCENT_WEIGHT, _SHAPE_WEIGHT = 30, 4
"""By how much likelier than any other letter a missing accent is, and a letter in the place of another."""
_SHORTEST_PART = 2
"""Letters of a word that another has grown together with."""
_OWN_COUNT = 10_000
"""A word that a person has added counts as a common one."""


class Speller:
    """For one set of languages; `own_words` are a person's, in lower case."""

    def __init__(self, dictionary: Dictionary, own_words: Container[str] = ()) -> None:
        self._dictionary = dictionary
        self._own_words = own_words

    def is_unknown(self, text: str) -> bool:
        """Whether a person should look at how `text` is written.

        Names are in no dictionary: what begins with a capital is told only where it looks like another word.
        """
        _, word, _ = _parts(text)
        if len(word) < _SHORTEST or any(map(str.isdigit, word)) or word.lower() in self._own_words:
            return False
        if word.isupper() and len(word) <= _LONGEST_ACRONYM:
            return False
        if self._dictionary.knows(word) is not False:
            return False
        return not word[0].isupper() or word.isupper() or self._dictionary.suspects(word)

    def suggestions(self, text: str, *, most: int = 5) -> tuple[str, ...]:
        """Words near `text`, the likeliest first, each written as `text` is: its signs and its capitals."""
        before, word, after = _parts(text)
        if not word.isprintable() or len(word) < _SHORTEST:
            return ()
        weights: dict[str, float] = {}
        for candidate, weight in _candidates(word.lower()):
            count = self._count(candidate)
            if count:
                weights[candidate] = max(weights.get(candidate, 0.0), weight * count)
        best = sorted(weights, key=lambda candidate: (-weights[candidate], candidate))
        return tuple(f"{before}{_as_written(candidate, word)}{after}" for candidate in best[:most])

    def _count(self, candidate: str) -> int:
        """How common it is; of two words, as common as the rarer one."""
        parts = candidate.split()
        return min(_OWN_COUNT if part in self._own_words else self._dictionary.count(part) for part in parts)


def _parts(text: str) -> tuple[str, str, str]:
    """Signs before a word, the word, and signs after it."""
    found = _EDGES.match(text)
    return ("", text, "") if found is None else (found[1], found[2], found[3])


def _candidates(word: str) -> Iterator[tuple[str, float]]:
    """Spellings one step away from a lower-case word, with how much likelier than others they are."""
    for other in other_accents(word):
        yield other, _ACCENT_WEIGHT
    for other in other_letters(word):
        if other:
            yield other, _SHAPE_WEIGHT if len(other) != len(word) - 1 else 1.0
    for place in range(len(word) + 1):
        for letter in _LETTERS:
            yield f"{word[:place]}{letter}{word[place:]}", 1.0
    for place in range(len(word) - 1):
        yield f"{word[:place]}{word[place + 1]}{word[place]}{word[place + 2 :]}", 1.0
    for place in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        yield f"{word[:place]} {word[place:]}", 1.0


def _as_written(candidate: str, word: str) -> str:
    if word.isupper():
        return candidate.upper()
    return candidate[0].upper() + candidate[1:] if word[0].isupper() else candidate
