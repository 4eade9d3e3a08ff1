"""How large type is, as far as the boxes of its words tell: for `lines`, which puts words side by side.

Boxes either hug the letters (an OCR engine's) or are as high as the line (a font's).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from transcritor_gui.model import Word
from transcritor_gui.pipeline.box_array import middle_of
from transcritor_gui.pipeline.layout.letter_reach import SMALL, TALLEST

__all__ = ["are_line_high", "raised_by_width"]

_DESCENDS = 0.2
"""Of the type size: how far below the baseline a letter reaches that has a descender; commas do not."""
_FEWEST_PAIRS, _LINE_HIGH = 5, 0.8
"""Neighbours that tell whether boxes hug the letters; how high a word without ascenders or descenders is at
least beside one with some, where they do not."""
_TELLING_LENGTH, _BEARINGS = 3, 0.15
"""Characters of a word whose width tells; the white at its ends that its box leaves out, in characters."""
_FIXED_PITCH, _TOO_WIDE, _MOST_RAISED = 0.52, 0.62, 1.7
"""Of the type size: how wide the characters of a face of fixed pitch may be for its spaces to count as such;
from what width on type is of fixed pitch, where proportional type comes to 0.57; the most it is raised."""
_TYPED = 0.57
"""The same of half of the words, from which the whole page is of fixed pitch."""
_WORDS_ABOUT = 9
"""Words that tell of a size together."""

_Numbers = npt.NDArray[np.float64]


def are_line_high(height: _Numbers, up: _Numbers, down: _Numbers) -> bool:
    """Whether boxes are as high as the line; told by words without ascenders or descenders, which are half as
    high as others where boxes hug the letters. `up`, `down`: how far words reach, in type sizes.

    Neighbours in the page's own order are compared, as far as there are some: text and tables have types of
    different sizes.
    """
    is_low, is_tall = (up == SMALL) & (down == 0), up == TALLEST
    low_first, tall_first = is_low[:-1] & is_tall[1:], is_tall[:-1] & is_low[1:]
    if np.count_nonzero(low_first) + np.count_nonzero(tall_first) >= _FEWEST_PAIRS:
        before, after = height[:-1], height[1:]
        shares = np.concatenate(
            [before[low_first] / after[low_first], after[tall_first] / before[tall_first]]
        )
        return middle_of(shares) > _LINE_HIGH
    low, high = height[is_low], height[is_tall & (down > _DESCENDS)]
    return len(low) > 0 and len(high) > 0 and middle_of(low) > _LINE_HIGH * middle_of(high)


def raised_by_width(size: _Numbers, words: Sequence[tuple[int, Word]], width: _Numbers) -> _Numbers:
    """`size` of words whose boxes hug the letters, larger where the letters of a word and of those about it
    are too wide for it: typewriters have low letters with wide spaces between them."""
    if len(size) <= _WORDS_ABOUT:
        return size
    lengths = np.fromiter([len(word.text) for _, word in words], np.intp, len(words))
    wide = np.where(lengths >= _TELLING_LENGTH, width / np.maximum(lengths - _BEARINGS, 1.0) / size, np.nan)
    if np.count_nonzero(wide > _TOO_WIDE) < _WORDS_ABOUT // 2:
        return size
    padded = np.pad(wide, _WORDS_ABOUT // 2, mode="reflect")
    about = np.lib.stride_tricks.sliding_window_view(padded, _WORDS_ABOUT)
    known = ~np.isnan(about).all(axis=1)
    usual = np.zeros(len(size))
    usual[known] = np.nanmedian(about[known], axis=1)
    typical = middle_of(usual[known])
    if typical > _TYPED:  # all alike, so that no line looks larger than others
        return np.asarray(size * min(typical / _FIXED_PITCH, _MOST_RAISED))
    return np.where(usual > _TOO_WIDE, size * np.minimum(usual / _FIXED_PITCH, _MOST_RAISED), size)
