"""Which spellings may be a word misread: shapes that engines confuse, and a few wrong letters. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from transcritor_gui.model.search_terms import confusable_form, folded_tokens

__all__ = [
    "a_letter_away",
    "is_likeliest",
    "misread_form",
    "misreadings",
    "most_wrong_letters",
    "spellings_in",
]

_SPELLING: Final = re.compile(r"[^\W_]+")
_SHORTEST_SPELLING: Final = 3
_LONGEST_SPELLING: Final = 40
_SHORTEST_WITH_ONE, _SHORTEST_WITH_TWO, _SHORTEST_WITH_THREE = 4, 6, 8
"""Letters. At 5 % wrong characters a word of eight letters has three wrong ones in 0.6 % of its places, but
strings of three are a letter away from some word whatever they are."""
_CHARACTERS: Final = "abcdefghikmnopqrstuvwxyz234679"
"""Of forms: the others are made one of these."""
_LOOKS_ALIKE: Final = str.maketrans("cnbfa", "euhto")
_A_LETTER: Final = 6.0
"""ln of 400: of the characters of a bad page one in twenty is wrong, as one of some twenty others."""
_IN_DOUBT: Final = 3.5
"""ln of 33: how much likelier another word may be for this one to be worth showing as well."""
_UNKNOWN: Final = 30
"""Names and terms that are asked for and in no list are taken to occur as often as rare words."""


def spellings_in(text: str) -> frozenset[str]:
    """The words of a page in lower case that may be misreadings: neither figures alone nor very short."""
    return frozenset(
        spelling
        for spelling in _SPELLING.findall(text.lower())
        if _SHORTEST_SPELLING <= len(spelling) <= _LONGEST_SPELLING and not spelling.isdigit()
    )


def misread_form(spelling: str) -> str:
    """The same for spellings that differ in accents, and in what engines take for one another, alone."""
    return confusable_form("".join(folded_tokens(spelling)))


def most_wrong_letters(form: str) -> int:
    """How many letters of a word of this form may be wrong for it to be found."""
    if len(form) < _SHORTEST_WITH_ONE:
        return 0
    if len(form) < _SHORTEST_WITH_TWO:
        return 1
    return 2 if len(form) < _SHORTEST_WITH_THREE else 3


def a_letter_away(form: str) -> frozenset[str]:
    """`form`, and all forms with one letter wrong, missing, more, or in the place of its neighbour."""
    near = {form}
    for place in range(len(form) + 1):
        before, after = form[:place], form[place:]
        near.update(f"{before}{letter}{after}" for letter in _CHARACTERS)
        if after:
            near.add(before + after[1:])
            near.update(f"{before}{letter}{after[1:]}" for letter in _CHARACTERS)
        if len(after) > 1:
            near.add(f"{before}{after[1]}{after[0]}{after[2:]}")
    return frozenset(near)


def misreadings(form: str, others: Collection[str], *, words: Mapping[str, int]) -> dict[str, float]:
    """Those of `others` that are likely to be `form` misread, each with how much was wrong.

    `words` are forms that are words, with how often they occur in their language. Whoever reads 'other' meant
    the word for which occurring so often, and being misread so, is likeliest together (Kernighan, Church and
    Gale, "A spelling correction program based on a noisy channel model", 1990): this one, another one, or
    what it says.
    """
    most = most_wrong_letters(form)
    near = _within(form, others, most)
    rivals = {rival: words[rival] for rival in _within(form, words, 2 * most)}
    return {
        other: _cost(form, other) for other in near if is_likeliest(form, other, words=words, rivals=rivals)
    }


def is_likeliest(form: str, read: str, *, words: Mapping[str, int], rivals: Mapping[str, int]) -> bool:
    """Whether `read` is rather `form` misread than one of the rivals that are as near.

    `words` and `rivals` have how often they occur, the latter more than never.
    """
    wanted = _likely(read, form, max(words.get(form, 0), _UNKNOWN)) + _IN_DOUBT
    nearer = _within(read, rivals, OSA.distance(form, read))
    return all(wanted >= _likely(read, rival, rivals[rival]) for rival in nearer if rival != form)


def _likely(read: str, meant: str, count: int) -> float:
    """The logarithm, but for a constant, of how likely `meant` was meant and read so."""
    return math.log(count) - _A_LETTER * _cost(meant, read)


def _cost(meant: str, read: str) -> float:
    """How many letters are wrong; those that look alike count half."""
    return (OSA.distance(meant, read) + OSA.distance(_shape(meant), _shape(read))) / 2


def _shape(form: str) -> str:
    return form.translate(_LOOKS_ALIKE)


def _within(form: str, others: Iterable[str], most: int) -> dict[str, int]:
    found = process.extract(form, list(others), scorer=OSA.distance, score_cutoff=most, limit=None)
    return {other: int(distance) for other, distance, _ in found}
