"""Which way up a page stands.

`text_orientation_of` settles upright pages by itself, in a few hundredths of a second. Only where it doubts,
or says that the page stands wrongly, Tesseract's own detection (osd.traineddata) is asked, and where the two
do not agree a strip of the page is recognised each way. In any doubt left the page stays as it is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import cv2
import numpy as np

from transcritor_gui.pipeline.cleanup.grey import as_grey, shrunk
from transcritor_gui.pipeline.cleanup.illumination import grain
from transcritor_gui.pipeline.cleanup.text_orientation import WORKING_DPI, text_orientation_of
from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["detect_rotation"]

_FEWEST_LETTERS = 10
_FEW_LETTERS = 60
"""Up to here all ways are tried by recognition; it is quick on so little text."""
_ROUGH = 8.0
"""GreyImage levels of noise from which letters are smoothed before they are measured."""
_OSD_AGREES = 1.0
"""Tesseract's orientation confidence from which it counts as a second voice."""
_OSD_FOUND = 3.0
"""The same, from which its word alone is worth a look at the text."""
_SURE_WORD = 75
"""Tesseract's word confidence, of 100, from which a word of three letters counts as read."""
_FEWEST_READ = 14
_PLENTY_READ = 80
"""Letters; a page of which so many are read as it stands is upright. Turned pages gave under 40."""
_CLEARLY_MORE = 1.6
"""How much more a turned page must yield than the page as it stands."""
_MUCH_READ, _FAR_MORE = 50, 4
"""The same, and the letters it must yield at least, where neither letters nor osd speak for that turn."""
_STRIP_IN = 3.0
"""Inches of the page, at most, that are recognised to compare."""


def detect_rotation(grey: GreyImage, *, dpi: float, tessdata_dir: str) -> int:
    """Degrees clockwise (0, 90, 180 or 270) by which the picture must be turned to be read."""
    small = shrunk(grey, min(1.0, WORKING_DPI / dpi))
    if grain(small) > _ROUGH:
        small = as_grey(cv2.GaussianBlur(small, (0, 0), 1.0))
    stand = text_orientation_of(small)
    if stand.turn == 0 or stand.letters < _FEWEST_LETTERS:
        return 0
    proposed = _osd_turn(small, tessdata_dir, at_least=_OSD_AGREES)
    if stand.turn is not None and stand.turn == proposed:
        return stand.turn
    candidates = {turn for turn in (stand.turn, _osd_turn(small, tessdata_dir, at_least=_OSD_FOUND)) if turn}
    if stand.letters < _FEW_LETTERS:
        candidates = {90, 180, 270}
    else:
        candidates |= {90, 270} if stand.sideways else {180}
    # Figures are level on both sides: where a page is full of them, only reading tells.
    others = {90, 180, 270} - candidates if stand.turn is None else set()
    return _best_read(grey, dpi, tessdata_dir, candidates, others)


@lru_cache(maxsize=1)
def _osd_engine(tessdata_dir: str) -> Any:
    """A warm engine for this process."""
    import tesserocr

    return tesserocr.PyTessBaseAPI(path=tessdata_dir, lang="osd", psm=tesserocr.PSM.OSD_ONLY)


@lru_cache(maxsize=1)
def _reader(tessdata_dir: str) -> Any | None:
    """A warm engine in one of the installed languages; None where there is none.

    It takes a strip for one block: its own page layout would turn lines that run up the page, and read them.
    """
    import tesserocr

    _, languages = tesserocr.get_languages(tessdata_dir)
    usable = [name for name in ("eng", "por", *languages) if name in languages and name not in ("osd", "equ")]
    if not usable:
        return None
    return tesserocr.PyTessBaseAPI(path=tessdata_dir, lang=usable[0], psm=tesserocr.PSM.SINGLE_BLOCK)


def _osd_turn(grey: GreyImage, tessdata_dir: str, *, at_least: float) -> int | None:
    engine = _osd_engine(tessdata_dir)
    _show(engine, grey, WORKING_DPI)
    result = engine.DetectOrientationScript()
    if result is None or float(result["orient_conf"]) < at_least:
        return None
    # Tesseract says how far the page has been turned anticlockwise from upright, seen from the reader.
    return -int(result["orient_deg"]) % 360


def _best_read(grey: GreyImage, dpi: float, tessdata_dir: str, candidates: set[int], others: set[int]) -> int:
    """The candidate turn in which clearly more is read than as the page stands, or one of the `others`, for
    which nothing speaks so far, in which very much more is; 0 where there is none."""
    reader = _reader(tessdata_dir)
    if reader is None:
        return 0
    strip = _densest_part(shrunk(grey, min(1.0, 200.0 / dpi)), min(dpi, 200.0))
    as_it_stands = _letters_read(reader, strip, min(dpi, 200.0))
    if as_it_stands >= _PLENTY_READ:
        return 0
    read = {
        turn: _letters_read(reader, np.rot90(strip, -(turn // 90)), min(dpi, 200.0))
        for turn in sorted(candidates | others)
    }
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


def _letters_read(reader: Any, grey: GreyImage, dpi: float) -> int:
    """Letters in words of three and more that Tesseract is sure of."""
    _show(reader, grey, dpi)
    reader.Recognize(10_000)
    words = zip(reader.AllWords(), reader.AllWordConfidences(), strict=True)
    read = sum(len(word) for word, sure in words if sure >= _SURE_WORD and len(word) >= 3 and word.isalpha())
    reader.Clear()
    return read


def _show(engine: Any, grey: GreyImage, dpi: float) -> None:
    pixels = np.ascontiguousarray(grey)
    height, width = pixels.shape
    engine.SetImageBytes(pixels.tobytes(), width, height, 1, width)
    engine.SetSourceResolution(round(dpi))
