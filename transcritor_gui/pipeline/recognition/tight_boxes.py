"""Boxes of words drawn in to their ink, and apart from those beside them.

Where Tesseract loses the places of a word's letters it gives the word the height of its whole row, up to
twice that of the print. What is marked on the page, and found in a searchable PDF, would be as tall.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrWord

__all__ = ["drawn_in", "lines_side_by_side", "side_by_side"]

_LEAST_CONTRAST = 40
"""Between ink and paper, in levels of grey; below it there is no telling them apart."""
_LEAST_SIDE_PX = 3
"""Of a box in which letters can be told from paper."""
_TOO_TALL = 1.25
"""Boxes up to so many times as tall as the ink stay: clean-up and antialiasing blur its edges."""
_ACCENT_GAP = 0.35
"""Of the letters' height: accents and dots are no farther off, the lines above and below are."""
_RULE = 0.9
"""Of a box's width: a row so full of ink is an underline or the line of a grid, under several letters."""
_THINNEST = 0.2
"""Of a box's height: what is thinner than that is no letters, but a rule under some that are paler."""
_MOST_COVERED = 0.5
"""Of a word's width that the word before it may lie over; italics lean over one another a little."""
_SEVERAL_LETTERS = 1.2
"""Width of a box by its height, from which on no bar of a letter is as wide as the word."""


def drawn_in(word: OcrWord, pixels: GreyImage) -> OcrWord:
    """`word` with the height of its ink in `pixels`, which it was read from, where its box is much taller."""
    left, top = max(0, int(word.x0)), max(0, int(word.y0))
    crop = pixels[top : int(np.ceil(word.y1)), left : int(np.ceil(word.x1))]
    if min(crop.shape) < _LEAST_SIDE_PX or not any(map(str.isalnum, word.text)):
        return word
    rows = _rows_of_ink(crop)
    most = _RULE * crop.shape[1] if crop.shape[1] > _SEVERAL_LETTERS * crop.shape[0] else crop.shape[1] + 1
    inked = (rows > 0) & (rows < most)
    if inked.all():
        return word
    band = _letters(inked, rows)
    if band is None:
        return word
    first, end = band
    if not _THINNEST * crop.shape[0] <= end - first <= crop.shape[0] / _TOO_TALL:
        return word
    return replace(word, y0=top + first, y1=top + end)


def lines_side_by_side(words: Sequence[OcrWord]) -> list[OcrWord]:
    """The words of a page in the engine's order, those of each of its lines as `side_by_side` has them."""
    lines = groupby(words, key=lambda word: (word.block, word.paragraph, word.line))
    return [word for _, line in lines for word in side_by_side(list(line))]


def side_by_side(words: Sequence[OcrWord]) -> list[OcrWord]:
    """Words of one line, in any order, none of which lies over the one behind it.

    An engine now and then gives a word the box of its whole line; layout would take it for a line of its own.
    """
    order = sorted(range(len(words)), key=lambda place: (words[place].x0, words[place].x1))
    apart = list(words)
    for here, behind in pairwise(order):
        word, after = apart[here], apart[behind]
        covered = min(word.x1, after.x1) - after.x0
        if word.x0 < after.x0 and covered > _MOST_COVERED * (after.x1 - after.x0):
            apart[here] = replace(word, x1=max(word.x0 + 1, after.x0 - 1))
    return apart


def _rows_of_ink(crop: GreyImage) -> npt.NDArray[np.int64]:
    """How many pixels of each row are ink; all 0 where ink and paper cannot be told apart."""
    dark, light = int(crop.min()), int(crop.max())
    if light - dark < _LEAST_CONTRAST:
        return np.zeros(crop.shape[0], np.int64)
    return np.asarray((crop < (dark + light) / 2).sum(axis=1), np.int64)


def _letters(inked: npt.NDArray[np.bool_], rows: npt.NDArray[np.int64]) -> tuple[int, int] | None:
    """From and before which row the letters lie, with their accents; None where there are none."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], inked.astype(np.int8), [0]))))
    bands = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    if not bands:
        return None
    main = max(range(len(bands)), key=lambda place: int(rows[bands[place][0] : bands[place][1]].sum()))
    first, end = bands[main]
    reach = _ACCENT_GAP * (end - first)
    for above, below in reversed(bands[:main]):
        # What touches the edge comes from the line above.
        if above == 0 or first - below > reach:
            break
        first = above
    for above, below in bands[main + 1 :]:
        if below == len(rows) or above - end > reach:
            break
        end = below
    return first, end
