"""Whether an area in rows and columns is a table, and not prose, a list, a form or a table of contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from transcritor_gui.pipeline.layout.tables.cells import CellGrid
from transcritor_gui.pipeline.layout.tables.text_rows import is_figure

__all__ = ["is_table"]

_MARKER = re.compile(
    r"^(?:[•·▪◦‣●○■□–—\-*✓➢]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)°º]?(?:\d{1,2}[.)]?)*)$"
)
_PAGE_NUMBER = re.compile(r"\d{1,4}|[ivxlc]{1,6}")
_LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}")
_LEAST_FILLED = 0.4
_LEAST_FILLED_UNRULED = 0.5
_LEAST_FILLED_WORDS = 0.65
"""Of the rows times columns, where nothing but the places of words speaks for a table."""
_FEW_ROWS, _LEAST_FILLED_FEW = 4, 0.75
"""The figures along the axes of a chart make rows as well."""
_LEAST_FILLED_RULED = 0.6
"""The same with rules across, where no column is of figures."""
_FIGURE_ROWS = 0.52
"""Share of the rows that have a figure in a column of figures: the axes of charts have fewer."""
_MOSTLY_FIGURES, _FEWEST_TEXTS = 0.6, 2
"""Share of the texts of a column of figures that are some, and how many texts tell."""
_FIGURE_COLUMNS = 2
"""From which dots lead to a row of figures."""
_FEWEST_ROWS, _FEWEST_ROWS_OF_GRID, _FEWEST_COLUMNS = 3, 2, 2
_SEVERAL, _FEWEST_OF_SEVERAL = 2, 3
"""Cells in a row, and rows with so many where nothing but words speaks for a table."""
_TWO_COLUMNS = 2
"""What a list has, of marks and texts, and labels with what belongs to them."""
_CONTENTS_COLUMNS, _FEWEST_ENTRIES, _TITLE_WORDS = 3, 3, 2
"""Of a table of contents: columns at most, entries at least, and words of a title."""
_RULES_OF_TABLE = 2
_RULES_OF_GRID = 3
_FEW_WORDS, _MOST_RUNNING_ON = 2.5, 0.4
"""Words a cell, and share of cells that begin with a small letter, from which sentences run on."""
_MOST_WORDS_RULED = 6.0
_MOST_WORDS_OF_HEAD = 5
_MOST_SMALL = 0.6
"""Of the cells: those that begin with a small letter, in a table of words."""
_ALIKE, _ALIKE_IN_LENGTH = 0.3, 1.6
"""By how much shares differ between columns that hold the same; how many times as long their cells may be."""
_FEWEST_ENTRIES_OF_LEDGER, _LEAST_FILLED_LEDGER = 5, 0.9
"""Rows, and share of the cells that are filled, from which one column may hold sentences."""
_MOST_WORDS_OF_REGISTER, _MOST_SMALL_REGISTER = 12.0, 0.1
"""Words a cell on the average, and share of the cells that begin with a small letter, where each row of a
table begins its sentences anew."""
_LEAST_SEVERAL = 0.4
"""Share of rows with two cells or more: heads of groups have one."""
_MOST_WORDS = 5.5
"""Words a cell on the average, from which it is running text in columns."""


def is_table(grid: CellGrid, *, rules: int) -> bool:
    """`rules`: how many rules across go with the area."""
    shape = _Shape(grid)
    return (
        shape.is_filled(rules)
        and not _has_leaders(shape)
        and not _is_list(shape)
        and (rules >= _RULES_OF_TABLE or not (_is_contents(shape) or _is_form(shape)))
        and _has_short_cells(shape, rules)
    )


class _Shape:
    """The cells of an area with what is counted of them."""

    def __init__(self, grid: CellGrid) -> None:
        filled = [cell for cell in grid.cells if cell.words]
        self.texts = {(cell.row, cell.column): cell.text for cell in filled}
        self.rows = sorted({cell.row for cell in filled})
        self.columns = sorted({cell.column for cell in filled})
        self.has_full_head = grid.header_rows > 0 and all(
            any(
                cell.row < grid.header_rows and cell.column <= column < cell.column + cell.columns
                for cell in filled
            )
            for column in self.columns
        )
        """Whether all columns have a head of their own."""
        self.body = [row for row in self.rows if row >= grid.header_rows]
        self.share = len(filled) / max(1, len(self.rows) * len(self.columns))
        self.words = sum(len(cell.words) for cell in filled) / max(1, len(filled))
        counts = Counter(cell.row for cell in filled)
        self.several = sum(count >= _SEVERAL for count in counts.values())

    def column(self, place: int) -> list[str]:
        """The texts of a column's cells under the head; `place` counts from the left, or backwards."""
        return [text for row in self.body if (text := self.texts.get((row, self.columns[place])))]

    def has_figures(self, place: int) -> bool:
        """Whether a column is one of figures, and most rows have one."""
        texts = self.column(place)
        return _figure_share(texts) >= _MOSTLY_FIGURES and len(texts) >= _FIGURE_ROWS * len(self.body)

    def is_filled(self, rules: int) -> bool:
        fewest = _FEWEST_ROWS_OF_GRID if rules >= _RULES_OF_GRID else _FEWEST_ROWS
        if len(self.rows) < fewest or len(self.columns) < _FEWEST_COLUMNS:
            return False
        if self.share < (_LEAST_FILLED if rules >= _RULES_OF_TABLE else _LEAST_FILLED_UNRULED):
            return False
        if rules < _RULES_OF_TABLE and len(self.rows) <= _FEW_ROWS and self.share < _LEAST_FILLED_FEW:
            return False
        return self.several >= _LEAST_SEVERAL * len(self.rows)


