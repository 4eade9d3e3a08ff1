"""Which way up a page stands.

`text_orientation_of` settles upright pages by itself, in a few hundredths of a second. Only where it doubts,
or says that the page stands wrongly, the engine's orientation reader is asked, and where the two do not agree
it reads a strip of the page each way. In any doubt left the page stays as it is.
"""

from __future__ import annotations

import cv2
import numpy as np

from transcritor_gui.pipeline.cleanup.grey import as_grey, shrunk
from transcritor_gui.pipeline.cleanup.illumination import grain
from transcritor_gui.pipeline.cleanup.text_orientation import WORKING_DPI, text_orientation_of
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OrientationReader

__all__ = ["detect_rotation"]

_FEWEST_LETTERS = 10
_FEW_LETTERS = 60
"""Up to here all ways are tried by recognition; it is quick on so little text."""
_ROUGH = 8.0
"""GreyImage levels of noise from which letters are smoothed before they are measured."""
_FEWEST_READ = 14
_PLENTY_READ = 80
"""Letters; a page of which so many are read as it stands is upright. Turned pages gave under 40."""
_CLEARLY_MORE = 1.6
"""How much more a turned page must yield than the page as it stands."""
_MUCH_READ, _FAR_MORE = 50, 4
"""The same, and the letters it must yield at least, where neither letters nor reader speak for that turn."""
_STRIP_IN = 3.0
"""Inches of the page, at most, that are recognised to compare."""


def detect_rotation(grey: GreyImage, *, dpi: float, reader: OrientationReader) -> int:
    """Degrees clockwise (0, 90, 180 or 270) by which the picture must be turned to be read."""
    small = shrunk(grey, min(1.0, WORKING_DPI / dpi))
    if grain(small) > _ROUGH:
        small = as_grey(cv2.GaussianBlur(small, (0, 0), 1.0))
    stand = text_orientation_of(small)
    if stand.turn == 0 or stand.letters < _FEWEST_LETTERS:
        return 0
    seen = reader.orientation_of(small, dpi=WORKING_DPI)
    if stand.turn is not None and seen is not None and stand.turn == seen.turn:
        return stand.turn
    clear = seen.turn if seen is not None and seen.is_clear else None
    candidates = {turn for turn in (stand.turn, clear) if turn}
    if stand.letters < _FEW_LETTERS:
        candidates = {90, 180, 270}
    else:
        candidates |= {90, 270} if stand.sideways else {180}
    # Figures are level on both sides: where a page is full of them, only reading tells.
    others = {90, 180, 270} - candidates if stand.turn is None else set()
    return _best_read(grey, dpi, reader, candidates, others)


def _best_read(
    grey: GreyImage, dpi: float, reader: OrientationReader, candidates: set[int], others: set[int]
) -> int:
    """The candidate turn in which clearly more is read than as the page stands, or one of the `others`, for
    which nothing speaks so far, in which very much more is; 0 where there is none."""
    strip_dpi = min(dpi, 200.0)
    strip = _densest_part(shrunk(grey, min(1.0, 200.0 / dpi)), strip_dpi)
    as_it_stands = reader.letters_read(strip, dpi=strip_dpi)
    if as_it_stands is None or as_it_stands >= _PLENTY_READ:
        return 0
    read = {}
    for turn in sorted(candidates | others):
        letters = reader.letters_read(np.rot90(strip, -(turn // 90)), dpi=strip_dpi)
        read[turn] = 0 if letters is None else letters
    best = max(sorted(candidates), key=lambda turn: read[turn])
    enough = read[best] >= _FEWEST_READ or (as_it_stands == 0 and read[best] >= _FEWEST_READ // 2)
    if enough and read[best] > _CLEARLY_MORE * as_it_stands:
        return best
    best = max(read, key=lambda turn: read[turn])
    return best if read[best] > max(_MUCH_READ, _FAR_MORE * as_it_stands) else 0


def _densest_part(grey: GreyImage, dpi: float) -> GreyImage:
    """A square of the page with the most edges in it."""
    side = round(_STRIP_IN * dpi)
    height, width = grey.shape
    if height <= side and width <= side:
        return grey
    rough = np.abs(np.diff(grey[::4, ::4].astype(np.int16), axis=1)) > 40
    total = np.pad(rough.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    tall, wide = min(side // 4, rough.shape[0]), min(side // 4, rough.shape[1])
    sums = total[tall:, wide:] - total[:-tall, wide:] - total[tall:, :-wide] + total[:-tall, :-wide]
    y, x = np.unravel_index(int(sums.argmax()), sums.shape)
    return grey[4 * int(y) : 4 * int(y) + side, 4 * int(x) : 4 * int(x) + side]
