"""Letters that a text layer has lost, taken from a reading of the same word's picture. Pure.

The letters that the layer has stay as they are: the reading is laid beside them, and only what stands in the
places of the lost ones is taken over. `lost_letters` has the pictures read.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from transcritor_gui.pipeline.pdf.fonts.glyphs import is_lost

__all__ = ["BOX_SIGN", "FilledWord", "filled"]

BOX_SIGN = "\u25a1"
"""What a font draws for a character that it does not have."""

_MOST_ABSORBED = 3
_ABSORBING = (1.1, 0.0, 0.3, 0.6)
"""Cost of no, one, two or three letters in the place of a lost one: ligatures have up to three."""
_SAME_LETTER = 0.3
"""Cost of a letter that differs in its accent, its case or its style alone."""
_MOST_COST = 0.34
"""Of the letters that are known: what a reading may cost that is still one of the same word."""


@dataclass(frozen=True, slots=True)
class FilledWord:
    text: str
    cost: float
    """How far the reading differs from the letters that are known, in letters."""


def filled(text: str, reading: str) -> FilledWord | None:
    """`text` with its lost letters from `reading`; None where that is a reading of something else.

    A lost letter in whose place nothing was read stays lost.
    """
    known = sum(not is_lost(letter) for letter in text)
    if not reading:
        return None
    if not known:
        fits = len(text) <= _MOST_ABSORBED * len(reading) and len(reading) <= _MOST_ABSORBED * len(text)
        return FilledWord(reading, 0.0) if fits else None
    costs, taken = _laid_beside(text, reading)
    cost = costs[len(text)][len(reading)]
    if cost > _MOST_COST * known:
        return None
    at = len(reading)
    parts: list[str] = []
    for place in range(len(text), 0, -1):
        # What was read between two letters belongs to neither.
        while taken[place][at] < 0:
            at -= 1
        count = taken[place][at]
        letter = text[place - 1]
        if not is_lost(letter):
            parts.append(letter)
        else:
            parts.append(reading[at - count : at] if count else letter)
        at -= count
    return FilledWord("".join(reversed(parts)), cost)


def _laid_beside(text: str, reading: str) -> tuple[list[list[float]], list[list[int]]]:
    """Cost of each beginning of `text` against each of `reading`, and how many letters its last one takes;
    -1 where the last one read is passed over."""
    costs = [[float(at) for at in range(len(reading) + 1)]]
    taken = [[0] + [-1] * len(reading)]
    for letter in text:
        before = costs[-1]
        row: list[float] = []
        chosen: list[int] = []
        for at in range(len(reading) + 1):
            options = [
                (before[at - count] + _cost(letter, reading[at - count : at]), count)
                for count in range(min(at, _MOST_ABSORBED if is_lost(letter) else 1) + 1)
            ]
            if at:
                options.append((row[at - 1] + 1.0, -1))
            cost, count = min(options)
            row.append(cost)
            chosen.append(count)
        costs.append(row)
        taken.append(chosen)
    return costs, taken


def _cost(letter: str, read: str) -> float:
    if is_lost(letter):
        return _ABSORBING[len(read)]
    if not read:
        return 1.0
    if letter == read:
        return 0.0
    return _SAME_LETTER if _plain(letter) == _plain(read) else 1.0


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter.casefold())[:1]
