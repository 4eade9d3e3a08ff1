"""The tables of a transcript, for the formats that hold nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.characters import cell_lines
from transcritor_gui.export.exporter import ExportOptions
from transcritor_gui.export.joining import JoinedTranscript
from transcritor_gui.export.numbers import has_decimal_comma
from transcritor_gui.export.reading.notices import page_notice
from transcritor_gui.export.reading.outline import sound_spans
from transcritor_gui.export.reading.table_joints import whole_tables
from transcritor_gui.export.selection import selected
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.model import CellSpan, PageResult, Table, Transcript, WarningCode, page_numbers

__all__ = ["PlacedTable", "missing_of", "tables_of"]


@dataclass(frozen=True, slots=True)
class PlacedTable:
    document: str
    """Name of the document, of several in one file; '' where there is only one."""
    page_number: int
    header_rows: int
    rows: tuple[tuple[str, ...], ...]
    """Cells fit to be written, their lines parted by line breaks."""
    decimal_comma: bool
    """How its numbers are written."""
    spans: tuple[CellSpan, ...] = ()


def tables_of(transcript: Transcript, options: ExportOptions) -> tuple[PlacedTable, ...]:
    """All tables of the pages wanted, in reading order; one that goes on over pages is one.

    Raises as `selected` does, and TranscritorError(NO_TABLES) where there is none.
    """
    tables = tuple(
        _placed(whole.table, name, whole.first_page_index + 1, decimal_comma=options.decimal_comma)
        for name, part in _parts(transcript)
        for whole in whole_tables(selected(part, options).pages)
    )
    if not tables:
        raise TranscritorError(ErrorCode.NO_TABLES, name=transcript.document.name)
    return tables


def missing_of(transcript: Transcript, options: ExportOptions) -> tuple[str, ...]:
    """What the tables lack, a sentence each: pages that could not be read, tables not taken apart, and how
    much text stands beside the tables of each document."""
    return tuple(
        f"{name}: {sentence}" if name else sentence
        for name, part in _parts(transcript)
        for sentence in _missing_of_pages(selected(part, options).pages)
    )


def _missing_of_pages(pages: Iterable[PageResult]) -> Iterator[str]:
    beside: dict[int, int] = {}
    for page in pages:
        if sentence := _missing(page):
            yield sentence
        words = sum(len(block.text.split()) for block in page.blocks if block.table is None)
        if words:
            beside[page.page_index] = words
    if beside:
        yield ntr(
            "{count} word of text stands beside the tables (p. {pages}); it is only in the other formats.",
            "{count} words of text stand beside the tables (p. {pages}); they are only in the other formats.",
            sum(beside.values()),
            pages=page_numbers(sorted(beside)),
        )


def _missing(page: PageResult) -> str:
    notice = page_notice(page)
    if not notice and any(warning.code is WarningCode.TABLE_UNREADABLE for warning in page.warnings):
        return tr(
            "A table on page {number} could not be taken apart; its text is only in the other formats.",
            number=page.page_index + 1,
        )
    return notice


def _parts(transcript: Transcript) -> list[tuple[str, Transcript]]:
    """(name, transcript) of each document of several in one; '' where there is only one."""
    if isinstance(transcript, JoinedTranscript):
        return [(part.document.name, part) for part in transcript.parts]
    return [("", transcript)]


def _placed(table: Table, document: str, page_number: int, *, decimal_comma: bool) -> PlacedTable:
    rows = tuple(tuple("\n".join(cell_lines(cell)) for cell in row) for row in table.rows)
    cells = (cell for row in rows for cell in row)
    return PlacedTable(
        document,
        page_number,
        table.header_rows,
        rows,
        has_decimal_comma(cells, default=decimal_comma),
        sound_spans(table),
    )
