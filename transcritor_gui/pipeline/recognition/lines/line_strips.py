"""Lines that the second engine has found on a page, cut out level and in pieces that it can read.

Lines of photographs and of bent pages are slanted: an upright box around one holds parts of its neighbours.
Each strip knows the way back to the page. Used by `whole_page`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

from transcritor_gui.model import Box
from transcritor_gui.pipeline.cleanup.grey import as_grey
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.ocr.line_reader import FoundLine
from transcritor_gui.pipeline.recognition.lines.line_pieces import cut_at_gaps
from transcritor_gui.pipeline.recognition.readings import Token

__all__ = ["Strip", "middles_of", "strips_of"]

_WHITE = 0.1
"""Of its height, around a slanted line: cut close, letters at its edges are lost."""
_LOWEST_PX = 8
_INKED_PX, _NARROWEST_PX = 2, 2
"""Ink of a row or column that is no dust, and columns with it that are a letter."""
_STANDING = 2.5
"""A line this much taller than it is wide is no level one."""


@dataclass(frozen=True, eq=False)
class Strip:
    """A piece of one line, level."""

    pixels: GreyImage
    number: int
    """Of the line on the page."""
    to_page: npt.NDArray[np.float64]
    """(3, 3): a point of the strip, in pixels, to its place on the page."""

    @property
    def x0(self) -> float:
        """Where the middle of the strip's left end lies on the page."""
        return self._on_page(0.0, self.pixels.shape[0] / 2)[0]

    @property
    def x1(self) -> float:
        """The same for its right end."""
        return self._on_page(float(self.pixels.shape[1]), self.pixels.shape[0] / 2)[0]

    @property
    def page_box(self) -> Box:
        """The box on the page around a level strip; of a slanted one that of its middle."""
        height, width = self.pixels.shape
        x, y = self._on_page(width / 2, height / 2)
        across = (self.x1 - self.x0) / 2
        down = height / width * across
        return Box(x - across, y - down, x + across, y + down)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point of the page lies in the strip."""
        (a, b, c), (d, e, f), (g, h, i) = self._to_strip_numbers
        far = g * x + h * y + i
        height, width = self.pixels.shape
        across, down = (a * x + b * y + c) / far, (d * x + e * y + f) / far
        return bool(0.0 <= across < width and 0.0 <= down < height)

    def holds_each(self, points: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """The same for each of the points, (n, 2): of a page's words all at once."""
        x, y = points[:, 0], points[:, 1]
        to_strip = self._to_strip
        across, down, far = (row[0] * x + row[1] * y + row[2] for row in to_strip)
        height, width = self.pixels.shape
        across, down = across / far, down / far
        return np.asarray((across >= 0) & (across < width) & (down >= 0) & (down < height), np.bool_)

    def ink_box(self, x0: float, x1: float) -> Box:
        """The box on the page, in pixels, of the strip's ink between two x of the page."""
        height, width = self.pixels.shape
        scale = width / max(1e-6, self.x1 - self.x0)
        left = min(max(0, round((x0 - self.x0) * scale)), width - 1)
        right = min(max(left + 1, round((x1 - self.x0) * scale)), width)
        box = _tight(self.pixels, Box(left, 0, right, height))
        x, y = self._on_page(box.x_centre, box.y_centre)
        across, down = box.width / 2 / scale, box.height / 2 / scale
        return Box(x - across, y - down, x + across, y + down)

    def word(self, token: Token, *, block: int) -> OcrWord:
        """A word of the second engine where its letters stand on the page."""
        box = self.ink_box(token.x0, token.x1)
        left, top = round(box.x0), round(box.y0)
        right, bottom = max(left + 1, round(box.x1)), max(top + 1, round(box.y1))
        return OcrWord(token.text, left, top, right, bottom, token.confidence, block, paragraph=0, line=0)

    @cached_property
    def _to_strip(self) -> npt.NDArray[np.float64]:
        return np.asarray(np.linalg.inv(self.to_page), np.float64)

    @cached_property
    def _to_strip_numbers(self) -> list[list[float]]:
        """Asked for each word and strip of a page: half a million times on a page of figures."""
        numbers: list[list[float]] = self._to_strip.tolist()
        return numbers

    def _on_page(self, x: float, y: float) -> tuple[float, float]:
        return _moved(self.to_page, x, y)


