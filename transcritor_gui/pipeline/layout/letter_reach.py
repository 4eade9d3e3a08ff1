"""How far words reach above and below their baseline, by their letters: `lines` tells type by it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["SMALL", "TALLEST", "reaches"]

SMALL, TALLEST = 0.46, 0.7
"""Of the type size, as in most text faces: how far small letters and the tallest reach above the baseline."""
_ASCENT = dict.fromkeys("acegmnopqrsuvwxyz", SMALL) | dict.fromkeys("t", 0.6) | dict.fromkeys("ij", 0.67)
_ASCENT |= dict.fromkeys(",;.:-–—_~•…·", 0.3)
_DESCENT = dict.fromkeys("gjpqyç()[]{}|/$@§", 0.21) | dict.fromkeys(",;Q", 0.12)
_KNOWN = 0x2100
"""Code points from here on are as tall as the tallest letters, and stand on the baseline."""
_FEW = 8
"""Words that take less time one after the other than together: most cells of tables have no more."""

Floats = npt.NDArray[np.float64]


def _table(values: dict[str, float], otherwise: float) -> Floats:
    table = np.full(_KNOWN + 1, otherwise)
    for letter, value in values.items():
        table[ord(letter)] = value
    return table


_UP, _DOWN = _table(_ASCENT, TALLEST), _table(_DESCENT, 0.0)


def reaches(texts: Sequence[str]) -> tuple[Floats, Floats]:
    """Above and below the baseline, of each of the `texts`, none of them empty, in type sizes."""
    if len(texts) <= _FEW:
        up = [max([_ASCENT.get(letter, TALLEST) for letter in text]) for text in texts]
        down = [max([_DESCENT.get(letter, 0.0) for letter in text]) for text in texts]
        return np.array(up), np.array(down)
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    known = np.minimum(codes, _KNOWN)
    ends = np.cumsum(np.fromiter(map(len, texts), np.intp, len(texts)))
    starts = np.concatenate(([0], ends[:-1]))
    return np.maximum.reduceat(_UP[known], starts), np.maximum.reduceat(_DOWN[known], starts)
