"""Words found and right on digital pages, held against what most programs give and what the page shows. Pure.

Programs are compared as bags of words, so that their order and their spaces do not matter. Three things that
one program does and others do not would be held against whoever does them right: words that cannot be seen or
lie off the page, letters of broken fonts that one of them mends, and values of forms. So what they differ on
is looked for in the picture: what recognition does not see there is expected of nobody, and what it sees is
right, whoever says it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["PageScore", "Words", "agreed", "differ", "judged", "words_of"]

Words = Counter[str]

_WORD = re.compile(r"[^\W_]+(?:['.,/][^\W_]+)*")
_SHORTEST = 2
"""Letters: single ones are as often parts of formulas, which everybody takes apart in another way."""
_BREAKS = str.maketrans({"\xad": "-", "\ufffe": "-", "\x02": "-", "’": "'"})
_CAN_BE_READ = re.compile(r"[A-Za-z0-9\u00c0-\u024f'.,/]+")
"""What the recognition that is asked has learnt to read."""
_LEAST_ALIKE = 4
"""Letters of a word that is also seen where one of them is read as another."""


@dataclass(frozen=True, slots=True)
class PageScore:
    """Of one program on one page: words found of those expected, and right of those given."""

    found: int
    expected: int
    right: int
    given: int


def words_of(text: str) -> Words:
    """The words of a text and how often each stands there, composed; what a hyphen joins is two words."""
    whole = unicodedata.normalize("NFKC", text.translate(_BREAKS))
    return Counter(word for word in _WORD.findall(whole) if len(word) >= _SHORTEST)


def agreed(texts: Sequence[Words], *, by: int) -> Words:
    """Each word as often as at least `by` of the texts hold it."""
    words = set().union(*texts)
    found = {word: sorted((text[word] for text in texts), reverse=True)[by - 1] for word in words}
    return +Counter(found)


def differ(ours: Words, peers: Sequence[Words]) -> bool:
    """Whether what the page shows has to be looked at to judge anybody."""
    return any(peer != ours for peer in peers)


def judged(ours: Words, peers: Mapping[str, Words], seen: Words | None) -> dict[str, PageScore]:
    """The score of each of the peers and, as '', of the program.

    `seen` are the words of the picture, None where it was not looked at.

    Expected is what most of the peers give; right, what two of them give or the picture shows.
    """
    given = list(peers.values())
    expected = agreed(given, by=len(given) // 2 + 1)
    right = agreed(given, by=min(2, len(given)))
    if seen is not None:
        shown = _Shown(seen)
        everybody = {"": ours, **peers}
        disputed = {
            word for word in expected if any(text[word] < expected[word] for text in everybody.values())
        }
        expected = Counter(
            {word: count for word, count in expected.items() if word not in disputed or shown.has(word)}
        )
        right |= seen
    return {
        name: PageScore((text & expected).total(), expected.total(), (text & right).total(), text.total())
        for name, text in {"": ours, **peers}.items()
    }


class _Shown:
    """The words of a picture, which recognition may have read a letter wrong."""

    def __init__(self, seen: Words) -> None:
        self._words = {_bare(word) for word in seen}
        self._holed = {form for word in self._words for form in _with_holes(word)}

    def has(self, word: str) -> bool:
        """Whether the picture shows `word`, or its letters are none that could be recognised."""
        if not _CAN_BE_READ.fullmatch(word):
            return True
        bare = _bare(word)
        return bare in self._words or any(form in self._holed for form in _with_holes(bare))


def _bare(word: str) -> str:
    """In small letters, without accents."""
    parts = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _with_holes(word: str) -> list[str]:
    """`word` with each of its letters in turn left open; none of short ones."""
    if len(word) < _LEAST_ALIKE:
        return []
    return [f"{word[:place]}\0{word[place + 1 :]}" for place in range(len(word))]
