"""The words of two engines on one piece of a line laid beside each other, by their letters and places. Pure.

The engines seldom see the same gaps: what is one word to the first is two to the other. Groups of up to five
words stand against each other, so that a word more or less on one side does not make the rest worthless.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Levenshtein

from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.readings import Token

__all__ = ["Pairing", "aligned"]

_GROUPS = (
    (1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (4, 1), (5, 1), (2, 2), (2, 3), (3, 2), (1, 0), (0, 1),
)  # fmt: skip
"""Words of the first and of the second engine that may stand against each other."""
_ALONE = 0.9
"""Cost of each letter of a word against which nothing stands; a letter that differs costs 1."""
_GAP = 0.4
"""Cost of each space that one engine sees and the other does not."""
_APART = 1.0
"""Cost of each line height that the middles of the two sides lie apart."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """What stands in one place for each engine; one side may be empty."""

    words: tuple[OcrWord, ...]
    tokens: tuple[Token, ...]


def aligned(words: Sequence[OcrWord], tokens: Sequence[Token]) -> list[Pairing]:
    """All words and tokens, in order, in the pairings that cost least."""
    height = max(1.0, max((word.y1 - word.y0 for word in words), default=1))

    @cache
    def best(w: int, t: int) -> tuple[float, tuple[int, int]]:
        """Cost of all from word `w` and token `t` on, and the size of the first group."""
        if w == len(words) and t == len(tokens):
            return 0.0, (0, 0)
        options = []
        for wide, deep in _GROUPS:
            if w + wide <= len(words) and t + deep <= len(tokens):
                cost = _cost(words[w : w + wide], tokens[t : t + deep], height)
                options.append((cost + best(w + wide, t + deep)[0], (wide, deep)))
        return min(options)

    pairings: list[Pairing] = []
    w = t = 0
    while w < len(words) or t < len(tokens):
        wide, deep = best(w, t)[1]
        pairings.append(Pairing(tuple(words[w : w + wide]), tuple(tokens[t : t + deep])))
        w, t = w + wide, t + deep
    return pairings


def _cost(words: Sequence[OcrWord], tokens: Sequence[Token], height: float) -> float:
    first, second = "".join(word.text for word in words), "".join(token.text for token in tokens)
    if not words or not tokens:
        return _ALONE * len(first or second)
    middle = (words[0].x0 + words[-1].x1) / 2
    other = (tokens[0].x0 + tokens[-1].x1) / 2
    apart = max(0.0, abs(middle - other) / height - 0.5)
    return Levenshtein.distance(first, second) + _GAP * (len(words) + len(tokens) - 2) + _APART * apart
