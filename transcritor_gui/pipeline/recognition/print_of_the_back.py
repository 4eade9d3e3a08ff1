"""Whether what is faintly seen on a page is print on the back of its sheet, which shines through mirrored.

Asked by `regions` of whole pages on which nothing is darker than that. The picture is read as it stands and
mirrored: print of the back reads the second way, pale print of the page itself the first, and a scribble
neither.
"""

from __future__ import annotations

import cv2
import numpy as np

from transcritor_gui.pipeline.cleanup.grey import as_grey, shrunk
from transcritor_gui.pipeline.cleanup.stray_ink import bears_writing
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrEngine

__all__ = ["is_blank", "shows_the_back"]

_READING_DPI = 200.0
_AROUND_IN, _EVERY_PX = 0.4, 8
"""Of the paper around a letter that tells how light it is there; looked at on a smaller picture."""
_BLUR_IN = 0.004
"""Against the grain of the paper, which is as strong as faint letters are."""
_DARKEST_PERCENTILE = 99.5
"""Of what stands out from the paper: made black."""
_SURE, _WORDLIKE = 0.7, 3
"""Confidence of a word that counts, and letters in it."""
_FEWEST, _CLEARLY = 20, 3
"""Letters that are surely read when mirrored, and how many times those that are read as it stands."""


def is_blank(picture: GreyImage, engine: OcrEngine, *, dpi: float, languages: str) -> bool:
    """Whether a whole page shows nothing but its paper, the dirt on it, and what is printed on its back.

    Raises TranscritorError(ENGINE_FAILED).
    """
    if not bears_writing(picture, dpi=dpi):
        return True
    return shows_the_back(picture, engine, dpi=dpi, languages=languages)


def shows_the_back(picture: GreyImage, engine: OcrEngine, *, dpi: float, languages: str) -> bool:
    """Whether a page bears nothing of its own, and reads mirrored; raises TranscritorError(ENGINE_FAILED)."""
    if bears_writing(picture, dpi=dpi, plainly=True):
        return False
    factor = min(1.0, _READING_DPI / dpi)
    faint = _darkened(shrunk(picture, factor), dpi * factor)

    def surely(pixels: GreyImage) -> int:
        words = engine.recognise(np.ascontiguousarray(pixels), dpi=dpi * factor, languages=languages).words
        letters = [sum(map(str.isalpha, word.text)) for word in words if word.confidence >= _SURE]
        return sum(count for count in letters if count >= _WORDLIKE)

    # A sheet is turned over its long or its short side.
    mirrored = max(surely(faint[:, ::-1]), surely(faint[::-1]))
    return mirrored >= _FEWEST and mirrored >= _CLEARLY * surely(faint)


def _darkened(picture: GreyImage, dpi: float) -> GreyImage:
    """The picture on white paper, what stands out from it made black."""
    smooth = as_grey(cv2.GaussianBlur(picture, (0, 0), _BLUR_IN * dpi))
    coarse = shrunk(smooth, 1 / _EVERY_PX)
    reach = max(3, round(_AROUND_IN * dpi / _EVERY_PX)) | 1
    height, width = picture.shape
    paper = cv2.resize(cv2.medianBlur(coarse, reach), (width, height), interpolation=cv2.INTER_LINEAR)
    depth = np.clip(np.asarray(paper, np.float32) - smooth, 0, None)
    darkest = max(1.0, float(np.percentile(depth[::2, ::2], _DARKEST_PERCENTILE)))
    return as_grey(255 - np.clip(depth * (255 / darkest), 0, 255))
