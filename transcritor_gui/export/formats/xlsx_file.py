"""XLSX of all tables, a sheet each, numbers as numbers. See docs/formats/xlsx.md."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from transcritor_gui.document_kinds import document_stem
from transcritor_gui.export.characters import one_line
from transcritor_gui.export.exporter import DEFAULT_OPTIONS, ExportChoice, Exporter, ExportOptions
from transcritor_gui.export.formats.archive import repacked
from transcritor_gui.export.numbers import Number, parsed_number
from transcritor_gui.export.tables import PlacedTable, missing_of, tables_of
from transcritor_gui.i18n import tr
from transcritor_gui.model import Transcript

__all__ = ["XlsxExporter"]

_LONGEST_CELL = 32_767
"""Characters; Excel's limit (Excel specifications and limits)."""
_LONGEST_SHEET_NAME = 31
_UNFIT = re.compile(r"[\[\]:*?/\\]")
"""What Excel refuses in the name of a sheet."""
_WIDEST_COLUMN = 60
_LONGEST_TITLE = 255
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""The time of making would make every file another."""


class XlsxExporter(Exporter):
    format = "xlsx"
    suffix = ".xlsx"
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    is_text = False
    choices = frozenset({ExportChoice.ALL_IN_ONE})

    def label(self) -> str:
        return tr("Tables (Excel)")

    def chunks(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> Iterator[bytes]:
        import xlsxwriter

        tables = tables_of(transcript, options)
        target = io.BytesIO()
        left: list[tuple[str, str, str]] = []
        with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
            title = one_line(transcript.document.name)[:_LONGEST_TITLE]
            book.set_properties({"title": title, "created": _NO_TIME})
            for name, table in zip(_sheet_names(tables), tables, strict=True):
                left.extend((name, *cut) for cut in _fill(book, book.add_worksheet(name), table))
            _note(book, missing_of(transcript, options), left)
        yield repacked(target.getvalue())


def _sheet_names(tables: tuple[PlacedTable, ...]) -> Iterator[str]:
    """'Page 3', and 'Page 3 (2)' for the second table of it; of several documents 'contrato, Page 3'."""
    count: dict[str, int] = {}
    taken: set[str] = set()
    for table in tables:
        page = tr("Page {number}", number=table.page_number)
        while True:
            place = f"{table.document} {page}"
            number = count[place] = count.get(place, 0) + 1
            name = _sheet_name(table.document, page if number == 1 else f"{page} ({number})")
            if name.casefold() not in taken:  # of two long names the same may be left
                break
        taken.add(name.casefold())
        yield name


def _sheet_name(document: str, end: str) -> str:
    stem = _UNFIT.sub("_", document_stem(one_line(document)))[: _LONGEST_SHEET_NAME - len(end) - 2].strip(
        " '"
    )
    return f"{stem}, {end}" if stem else end


def _note(book: Any, missing: Sequence[str], left: Sequence[tuple[str, str, str]]) -> None:
    """A last sheet that says what the others lack, and holds the ends of cells too long for Excel."""
    if not missing and not left:
        return
    sheet = book.add_worksheet(tr("Notes"))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, _WIDEST_COLUMN, wrapped)
    lines = [*missing]
    for name, place, rest in left:
        note = tr("Cell {cell} of {sheet} is too long for Excel. It goes on here:", cell=place, sheet=name)
        lines.append(note)
        lines.extend(rest[start : start + _LONGEST_CELL] for start in range(0, len(rest), _LONGEST_CELL))
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, line, wrapped)


def _fill(book: Any, sheet: Any, table: PlacedTable) -> list[tuple[str, str]]:
    """Write the cells; (name of the cell, rest of its text) where one is too long."""
    header = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    formats: dict[str, Any] = {}
    left: list[tuple[str, str]] = []
    for span in table.spans:
        style = header if span.row < table.header_rows else plain
        last = span.row + span.rows - 1, span.column + span.columns - 1
        sheet.merge_range(span.row, span.column, *last, "", style)
    covered = {
        (row, column)
        for span in table.spans
        for row in range(span.row, span.row + span.rows)
        for column in range(span.column, span.column + span.columns)
    }
    for row_index, row in enumerate(table.rows):
        is_header = row_index < table.header_rows
        for column, cell in enumerate(row):
            number = None if is_header else parsed_number(cell, decimal_comma=table.decimal_comma)
            if number is None:
                if len(cell) > _LONGEST_CELL:
                    left.append((_cell_name(row_index, column), cell[_LONGEST_CELL:]))
                if not cell and (row_index, column) in covered:
                    continue
                sheet.write_string(row_index, column, cell[:_LONGEST_CELL], header if is_header else plain)
                continue
            pattern = _pattern(number)
            if pattern not in formats:
                formats[pattern] = book.add_format({"num_format": pattern, "valign": "top"})
            value = float(number.value) / (100 if number.is_percent else 1)
            sheet.write_number(row_index, column, value, formats[pattern])
    for column, width in enumerate(_widths(table)):
        sheet.set_column(column, column, width)
    if table.header_rows:
        sheet.freeze_panes(table.header_rows, 0)
    return left


def _cell_name(row: int, column: int) -> str:
    """'B3'."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column))


def _pattern(number: Number) -> str:
    """The number format; spreadsheets show its point and comma as the user's system has them."""
    whole = "#,##0" if number.is_grouped or number.currency else "0"
    digits = f"{whole}.{'0' * number.decimals}" if number.decimals else whole
    if number.is_percent:
        return f"{digits}%"
    return f'"{number.currency}" {digits}' if number.currency else digits


def _widths(table: PlacedTable) -> list[int]:
    columns = zip(*table.rows, strict=True)
    return [
        min(_WIDEST_COLUMN, 2 + max(len(line) for cell in column for line in cell.split("\n")))
        for column in columns
    ]
