"""Text as readers of PDFs see it: glyph by glyph, from left to right.

The glyphs of a word stand from left to right on the paper whatever the script, because that is how PDF
readers find the order of Hebrew and Arabic again. An emoji is one glyph, of however many characters. A letter
and its marks are glyphs of their own: one that stood for both would be taken by pdf.js for a mark, which has
no width, and a space be put behind it; and of one that ends in a sign without a shape nothing would be left.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["glyph_texts", "has_letters_from_right"]

_JOINER = "\u200d"
_LONGEST = 32
"""Code points in a cluster; the longest emoji has ten. Hostile text stacks thousands of accents."""
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_SCRIPTS_FROM_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_OF_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Cf"})
"""Categories of letters, of marks and of signs without a shape."""
_FIGURES = frozenset({"EN", "AN", "ES", "ET", "CS"})


def has_letters_from_right(text: str) -> bool:
    """Whether `text` holds Hebrew, Arabic or another script that is read from right to left."""
    return not text.isascii() and _SCRIPTS_FROM_RIGHT.search(text) is not None


def _clusters(text: str) -> tuple[str, ...]:
    """`text` cut before each character that a reader takes for one of its own.

    An approximation of Unicode Annex 29 that needs no tables but Python's: marks, joiners, skin tones and
    second letters of flags stay with what they follow, signs without a shape also with what follows them.
    """
    if text.isascii():
        return tuple(text)
    found: list[str] = []
    for character in text:
        if found and len(found[-1]) < _LONGEST and _belongs_to(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    return tuple(found)


def glyph_texts(text: str) -> tuple[str, ...]:
    """What the glyphs of a word stand for, from left to right; marks follow their letter as it is read."""
    parts = _left_to_right(_clusters(text))
    if all(len(part) == 1 for part in parts):
        return parts
    glyphs: list[str] = []
    for part in parts:
        if _is_letter_with_marks(part):
            glyphs.extend(reversed(part) if _is_from_right(part) else part)
        else:
            glyphs.append(part)
    return tuple(glyphs)


def _left_to_right(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The clusters of a word in the order in which they stand on paper.

    In a word whose first letter is read from right to left all is turned round but runs of Latin letters and
    figures; in others those runs that are read from right to left.
    """
    if all(part.isascii() for part in parts):
        return parts
    kinds = [_is_from_right(part) for part in parts]
    if True not in kinds:
        return parts
    is_word_from_right = next(kind for kind in kinds if kind is not None)
    runs: list[tuple[bool, list[str]]] = []
    for part, kind in zip(parts, kinds, strict=True):
        from_right = is_word_from_right if kind is None else kind
        if runs and runs[-1][0] is from_right:
            runs[-1][1].append(part)
        else:
            runs.append((from_right, [part]))
    if is_word_from_right:
        runs.reverse()
    return tuple(part for from_right, run in runs for part in (reversed(run) if from_right else run))


def _is_letter_with_marks(cluster: str) -> bool:
    """Whether `cluster` holds letters, marks and signs without a shape alone, and so is no emoji."""
    return all(unicodedata.category(each) in _OF_LETTERS for each in cluster)


def _belongs_to(cluster: str, character: str) -> bool:
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Mc", "Cf") or ord(character) in _SKIN_TONES:
        return True
    if cluster[-1] == _JOINER:
        return True
    if ord(character) in _FLAG_LETTERS:
        return len(cluster) == 1 and ord(cluster) in _FLAG_LETTERS
    return all(unicodedata.category(each) == "Cf" for each in cluster)


def _is_from_right(cluster: str) -> bool | None:
    """Whether a cluster is read from right to left; None where what is around it decides."""
    for character in cluster:
        direction = unicodedata.bidirectional(character)
        if direction in _RIGHT_TO_LEFT:
            return True
        if direction == "L" or direction in _FIGURES:
            return False
    return None
