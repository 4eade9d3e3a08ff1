"""Spellings that lie near a word on paper: an accent more or less, letters of much the same shape. Pure.

Used by `dictionary` to tell a misreading from a rare word.
"""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["of_like_shape", "one_letter_more", "other_accents", "other_letters"]

_ACCENTED = ("aáàâãä", "eéèêë", "iíìîï", "oóòôõö", "uúùûü", "cç", "nñ")
_OTHER_ACCENTS = {letter: group.replace(letter, "") for group in _ACCENTED for letter in group}
_LETTERS = "abcdefghijklmnopqrstuvwxyzáàâãéêíóôõúç"
_GROUPS = (
    ("rn", "m"), ("in", "m"), ("ni", "m"), ("nn", "m"), ("cl", "d"), ("ri", "n"),
    ("li", "h"), ("fi", "h"), ("tl", "d"), ("vv", "w"), ("ii", "u"),
)  # fmt: skip
"""Groups of letters that read as one where ink runs together or breaks."""
_SHAPES = (
    "ceo", "aou", "aes", "hbk", "nuh", "nr", "rt", "fltij", "vy", "gq", "mw", "xz", "dl", "5s", "8b", "0o",
    "2z", "1lit",
)  # fmt: skip
_LIKE_SHAPES = {
    letter: "".join(sorted({other for group in _SHAPES if letter in group for other in group} - {letter}))
    for letter in sorted(set("".join(_SHAPES)))
}
"""For each letter those that it is taken for in broken or smeared print."""


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
    yield from _other_groups(word)


def of_like_shape(word: str) -> Iterator[str]:
    """The spellings that look much the same: a letter or a group for one of its shape, or one letter less.

    A tenth of those that `other_letters` has.
    """
    for place, letter in enumerate(word):
        before, after = word[:place], word[place + 1 :]
        yield before + after
        for other in _LIKE_SHAPES.get(letter, ""):
            yield f"{before}{other}{after}"
    yield from _other_groups(word)


def _other_groups(word: str) -> Iterator[str]:
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
