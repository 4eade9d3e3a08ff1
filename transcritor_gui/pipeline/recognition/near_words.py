"""Spellings that lie near a word on paper: an accent more or less, letters of much the same shape. Pure.

Used by `dictionary` to tell a misreading from a rare word.
"""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["one_letter_more", "other_accents", "other_letters"]

_ACCENTED = ("aáàâãä", "eéèêë", "iíìîï", "oóòôõö", "uúùûü", "cç", "nñ")
_OTHER_ACCENTS = {letter: group.replace(letter, "") for group in _ACCENTED for letter in group}
_LETTERS = "abcdefghijklmnopqrstuvwxyzáàâãéêíóôõúç"
_GROUPS = (
    ("rn", "m"), ("in", "m"), ("ni", "m"), ("nn", "m"), ("cl", "d"), ("ri", "n"),
    ("li", "h"), ("fi", "h"), ("tl", "d"), ("vv", "w"), ("ii", "u"),
)  # fmt: skip
"""Groups of letters that read as one where ink runs together or breaks."""


def other_accents(word: str) -> Iterator[str]:
    """The spellings of a lower-case word that differ in one accent or cedilla."""
    for place, letter in enumerate(word):
        for other in _OTHER_ACCENTS.get(letter, ""):
            yield f"{word[:place]}{other}{word[place + 1 :]}"


def other_letters(word: str) -> Iterator[str]:
    """The spellings that differ in one letter, have one less, or a group of letters for one of its shape."""
    for place, letter in enumerate(word):
        before, after = word[:place], word[place + 1 :]
        yield before + after
        for other in _LETTERS:
            if other != letter:
                yield f"{before}{other}{after}"
    for one, other in (*_GROUPS, *((single, group) for group, single in _GROUPS)):
        place = word.find(one)
        while place >= 0:
            yield f"{word[:place]}{other}{word[place + len(one) :]}"
            place = word.find(one, place + 1)


def one_letter_more(word: str) -> Iterator[str]:
    """The spellings that have one more letter."""
    for place in range(len(word) + 1):
        for letter in _LETTERS:
            yield f"{word[:place]}{letter}{word[place:]}"
