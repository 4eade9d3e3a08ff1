"""Columns of figures beside the text that the first engine left out: numbers of lines, amounts at a margin.

Tesseract takes a narrow column of single figures for a rule or for dirt, and drops it, whole or in parts.
What it leaves is shapes as high as letters below one another, flush at one side, that no word covers. Each
row is read by itself by the second engine, which finds lines but takes such a figure for part of the line
beside it. Used by `both_engines`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
import numpy.typing as npt

from transcritor_gui.model import Box
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.ocr.line_reader import LineReader
from transcritor_gui.pipeline.recognition.doubts.doubt import Grounds
from transcritor_gui.pipeline.recognition.lines.left_out import LetterShapes
from transcritor_gui.pipeline.recognition.readings import JudgedWord, ReadTwice

__all__ = ["FigureColumn", "figure_columns", "read_figure_columns"]

_FEWEST = 4
"""Rows of a column: every fifth line of a page is numbered."""
_MOST_SHAPES = 600
"""More that no word covers are a drawing."""
_SAME_ROW, _NEXT_FIGURE = 0.5, 0.9
"""Of a letter's height: by how much the middles of figures of one number differ, and the white between."""
_WIDEST, _TALLEST = 7.0, 1.8
"""By the same: a number, which is an amount at most."""
_FLUSH, _NEXT_ROW = 0.5, 14.0
"""By the same: how far the sides of two rows may lie apart, and how far down the next row is."""
_WHITE = 0.4
"""By the same: around a number that is read by itself."""
_FIGURES = re.compile(r"[(-]?\d[\d.,]*[)%]?")
_MOSTLY, _SURE = 0.6, 0.8
"""Share of a column's rows that are figures, surely read; and the mean confidence of one that is."""


@dataclass(frozen=True, slots=True)
class FigureColumn:
    unread: tuple[Box, ...]
    """Of what may be numbers that are in no word, in pixels."""
    read: int
    """Rows of the column that are numbers already."""


def figure_columns(shapes: LetterShapes, words: Sequence[OcrWord]) -> tuple[FigureColumn, ...]:
    """Where numbers stand below one another, some or all of them in none of `words`."""
    boxes, letter = shapes.boxes_left_out, shapes.letter
    if not 0 < len(boxes) <= _MOST_SHAPES:
        return ()
    unread = [
        box
        for box in _joined(boxes, letter)
        if box.width <= _WIDEST * letter and box.height <= _TALLEST * letter
    ]
    read = [word.box for word in words if _FIGURES.fullmatch(word.text)]
    columns: list[list[Box]] = []
    for row in sorted((*unread, *read), key=lambda box: box.y_centre):
        above = [column for column in columns if _goes_on(column[-1], row, letter)]
        if above:
            max(above, key=lambda column: column[-1].y_centre).append(row)
        else:
            columns.append([row])
    known = set(read)
    found = []
    for column in columns:
        rows = tuple(row for row in column if row not in known)
        if rows and len(column) >= _FEWEST:
            found.append(FigureColumn(rows, len(column) - len(rows)))
    return tuple(found)


def read_figure_columns(
    pixels: GreyImage,
    shapes: LetterShapes,
    words: Sequence[OcrWord],
    reader: LineReader,
    grounds: Grounds,
) -> list[JudgedWord]:
    """The numbers in columns that are in none of `words`, read from `pixels`; each a block behind theirs.

    Raises TranscritorError(ENGINE_FAILED).
    """
    block = 1 + max((word.block for word in words), default=0)
    found: list[JudgedWord] = []
    for column in figure_columns(shapes, words):
        numbers = []
        pieces = [_cut(pixels, _with_white(box, words, shapes.letter)) for box in column.unread]
        readings = reader.read(pieces)
        for box, reading in zip(column.unread, readings, strict=True):
            text = reading.text.strip()
            confidence = fmean(reading.confidences) if reading.confidences else 0.0
            if confidence >= _SURE and _FIGURES.fullmatch(text):
                numbers.append((text, box, confidence))
        rows = column.read + len(numbers)
        if rows < max(_FEWEST, _MOSTLY * (column.read + len(column.unread))):
            continue
        for text, box, confidence in numbers:
            x0, y0, x1, y1 = (round(side) for side in (box.x0, box.y0, box.x1, box.y1))
            word = OcrWord(text, x0, y0, x1, y1, confidence, block, paragraph=0, line=0)
            twice = ReadTwice(None, confidence, 1.0)
            found.append(JudgedWord(word, grounds.is_doubtful(word), readings=twice))
            block += 1
    return found


def _joined(boxes: npt.NDArray[np.float64], letter: float) -> list[Box]:
    """The figures of each number as one box."""
    found: list[Box] = []
    for x0, y0, x1, y1 in boxes[np.argsort(boxes[:, 0])].tolist():
        figure = Box(x0, y0, x1, y1)
        for place, box in enumerate(found):
            is_level = abs(box.y_centre - figure.y_centre) < _SAME_ROW * letter
            if is_level and figure.x0 - box.x1 < _NEXT_FIGURE * letter:
                found[place] = Box(box.x0, min(box.y0, y0), max(box.x1, x1), max(box.y1, y1))
                break
        else:
            found.append(figure)
    return found


def _goes_on(above: Box, row: Box, letter: float) -> bool:
    aside = min(abs(above.x0 - row.x0), abs(above.x1 - row.x1))
    down = row.y_centre - above.y_centre
    return aside <= _FLUSH * letter and letter < down <= _NEXT_ROW * letter


def _with_white(box: Box, words: Sequence[OcrWord], letter: float) -> Box:
    """`box` with white around it, as far as no word stands there."""
    white = _WHITE * letter
    level = [word for word in words if word.y0 < box.y_centre < word.y1]
    left = max((word.x1 for word in level if word.x1 <= box.x_centre), default=0)
    right = min((word.x0 for word in level if word.x0 >= box.x_centre), default=int(box.x1 + white))
    return Box(
        min(box.x0, max(box.x0 - white, left)), max(0.0, box.y0 - white),
        max(box.x1, min(box.x1 + white, right)), box.y1 + white,
    )  # fmt: skip


def _cut(pixels: GreyImage, box: Box) -> GreyImage:
    return np.ascontiguousarray(pixels[round(box.y0) : round(box.y1), max(0, round(box.x0)) : round(box.x1)])