def middles_of(words: Sequence[OcrWord]) -> npt.NDArray[np.float64]:
    """(n, 2): x and y of the middle of each word's box."""
    boxes = np.array([(word.x0 + word.x1, word.y0 + word.y1) for word in words], np.float64)
    return boxes.reshape(-1, 2) / 2


def strips_of(page: GreyImage, lines: Sequence[FoundLine]) -> list[Strip]:
    """The lines that may hold level text, each whole or in pieces, from top to bottom."""
    return [
        _piece(pixels, to_page, number, start, end)
        for number, line in enumerate(lines)
        for pixels, to_page in _levelled(page, line)
        for start, end in cut_at_gaps(pixels)
    ]


def _levelled(page: GreyImage, line: FoundLine) -> Iterator[tuple[GreyImage, npt.NDArray[np.float64]]]:
    """The line's pixels, level, and the way back to the page; nothing for one that stands or is a speck."""
    if line.corners is None:
        pixels = np.ascontiguousarray(page[line.y0 : line.y1, line.x0 : line.x1])
        to_page = np.array([[1.0, 0.0, line.x0], [0.0, 1.0, line.y0], [0.0, 0.0, 1.0]])
    else:
        corners = _widened(np.asarray(line.corners, np.float32))
        width = round(float(np.linalg.norm(corners[1] - corners[0])))
        height = round(float(np.linalg.norm(corners[3] - corners[0])))
        if min(width, height) < 1:
            return
        level = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        to_strip = cv2.getPerspectiveTransform(corners, level)
        pixels = as_grey(
            cv2.warpPerspective(
                page, to_strip, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
            )
        )
        to_page = np.linalg.inv(np.asarray(to_strip, np.float64))
    height, width = pixels.shape
    if height >= _LOWEST_PX and height <= _STANDING * width:
        yield pixels, to_page


def _widened(corners: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The corners (4, 2) with white on all sides, as an upright box around a slanted line has it."""
    across, down = corners[1] - corners[0], corners[3] - corners[0]
    height = float(np.linalg.norm(down))
    right = across / max(1.0, float(np.linalg.norm(across))) * _WHITE * height
    below = down * _WHITE
    white = np.stack([-right - below, right - below, right + below, -right + below])
    return np.asarray(corners + white, np.float32)


def _piece(pixels: GreyImage, to_page: npt.NDArray[np.float64], number: int, start: int, end: int) -> Strip:
    shift = np.array([[1.0, 0.0, start], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    return Strip(np.ascontiguousarray(pixels[:, start:end]), number, to_page @ shift)


def _tight(pixels: GreyImage, box: Box) -> Box:
    """The box around the ink in `box`, whose sides are whole pixels."""
    left, top, right, bottom = (round(side) for side in (box.x0, box.y0, box.x1, box.y1))
    part = cv2.GaussianBlur(np.ascontiguousarray(pixels[top:bottom, left:right]), (0, 0), 1.0)
    split, _ = cv2.threshold(as_grey(part), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ink = part <= split
    rows = np.flatnonzero(ink.sum(axis=1) >= _INKED_PX)
    columns = np.flatnonzero(ink.sum(axis=0) >= _INKED_PX)
    if len(rows) < _LOWEST_PX // 2 or len(columns) < _NARROWEST_PX:
        return box
    return Box(
        left + float(columns[0]),
        top + float(rows[0]),
        left + float(columns[-1]) + 1,
        top + float(rows[-1]) + 1,
    )


def _moved(matrix: npt.NDArray[np.float64], x: float, y: float) -> tuple[float, float]:
    across, down, depth = (float(value) for value in matrix @ np.array([x, y, 1.0]))
    return across / depth, down / depth
