"""GreyImage picture of a page in, a picture that is easier to recognise out, with the way back to its pixels.

The page is judged first; a clean page passes untouched. All that must move pixels (enlarging, straightening)
is one warp, so that letters are resampled once. `deskew` measures the tilt.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.cleanup.dark_areas import remove_dark_borders, turn_dark_boxes_light
from transcritor_gui.pipeline.cleanup.deskew import estimate_skew
from transcritor_gui.pipeline.cleanup.grey import as_grey, shrunk
from transcritor_gui.pipeline.cleanup.illumination import (
    even_light,
    full_contrast,
    is_bilevel,
    letter_height,
    without_back,
    without_grain,
    without_specks,
)
from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["ENLARGE_BELOW_DPI", "READING_DPI", "CleanedImage", "CleanupStep", "clean_page"]

READING_DPI = 300.0
"""What the engine reads best: type of 10 points is then some 22 pixels high."""
ENLARGE_BELOW_DPI = 230.0
"""Under this a picture is enlarged to READING_DPI before it is read."""
_LETTER_PX = 24.0
"""Median height to which letters are enlarged; those of 10 point type have 22 at 300 dpi."""
_SMALL_LETTER_PX = 22.0
"""Under this letters of a coarse scan are enlarged."""
_SOFTNESS_PX = 0.6
"""Blur of an enlarged picture: its steps are no strokes. docs/decisions/0140-soft-enlargement.md"""
_TINY_LETTER_PX = 11.0
"""What is small although the file says that the resolution is high: it may say anything."""
_SPECKS_FROM_DPI = 180.0
_MOST_ENLARGED = 4.0
_LEAST_ENLARGED = 1.1
"""What would be enlarged by less is read as it is."""
_DARK_PAGE = 100
"""GreyImage level of half the pixels, under which a page is light on dark."""
_POLARITY_SIDE_PX, _AROUND_PX = 700, 31
"""Longer side of the small picture, and side of the squares around its pixels, whose medians are paper."""
_MARK_DEPTH = 16
"""GreyImage levels between paper and what is written on it."""
_LIGHT_MARKS, _LIGHTER_BY = 0.003, 8.0
"""Share of pixels that are lighter than the paper around them, and how many times as many as are darker, from
which light letters stand on colour: 0.02 to 0.1 and over 20 times there."""
_HARDLY_DARK = 0.0015
"""Share of darker pixels from which something is written in dark: the labels of a grey form whose fields are
white have 0.004."""
_SMALLEST_SKEW = 0.95
"""Degrees. Tesseract itself follows lines tilted by up to 1.0, and loses one in nine letters at 1.5."""
_SKEW_SIDE_PX = 1300
_MOST_PIXELS = 60_000_000


class CleanupStep(StrEnum):
    INVERT = "invert"
    """The whole page was light on dark."""
    BORDERS = "borders"
    """Dark edges of the scanner's bed were taken away."""
    INVERT_BOXES = "invert_boxes"
    """Boxes of light letters on dark were turned."""
    BACKGROUND = "background"
    """The light on the paper was made even."""
    SPECKS = "specks"
    SMOOTH = "smooth"
    """Grain was taken out."""
    BACK = "back"
    """What shows through from the back was made white."""
    CONTRAST = "contrast"
    ENLARGE = "enlarge"
    DESKEW = "deskew"


@dataclass(frozen=True, slots=True)
class CleanedImage:
    pixels: GreyImage
    dpi: float
    scale: float
    """Size of a cleaned pixel's side in the input: cleaned = scale * input."""
    skew_degrees: float
    """Clockwise tilt of the lines that was taken out; 0.0 where the page was left as it stood."""
    to_input: npt.NDArray[np.float64]
    """Shape (2, 3): maps (x, y, 1) of a cleaned pixel to x, y of the input."""
    steps: tuple[CleanupStep, ...]
    """What was done, in order."""


