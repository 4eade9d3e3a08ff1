"""ODT that a word processor opens, with the words, the styles and the pages of the transcript."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from hypothesis import given
from lxml import etree
from odfdo import Document

from tests.examples import times
from tests.export.letters import letters, transcript_letters
from tests.export.making import block, page, sample, spanned, table, transcript
from tests.export.strategies import transcripts
from transcritor_gui.export import ExportOptions
from transcritor_gui.export.formats.odt_file import OdtExporter
from transcritor_gui.model import BlockKind, Transcript

_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def _archive(made: Transcript, options: ExportOptions | None = None) -> zipfile.ZipFile:
    data = OdtExporter().render(made) if options is None else OdtExporter().render(made, options)
    return zipfile.ZipFile(io.BytesIO(data))


def _body(made: Transcript, options: ExportOptions | None = None) -> Any:
    root = etree.fromstring(_archive(made, options).read("content.xml"))
    return root.find(".//{*}text")


def test_a_library_reads_one_of_everything() -> None:
    document = Document(io.BytesIO(OdtExporter().render(sample())))
    assert [each.inner_text for each in document.body.headers] == ["Sentença"]
    (grid,) = document.body.tables
    assert grid.get_values()[1] == ["1", "10/02/2024", "1.000,00"]
    text = document.get_formatted_text()
    assert "Vistos. O autor pede a condenação do réu ao pagamento." in text
    assert "Page 3 could not be read." in text


def test_every_page_begins_a_page_and_has_a_bookmark() -> None:
    body = _body(sample())
    names = [each.get(f"{_T}name") for each in body.iter(f"{_T}bookmark")]
    assert names == ["page_1", "page_2", "page_3"]
    starts = [each for each in body.iter() if "_starts" in each.get(f"{_T}style-name", "")]
    assert len(starts) == 2


def test_every_style_used_is_there() -> None:
    archive = _archive(sample())
    used = {
        value
        for each in etree.fromstring(archive.read("content.xml")).find(".//{*}body").iter()
        for name, value in each.attrib.items()
        if name.endswith("}style-name")
    }
    known = {
        value
        for part in ("content.xml", "styles.xml")
        for each in etree.fromstring(archive.read(part)).iter("{*}style", "{*}list-style")
        for name, value in each.attrib.items()
        if name.endswith("}name")
    }
    assert used - known == set()


def test_bold_words_are_spans() -> None:
    spans = [each for each in _body(sample()).iter(f"{_T}span") if each.text == "Valor total: "]
    assert [span.get(f"{_T}style-name") for span in spans] == ["Bold"]


def test_items_nest_and_keep_their_signs() -> None:
    items = (
        block("• um", BlockKind.LIST_ITEM),
        block("• dois", BlockKind.LIST_ITEM, level=1),
        block("IV - três", BlockKind.LIST_ITEM),
    )
    body = _body(transcript(page(*items)))
    assert "".join(body.find(f"{_T}list[2]/{_T}list-item/{_T}list/{_T}list-item").itertext()) == "dois"
    assert body[-1].text == "IV -"


def test_lines_of_the_page_are_kept_when_asked() -> None:
    body = _body(transcript(page(block("uma\noutra"))), ExportOptions(flowing=False))
    assert body.find(f".//{_T}line-break") is not None


def test_arabic_runs_from_right_to_left() -> None:
    body = _body(transcript(page(block("مرحبا بالعالم"))))
    assert body[0].get(f"{_T}style-name").endswith("_turned")


def test_a_page_of_a_table_begins_with_an_empty_paragraph() -> None:
    body = _body(transcript(page(), page(table(("a", "b")))))
    assert [each.get(f"{_T}style-name") for each in body[:2]] == ["Standard", "Standard_starts"]


def test_the_type_comes_first_and_no_time_is_told() -> None:
    entries = _archive(sample()).infolist()
    assert (entries[0].filename, entries[0].compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


@given(transcripts())
@times(0.6)
def test_a_word_processor_finds_the_same_letters(made: Transcript) -> None:
    assert letters("".join(_body(made).itertext())) == transcript_letters(made, item_signs=True)


def test_headings_get_no_numbers_of_the_word_processors() -> None:
    assert b"outline-level-style" not in _archive(sample()).read("styles.xml")


def test_cells_over_rows_and_columns_span_them() -> None:
    content = _archive(transcript(page(spanned()))).read("content.xml").decode()
    assert content.count("<table:covered-table-cell/>") == 2
    assert 'table:number-columns-spanned="2" table:number-rows-spanned="1"' in content
    assert 'table:number-columns-spanned="1" table:number-rows-spanned="2"' in content
