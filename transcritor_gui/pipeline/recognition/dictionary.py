"""What is a word, and what looks like another word misread: word lists, mapped when first asked.

Used to judge doubtful readings, never to correct what both engines read alike.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import marisa_trie

from transcritor_gui.paths import resource_dir
from transcritor_gui.pipeline.recognition.near_words import one_letter_more, other_accents, other_letters

__all__ = ["COUNT_FORMAT", "LISTED", "Dictionary", "dictionary_of"]

LISTED = {"por": "pt", "eng": "en", "spa": "es", "fra": "fr", "ita": "it", "deu": "de", "nld": "nl"}
"""Tesseract's codes and those of the word lists."""
COUNT_FORMAT = "<I"
"""How a word's count is kept in its list, as `struct` writes it."""
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_JOINT = re.compile(r"[-'’–—/]")
_SHORTEST_MISREAD = 4
"""Letters; shorter strings lie near some word whatever they are."""
_SHORTEST_ACCENTED = 2
_ORDINAL_MARKS = "ºª"
"""Letters to Unicode, but signs at figures: '1º' is no word."""


class Dictionary:
    """The words of some languages together, with how often each occurs in its language."""

    def __init__(self, lists: Sequence[Mapping[str, int]]) -> None:
        """`lists` hold lower-case words and their counts."""
        self._lists = lists
        self._suspected: dict[str, bool] = {}
        """Of texts asked about before: one of a page is asked about four times."""

    def knows(self, text: str) -> bool | None:
        """Whether all parts of `text` are words; None for figures and signs, or where there is no list."""
        word = _bare(text)
        if not self._lists or not any(letter.isalpha() and letter not in _ORDINAL_MARKS for letter in word):
            return None
        return all(self._has(part) for part in _JOINT.split(word) if part)

    def of_one_language(self, words: Collection[str]) -> Dictionary:
        """The one of its languages that knows most of the lower-case `words`; all where none knows any."""
        known = [sum(word in listed for word in words) for listed in self._lists]
        if not any(known):
            return self
        return Dictionary([self._lists[known.index(max(known))]])

    def frequency(self, word: str) -> int:
        """How often the lower-case word was counted in texts of its language; 0 where no list has it."""
        return self.count(word)

    def near(self, word: str) -> dict[str, int]:
        """The words one letter away from the lower-case `word`, with how often they occur: 0.5 ms."""
        spellings = {*other_letters(word), *one_letter_more(word)}
        return {spelling: self.count(spelling) for spelling in spellings if self._has(spelling)}

    def suspects(self, text: str) -> bool:
        """Whether a part of `text` looks like another word misread.

        That is, no word but a letter away from one, or one that is commoner with another accent: 'couutry',
        'capitulo'. Unknown strings near no word are names more often than mistakes.
        """
        known = self._suspected.get(text)
        if known is None:
            known = any(self._is_suspect(part) for part in _JOINT.split(_bare(text)) if part.isalpha())
            self._suspected[text] = known
        return known

    def _is_suspect(self, part: str) -> bool:
        count = self.count(part)
        if len(part) >= _SHORTEST_ACCENTED and any(
            self.count(other) > count for other in other_accents(part)
        ):
            return True
        return (
            count == 0
            and len(part) >= _SHORTEST_MISREAD
            and any(self._has(other) for other in other_letters(part))
        )

    def _has(self, part: str) -> bool:
        for words in self._lists:  # noqa: SIM110 - as above
            if part in words:
                return True
        return False

    def count(self, part: str) -> int:
        """How often a lower-case word occurs in the languages together; 0 for what is no word."""
        total = 0
        for words in self._lists:  # asked ten thousand times a page, where a generator takes twice as long
            total += words.get(part, 0)
        return total


def dictionary_of(languages: str) -> Dictionary:
    """The dictionary of Tesseract codes joined by '+'; those without a list are passed over.

    The lists are mapped, not loaded: a word is looked up in under a millionth of a second from the first on.
    """
    codes = (LISTED.get(code) for code in languages.split("+"))
    return Dictionary([_mapped(code) for code in codes if code is not None])


def _bare(text: str) -> str:
    return _EDGE.sub("", text).lower()


class _MappedWords(Mapping[str, int]):
    """The words of one language and their counts, in a file that the processes of this computer share."""

    def __init__(self, file: Path) -> None:
        self._trie = marisa_trie.RecordTrie(COUNT_FORMAT)
        self._trie.mmap(str(file))

    def __getitem__(self, word: str) -> int:
        return int(self._trie[word][0][0])

    def __contains__(self, word: object) -> bool:
        return word in self._trie

    def get(self, word: str, default: int = 0) -> int:  # type: ignore[override]  # of numbers alone
        """Most spellings that are asked for are no words: the mapping's own way raises an error for each."""
        found = self._trie.get(word)
        return int(found[0][0]) if found else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._trie.keys())

    def __len__(self) -> int:
        return len(self._trie)


@lru_cache(maxsize=8)
def _mapped(code: str) -> _MappedWords:
    return _MappedWords(resource_dir() / "word_lists" / f"{code}.marisa")
