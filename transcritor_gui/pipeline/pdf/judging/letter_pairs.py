"""How like a language a string of letters is, judged by its pairs of letters.

The table (`resources/letter_pairs/latin.txt`, made by `scripts/make_letter_pairs.py`) holds some thirty
languages in Latin script. Used by `text_quality`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from transcritor_gui.paths import resource_dir

__all__ = [
    "DIGITS",
    "LETTERS",
    "STEPS_PER_NAT",
    "fold",
    "most_surprises",
    "pairs_of",
    "surprise",
    "surprises",
    "weighted_surprise",
]

LETTERS = " abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
STEPS_PER_NAT = 8
_KINDS = len(LETTERS) ** 2
"""Of pairs."""

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


def pairs_of(words: Iterable[str]) -> npt.NDArray[np.intp]:
    """The pairs of letters of folded `words` of the letters a to z, each as 27 * first + second.

    A word begins and ends with a pair that holds the space.
    """
    text = f" {' '.join(words)} "
    letters = np.frombuffer(text.encode("ascii"), np.uint8).astype(np.intp) - (ord("a") - 1)
    letters[letters < 0] = 0
    pairs = letters[:-1] * 27 + letters[1:]
    return pairs[pairs > 0]


def surprise(pairs: npt.NDArray[np.intp]) -> float:
    """Mean nats per pair in the language that suits `pairs` best; infinite when there are none.

    Running text of a language in the table comes to about 2.3, letters drawn at random to over 4.
    """
    if len(pairs) == 0:
        return float("inf")
    return float(_nats(pairs).min() / len(pairs))


def _nats(pairs: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """Of all `pairs` together, in each language."""
    counts = np.bincount(pairs, minlength=_KINDS)
    # Not as a product of matrices, for which numpy's library may start threads.
    nats: npt.NDArray[np.float64] = (_tables() * counts).sum(axis=1)
    return nats


def most_surprises(parts: Sequence[npt.NDArray[np.intp]]) -> list[float]:
    """What `surprises` gives at the most, by the one language that suits all parts best: much sooner told."""
    pairs = np.concatenate(parts)
    lengths, begins = _bounds(parts)
    language = int(_nats(pairs).argmin())
    found: list[float] = (np.add.reduceat(_tables()[language, pairs], begins) / lengths).tolist()
    return found


def surprises(parts: Sequence[npt.NDArray[np.intp]]) -> list[float]:
    """The same for each of several strings of pairs, none of them empty."""
    lengths, begins = _bounds(parts)
    # All values are whole steps, so that sums are exact in whatever order they are made.
    nats = np.add.reduceat(_tables()[:, np.concatenate(parts)], begins, axis=1).min(axis=0)
    found: list[float] = (nats / lengths).tolist()
    return found


def _bounds(parts: Sequence[npt.NDArray[np.intp]]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """The length of each part, and where it begins."""
    lengths = np.array([len(part) for part in parts])
    return lengths, np.cumsum(lengths) - lengths


def weighted_surprise(pairs: npt.NDArray[np.intp], counts: npt.NDArray[Any]) -> float:
    """The same for distinct `pairs` that occur `counts` times."""
    return float((_tables()[:, pairs] @ counts).min() / counts.sum())