def _is_ruled_off(shape: _Shape, rules: int) -> bool:
    """Whether rules part all rows, each has all cells, and short heads stand over them: texts to compare."""
    return (
        rules >= len(shape.rows) >= _FEWEST_ROWS
        and shape.has_full_head
        and shape.share >= _LEAST_FILLED_LEDGER
        and all(
            len(text.split()) <= _MOST_WORDS_OF_HEAD
            for (row, _), text in shape.texts.items()
            if row not in shape.body
        )
    )


def _has_short_cells(shape: _Shape, rules: int) -> bool:
    if _is_ruled_off(shape, rules) or _is_register(shape):
        return True
    figures = any(shape.has_figures(place) for place in range(1, len(shape.columns)))
    if not figures and _runs_on(shape):
        return False
    if rules >= _RULES_OF_TABLE:
        if figures:
            return shape.words <= 2 * _MOST_WORDS
        return (
            shape.share >= _LEAST_FILLED_RULED
            and shape.several >= _LEAST_FILLED_RULED * len(shape.rows)
            and shape.words <= _MOST_WORDS_RULED
        )
    if figures:
        return shape.words <= _MOST_WORDS or _is_ledger(shape)
    return (
        len(shape.columns) > _TWO_COLUMNS
        and shape.several >= _FEWEST_OF_SEVERAL
        and shape.share >= _LEAST_FILLED_WORDS
        and shape.words <= _MOST_WORDS / 1.5
        and not _is_of_small_letters(shape)
        and (shape.has_full_head or not _are_alike(shape))
    )


def _is_ledger(shape: _Shape) -> bool:
    """Whether each row has a date or a number, what happened in as many words as it takes, and an amount."""
    return (
        len(shape.columns) > _TWO_COLUMNS
        and len(shape.rows) >= _FEWEST_ENTRIES_OF_LEDGER
        and shape.share >= _LEAST_FILLED_LEDGER
        and shape.has_figures(0)
        and shape.has_figures(-1)
        and sum(shape.has_figures(place) for place in range(len(shape.columns))) >= len(shape.columns) - 1
    )


