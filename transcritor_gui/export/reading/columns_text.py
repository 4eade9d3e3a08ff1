"""The text of a page on a grid of characters, every piece where it stands on the paper.

Words that follow each other closely are a piece; pieces that begin at the same place begin in the same
column of the grid. Where a piece is longer in characters than on paper, all that begins to the right of it
moves, so that columns stay in line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from transcritor_gui.export.characters import one_line
from transcritor_gui.export.reading.upright import upright
from transcritor_gui.model import Block, Box, Line, PageResult, Word

__all__ = ["columns_text"]

_USUAL_CHARACTER_PT = 5.5
"""Mean width of a letter of 11 pt type; for pages whose boxes tell nothing."""
_NARROWEST_CHARACTER_PT = 1.0
_NEW_PIECE = 1.0
"""Gap in heights of the line. A space is about a quarter of it; justified lines stretch it to three."""
_SAME_ROW = 0.5
"""Distance of two lines' middles, in heights of a line."""
_LARGEST_PITCH = 1.5
"""From line to line, in heights of a line: more is space between paragraphs."""
_PARTED = 2
"""Characters between two pieces, at least."""
_WIDEST_ROW = 400
_MOST_EMPTY_ROWS = 3


@dataclass(frozen=True, slots=True)
class _Piece:
    x0: float
    text: str


@dataclass(frozen=True, slots=True)
class _Row:
    middle: float
    pieces: tuple[_Piece, ...]
    """From left to right."""


def columns_text(page: PageResult) -> str:
    """Rows of the page from top to bottom, ended by line breaks; '' for a page without text."""
    lines = [line for block in page.blocks for line in _lines(block)]
    turned = [
        _turned(line, page) for line in lines if any(one_line(word.text).strip() for word in line.words)
    ]
    if not turned:
        return ""
    height = _usual([line.box.height for line in turned], 12.0)
    width = max(
        _NARROWEST_CHARACTER_PT,
        _usual(
            [
                word.box.width / _cells(word.text)
                for line in turned
                for word in line.words
                if _cells(word.text)
            ],
            _USUAL_CHARACTER_PT,
        ),
    )
    rows = _rows(turned, height)
    left = min(piece.x0 for row in rows for piece in row.pieces)
    columns = _columns(rows, left, width)
    text = ""
    pitch = _usual([after.middle - before.middle for before, after in pairwise(rows)], height)
    pitch = min(pitch, _LARGEST_PITCH * height)
    above: _Row | None = None
    for row in rows:
        if above is not None:
            empty = round((row.middle - above.middle) / pitch) - 1
            text += "\n" * max(0, min(empty, _MOST_EMPTY_ROWS))
        text += _row_text(row, columns) + "\n"
        above = row
    return text


def _lines(block: Block) -> Iterator[Line]:
    """The lines of a block; those of a table that has none are made from its cells."""
    if block.lines or block.table is None:
        yield from block.lines
        return
    box, rows = block.table.box, block.table.rows
    step = box.height / max(1, len(rows))
    for number, row in enumerate(rows):
        across = box.width / max(1, len(row))
        top = box.y0 + number * step
        words = tuple(
            Word(" ".join(cell.split()), Box(left, top, left + across / 2, top + step))
            for column, cell in enumerate(row)
            if cell.strip()
            for left in (box.x0 + column * across,)
        )
        if words:
            yield Line(words, Box(box.x0, top, box.x1, top + step))


def _turned(line: Line, page: PageResult) -> Line:
    """`line` on the page as it is read, turned by `page.rotation`."""
    if page.rotation == 0:
        return line
    words = tuple(Word(word.text, upright(word.box, page)) for word in line.words)
    return Line(words, upright(line.box, page))


def _rows(lines: Sequence[Line], height: float) -> list[_Row]:
    """Lines side by side put together, from the top down."""
    rows: list[_Row] = []
    together: list[Line] = []
    middle = 0.0
    for line in sorted(lines, key=lambda line: line.box.y_centre):
        if together and line.box.y_centre - middle > _SAME_ROW * height:
            rows.append(_row(together, middle))
            together = []
        if not together:
            middle = line.box.y_centre
        together.append(line)
    rows.append(_row(together, middle))
    return rows


def _row(lines: Sequence[Line], middle: float) -> _Row:
    pieces = sorted((piece for line in lines for piece in _pieces(line)), key=lambda piece: piece.x0)
    return _Row(middle, tuple(pieces))


def _pieces(line: Line) -> Iterator[_Piece]:
    """The words in the line's own order, which for Hebrew is from the right, cut at wide gaps."""
    words = [(text, word.box) for word in line.words if (text := " ".join(one_line(word.text).split()))]
    widest = _NEW_PIECE * max(1.0, line.box.height)
    start = 0
    for index in range(1, len(words) + 1):
        if index < len(words) and _gap(words[index - 1][1], words[index][1]) <= widest:
            continue
        part = words[start:index]
        yield _Piece(min(box.x0 for _text, box in part), " ".join(text for text, _box in part))
        start = index


def _columns(rows: Sequence[_Row], left: float, width: float) -> dict[float, int]:
    """The column of the grid for each place at which a piece begins."""
    before: dict[float, list[_Piece]] = {}
    for row in rows:
        for piece, following in pairwise(row.pieces):
            before.setdefault(following.x0, []).append(piece)
    columns: dict[float, int] = {}
    moved = 0
    for x0 in sorted({piece.x0 for row in rows for piece in row.pieces}):
        natural = min(_WIDEST_ROW, round((x0 - left) / width)) + moved
        needed = max(
            (
                columns[piece.x0] + _cells(piece.text) + _PARTED
                for piece in before.get(x0, ())
                if piece.x0 < x0
            ),
            default=0,
        )
        columns[x0] = min(max(natural, needed), 2 * _WIDEST_ROW)
        moved += max(0, columns[x0] - natural)
    return columns


def _row_text(row: _Row, columns: dict[float, int]) -> str:
    text, end = "", 0
    for piece in row.pieces:
        gap = columns[piece.x0] - end
        text += " " * (max(_PARTED, gap) if text else gap) + piece.text
        end = _cells(text)
    return text


def _gap(first: Box, second: Box) -> float:
    return max(second.x0 - first.x1, first.x0 - second.x1)


def _usual(values: Sequence[float], otherwise: float) -> float:
    positive = [value for value in values if value > 0]
    return median(positive) if positive else otherwise


def _cells(text: str) -> int:
    """How many cells of a terminal `text` takes: East Asian letters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )
