"""What lies between ink and paper on a grey page: shading, grain, specks and faint ink, measured and mended.

Each function returns the mended page, or None where the page has no need of it. Used by `cleanup`.
"""

from __future__ import annotations

from math import ceil

import cv2
import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.cleanup.grey import as_grey, shapes_of, shrunk
from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = [
    "even_light",
    "full_contrast",
    "grain",
    "is_bilevel",
    "letter_height",
    "without_back",
    "without_grain",
    "without_specks",
]

_BILEVEL_SHARE = 0.985
_GRAIN = 4.0
"""GreyImage levels (standard deviation) of noise that Tesseract's own threshold bears."""
_SPECKS = 0.0015
"""Share of pixels that stand alone in the other colour; print has under a third of that."""
_FULL_INK = 15
"""Percentile of what is darker than Otsu's threshold."""
_PAPER = 60
"""Percentile of the page."""
_SHOWING = 0.12
"""Half-dark shapes clear of the ink, as a share of the ink: 0.15 to 0.45 where the back shows through, under
0.08 elsewhere, grain and shade or not."""
_WHITE_OVER_BACK = 0.8
"""Of the way from ink to paper: what is lighter becomes white where the back shows through. At 0.65, and on
every page at 0.8, thin letters suffered."""
_DEEPEST_SHADE = 0.12
"""Of the page's brightest paper."""
_MANY_SPECKS = 0.003
_MENDS_BROKEN_LETTERS = 1.3
"""Standard deviation, in pixels, of the blur for bad faxes."""
_SAMPLE_PX = 1100
_FEWEST_LETTERS = 60
_LETTER_HEIGHTS_PX, _NARROWEST_LETTER_PX = (4, 120), 2
_WIDEST_LETTER, _TALLEST_LETTER = 3, 5
"""Width by height, and height by width."""
_EVEN, _WHITE_ENOUGH = 12, 235
"""GreyImage levels: between the darkest and the brightest paper of a page that is evenly lit, and the
brightest paper that need not be made white."""
_MIDDLE_GREY = 128
"""What is below it is dark."""
_WITH_ONE_NEIGHBOUR, _BUT_ONE_NEIGHBOUR = 2, 8
"""Dark pixels in a square of nine: around a lonely dark one at most, around a lonely light one at least."""
_SPECK_CONTRAST = 90
"""GreyImage levels between a speck and the median of its surroundings."""
_LEAST_CONTRAST = 10
"""GreyImage levels between ink and paper; below it there is nothing to read."""
_FULL_INK_LEVEL, _FULL_PAPER_LEVEL = 40, 230
"""GreyImage levels of ink and paper that need no more contrast."""


def is_bilevel(grey: GreyImage) -> bool:
    """Whether nearly every pixel is black or white, as in a fax or a clean rendering."""
    counts = np.bincount(grey[::3, ::3].ravel(), minlength=256)
    return bool(counts[:16].sum() + counts[240:].sum() > _BILEVEL_SHARE * counts.sum())


def letter_height(grey: GreyImage) -> float | None:
    """Median height in pixels of what may be letters in the middle of the page, by the area they take.

    None where there are few.
    """
    height, width = grey.shape
    tall, wide = min(height, _SAMPLE_PX), min(width, _SAMPLE_PX)
    top, left = (height - tall) // 2, (width - wide) // 2
    part = grey[top : top + tall, left : left + wide]
    ink = cv2.adaptiveThreshold(part, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 15)
    boxes = shapes_of(as_grey(ink)).boxes[1:]
    widths, heights = boxes[:, cv2.CC_STAT_WIDTH], boxes[:, cv2.CC_STAT_HEIGHT]
    low, high = _LETTER_HEIGHTS_PX
    is_large = (heights >= low) & (heights <= high) & (widths >= _NARROWEST_LETTER_PX)
    kept = is_large & (widths < _WIDEST_LETTER * heights) & (heights < _TALLEST_LETTER * widths)
    if kept.sum() < _FEWEST_LETTERS:
        return None
    # By area, because dust is as frequent as letters are, but small.
    found, area = heights[kept], (heights * widths)[kept]
    order = np.argsort(found, kind="stable")
    reached = np.searchsorted(np.cumsum(area[order]), area.sum() / 2)
    return float(found[order][reached])


def even_light(grey: GreyImage) -> GreyImage | None:
    """The page divided by the light on its paper, so that paper is white everywhere."""
    height, width = grey.shape
    factor = max(1, round(min(height, width) / 300))
    small = shrunk(grey, 1 / factor)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    paper = as_grey(cv2.medianBlur(paper, 15))
    low, high = np.percentile(paper, (2, 98))
    # What is darker than the deepest shade is no paper: a picture, a printed area.
    paper = np.maximum(paper, np.uint8(_DEEPEST_SHADE * high))
    if high - low <= _EVEN and high >= _WHITE_ENOUGH:
        return None
    light = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return as_grey(cv2.divide(grey, light, scale=255))


def without_grain(grey: GreyImage) -> GreyImage | None:
    """The page lightly blurred where it is noisy."""
    if grain(grey) <= _GRAIN:
        return None
    return as_grey(cv2.GaussianBlur(grey, (0, 0), 0.8))


