"""Which pieces of a page are lines of running text, in as many columns as there are: no cells of tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from transcritor_gui.pipeline.layout.tables.text_rows import Piece, TextRow, is_figure

__all__ = ["prose_of"]

_FEW_WORDS = 3
"""Of a piece that may be a cell beside others."""
_FEW_BESIDE = 0.4
"""Of the lines of a stack: so many may have such a piece beside them."""
_PROSE_WORDS = 5.0
"""Words a line, on the average, from which lines below one another may be running text."""
_PROSE_LINES = 3
_MANY_LINES, _PROSE_WORDS_OF_FEW = 6, 6.5
"""Fewer lines need longer ones: a cell may have five."""
_LONG_LINES, _LONG_WORDS = 5, 8.0
"""Lines, and words in each, that are running text whatever stands beside them."""
_PROSE_WIDTH = 12.0
"""Of the type size: narrower stacks are cells."""
_FULL = 0.72
"""Of the width of its stack: a line of running text is as long, but for the last ones of paragraphs."""
_MOST_FULL = 0.6
"""Of the lines of a stack but one: so many are full."""
_EDGE, _WIDEST_TORN = 0.6, 2.5
"""Of the type size: how far apart the edges of two lines of one column lie; the widest space of a justified
line."""
_SAME_SIZE = 0.06
_LATEST = 40
"""Of the stacks near above a piece, those that it may go on: a justified line may be torn into its words."""
_HALF_LINE = 0.8
"""Of the type size: what is centred beside two lines is level with neither."""
_PITCH = 1.75
"""Of the type size, from line to line: more is no longer one paragraph."""
_SAME_ROW = 0.3
"""Of the type size: how far the baselines of two pieces of one row lie apart on scans."""


def prose_of(rows: Sequence[TextRow]) -> set[int]:
    """`id` of the pieces that are lines of running text, in as many columns as there are.

    Long lines below one another, most of them full, and nothing short beside most of them; and what has the
    edges of a column of such lines, whatever stands beside it.
    """
    level = _level_pieces(rows)
    prose: set[int] = set()
    columns: list[_Stack] = []
    doubtful: list[_Stack] = []
    for lines in _stacks([piece for row in rows for piece in row.pieces]):
        stack = _Stack(lines, level)
        if not stack.looks_like_text():
            continue
        if stack.stands_alone():
            prose.update(stack.places())
            if len(lines) >= _MANY_LINES:
                columns.append(stack)
        else:
            doubtful.append(stack)
    for stack in doubtful:
        if any(stack.has_edges_of(column) for column in columns):
            prose.update(stack.places())
    return prose


class _Stack:
    """Lines below one another; what spaces of justified lines have torn off is of its line again."""

    def __init__(self, lines: Sequence[Piece], level: dict[int, Sequence[Piece]]) -> None:
        self.x0, self.x1 = min(piece.x0 for piece in lines), max(piece.x1 for piece in lines)
        self.size = median(piece.size for piece in lines)
        self._lines = lines
        self._level = level
        self._torn = [self._parts(piece) for piece in lines]

    def _parts(self, line: Piece) -> list[Piece]:
        """The pieces that are one line with `line`: together they reach from edge to edge of the stack."""
        near = _EDGE * self.size
        if line.x1 >= self.x1 - near and line.x0 <= self.x0 + near:
            return [line]
        parts = sorted(
            (
                piece
                for piece in self._level[id(line)]
                if abs(piece.baseline - line.baseline) < _SAME_ROW * self.size
                and piece.x0 >= self.x0 - near
                and piece.x1 <= self.x1 + near
            ),
            key=lambda piece: piece.x0,
        )
        is_whole = (
            parts[0].x0 <= self.x0 + near
            and parts[-1].x1 >= self.x1 - near
            and all(after.x0 - before.x1 <= _WIDEST_TORN * self.size for before, after in pairwise(parts))
        )
        return parts if is_whole else [line]

    def looks_like_text(self) -> bool:
        """Whether the lines are long, and most of them full."""
        count = len(self._lines)
        if count < _PROSE_LINES or self.x1 - self.x0 < _PROSE_WIDTH * self.size:
            return False
        return (
            self._words() >= (_PROSE_WORDS if count >= _MANY_LINES else _PROSE_WORDS_OF_FEW)
            and sum(map(self._is_full, self._torn)) >= _MOST_FULL * (count - 1)
            and _begins_alike(self._lines, self.size)
        )

    def _words(self) -> float:
        return sum(len(part.words) for parts in self._torn for part in parts) / len(self._lines)

    def _is_full(self, parts: Sequence[Piece]) -> bool:
        return parts[-1].x1 - parts[0].x0 >= _FULL * (self.x1 - self.x0)

    def stands_alone(self) -> bool:
        """Whether hardly a line has a figure or a few words beside it, as the cells of a table have."""
        count = len(self._lines)
        if count >= _LONG_LINES and self._words() >= _LONG_WORDS:
            return True
        beside = sum(map(self._has_short_beside, self._torn))
        return beside <= _FEW_BESIDE * count and (count >= _MANY_LINES or not beside)

    def _has_short_beside(self, parts: Sequence[Piece]) -> bool:
        line = parts[0]
        return any(
            (other.x0 >= parts[-1].x1 or other.x1 <= line.x0)
            and (
                is_figure(other.text)
                or (
                    len(other.words) <= _FEW_WORDS
                    and abs(other.baseline - line.baseline) < _SAME_ROW * self.size
                )
            )
            for other in self._level[id(line)]
        )

    def has_edges_of(self, column: _Stack) -> bool:
        near = _EDGE * self.size
        return (
            abs(self.x0 - column.x0) <= near
            and abs(self.x1 - column.x1) <= near
            and abs(self.size - column.size) <= _SAME_SIZE * self.size
        )

    def places(self) -> set[int]:
        """`id` of its pieces, without what follows the short last line of its last paragraph: labels of a
        table below it."""
        last = max(place for place, parts in enumerate(self._torn) if self._is_full(parts))
        return {id(part) for parts in self._torn[: last + 2] for part in parts}


def _level_pieces(rows: Sequence[TextRow]) -> dict[int, Sequence[Piece]]:
    """By `id` of a piece: those on its row, and on rows half a line from it."""
    found: dict[int, Sequence[Piece]] = {}
    for place, row in enumerate(rows):
        level = [
            piece
            for other in rows[max(0, place - 1) : place + 2]
            if abs(other.baseline - row.baseline) < _HALF_LINE * row.size
            for piece in other.pieces
        ]
        found.update((id(piece), level) for piece in row.pieces)
    return found


def _begins_alike(stack: Sequence[Piece], size: float) -> bool:
    """Whether most lines begin at one edge, as running text does and figures or centred cells do not."""
    usual = median(piece.x0 for piece in stack)
    return sum(abs(piece.x0 - usual) < 0.6 * size for piece in stack) >= 0.6 * len(stack)


def _stacks(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that follow one another downwards from much the same left edge."""
    stacks: list[list[Piece]] = []
    near: list[list[Piece]] = []  # those that are not too far above to go on
    level = float("-inf")
    pieces = sorted(pieces, key=lambda item: item.baseline)
    reach = _PITCH * max((piece.size for piece in pieces), default=0.0)
    for piece in pieces:
        if piece.baseline > level:
            level = piece.baseline
            near = [stack for stack in near if level - stack[-1].baseline <= reach]
        for stack in reversed(near[-_LATEST:]):
            last = stack[-1]
            step = piece.baseline - last.baseline
            if (
                0.5 * last.size < step <= _PITCH * max(last.size, piece.size)
                and min(piece.x1, last.x1) - max(piece.x0, last.x0)
                > 0.5 * min(piece.x1 - piece.x0, last.x1 - last.x0)
                and abs(piece.x0 - last.x0) < 3 * last.size
            ):
                stack.append(piece)
                break
        else:
            stacks.append([piece])
            near.append(stacks[-1])
    return stacks