def clean_page(grey: GreyImage, *, dpi: float, fades_back: bool = True) -> CleanedImage:
    """The page made ready for recognition. `grey` is not changed; its resolution is `dpi`.

    Without `fades_back` what looks like the back of the sheet keeps its tones, as all that is half dark.
    """
    steps: list[CleanupStep] = []
    pixels = grey
    if _is_light_on_dark(pixels):
        pixels = as_grey(cv2.bitwise_not(pixels))
        steps.append(CleanupStep.INVERT)

    def keep(step: CleanupStep, mended: GreyImage | None) -> None:
        nonlocal pixels
        if mended is not None:
            pixels = mended
            steps.append(step)

    keep(CleanupStep.BORDERS, remove_dark_borders(pixels, dpi=dpi))
    keep(CleanupStep.INVERT_BOXES, turn_dark_boxes_light(pixels, dpi=dpi))
    height = letter_height(pixels)
    # In tiny type a full stop is a single pixel, whatever resolution the file claims.
    specks_tell = dpi >= _SPECKS_FROM_DPI and (height is None or height > _TINY_LETTER_PX)
    before = pixels
    if is_bilevel(pixels):
        keep(CleanupStep.SPECKS, without_specks(pixels) if specks_tell else None)
    else:
        keep(CleanupStep.BACKGROUND, even_light(pixels))
        keep(CleanupStep.SPECKS, without_specks(pixels) if specks_tell else None)
        keep(CleanupStep.SMOOTH, without_grain(pixels))
        keep(CleanupStep.BACK, without_back(pixels) if fades_back else None)
        if CleanupStep.BACK not in steps:
            keep(CleanupStep.CONTRAST, full_contrast(pixels))
    if pixels is not before:
        height = letter_height(pixels)
    scale = _scale(pixels, dpi, height)
    skew = estimate_skew(_ink(pixels))
    # Where the page is resampled anyway, straightening it costs nothing.
    if abs(skew) < (_SMALLEST_SKEW if scale == 1.0 else _SMALLEST_SKEW / 2):
        skew = 0.0
    if scale == 1.0 and skew == 0.0:
        identity = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
        return CleanedImage(pixels, dpi, 1.0, 0.0, identity, tuple(steps))
    if scale != 1.0:
        steps.append(CleanupStep.ENLARGE)
    if skew != 0.0:
        steps.append(CleanupStep.DESKEW)
    pixels, to_input = _warped(pixels, scale, skew)
    return CleanedImage(pixels, dpi * scale, scale, skew, to_input, tuple(steps))


def _is_light_on_dark(grey: GreyImage) -> bool:
    """Whether the page as a whole is darker than its letters: black, or white on orange."""
    height, width = grey.shape
    # The middle too: not a sheet on a dark table.
    middle = grey[height // 6 : height - height // 6 : 4, width // 6 : width - width // 6 : 4]
    if middle.size > 0 and np.median(middle) < _DARK_PAGE and np.median(grey[::4, ::4]) < _DARK_PAGE:
        return True
    small = shrunk(grey, min(1.0, _POLARITY_SIDE_PX / max(grey.shape)))
    above = small.astype(np.int16) - cv2.medianBlur(small, _AROUND_PX)
    light, dark = float(np.mean(above > _MARK_DEPTH)), float(np.mean(above < -_MARK_DEPTH))
    return light > _LIGHT_MARKS and light > _LIGHTER_BY * dark and dark < _HARDLY_DARK


def _scale(grey: GreyImage, dpi: float, height: float | None) -> float:
    """How much to enlarge the page: by its letters where there are enough, else by its resolution."""
    if height is None:
        scale = READING_DPI / dpi if dpi < ENLARGE_BELOW_DPI else 1.0
    elif height < (_SMALL_LETTER_PX if dpi < ENLARGE_BELOW_DPI else _TINY_LETTER_PX):
        scale = _LETTER_PX / height
    else:
        scale = 1.0
    scale = min(scale, _MOST_ENLARGED)
    return scale if scale > _LEAST_ENLARGED and grey.size * scale * scale <= _MOST_PIXELS else 1.0


def _ink(grey: GreyImage) -> GreyImage:
    small = shrunk(grey, min(1.0, _SKEW_SIDE_PX / max(grey.shape)))
    return as_grey(
        cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15)
    )


def _warped(grey: GreyImage, scale: float, skew: float) -> tuple[GreyImage, npt.NDArray[np.float64]]:
    height, width = grey.shape
    angle = np.radians(skew)
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    new_width = round(scale * (width * abs(cos) + height * abs(sin)))
    new_height = round(scale * (height * abs(cos) + width * abs(sin)))
    # Lines that fall to the right (clockwise tilt) are turned anticlockwise.
    turn = scale * np.array([[cos, sin], [-sin, cos]])
    centre = np.array([width / 2, height / 2])
    offset = np.array([new_width / 2, new_height / 2]) - turn @ centre
    forward = np.hstack([turn, offset[:, None]])
    backward = cv2.invertAffineTransform(forward)
    paper = int(np.percentile(grey[::8, ::8], 75))
    pixels = cv2.warpAffine(
        grey,
        forward,
        (new_width, new_height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=paper,
    )
    if scale > 1.0:
        pixels = cv2.GaussianBlur(pixels, (0, 0), _SOFTNESS_PX)
    return as_grey(pixels), np.asarray(backward, dtype=np.float64)
