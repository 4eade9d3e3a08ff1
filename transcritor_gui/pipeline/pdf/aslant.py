"""How wide the letters of lines that run aslant are, from the upright boxes around them. Pure.

A font is asked for the width of a character, not of a glyph: it gives that of the `f` for a ligature, nothing
for letters of a bitmapped font, and that of another glyph where two stand for one character. Used by
`characters`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["aslant_advances"]

_ALIKE = 0.03
"""Of the type size: by how much the heights of one font's glyphs may differ that are worked out from right
widths."""
_MOST = 0.5
"""Share of the glyphs of a font whose heights agree, from which they are known to be right."""
_FEWEST = 3
_LEAST_OFF_DIAGONAL = 0.2
"""Cosine of twice the angle, under which a box around a glyph does not tell its width from its height."""

Floats = npt.NDArray[np.float64]


def aslant_advances(
    stated: Floats, boxes: Floats, *, degrees: Floats, size: Floats, font: npt.NDArray[np.uint64]
) -> Floats:
    """How far each glyph moves the next one on along its line; 0 where nothing tells.

    `stated` are the widths that the fonts give, 0 for none; `boxes` left, bottom, right and top of the
    upright rectangles around glyphs as wide as their advance and as high as their font. All in the units of
    `size`, one row a glyph.
    """
    turn = np.radians(degrees)
    cosine, sine = np.abs(np.cos(turn)), np.abs(np.sin(turn))
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    # Around a glyph w wide and h high the box is w cos + h sin wide and w sin + h cos high.
    both = (width + height) / (cosine + sine)
    twice = cosine**2 - sine**2
    is_told = np.abs(twice) > _LEAST_OFF_DIAGONAL
    alone = (width * cosine - height * sine) / np.where(is_told, twice, 1.0)
    found = stated.copy()
    keys = np.column_stack((font.astype(np.float64), np.round(degrees), np.round(size, 1)))
    _, group = np.unique(keys, axis=0, return_inverse=True)
    for number in range(int(group.max(initial=-1)) + 1):
        rows = np.flatnonzero(group.ravel() == number)
        known = rows[stated[rows] > 0]
        heights = (both - stated)[known]
        usual = float(np.median(heights)) if len(known) >= _FEWEST else 0.0
        agree = np.abs(heights - usual) < _ALIKE * size[known]
        if len(known) >= _FEWEST and np.count_nonzero(agree) >= _MOST * len(known):
            found[rows] = np.maximum(both[rows] - usual, 0.0)
        elif not len(known):
            found[rows] = np.where(is_told[rows], np.maximum(alone[rows], 0.0), 0.0)
    return found
