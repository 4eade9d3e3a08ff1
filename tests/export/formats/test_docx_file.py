"""DOCX that a word processor opens, with the words, the styles and the pages of the transcript."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
from hypothesis import given

from tests.examples import times
from tests.export.letters import letters, transcript_letters
from tests.export.making import block, page, sample, spanned, table, transcript
from tests.export.strategies import transcripts
from transcritor_gui.export import ExportOptions
from transcritor_gui.export.formats.docx_file import DocxExporter
from transcritor_gui.model import BlockKind, Transcript

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _document(made: Transcript, options: ExportOptions | None = None) -> Any:
    data = DocxExporter().render(made) if options is None else DocxExporter().render(made, options)
    return docx.Document(io.BytesIO(data))


def test_one_of_everything() -> None:
    document = _document(sample())
    assert [(each.style.name, each.text) for each in document.paragraphs] == [
        ("Transcript Marginal", "Juízo da 3ª Vara Cível"),
        ("Heading 1", "Sentença"),
        ("Normal", "Vistos. O autor pede a condenação do réu ao pagamento."),
        ("Normal", "Valor total: R$ 1.234,56"),
        ("List Bullet", "primeiro pedido"),
        ("List Bullet", "segundo pedido"),
        ("Normal", ""),
        ("Transcript Marginal", "fl. 12"),
        ("Normal", "Publique-se."),
        ("Normal", "Page 3 could not be read."),
    ]
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["Parcela", "Vencimento", "Valor"]
    assert rows[2] == ["2", "10/03/2024", "234,56"]
    assert [run.bold for run in document.paragraphs[3].runs] == [True, None]


def test_every_page_begins_a_page_and_has_a_bookmark() -> None:
    body = _document(sample()).element.body
    assert len(body.findall(f".//{_W}pageBreakBefore")) == 2
    names = [each.get(f"{_W}name") for each in body.iter(f"{_W}bookmarkStart")]
    assert names == ["page_1", "page_2", "page_3"]


def test_a_blank_page_and_a_page_of_a_table_begin_with_an_empty_paragraph() -> None:
    document = _document(transcript(page(), page(table(("a", "b")))))
    assert [each.paragraph_format.page_break_before for each in document.paragraphs[:2]] == [None, True]


def test_lines_of_the_page_are_kept_when_asked() -> None:
    document = _document(transcript(page(block("uma\noutra"))), ExportOptions(flowing=False))
    assert document.paragraphs[0].text == "uma\noutra"


def test_numbers_of_items_are_those_of_the_page() -> None:
    document = _document(transcript(page(block("3. três", BlockKind.LIST_ITEM))))
    assert document.paragraphs[0].text == "3.\ttrês"


def test_arabic_runs_from_right_to_left() -> None:
    body = _document(transcript(page(block("مرحبا بالعالم")))).element.body
    assert body.find(f".//{_W}bidi") is not None
    assert body.find(f".//{_W}rtl") is not None


def test_the_file_carries_no_time() -> None:
    archive = zipfile.ZipFile(io.BytesIO(DocxExporter().render(sample())))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@given(transcripts())
@times(0.6)
def test_a_word_processor_finds_the_same_letters(made: Transcript) -> None:
    found = "".join(each.text or "" for each in _document(made).element.body.iter(f"{_W}t"))
    assert letters(found) == transcript_letters(made, item_signs=True)


def test_cells_over_rows_and_columns_are_merged() -> None:
    cells = _document(transcript(page(spanned()))).tables[0]
    assert cells.cell(0, 1).text == cells.cell(0, 2).text == "2024"
    assert cells.cell(1, 0).text == cells.cell(2, 0).text == "Norte"
    assert [cells.cell(2, column).text for column in (1, 2)] == ["3", "4"]
