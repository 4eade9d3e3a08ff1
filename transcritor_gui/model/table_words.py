"""Which words of a table's lines stand in which of its cells, so that a change of one reaches the other.

Cells hold text and lines hold words with places; both were made from the same words, but a cell of several
lines is read in another order than the lines. So an occurrence is found by its number among equal ones.
"""

from __future__ import annotations

from collections.abc import Sequence

from transcritor_gui.model.page import Line, Table

__all__ = ["cells_with_words", "rows_from_lines", "with_cell"]

_CELL_GAP = 1.2
"""Heights of a line between two words that stand in different cells."""


def cells_with_words(
    table: Table, words: Sequence[str], place: range, after: str
) -> tuple[tuple[str, ...], ...] | None:
    """The rows when the `words` of its lines at `place` become `after`; None where no cell has them."""
    phrase = list(words[place.start : place.stop])
    number = sum(1 for start in range(place.start) if list(words[start : start + len(phrase)]) == phrase)
    for y, row in enumerate(table.rows):
        for x, cell in enumerate(row):
            tokens = cell.split()
            for start in range(len(tokens) - len(phrase) + 1):
                if tokens[start : start + len(phrase)] != phrase:
                    continue
                if number == 0:
                    text = _with_tokens(cell, start, len(phrase), after)
                    return _rows_with(table, y, x, text)
                number -= 1
    return None


def with_cell(table: Table, words: Sequence[str], row: int, column: int) -> range | None:
    """Where the words of a cell stand among the `words` of the table's lines; None where they do not."""
    phrase = table.rows[row][column].split()
    if not phrase:
        return None
    earlier = [
        cell for y, cells in enumerate(table.rows) for x, cell in enumerate(cells) if (y, x) < (row, column)
    ]
    number = sum(_occurrences(cell.split(), phrase) for cell in earlier)
    for start in range(len(words) - len(phrase) + 1):
        if list(words[start : start + len(phrase)]) == phrase:
            if number == 0:
                return range(start, start + len(phrase))
            number -= 1
    return None


def rows_from_lines(lines: Sequence[Line]) -> tuple[tuple[str, ...], ...]:
    """A table made of lines: one row each, its cells parted where words stand far apart."""
    rows: list[list[str]] = []
    for line in lines:
        cells: list[list[str]] = []
        end = None
        for word in line.words:
            if end is None or word.box.x0 - end > _CELL_GAP * word.box.height:
                cells.append([])
            cells[-1].append(word.text)
            end = word.box.x1
        rows.append([" ".join(cell) for cell in cells])
    width = max((len(row) for row in rows), default=0)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def _occurrences(tokens: Sequence[str], phrase: Sequence[str]) -> int:
    return sum(
        1
        for start in range(len(tokens) - len(phrase) + 1)
        if list(tokens[start : start + len(phrase)]) == list(phrase)
    )


def _with_tokens(cell: str, start: int, count: int, after: str) -> str:
    """`cell` with `count` of its words replaced; its line ends stay where words around them do."""
    at, result, skipped = 0, [], False
    for line in cell.split("\n"):
        kept: list[str] = []
        for token in line.split():
            if start <= at < start + count:
                if not skipped and after:
                    kept.append(after)
                skipped = True
            else:
                kept.append(token)
            at += 1
        result.append(" ".join(kept))
    return "\n".join(line for line in result if line or len(result) == 1)


def _rows_with(table: Table, row: int, column: int, text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(text if (y, x) == (row, column) else cell for x, cell in enumerate(cells))
        for y, cells in enumerate(table.rows)
    )
