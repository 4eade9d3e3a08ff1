"""Whether a string is a word: the word lists of pyspellchecker, loaded when first asked.

Used to judge doubtful readings, never to correct what both engines read alike.
"""

from __future__ import annotations

import re
from functools import lru_cache

from spellchecker import SpellChecker

__all__ = ["Dictionary"]

_LISTS = {"por": "pt", "eng": "en", "spa": "es", "fra": "fr", "ita": "it", "deu": "de", "nld": "nl"}
"""Tesseract's codes and pyspellchecker's."""
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_JOINT = re.compile(r"[-'’–—/]")


class Dictionary:
    """The words of some languages together (0.3 s and some 40 MB a language, on first use)."""

    def __init__(self, languages: str) -> None:
        """`languages` are Tesseract codes joined by '+'; those without a list are passed over."""
        codes = (_LISTS.get(code) for code in languages.split("+"))
        self._lists = [_word_list(code) for code in codes if code is not None]

    def knows(self, text: str) -> bool | None:
        """Whether all parts of `text` are words; None for figures and signs, or where there is no list."""
        word = _EDGE.sub("", text).lower()
        if not self._lists or not any(letter.isalpha() for letter in word):
            return None
        return all(self._has(part) for part in _JOINT.split(word) if part)

    def _has(self, part: str) -> bool:
        return any(part in words for words in self._lists)


@lru_cache(maxsize=4)
def _word_list(code: str) -> frozenset[str]:
    return frozenset(SpellChecker(language=code).word_frequency.dictionary)
