"""Whether all characters of a text stand a constant away from those that are meant ("Fodxvxod": "Clausula").

Subset fonts without a map copy so: the number of a glyph is taken for its character.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.pdf.judging.letter_pairs import LETTERS, fold, weighted_surprise

__all__ = ["has_swapped_bytes", "is_shifted"]

_LINE_FEED: Final = 0x000A
_FARTHEST: Final = 96
_CASE: Final = 32
"""Between a capital and its small letter: such a shift changes nothing."""
_SHIFT_GAIN: Final = 0.8
"""By how much a shift must bring a page nearer to a language."""
_SHIFTED_IS_LANGUAGE: Final = 3.1
_SHIFTED_LETTERS: Final = 0.5
_SHIFTED_LETTERS_ARE_LANGUAGE: Final = 2.75
"""The share of pairs of letters above which they are judged without the signs among them."""
_NO_LETTERS_NATS: Final = 5.0
"""What a pair that is not of two letters counts when shifts are compared."""
_HIGHEST_LATIN: Final = 0x250
_FEWEST_SWAPPED: Final = 12


def has_swapped_bytes(text: str) -> bool:
    """Whether most characters beyond Latin are letters of ASCII whose two bytes stand the wrong way round.

    Of Chinese characters one in 256 ends in a zero byte.
    """
    beyond = [ord(character) for character in text if ord(character) >= _HIGHEST_LATIN]
    swapped = sum(not code & 0xFF and chr(code >> 8).isalnum() for code in beyond)
    return len(beyond) >= _FEWEST_SWAPPED and swapped > len(beyond) / 2


def is_shifted(words: str, *, fewest_pairs: int, nonsense_nats: float) -> bool:
    """Whether another constant added to every character code turns nonsense into words.

    `words` stand on a line each. Nothing is said of fewer than `fewest_pairs` pairs of characters, nor of a
    text whose pairs of letters surprise by less than `nonsense_nats`, the mean of one.
    """
    codes = np.frombuffer(words.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    within = (codes[1:] != _LINE_FEED) & (codes[:-1] != _LINE_FEED)
    keys, times = np.unique((codes[:-1] << 32 | codes[1:])[within], return_counts=True)
    if int(times.sum()) < fewest_pairs:
        return False
    seen = np.column_stack((keys >> 32, keys & 0xFFFFFFFF))
    counts = times.astype(np.float32)
    as_it_is = _when_shifted(seen, counts, 0)
    if as_it_is.nats < nonsense_nats:
        return False
    # Capitals may lie outside the letters when shifted.
    shifts = [shift for shift in range(-_FARTHEST, _FARTHEST + 1) if shift not in (0, _CASE, -_CASE)]
    best = min((_when_shifted(seen, counts, shift) for shift in shifts), key=lambda shifted: shifted.nats)
    if as_it_is.nats - best.nats < _SHIFT_GAIN:
        return False
    # Spaces and capitals that have become signs leave fewer pairs of letters, but those make words.
    return best.nats < _SHIFTED_IS_LANGUAGE or (
        best.lettered > _SHIFTED_LETTERS and best.of_letters < _SHIFTED_LETTERS_ARE_LANGUAGE
    )


@dataclass(frozen=True, slots=True)
class _Shifted:
    nats: float
    """Mean of all pairs; what is no pair of letters counts `_NO_LETTERS_NATS`."""
    of_letters: float
    lettered: float
    """Share of the pairs that are of letters."""


def _letter_of_code() -> npt.NDArray[np.intp]:
    letters = np.full(_HIGHEST_LATIN, -1, dtype=np.intp)
    for code in range(len(letters)):
        folded = fold(chr(code))
        if chr(code).isalpha() and len(folded) == 1 and folded in LETTERS:
            letters[code] = LETTERS.index(folded)
    return letters


_LETTER_OF_CODE = _letter_of_code()


def _when_shifted(codes: npt.NDArray[np.intp], counts: npt.NDArray[np.float32], shift: int) -> _Shifted:
    moved = codes + shift
    inside = (moved >= 0) & (moved < len(_LETTER_OF_CODE))
    letters = np.where(inside, _LETTER_OF_CODE[np.clip(moved, 0, len(_LETTER_OF_CODE) - 1)], -1)
    both = (letters >= 0).all(axis=1)
    if not both.any():
        return _Shifted(_NO_LETTERS_NATS, _NO_LETTERS_NATS, 0.0)
    share = float(counts[both].sum() / counts.sum())
    nats = weighted_surprise(letters[both, 0] * len(LETTERS) + letters[both, 1], counts[both])
    return _Shifted(nats * share + _NO_LETTERS_NATS * (1 - share), nats, share)