def _is_register(shape: _Shape) -> bool:
    """Whether each row has a name, a sentence or two about it, and a word of its kind: text that does not run
    on from row to row, with something short beside it in all of them."""
    if (
        len(shape.columns) <= _TWO_COLUMNS
        or len(shape.rows) < _FEWEST_ENTRIES_OF_LEDGER
        or shape.share < _LEAST_FILLED_LEDGER
        or shape.words > _MOST_WORDS_OF_REGISTER
    ):
        return False
    columns = [shape.column(place) for place in range(len(shape.columns))]
    small = sum(text[:1].islower() for texts in columns for text in texts)
    is_short = any(max((len(text.split()) for text in texts), default=0) <= _FEW_WORDS for texts in columns)
    return is_short and small <= _MOST_SMALL_REGISTER * len(shape.texts) and not _are_alike(shape)


def _runs_on(shape: _Shape) -> bool:
    """Whether sentences run on from row to row: text in columns, a line of it taken for a row."""
    later = [text for place in range(1, len(shape.columns)) for text in shape.column(place)]
    small = sum(text[:1].islower() for text in later)
    return shape.words > _FEW_WORDS and small > _MOST_RUNNING_ON * len(later)


def _is_of_small_letters(shape: _Shape) -> bool:
    """Whether most cells begin with a small letter: running text with wide spaces between its words."""
    return sum(text[:1].islower() for text in shape.texts.values()) > _MOST_SMALL * len(shape.texts)


def _are_alike(shape: _Shape) -> bool:
    """Whether the same is in all columns, of words alone: a list that goes on in the next one, addresses for
    envelopes. The columns of a table hold things of several kinds."""
    columns = [shape.column(place) for place in range(len(shape.columns))]
    if not all(columns):
        return False
    with_digit = [_share(texts, lambda text: any(map(str.isdigit, text))) for texts in columns]
    in_capitals = [_share(texts, str.isupper) for texts in columns]
    different = [len(set(texts)) / len(texts) for texts in columns]
    lengths = [sum(map(len, texts)) / len(texts) for texts in columns]
    return all(
        max(shares) - min(shares) <= _ALIKE for shares in (with_digit, in_capitals, different)
    ) and max(lengths) <= _ALIKE_IN_LENGTH * min(lengths)


def _share(texts: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, texts)) / len(texts)


def _has_leaders(shape: _Shape) -> bool:
    """Whether dots lead from most labels to one thing that belongs to them, not to a row of figures."""
    if sum(shape.has_figures(place) for place in range(1, len(shape.columns))) >= _FIGURE_COLUMNS:
        return False
    return sum(bool(_LEADERS.search(text)) for text in shape.texts.values()) >= 0.3 * len(shape.rows)


def _figure_share(texts: Sequence[str]) -> float:
    return sum(map(is_figure, texts)) / len(texts) if len(texts) >= _FEWEST_TEXTS else 0.0


def _is_list(shape: _Shape) -> bool:
    """Whether the first of two columns holds the marks of a list."""
    if len(shape.columns) != _TWO_COLUMNS:
        return False
    first, second = shape.column(0), shape.column(1)
    marks = sum(_MARKER.match(text) is not None for text in first)
    return marks >= 0.7 * len(first) and sum(map(is_figure, second)) < 0.6 * len(second)


def _is_contents(shape: _Shape) -> bool:
    """Whether the last column are page numbers, and all before it is text: a table of contents."""
    last = shape.column(-1)
    if len(shape.columns) > _CONTENTS_COLUMNS or len(last) < _FEWEST_ENTRIES:
        return False
    if not all(map(_PAGE_NUMBER.fullmatch, last)):
        return False
    steps = [after - before for before, after in pairwise(int(text) for text in last if text.isdigit())]
    rising = bool(steps) and min(steps) >= 0 and max(steps) > 0
    titles = shape.column(-2)
    return rising and sum(len(text.split()) >= _TITLE_WORDS for text in titles) >= 0.4 * len(titles)


def _is_form(shape: _Shape) -> bool:
    """Whether most first cells are labels with a colon."""
    first = [text for (_, column), text in shape.texts.items() if column == shape.columns[0]]
    return sum(text.rstrip().endswith(":") for text in first) >= 0.5 * len(first)
