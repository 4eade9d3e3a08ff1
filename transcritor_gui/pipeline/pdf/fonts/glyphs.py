"""Characters as fonts hold them made into text as people write it.

Pure functions on the characters of one page and their boxes: accents that stand as glyphs of their own
beside their letter (TeX's OT1 fonts: 'apresenta¸c˜ao'), ligatures, combining marks, letters that are lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

__all__ = ["ACCENTS", "composed", "has_lost_letters", "is_lost", "join_accents"]

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

_LAST_OF_PLANE = 0xFFFF
_IS_ACCENT = np.zeros(_LAST_OF_PLANE + 1, bool)
_IS_ACCENT[[ord(accent) for accent in ACCENTS]] = True
_DOTLESS = {"ı": "i", "ȷ": "j"}
_PRESENTATION = re.compile("[\ufb00-\ufdff\ufe70-\ufefc]")
"""Alphabetic presentation forms: Latin ligatures, Hebrew and Arabic letter shapes."""
_PRIVATE_LETTER = re.compile(r"(?<=[^\W\d_])[\ue000-\uf8ff](?=[^\W\d_])")
_HYPHEN_MARKS = "\x02\ufffe\xad"
"""PDFium's, of a word that a hyphen breaks, and the soft hyphen."""
_COMBINING = re.compile("[\u0300-\u036f]")

Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint32]
CharBox = tuple[float, float, float, float]
"""Left, bottom, right, top of the ink, in user space."""


def composed(text: str) -> str:
    """`text` with ligatures taken apart and combining marks joined to their letters (NFC).

    A sign for private use stands alone as a bullet or an icon; between two letters it is a letter lost.
    """
    if text.isascii():
        return text
    if not text.isprintable():
        text = _PRIVATE_LETTER.sub("\ufffd", text)
    if _PRESENTATION.search(text):
        text = _PRESENTATION.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return unicodedata.normalize("NFC", text) if not unicodedata.is_normalized("NFC", text) else text


def is_lost(letter: str) -> bool:
    """Whether `letter` stands for a glyph of which nothing is known: no text has such a character."""
    if (letter.isprintable() and letter != "\ufffd") or letter in _HYPHEN_MARKS:
        return False
    return letter == "\ufffd" or unicodedata.category(letter) in ("Cc", "Cn", "Cs")


def has_lost_letters(text: str) -> bool:
    return ("\ufffd" in text or not text.isprintable()) and any(map(is_lost, text))


def join_accents(codes: Codes, ink_of: Callable[[int], CharBox]) -> tuple[Places, Flags]:
    """Join every spacing accent that is drawn over or under a letter to that letter, in place.

    Gives the numbers of the glyphs that are left, and for each of those whether an accent was taken out just
    before or after the one before it. Where an accent stands beside its neighbours, as in a program listing,
    it stays as it is.
    """
    count = len(codes)
    joined, taken = np.zeros(count, bool), np.zeros(count, bool)
    for index in np.flatnonzero(_IS_ACCENT[np.minimum(codes, _LAST_OF_PLANE)]).tolist():
        mark = ACCENTS[chr(codes[index])]
        accent = ink_of(index)
        for other in (index + 1, index - 1, index + 2, index - 2):
            if not 0 <= other < count or not chr(codes[other]).isalpha():
                continue
            letter = chr(codes[other])
            whole = unicodedata.normalize("NFC", _DOTLESS.get(letter, letter) + mark)
            if len(whole) == 1 and _is_over(accent, ink_of(other)):
                codes[other] = ord(whole)
                taken[index] = True
                last = max(index, other)
                joined[[last, min(index + 1, count - 1), min(last + 1, count - 1)]] = True
                break
    kept = np.flatnonzero(~taken)
    return kept, joined[kept]


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
