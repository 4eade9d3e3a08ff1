"""The tables of a transcript, for the formats that hold nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.characters import cell_lines
from transcritor_gui.export.exporter import ExportOptions
from transcritor_gui.export.joining import JoinedTranscript
from transcritor_gui.export.numbers import has_decimal_comma
from transcritor_gui.export.selection import selected
from transcritor_gui.model import Table, Transcript

__all__ = ["PlacedTable", "tables_of"]


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


def tables_of(transcript: Transcript, options: ExportOptions) -> tuple[PlacedTable, ...]:
    """All tables of the pages wanted, in reading order.

    Raises as `selected` does, and TranscritorError(NO_TABLES) where there is none.
    """
    parts = [("", transcript)]
    if isinstance(transcript, JoinedTranscript):
        parts = [(part.document.name, part) for part in transcript.parts]
    tables = tuple(
        _placed(table, name, page.page_index + 1, decimal_comma=options.decimal_comma)
        for name, part in parts
        for page in selected(part, options).pages
        for table in page.tables
    )
    if not tables:
        raise TranscritorError(ErrorCode.NO_TABLES, name=transcript.document.name)
    return tables


def _placed(table: Table, document: str, page_number: int, *, decimal_comma: bool) -> PlacedTable:
    rows = tuple(tuple("\n".join(cell_lines(cell)) for cell in row) for row in table.rows)
    cells = (cell for row in rows for cell in row)
    return PlacedTable(
        document, page_number, table.header_rows, rows, has_decimal_comma(cells, default=decimal_comma)
    )
