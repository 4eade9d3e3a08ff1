"""Boxes in whole pixels, for the formats of OCR programs, which know pages as pictures.

A page is described as its picture at 300 dots an inch: the usual resolution of a scan, and fine enough for
the smallest print.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from transcritor_gui.export.characters import one_line
from transcritor_gui.model import Box, Line, PageResult, Word

__all__ = ["DPI", "PixelBox", "page_pixels", "pixel_box", "written_words"]

DPI = 300
_PIXELS_A_POINT = DPI / 72
_MOST_PIXELS = 2**31 - 1
"""What the schemas allow (xs:int); a hostile PDF may say that a page is larger."""


class PixelBox(NamedTuple):
    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        return self.y1 - self.y0


def pixel_box(box: Box) -> PixelBox:
    """The pixels that `box` touches; nothing outside to the left of or above the page."""
    return PixelBox(
        _within(math.floor(box.x0 * _PIXELS_A_POINT)),
        _within(math.floor(box.y0 * _PIXELS_A_POINT)),
        _within(math.ceil(box.x1 * _PIXELS_A_POINT)),
        _within(math.ceil(box.y1 * _PIXELS_A_POINT)),
    )


def _within(pixels: int) -> int:
    return min(max(0, pixels), _MOST_PIXELS)


def page_pixels(page: PageResult) -> PixelBox:
    return pixel_box(Box(0, 0, page.width_pt, page.height_pt))


def written_words(line: Line) -> tuple[tuple[Word, str], ...]:
    """The words of a line with their text fit to be written; those without any are left out."""
    words = ((word, one_line(word.text).strip()) for word in line.words)
    return tuple((word, text) for word, text in words if text)
