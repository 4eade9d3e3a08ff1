"""Text as readers see it: letters with their accents, and from left to right.

A searchable PDF gives each cluster a glyph, and the glyphs of a word stand from left to right on the paper
whatever the script, because that is how PDF readers find the order of Hebrew and Arabic again.
"""

from __future__ import annotations

import unicodedata

__all__ = ["clusters", "left_to_right"]

_JOINER = "\u200d"
_LONGEST = 32
"""Code points in a cluster; the longest emoji has ten. Hostile text stacks thousands of accents."""
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_FIGURES = frozenset({"EN", "AN", "ES", "ET", "CS"})


def clusters(text: str) -> tuple[str, ...]:
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


def left_to_right(parts: tuple[str, ...]) -> tuple[str, ...]:
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
