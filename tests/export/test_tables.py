"""CSV and XLSX hold all tables, with numbers that a spreadsheet can add up, and nothing that it would run."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from lxml import etree

from tests.export.making import block, failed_page, page, sample, spanned, table, transcript
from tests.export.reading.test_table_joints import high, low
from tests.export.strategies import transcripts
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export import ExportOptions, joined
from transcritor_gui.export.exporter import Exporter
from transcritor_gui.export.formats.csv_file import CsvExporter
from transcritor_gui.export.formats.xlsx_file import XlsxExporter
from transcritor_gui.export.reading.table_joints import whole_tables
from transcritor_gui.export.tables import missing_of
from transcritor_gui.model import PageWarning, Transcript, WarningCode

_SHEET = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_ENGLISH = ExportOptions(decimal_comma=False)


def _rows(made: Transcript, options: ExportOptions | None = None) -> list[list[str]]:
    chosen = ExportOptions() if options is None else options
    text = CsvExporter().render(made, chosen).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if chosen.decimal_comma else ","))


def _sheet(made: Transcript, number: int = 1) -> list[list[Any]]:
    """The cells of a sheet: numbers as floats, text as text."""
    archive = zipfile.ZipFile(io.BytesIO(XlsxExporter().render(made)))
    names = archive.namelist()
    shared = []
    if "xl/sharedStrings.xml" in names:
        root = etree.fromstring(archive.read("xl/sharedStrings.xml"))
        shared = ["".join(item.itertext()) for item in root.iterfind("s:si", _SHEET)]
    rows = etree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml")).iterfind(".//s:row", _SHEET)
    return [
        [
            shared[int(value)] if cell.get("t") == "s" else float(value)
            for cell in row
            if (value := cell.findtext("s:v", namespaces=_SHEET)) is not None
        ]
        for row in rows
    ]


@pytest.mark.parametrize("exporter", [CsvExporter(), XlsxExporter()], ids=lambda each: each.format)
def test_a_document_without_tables_says_so(exporter: Exporter) -> None:
    with pytest.raises(TranscritorError) as caught:
        exporter.render(transcript(page(block("texto"))))
    assert caught.value.info.code is ErrorCode.NO_TABLES


def test_csv_for_brazil() -> None:
    assert _rows(sample()) == [
        ["Parcela", "Vencimento", "Valor"],
        ["1", "10/02/2024", "1000,00"],
        ["2", "10/03/2024", "234,56"],
        [],
        ["Page 3 could not be read."],
        ["31 words of text stand beside the tables (p. 1-2); they are only in the other formats."],
    ]


def test_csv_in_english_of_a_brazilian_table() -> None:
    assert _rows(sample(), _ENGLISH)[1] == ["1", "10/02/2024", "1000.00"]


def test_tables_are_parted_by_an_empty_line() -> None:
    made = transcript(page(table(("a", "b")), table(("c", "d"))))
    assert _rows(made) == [["a", "b"], [], ["c", "d"]]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+55 11 9999", "-cmd|' /C calc'!A0", "-R$ 5,00"])
def test_csv_disarms_formulas(text: str) -> None:
    assert _rows(transcript(page(table((text, "x"))))) == [[f"'{text}", "x"]]


def test_csv_keeps_percentages() -> None:
    assert _rows(transcript(page(table(("-12,5 %",))))) == [["-12,5%"]]


def test_xlsx_has_numbers_as_numbers() -> None:
    assert _sheet(sample()) == [
        ["Parcela", "Vencimento", "Valor"],
        [1.0, "10/02/2024", 1000.0],
        [2.0, "10/03/2024", 234.56],
    ]


def test_xlsx_has_a_sheet_for_each_table() -> None:
    made = transcript(page(table(("a",)), table(("b",))), page(), page(table(("c",))))
    book = zipfile.ZipFile(io.BytesIO(XlsxExporter().render(made))).read("xl/workbook.xml")
    names = [each.get("name") for each in etree.fromstring(book).iterfind(".//s:sheet", _SHEET)]
    assert names == ["Page 1", "Page 1 (2)", "Page 3"]


def test_xlsx_keeps_formulas_and_addresses_as_text() -> None:
    made = transcript(page(table(("=1+1", "https://example.org"), header_rows=0)))
    assert _sheet(made) == [["=1+1", "https://example.org"]]


def test_xlsx_writes_percentages_as_shares() -> None:
    assert _sheet(transcript(page(table(("12,5 %",), header_rows=0)))) == [[0.125]]


@given(transcripts())
def test_any_tables_keep_their_shape(made: Transcript) -> None:
    tables = [whole.table for whole in whole_tables(made.pages)]
    assume(tables)
    missing = missing_of(made, ExportOptions())
    text = CsvExporter().render(made).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert sum(map(len, rows)) == len(missing) + sum(len(row) for each in tables for row in each.rows)
    assert _sheet(made, len(tables)) is not None


def _sheet_names(made: Transcript) -> list[str]:
    archive = zipfile.ZipFile(io.BytesIO(XlsxExporter().render(made)))
    sheets = etree.fromstring(archive.read("xl/workbook.xml")).iterfind(".//s:sheet", _SHEET)
    return [str(sheet.get("name")) for sheet in sheets]


def test_the_tables_of_several_documents_are_told_apart_by_name() -> None:
    numbers = table(("a", "b"), ("1", "2"))
    first = transcript(page(block("texto")), page(numbers, numbers, index=1), name="Nota [1]: aço.pdf")
    second = transcript(page(block("sem tabela")), name="b.pdf")
    third = transcript(page(), page(numbers, index=1), name="nota [1]: aço.PDF")
    made = joined((first, second, third), title="tudo")
    assert _sheet_names(made) == [
        "Nota _1__ aço, Page 2",
        "Nota _1__ aço, Page 2 (2)",
        "nota _1__ aço, Page 2 (3)",
        "Notes",
    ]
    long = [transcript(page(numbers), name=f"demonstrativo de parcelas {n}.pdf") for n in range(3)]
    names = _sheet_names(joined(long, title="tudo"))
    assert names == [
        "demonstrativo de parcel, Page 1",
        "demonstrativo de pa, Page 1 (2)",
        "demonstrativo de pa, Page 1 (3)",
    ]
    assert max(map(len, names)) == 31


def test_a_table_over_two_pages_is_one_in_a_spreadsheet() -> None:
    head = ("Parcela", "Valor")
    made = transcript(
        page(low(head, ("1", "10,00"))), page(high(head, ("2", "20,00"), header_rows=1), index=1)
    )
    assert _rows(made) == [["Parcela", "Valor"], ["1", "10,00"], ["2", "20,00"]]
    assert _sheet_names(made) == ["Page 1"]


def test_what_the_tables_lack_is_said() -> None:
    unread = replace(page(block("x"), index=2), warnings=(PageWarning(WarningCode.TABLE_UNREADABLE),))
    made = transcript(page(table(("a", "b"), ("c", "d"))), failed_page(1), unread)
    *_, failed, unreadable, _ = _rows(made)
    assert "2" in failed[0]
    assert unreadable == [
        "A table on page 3 could not be taken apart; its text is only in the other formats."
    ]
    assert _sheet_names(made) == ["Page 1", "Notes"]
    assert unreadable in _sheet(made, 2)


def test_words_beside_the_tables_are_counted_with_their_pages() -> None:
    made = transcript(
        page(block("Tabela 1 - Receitas"), table(("a", "b"), ("c", "d"))),
        page(table(("e", "f")), index=1),
        page(block("Fonte: IBGE"), index=2),
    )
    note = "6 words of text stand beside the tables (p. 1,3); they are only in the other formats."
    assert _rows(made)[-1] == [note]
    assert _sheet(made, 3) == [[note]]


def test_where_all_words_are_in_tables_nothing_is_said() -> None:
    made = transcript(page(table(("a", "b"), ("c", "d"))))
    assert missing_of(made, ExportOptions()) == ()


def test_the_end_of_a_cell_too_long_for_excel_is_in_the_notes() -> None:
    made = transcript(page(table(("a", "b"), ("c", "x" * 32_767 + "end"))))
    assert _sheet(made, 2) == [["Cell B2 of Page 1 is too long for Excel. It goes on here:"], ["end"]]


def test_cells_over_columns_are_merged_in_a_spreadsheet() -> None:
    archive = zipfile.ZipFile(io.BytesIO(XlsxExporter().render(transcript(page(spanned())))))
    merged = etree.fromstring(archive.read("xl/worksheets/sheet1.xml")).iterfind(".//s:mergeCell", _SHEET)
    assert [cell.get("ref") for cell in merged] == ["B1:C1", "A2:A3"]
