"""A page as a row of paragraphs, items and tables: what every format for reading is written from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from transcritor_gui.export.characters import cell_lines
from transcritor_gui.export.reading.flow import TextRun, block_runs
from transcritor_gui.export.reading.kept_ends import kept_ends
from transcritor_gui.export.reading.lists import Marker, split_marker
from transcritor_gui.export.reading.notices import page_notice
from transcritor_gui.export.reading.page_joints import PageStarts
from transcritor_gui.model import BlockKind, CellSpan, PageResult, Table

__all__ = [
    "Grid",
    "Heading",
    "Item",
    "PageNotice",
    "Paragraph",
    "Part",
    "PlacedCell",
    "outline",
    "sound_spans",
]

_DEEPEST_HEADING = 6


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    """1 to 6."""
    runs: tuple[TextRun, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    kind: BlockKind
    """PARAGRAPH, HEADER, FOOTER or FOOTNOTE."""
    rows: tuple[tuple[TextRun, ...], ...]
    """Lines to be kept apart; where the text flows, those alone that were ended on purpose."""


@dataclass(frozen=True, slots=True)
class Item:
    depth: int
    """From 0, and never more than one deeper than the item above."""
    marker: Marker
    rows: tuple[tuple[TextRun, ...], ...]


@dataclass(frozen=True, slots=True)
class PlacedCell:
    lines: tuple[str, ...]
    rows: int = 1
    columns: int = 1
    is_covered: bool = False
    """Whether another cell reaches over its place."""
    begins_column: bool = False
    """Of a covered one: whether it is the first of its row that the other covers."""


@dataclass(frozen=True, slots=True)
class Grid:
    header_rows: int
    rows: tuple[tuple[tuple[str, ...], ...], ...]
    """Row by row, cell by cell, the lines of the cell."""
    spans: tuple[CellSpan, ...] = ()

    def placed(self) -> Iterator[tuple[PlacedCell, ...]]:
        """Row by row, the cells that are written, with what they reach over, and those they cover."""
        covers: dict[tuple[int, int], CellSpan] = {}
        for span in self.spans:
            for row in range(span.row, span.row + span.rows):
                covers.update(
                    ((row, column), span) for column in range(span.column, span.column + span.columns)
                )
        for row, cells in enumerate(self.rows):
            yield tuple(
                _placed(lines, covers.get((row, column)), row, column) for column, lines in enumerate(cells)
            )


@dataclass(frozen=True, slots=True)
class PageNotice:
    """What the program says in the place of a page that could not be read."""

    text: str


Part = Heading | Paragraph | Item | Grid | PageNotice


def outline(
    page: PageResult, *, flowing: bool, joints: Mapping[int, PageStarts] | None = None
) -> Iterator[Part]:
    """The parts of `page` in reading order; those without text are left out.

    `joints`: where other pages begin inside a block, by its index (see `page_joints.ReadPage`).
    """
    notice = page_notice(page)
    if notice:
        yield PageNotice(notice)
    depth = -1  # of the item above; -1 where there was none
    for index, block in enumerate(page.blocks):
        if block.table is not None:
            depth = -1
            yield _grid(block.table)
            continue
        is_heading = block.kind is BlockKind.HEADING
        is_numbers = block.kind is BlockKind.LINE_NUMBERS
        if is_numbers and flowing:
            continue  # lines that flow have no numbers
        starts = joints.get(index, {}) if joints is not None else {}
        kept = kept_ends(block, page, page_starts=starts) if flowing else ()
        rows = block_runs(
            block.lines, flowing=flowing or is_heading or is_numbers, page_starts=starts, kept=kept
        )
        if not rows:
            continue
        if block.kind is BlockKind.LIST_ITEM:
            depth = min(max(block.level, 0), depth + 1)
            marker, first = split_marker(rows[0])
            yield Item(depth, marker, (first, *rows[1:]))
            continue
        depth = -1
        if is_heading:
            yield Heading(min(max(block.level, 1), _DEEPEST_HEADING), rows[0])
        else:
            yield Paragraph(_paragraph_kind(block.kind), rows)


def _paragraph_kind(kind: BlockKind) -> BlockKind:
    """A table whose cells could not be told apart is written as its lines."""
    return BlockKind.PARAGRAPH if kind is BlockKind.TABLE else kind


def _grid(table: Table) -> Grid:
    rows = tuple(tuple(cell_lines(cell) for cell in row) for row in table.rows)
    return Grid(table.header_rows, rows, sound_spans(table))


def sound_spans(table: Table) -> tuple[CellSpan, ...]:
    """The spans of `table` that lie in it, apart from one another, and over nothing but empty cells."""
    taken: set[tuple[int, int]] = set()
    sound: list[CellSpan] = []
    for span in table.spans:
        own = {
            (row, column)
            for row in range(span.row, span.row + span.rows)
            for column in range(span.column, span.column + span.columns)
        }
        inside = all(0 <= row < len(table.rows) and 0 <= column < len(table.rows[row]) for row, column in own)
        if len(own) < 2 or not inside or own & taken:
            continue
        if not any(table.rows[row][column].strip() for row, column in own - {(span.row, span.column)}):
            taken |= own
            sound.append(span)
    return tuple(sound)


def _placed(lines: tuple[str, ...], span: CellSpan | None, row: int, column: int) -> PlacedCell:
    if span is None:
        return PlacedCell(lines)
    if (span.row, span.column) == (row, column):
        return PlacedCell(lines, span.rows, span.columns)
    return PlacedCell(lines, is_covered=True, begins_column=column == span.column)
