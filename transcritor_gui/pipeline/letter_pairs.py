"""How like a language a string of letters is, judged by its pairs of letters.

The table (`resources/letter_pairs/latin.txt`, made by `scripts/make_letter_pairs.py`) holds some thirty
languages in Latin script. Used by `text_quality`.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from transcritor_gui.paths import resource_dir

__all__ = ["DIGITS", "LETTERS", "STEPS_PER_NAT", "fold", "pair_surprise", "surprise"]

LETTERS = " abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
STEPS_PER_NAT = 8

_INDEX = {letter: index for index, letter in enumerate(LETTERS)}
_PLAIN = str.maketrans(
    {"ß": "s", "æ": "a", "œ": "o", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ð": "d", "þ": "t"}
)


def fold(text: str) -> str:
    """`text` in small letters without accents, so that 'Ção' gives 'cao'."""
    small = text.lower()
    if small.isascii():
        return small
    parts = unicodedata.normalize("NFKD", small)
    return "".join(part for part in parts if not unicodedata.combining(part)).translate(_PLAIN)


@lru_cache(maxsize=1)
def _tables() -> npt.NDArray[np.float32]:
    """Shape (languages, 27 * 27): nats of surprise of the second letter after the first."""
    lines = (resource_dir() / "letter_pairs" / "latin.txt").read_text(encoding="ascii").splitlines()
    values = {digit: index for index, digit in enumerate(DIGITS)}
    rows = [[values[digit] for digit in line.split(" ", 1)[1]] for line in lines]
    return np.asarray(rows, dtype=np.float32) / np.float32(STEPS_PER_NAT)


def surprise(words: Iterable[str]) -> tuple[float, int]:
    """Mean nats per pair of letters in the language that suits `words` best, and the number of pairs.

    `words` are folded words of the letters a to z; others are passed over. Running text of a language
    in the table comes to about 2.3, letters drawn at random to over 4. (inf, 0) when there are no pairs.
    """
    pairs: Counter[int] = Counter()
    for word in words:
        before = 0
        indices = [_INDEX.get(letter, -1) for letter in word]
        if not indices or min(indices) <= 0:
            continue
        for index in indices:
            pairs[before * 27 + index] += 1
            before = index
        pairs[before * 27] += 1
    total = sum(pairs.values())
    if total == 0:
        return float("inf"), 0
    keys = np.fromiter(pairs.keys(), dtype=np.intp)
    counts = np.fromiter(pairs.values(), dtype=np.float32)
    return pair_surprise(keys, counts), total


def pair_surprise(keys: npt.NDArray[np.intp], counts: npt.NDArray[np.float32]) -> float:
    """Mean nats per pair, in the language that suits best, of pairs given as 27 * first + second."""
    return float((_tables()[:, keys] @ counts).min() / counts.sum())
