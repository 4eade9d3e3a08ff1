"""A photographed sheet drawn as if scanned, under even light, and the way back to the photograph."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from msgspec import structs

from transcritor_gui.model import Block, Box, Line, Word
from transcritor_gui.pipeline.cleanup.even_light import with_even_light
from transcritor_gui.pipeline.cleanup.sheet import Sheet, find_sheet
from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["Flattening", "flattened", "uncurled"]

_MOST_OF_PICTURE: Final = 0.98
"""Of the picture's sides that the flat sheet may take, so that paper is around it."""
_PAPER_PERCENTILE: Final = 80

Matrix = npt.NDArray[np.float64]


class Flattening(ABC):
    """From the flat sheet to the photograph, which is as large, in whatever unit boxes are in."""

    @abstractmethod
    def scaled(self, across: float, down: float) -> Flattening:
        """The same for boxes in pixels divided by these."""

    @abstractmethod
    def _point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the flat sheet is on the photograph."""

    def tilt_degrees(self, x: float, y: float, *, turn: int) -> float:
        """By how much a line of text is tilted on the photograph there, clockwise.

        `turn` is how the flat sheet has to be turned to be read.
        """
        along = math.radians(-turn)
        dx, dy = math.cos(along), math.sin(along)
        at, beside = self._point(x, y), self._point(x + dx, y + dy)
        seen_x, seen_y = beside[0] - at[0], beside[1] - at[1]
        return math.degrees(math.atan2(dx * seen_y - dy * seen_x, dx * seen_x + dy * seen_y))

    def box(self, box: Box) -> Box:
        """`box` on the photograph: its middle moved, its sides as long as they are there."""
        x, y = box.x_centre, box.y_centre
        at, across, down = self._point(x, y), self._point(x + 1.0, y), self._point(x, y + 1.0)
        half_width = box.width / 2 * math.hypot(across[0] - at[0], across[1] - at[1])
        half_height = box.height / 2 * math.hypot(down[0] - at[0], down[1] - at[1])
        return Box(at[0] - half_width, at[1] - half_height, at[0] + half_width, at[1] + half_height)

    def blocks(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """`blocks` with all that is in them on the photograph."""
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        lines = tuple(
            Line(tuple(self._word(word) for word in line.words), self.box(line.box)) for line in block.lines
        )
        table = block.table
        if table is not None:
            table = replace(table, box=self.box(table.box))
        return replace(block, lines=lines, box=self.box(block.box), table=table)

    def _word(self, word: Word) -> Word:
        return structs.replace(word, box=self.box(word.box))


@dataclass(frozen=True, slots=True)
class _Perspective(Flattening):
    """Of a sheet that is flat, and was seen askew."""

    matrix: Matrix

    def scaled(self, across: float, down: float) -> Flattening:
        to_unit = np.diag([1 / across, 1 / down, 1.0])
        return _Perspective(to_unit @ self.matrix @ np.linalg.inv(to_unit))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        across, down, depth = self.matrix @ np.array([x, y, 1.0])
        return float(across / depth), float(down / depth)


@dataclass(frozen=True, slots=True)
class _Grid(Flattening):
    """Of a sheet that is bent."""

    points: Matrix
    """(rows, columns, 2): x and y on the photograph of a grid that is even on the flat sheet."""
    frame: Box
    """Of the grid on the flat sheet."""

    def scaled(self, across: float, down: float) -> Flattening:
        frame = self.frame
        smaller = Box(frame.x0 / across, frame.y0 / down, frame.x1 / across, frame.y1 / down)
        return _Grid(self.points / np.array([across, down]), smaller)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        rows, columns, _ = self.points.shape
        column = (x - self.frame.x0) / self.frame.width * (columns - 1)
        row = (y - self.frame.y0) / self.frame.height * (rows - 1)
        left, top = (min(max(int(at), 0), most - 2) for at, most in ((column, columns), (row, rows)))
        a, b = column - left, row - top
        cell = self.points[top : top + 2, left : left + 2]
        upper = cell[0, 0] * (1 - a) + cell[0, 1] * a
        lower = cell[1, 0] * (1 - a) + cell[1, 1] * a
        there = upper * (1 - b) + lower * b
        return float(there[0]), float(there[1])


def flattened(photograph: GreyImage) -> tuple[GreyImage, Flattening] | None:
    """The sheet on `photograph` drawn flat in a picture of the same size; None where it shows none."""
    sheet = find_sheet(photograph)
    if sheet is None:
        return None
    height, width = photograph.shape
    target = _rectangle(sheet, width=width, height=height)
    corners = np.array(sheet.corners, np.float32)
    to_flat = cv2.getPerspectiveTransform(corners, np.asarray(target, np.float32))
    flat = cv2.warpPerspective(
        photograph, to_flat, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    frame = Box(*target[0], *target[2])
    matrix = np.linalg.inv(np.asarray(to_flat, np.float64))
    return _on_paper(np.asarray(flat, np.uint8), frame), _Perspective(matrix)


def uncurled(photograph: GreyImage, grid: Matrix) -> tuple[GreyImage, Flattening]:
    """The bent sheet on `photograph` drawn flat in a picture of the same size.

    `grid` has x and y on the photograph of points that are even on the sheet: (rows, columns, 2).
    """
    height, width = photograph.shape
    across = float(np.linalg.norm(np.diff(grid, axis=1), axis=2).sum(axis=1).mean())
    down = float(np.linalg.norm(np.diff(grid, axis=0), axis=2).sum(axis=0).mean())
    frame = _centred(across, down, width=width, height=height)
    rows, columns, _ = grid.shape
    x = np.clip((np.arange(width) - frame.x0) / frame.width, 0, 1) * (columns - 1)
    y = np.clip((np.arange(height) - frame.y0) / frame.height, 0, 1) * (rows - 1)
    places = np.meshgrid(x.astype(np.float32), y.astype(np.float32))
    source = cv2.remap(np.asarray(grid, np.float32), places[0], places[1], cv2.INTER_LINEAR)
    flat = cv2.remap(
        photograph, source[..., 0], source[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return _on_paper(np.asarray(flat, np.uint8), frame), _Grid(grid, frame)


def _on_paper(flat: GreyImage, frame: Box) -> GreyImage:
    """What is within `frame` under even light, on paper like its own."""
    left, top, right, bottom = (
        *(math.ceil(each) for each in (frame.x0, frame.y0)),
        *(math.floor(each) for each in (frame.x1, frame.y1)),
    )
    sheet = with_even_light(np.ascontiguousarray(flat[top:bottom, left:right]))
    whole = np.full_like(flat, int(np.percentile(sheet[::4, ::4], _PAPER_PERCENTILE)))
    whole[top:bottom, left:right] = sheet
    return whole


def _rectangle(sheet: Sheet, *, width: int, height: int) -> Matrix:
    """Where the corners go: as large as the sheet is on the photograph, in the middle of the picture."""
    corners = np.array(sheet.corners, np.float64)
    top, right, bottom, left = (
        float(np.hypot(*(end - start)))
        for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True)
    )
    frame = _centred(max(top, bottom), max(left, right), width=width, height=height)
    return np.array([[frame.x0, frame.y0], [frame.x1, frame.y0], [frame.x1, frame.y1], [frame.x0, frame.y1]])


def _centred(across: float, down: float, *, width: int, height: int) -> Box:
    """A rectangle of that size in the middle of the picture, smaller where there is no room for it."""
    scale = min(1.0, _MOST_OF_PICTURE * width / across, _MOST_OF_PICTURE * height / down)
    half_width, half_height = across * scale / 2, down * scale / 2
    x, y = width / 2, height / 2
    return Box(x - half_width, y - half_height, x + half_width, y + half_height)