def without_specks(grey: GreyImage) -> GreyImage | None:
    """The page without pixels that stand alone, black in white or white in black.

    Where they are many, as on a bad fax, letters are broken as well: a blur then mends them.
    """
    height, width = grey.shape
    middle = grey[height // 3 : 2 * height // 3, width // 4 : 3 * width // 4]
    share = float(_lonely(middle)[1].mean()) if middle.size > 0 else 0.0
    if share < _SPECKS:
        return None
    ordinary, lonely = _lonely(grey)
    mended = np.where(lonely, ordinary, grey)
    return (
        as_grey(cv2.GaussianBlur(mended, (0, 0), _MENDS_BROKEN_LETTERS)) if share > _MANY_SPECKS else mended
    )


def _lonely(grey: GreyImage) -> tuple[GreyImage, np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]:
    """The page through a median filter, and where a pixel has at most one neighbour of its own colour."""
    ordinary = as_grey(cv2.medianBlur(grey, 3))
    dark = (grey < _MIDDLE_GREY).astype(np.uint8)
    around = as_grey(cv2.boxFilter(dark, -1, (3, 3), normalize=False, borderType=cv2.BORDER_REPLICATE))
    alone = ((dark == 1) & (around <= _WITH_ONE_NEIGHBOUR)) | ((dark == 0) & (around >= _BUT_ONE_NEIGHBOUR))
    return ordinary, alone & (cv2.absdiff(grey, ordinary) > _SPECK_CONTRAST)


def full_contrast(grey: GreyImage) -> GreyImage | None:
    """The page with black ink and white paper, where they are not."""
    low, high = _ink_and_paper(grey)
    if high - low <= _LEAST_CONTRAST or (low <= _FULL_INK_LEVEL and high >= _FULL_PAPER_LEVEL):
        return None
    return _stretched(grey, low, high)


def without_back(grey: GreyImage) -> GreyImage | None:
    """The page with black ink, and white where print of the back shows through.

    Pale print of a worn print head is half dark as well, and fades with it: what was read has to tell.
    """
    low, high = _ink_and_paper(grey)
    if high - low <= _LEAST_CONTRAST or not _shows_through(grey):
        return None
    return _stretched(grey, low, low + _WHITE_OVER_BACK * (high - low))


def _stretched(grey: GreyImage, black: float, white: float) -> GreyImage:
    gain = 255.0 / (white - black)
    deep = np.maximum(grey, np.uint8(black))
    return as_grey(cv2.convertScaleAbs(deep, alpha=gain, beta=-black * gain))


def _ink_and_paper(grey: GreyImage) -> tuple[float, float]:
    """The level of full ink, however little of it there is, and that of the paper."""
    sample = np.ascontiguousarray(grey[::4, ::4])
    split, _ = cv2.threshold(sample, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    counts = np.cumsum(np.bincount(sample.ravel(), minlength=256))
    paper = _percentile(counts, _PAPER)
    ink = counts[: int(split) + 1]
    return (_percentile(ink, _FULL_INK) if ink[-1] > 0 else paper), paper


def _percentile(counts: npt.NDArray[np.intp], percent: float) -> float:
    """The grey level under or at which `percent` of the pixels lie; `counts` of pixels are added up."""
    return float(np.searchsorted(counts, percent / 100 * counts[-1]))


def _shows_through(grey: GreyImage) -> bool:
    """Whether half-dark shapes stand clear of the ink: print of the other side of the sheet."""
    height, width = grey.shape
    part = grey[height // 4 : 3 * height // 4, width // 6 : 5 * width // 6]
    if part.size == 0:
        return False
    calm = as_grey(cv2.GaussianBlur(part, (0, 0), 1.2))
    low, high = _ink_and_paper(calm)
    dark = _darker(calm, low + 0.4 * (high - low))
    half_dark = _darker(calm, low + 0.88 * (high - low))
    # The edges of letters are half dark too, but lie beside them.
    clear = as_grey(half_dark & ~as_grey(cv2.dilate(dark, np.ones((9, 9), np.uint8))))
    clear = as_grey(cv2.morphologyEx(clear, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)))
    return cv2.countNonZero(clear) > _SHOWING * max(1, cv2.countNonZero(dark))


def _darker(grey: GreyImage, level: float) -> GreyImage:
    """1 where a pixel is darker than `level`."""
    return as_grey(cv2.threshold(grey, ceil(level) - 1, 1, cv2.THRESH_BINARY_INV)[1])


def grain(grey: GreyImage) -> float:
    """Standard deviation of the noise (J. Immerkaer, Fast noise variance estimation, 1996)."""
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    height, width = grey.shape
    middle = np.ascontiguousarray(grey[height // 4 : 3 * height // 4, width // 4 : 3 * width // 4])
    if middle.size == 0:
        return 0.0
    response = cv2.filter2D(middle, cv2.CV_16S, kernel)
    # Responses are whole numbers up to 2,040: counted, their median costs a fifth of sorting them.
    counts = np.bincount(np.abs(response).ravel(), minlength=1)
    return float(np.searchsorted(np.cumsum(counts), response.size / 2) / 0.6745 / 6)
