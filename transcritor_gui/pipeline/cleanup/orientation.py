"""Which way up a page stands.

`text_orientation_of` settles upright pages by itself, in a few hundredths of a second. Only where it doubts,
or says that the page stands wrongly, a trained classifier and the engine's orientation reader are asked. Two
of the three settle it; where they do not agree a strip of the page is read each way. The page as it stands
needs no proof, turning it does: in any doubt left it stays as it is.
"""

from __future__ import annotations

import cv2
import numpy as np

from transcritor_gui.pipeline.cleanup.grey import as_grey, shrunk
from transcritor_gui.pipeline.cleanup.illumination import grain
from transcritor_gui.pipeline.cleanup.orientation_classifier import ClassifiedTurn, classified_turn
from transcritor_gui.pipeline.cleanup.text_orientation import (
    WORKING_DPI,
    TextOrientation,
    text_orientation_of,
)
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OrientationReader, SeenOrientation

__all__ = ["detect_rotation"]

_FEWEST_LETTERS = 10
_FEW_LETTERS = 60
"""Up to here all ways are tried by recognition; it is quick on so little text."""
_ROUGH = 8.0
"""GreyImage levels of noise from which letters are smoothed before they are measured."""
_FEWEST_READ = 14
_CLASSIFIER_IS_SURE = 0.8
"""Mean probability from which the classifier is a voice. It has 0.9 and more on nearly every page."""
_PLENTY_READ = 80
"""Letters; a page of which so many are read as it stands is upright. Turned pages gave under 40. Figures do
not count here: 0, 1, 6, 8 and 9 are figures upside down too."""
_CLEARLY_MORE, _MORE = 1.6, 1.15
"""How much more a turned page must yield than the page as it stands; less where the classifier is for it."""
_MUCH_READ, _FAR_MORE = 50, 4
"""The same, and the letters it must yield at least, where neither letters nor reader speak for that turn."""
_STEEP = 40
"""GreyImage levels between pixels four apart that are an edge of a letter."""
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
    classified = classified_turn(small)
    trained = classified.turn if classified.certainty >= _CLASSIFIER_IS_SURE else None

    def asked() -> SeenOrientation | None:
        return reader.orientation_of(small, dpi=WORKING_DPI)

    if trained == 0:
        # To ask a third voice takes up to a third of what the page takes to read: only where it may tell.
        if stand.turn is None or stand.turn != _turn_of(asked()):
            return 0
        return _best_read(grey, dpi, reader, {stand.turn: _CLEARLY_MORE})
    seen = asked()
    seen_turn = _turn_of(seen)
    if trained is not None and trained in (stand.turn, seen_turn):
        return trained
    if trained is None and stand.turn is not None and stand.turn == seen_turn:
        return stand.turn
    return _best_read(grey, dpi, reader, _candidates(stand, classified, seen))


def _turn_of(seen: SeenOrientation | None) -> int | None:
    return None if seen is None else seen.turn


def _candidates(
    stand: TextOrientation, classified: ClassifiedTurn, seen: SeenOrientation | None
) -> dict[int, float]:
    """The turns worth trying, with how much more each must yield than the page as it stands."""
    clear = seen.turn if seen is not None and seen.is_clear else None
    wanted = {turn: _CLEARLY_MORE for turn in (stand.turn, clear) if turn}
    if stand.letters < _FEW_LETTERS:
        wanted |= dict.fromkeys((90, 180, 270), _CLEARLY_MORE)
    else:
        wanted |= dict.fromkeys((90, 270) if stand.sideways else (180,), _CLEARLY_MORE)
    if stand.turn is None:
        # Figures are level on both sides: where a page is full of them, only reading tells.
        wanted |= dict.fromkeys({90, 180, 270} - wanted.keys(), float(_FAR_MORE))
    if classified.turn and classified.certainty >= _CLASSIFIER_IS_SURE:
        wanted[classified.turn] = _MORE
    return wanted


def _best_read(grey: GreyImage, dpi: float, reader: OrientationReader, wanted: dict[int, float]) -> int:
    """The turn of `wanted` in which most is read, and so many times more than as the page stands; 0 where
    there is none.
    """
    strip_dpi = min(dpi, 200.0)
    strip = _densest_part(shrunk(grey, min(1.0, 200.0 / dpi)), strip_dpi)
    as_it_stands = reader.read_surely(strip, dpi=strip_dpi)
    if as_it_stands is None or as_it_stands.letters >= _PLENTY_READ:
        return 0
    read = {}
    for turn in sorted(wanted):
        signs = reader.read_surely(np.rot90(strip, -(turn // 90)), dpi=strip_dpi)
        read[turn] = 0 if signs is None else signs.total
    enough = [turn for turn, total in read.items() if _is_enough(total, as_it_stands.total, wanted[turn])]
    return max(enough, key=lambda turn: read[turn], default=0)


def _is_enough(total: int, as_it_stands: int, times: float) -> bool:
    """Whether `total` letters and figures prove a turn for which `times` as many are asked."""
    if times >= _FAR_MORE:
        return total > max(_MUCH_READ, times * as_it_stands)
    fewest = _FEWEST_READ if as_it_stands else _FEWEST_READ // 2
    return total >= fewest and total > times * as_it_stands


def _densest_part(grey: GreyImage, dpi: float) -> GreyImage:
    """A square of the page with the most edges in it."""
    side = round(_STRIP_IN * dpi)
    height, width = grey.shape
    if height <= side and width <= side:
        return grey
    rough = np.abs(np.diff(grey[::4, ::4].astype(np.int16), axis=1)) > _STEEP
    total = np.pad(rough.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    tall, wide = min(side // 4, rough.shape[0]), min(side // 4, rough.shape[1])
    sums = total[tall:, wide:] - total[:-tall, wide:] - total[tall:, :-wide] + total[:-tall, :-wide]
    y, x = np.unravel_index(int(sums.argmax()), sums.shape)
    return grey[4 * int(y) : 4 * int(y) + side, 4 * int(x) : 4 * int(x) + side]
