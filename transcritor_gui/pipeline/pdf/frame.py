"""The coordinate systems of one page, and the ways between them.

PDFium speaks of the page's own user space (origin at the bottom left, /Rotate not applied). The program
speaks of the page as shown (`model/geometry.py`). Lines and columns are found in a third one, the *reading
frame*: the page as shown, turned by quarters until its text is upright, its skew taken out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from msgspec import structs

from transcritor_gui.model import Block, Box, Line, Word, enclosing, turned_box
from transcritor_gui.pipeline.drawn_words import DrawnWord

__all__ = ["PageFrame", "ReadingFrame"]

_QUARTERS = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class PageFrame:
    """A page's visible box in user space, and how it is shown."""

    x0: float
    y0: float
    x1: float
    y1: float
    rotation: int
    """/Rotate: 0, 90, 180 or 270 degrees clockwise."""
    user_unit: float = 1.0
    """Points per unit of user space."""

    @property
    def width_pt(self) -> float:
        sideways = self.rotation in (90, 270)
        return (self.y1 - self.y0 if sideways else self.x1 - self.x0) * self.user_unit

    @property
    def height_pt(self) -> float:
        sideways = self.rotation in (90, 270)
        return (self.x1 - self.x0 if sideways else self.y1 - self.y0) * self.user_unit

    def shown(self, rects: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Boxes (n, 4) of left, bottom, right, top in user space as x0, y0, x1, y1 on the page as shown."""
        left, bottom, right, top = rects[:, 0], rects[:, 1], rects[:, 2], rects[:, 3]
        match self.rotation:
            case 90:
                columns = (bottom - self.y0, left - self.x0, top - self.y0, right - self.x0)
            case 180:
                columns = (self.x1 - right, bottom - self.y0, self.x1 - left, top - self.y0)
            case 270:
                columns = (self.y1 - top, self.x1 - right, self.y1 - bottom, self.x1 - left)
            case _:
                columns = (left - self.x0, self.y1 - top, right - self.x0, self.y1 - bottom)
        return np.column_stack(columns) * self.user_unit

    def shown_box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """One box of user space on the page as shown."""
        unit = self.user_unit
        match self.rotation:
            case 90:
                x0, y0, x1, y1 = bottom - self.y0, left - self.x0, top - self.y0, right - self.x0
            case 180:
                x0, y0, x1, y1 = self.x1 - right, bottom - self.y0, self.x1 - left, top - self.y0
            case 270:
                x0, y0, x1, y1 = self.y1 - top, self.x1 - right, self.y1 - bottom, self.x1 - left
            case _:
                x0, y0, x1, y1 = left - self.x0, self.y1 - top, right - self.x0, self.y1 - bottom
        return Box(x0 * unit, y0 * unit, x1 * unit, y1 * unit)


@dataclass(frozen=True, slots=True)
class ReadingFrame:
    """The page as shown, turned clockwise by `turn` degrees, straightened by `skew_degrees`, then mirrored
    where it shows its text as in a mirror.

    A box keeps its size and only its centre is moved by the skew: the upright box of a word on a tilted
    line says more than the upright box around that box tilted once more. `to_page` is the exact inverse of
    `to_reading`.
    """

    page_width: float
    page_height: float
    turn: int = 0
    skew_degrees: float = 0.0
    """Clockwise tilt of the lines after turning."""
    mirrored: bool = False

    def __post_init__(self) -> None:
        if self.turn not in _QUARTERS:
            raise ValueError(f"not a quarter turn: {self.turn}")

    @property
    def width(self) -> float:
        return self.page_height if self.turn in (90, 270) else self.page_width

    @property
    def height(self) -> float:
        return self.page_width if self.turn in (90, 270) else self.page_height

    @property
    def is_page(self) -> bool:
        return self.turn == 0 and self.skew_degrees == 0.0 and not self.mirrored

    def to_reading(self, box: Box) -> Box:
        turned = turned_box(box, self.turn, width=self.page_width, height=self.page_height)
        return self._mirrored(self._tilted(turned, -self.skew_degrees))

    def to_page(self, box: Box) -> Box:
        tilted = self._tilted(self._mirrored(box), self.skew_degrees)
        return turned_box(tilted, -self.turn, width=self.width, height=self.height)

    def _mirrored(self, box: Box) -> Box:
        return Box(self.width - box.x1, box.y0, self.width - box.x0, box.y1) if self.mirrored else box

    def _tilted(self, box: Box, degrees: float) -> Box:
        if degrees == 0.0:
            return box
        sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
        dx, dy = box.x_centre - self.width / 2, box.y_centre - self.height / 2
        move_x = cosine * dx - sine * dy - dx
        move_y = sine * dx + cosine * dy - dy
        return Box(box.x0 + move_x, box.y0 + move_y, box.x1 + move_x, box.y1 + move_y)

    def words_to_reading(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        if self.is_page:
            return words
        return tuple(self._word_to_reading(word) for word in words)

    def _word_to_reading(self, word: Word) -> Word:
        box = self.to_reading(word.box)
        if isinstance(word, DrawnWord):
            return structs.replace(word, box=box, angle_degrees=(word.angle_degrees + self.turn) % 360)
        return structs.replace(word, box=box)

    def blocks_to_page(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Blocks found in this frame with every box on the page as shown."""
        if self.is_page:
            return blocks
        return tuple(self._block_to_page(block) for block in blocks)

    def _block_to_page(self, block: Block) -> Block:
        lines = tuple(self._line_to_page(line) for line in block.lines)
        table = block.table
        if table is not None:
            table = replace(table, box=self.to_page(table.box))
        if table is not None or not lines:
            box = self.to_page(block.box)
        else:
            box = enclosing(line.box for line in lines)
        return replace(block, lines=lines, box=box, table=table)

    def _line_to_page(self, line: Line) -> Line:
        words = tuple(structs.replace(word, box=self.to_page(word.box)) for word in line.words)
        return Line(words, enclosing(word.box for word in words) if words else self.to_page(line.box))
