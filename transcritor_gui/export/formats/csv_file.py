"""CSV of all tables (RFC 4180, UTF-8 with a byte order mark, for spreadsheets). See docs/formats/csv.md."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from transcritor_gui.export.exporter import DEFAULT_OPTIONS, ExportChoice, Exporter, ExportOptions
from transcritor_gui.export.numbers import parsed_number
from transcritor_gui.export.tables import PlacedTable, missing_of, tables_of
from transcritor_gui.i18n import tr
from transcritor_gui.model import Transcript

__all__ = ["CsvExporter"]

_FORMULA_SIGNS = ("=", "+", "-", "@")
"""What makes a spreadsheet run a cell as a formula, which a hostile PDF could use (OWASP: CSV injection)."""


class CsvExporter(Exporter):
    format = "csv"
    suffix = ".csv"
    media_type = "text/csv; charset=utf-8"
    choices = frozenset({ExportChoice.DECIMALS})

    def label(self) -> str:
        return tr("Tables (CSV)")

    def chunks(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> Iterator[bytes]:
        yield codecs.BOM_UTF8
        for number, table in enumerate(tables_of(transcript, options)):
            yield (("\r\n" if number else "") + _csv(table, decimal_comma=options.decimal_comma)).encode()
        missing = missing_of(transcript, options)
        if missing:
            notes = _lines([[sentence] for sentence in missing], is_brazilian=options.decimal_comma)
            yield f"\r\n{notes}".encode()


def _csv(table: PlacedTable, *, decimal_comma: bool) -> str:
    rows = ([_cell(cell, table, decimal_comma=decimal_comma) for cell in row] for row in table.rows)
    return _lines(rows, is_brazilian=decimal_comma)


def _lines(rows: Iterable[Sequence[str]], *, is_brazilian: bool) -> str:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=";" if is_brazilian else ",").writerows(rows)
    return target.getvalue()


def _cell(cell: str, table: PlacedTable, *, decimal_comma: bool) -> str:
    """A number is written as the spreadsheet reads it; money and any other text is kept and made harmless."""
    number = parsed_number(cell, decimal_comma=table.decimal_comma)
    if number is not None and not number.currency:
        text = f"{number.value:.{number.decimals}f}{'%' if number.is_percent else ''}"
        return text.replace(".", ",") if decimal_comma else text
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell
