"""Characters as fonts hold them made into text as people write it.

Pure functions on the characters of one page and their boxes: accents that stand as glyphs of their own
beside their letter (TeX's OT1 fonts: 'apresenta¸c˜ao'), ligatures, combining marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

__all__ = ["ACCENTS", "composed", "merge_accents"]

ACCENTS = {
    "´": "\u0301",
    "`": "\u0300",
    "ˋ": "\u0300",
    "ˊ": "\u0301",
    "^": "\u0302",
    "ˆ": "\u0302",
    "~": "\u0303",
    "˜": "\u0303",
    "¨": "\u0308",
    "˚": "\u030a",
    "¯": "\u0304",
    "˘": "\u0306",
    "˙": "\u0307",
    "˝": "\u030b",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˛": "\u0328",
}
"""Spacing accents, and the combining mark that each stands for."""

_DOTLESS = {"ı": "i", "ȷ": "j"}
_PRESENTATION = re.compile("[\ufb00-\ufdff\ufe70-\ufefc]")
"""Alphabetic presentation forms: Latin ligatures, Hebrew and Arabic letter shapes."""
_COMBINING = re.compile("[\u0300-\u036f]")

CharBox = tuple[float, float, float, float]
"""Left, bottom, right, top of the ink, in user space."""


def composed(text: str) -> str:
    """`text` with ligatures taken apart and combining marks joined to their letters (NFC)."""
    if text.isascii():
        return text
    if _PRESENTATION.search(text):
        text = _PRESENTATION.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return unicodedata.normalize("NFC", text) if not unicodedata.is_normalized("NFC", text) else text


def merge_accents(characters: list[str], ink_of: Callable[[int], CharBox]) -> dict[int, int]:
    """Join every spacing accent that is drawn over or under a letter to that letter, in place.

    Returns {index of the accent: index of its letter}; the accents themselves become ''. Where an accent
    stands beside its neighbours, as in a program listing, it stays as it is.
    """
    joined: dict[int, int] = {}
    for index, character in enumerate(characters):
        mark = ACCENTS.get(character)
        if mark is None:
            continue
        accent = ink_of(index)
        for other in _neighbours(characters, index):
            letter = characters[other]
            base = _DOTLESS.get(letter, letter)
            whole = unicodedata.normalize("NFC", base + mark)
            if len(whole) == 1 and _is_over(accent, ink_of(other)):
                characters[other] = whole
                characters[index] = ""
                joined[index] = other
                break
    return joined


def _neighbours(characters: list[str], index: int) -> list[int]:
    """The letters next to an accent, a made-up space between them or not: the following one first."""
    found: list[int] = []
    for step in (1, -1):
        for distance in (1, 2):
            other = index + step * distance
            if not 0 <= other < len(characters):
                break
            if characters[other].isalpha():
                found.append(other)
                break
            if characters[other] != " ":
                break
    return found


def _is_over(accent: CharBox, letter: CharBox) -> bool:
    """Whether the middle of the accent's ink lies above or below the letter's."""
    left, bottom, right, top = letter
    width, height = right - left, top - bottom
    if width <= 0 or height <= 0:
        return False
    middle = (accent[0] + accent[2]) / 2
    slack = 0.2 * max(width, accent[2] - accent[0])
    near = accent[1] < top + 1.2 * height and accent[3] > bottom - 1.2 * height
    return left - slack <= middle <= right + slack and near
