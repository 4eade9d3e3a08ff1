"""How large the letters of a picture are, to tell its resolution from where the file does not."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image

from transcritor_gui.pictures.normal_form import plain

__all__ = ["dpi_of_type"]

_SAMPLE_PX = 2400
_FEWEST_LETTERS = 60
_LETTER_PX_AT_300_DPI = 24.0
"""Median height of letters of 11 points, by their area (22 at 10 points: pipeline/cleanup/clean.py)."""


def dpi_of_type(image: Image.Image) -> float | None:
    """The resolution at which the type of `image` is of 11 points; None where there is too little."""
    width, height = image.size
    wide, tall = min(width, _SAMPLE_PX), min(height, _SAMPLE_PX)
    left, top = (width - wide) // 2, (height - tall) // 2
    part = np.asarray(plain(image.crop((left, top, left + wide, top + tall))).convert("L"))
    ink = cv2.adaptiveThreshold(part, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 15)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    widths, heights = boxes[1:, cv2.CC_STAT_WIDTH], boxes[1:, cv2.CC_STAT_HEIGHT]
    is_letter = (heights >= 4) & (heights <= 160) & (widths >= 2) & (widths < 3 * heights)
    is_letter &= heights < 5 * widths
    if is_letter.sum() < _FEWEST_LETTERS:
        return None
    # By area, because dust is as frequent as letters are, but small.
    found, area = heights[is_letter], (heights * widths)[is_letter]
    order = np.argsort(found, kind="stable")
    reached = np.searchsorted(np.cumsum(area[order]), area.sum() / 2)
    return float(found[order][reached]) / _LETTER_PX_AT_300_DPI * 300
