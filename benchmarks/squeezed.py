"""A truth without its white space, in which words are looked for that only stand in other gaps than there.

Transcribers set spaces before a semicolon, or around a dash, or leave them out; a word that is right but for
that is not one that a reader should be sent to. A space lost or put in between two letters is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from benchmarks.metrics import fold

__all__ = ["SqueezedTruth"]

_REACH = 8
"""Letters before or after a word that have to be those of the truth too."""
_ALONE = 2
"""Letters of a word up to which both its sides have to be."""
_WHITE = re.compile(r"\s")


class SqueezedTruth:
    def __init__(self, truth: str) -> None:
        """`truth` is folded already."""
        self._letters = _WHITE.sub("", truth)
        self._gaps: set[int] = set()
        """Places of the letters that stand behind white space."""
        place = 0
        for letter in truth:
            if letter.isspace():
                self._gaps.add(place)
            else:
                place += 1

    def holds(self, words: Sequence[str], place: int) -> bool:
        """Whether the word at `place` of a reading stands in the truth, gaps beside signs aside."""
        word = _squeezed(words[place])
        before = "".join(map(_squeezed, words[max(0, place - 2) : place]))[-_REACH:]
        after = "".join(map(_squeezed, words[place + 1 : place + 3]))[:_REACH]
        sides = [(before, after)]
        if len(word) > _ALONE:
            sides += [(before, ""), ("", after)]
        return bool(word) and any(self._has(left, word, right) for left, right in sides)

    def _has(self, before: str, word: str, after: str) -> bool:
        wanted = before + word + after
        if len(wanted) < len(word) + _REACH // 2:
            return False
        at = self._letters.find(wanted)
        while at >= 0:
            begin, end = at + len(before), at + len(before) + len(word)
            inside = any(
                self._parts_letters(place) and place in self._gaps for place in range(begin + 1, end)
            )
            torn = any(self._parts_letters(place) and place not in self._gaps for place in (begin, end))
            if not inside and not torn:
                return True
            at = self._letters.find(wanted, at + 1)
        return False

    def _parts_letters(self, place: int) -> bool:
        """Whether a letter or figure stands on both sides of `place`."""
        return self._letters[place - 1 : place].isalnum() and self._letters[place : place + 1].isalnum()


def _squeezed(text: str) -> str:
    return _WHITE.sub("", fold(text))
