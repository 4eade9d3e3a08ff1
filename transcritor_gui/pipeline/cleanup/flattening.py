"""A photographed sheet drawn as if scanned, under even light, and the way back to the photograph."""

from __future__ import annotations

import math
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

__all__ = ["Flattening", "flattened"]

_MOST_OF_PICTURE: Final = 0.98
"""Of the picture's sides that the flat sheet may take, so that paper is around it."""
_PAPER_PERCENTILE: Final = 80

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Flattening:
    """From the flat sheet to the photograph, which is as large, in whatever unit boxes are in."""

    to_photograph: tuple[tuple[float, float, float], ...]

    def scaled(self, across: float, down: float) -> Flattening:
        """The same for boxes in pixels divided by these."""
        to_unit = np.diag([1 / across, 1 / down, 1.0])
        return _made(to_unit @ self._matrix @ np.linalg.inv(to_unit))

    @property
    def _matrix(self) -> Matrix:
        return np.array(self.to_photograph, np.float64)

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

    def _point(self, x: float, y: float) -> tuple[float, float]:
        across, down, depth = self._matrix @ np.array([x, y, 1.0])
        return float(across / depth), float(down / depth)


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
    left, top = (math.ceil(each) for each in target[0])
    right, bottom = (math.floor(each) for each in target[2])
    sheet_alone = with_even_light(np.ascontiguousarray(flat[top:bottom, left:right], np.uint8))
    whole = np.full_like(photograph, int(np.percentile(sheet_alone[::4, ::4], _PAPER_PERCENTILE)))
    whole[top:bottom, left:right] = sheet_alone
    return whole, _made(np.linalg.inv(np.asarray(to_flat, np.float64)))


def _rectangle(sheet: Sheet, *, width: int, height: int) -> Matrix:
    """Where the corners go: as large as the sheet is on the photograph, in the middle of the picture."""
    corners = np.array(sheet.corners, np.float64)
    top, right, bottom, left = (
        float(np.hypot(*(end - start)))
        for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True)
    )
    across, down = max(top, bottom), max(left, right)
    scale = min(1.0, _MOST_OF_PICTURE * width / across, _MOST_OF_PICTURE * height / down)
    half_width, half_height = across * scale / 2, down * scale / 2
    x, y = width / 2, height / 2
    return np.array(
        [
            [x - half_width, y - half_height],
            [x + half_width, y - half_height],
            [x + half_width, y + half_height],
            [x - half_width, y + half_height],
        ]
    )


def _made(matrix: Matrix) -> Flattening:
    return Flattening(tuple((float(a), float(b), float(c)) for a, b, c in matrix))
