"""EPUB that a reader opens: its files in place, its contents and pages pointing at what is there."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from lxml import etree

from tests.export.letters import letters, page_letters, pages_to_read
from tests.export.making import block, page, sample, transcript
from tests.export.strategies import transcripts
from transcritor_gui.export.formats.epub_file import EpubExporter
from transcritor_gui.model import Transcript

_XHTML = {"x": "http://www.w3.org/1999/xhtml"}


def _book(made: Transcript) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(EpubExporter().render(made)))


def _links(book: zipfile.ZipFile, number: int) -> list[tuple[str, str]]:
    root = etree.fromstring(book.read("book/contents.xhtml"))
    nav = root.findall(".//x:nav", _XHTML)[number]
    return [(link.get("href", ""), link.text or "") for link in nav.iterfind(".//x:a", _XHTML)]


def test_the_type_comes_first_and_uncompressed() -> None:
    first = _book(sample()).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_headings_are_the_contents() -> None:
    assert _links(_book(sample()), 0) == [("text-0001.xhtml#page-1", "Sentença")]


def test_pages_of_the_pdf_can_be_found() -> None:
    book = _book(transcript(*(page(block("x")) for _ in range(45))))
    links = _links(book, 1)
    assert [text for _, text in links] == [str(number) for number in range(1, 46)]
    assert links[20][0] == "text-0002.xhtml#page-21"
    for target, _ in links:
        name, anchor = target.split("#")
        assert f'id="{anchor}"' in book.read(f"book/{name}").decode()


def test_without_headings_the_contents_are_pages() -> None:
    assert _links(_book(transcript(page(block("x")))), 0) == [("text-0001.xhtml", "Page 1")]


def test_the_title_is_the_name_without_its_suffix_in_small_letters_or_capitals() -> None:
    package = _book(transcript(page(block("x")), name="CONTRATO.PDF")).read("book/content.opf").decode()
    assert ">CONTRATO</dc:title>" in package


@given(transcripts())
def test_a_reader_finds_the_same_letters(made: Transcript) -> None:
    book = _book(made)
    root = etree.fromstring(book.read("book/text-0001.xhtml"))
    for section, each in zip(root.iterfind(".//x:section", _XHTML), pages_to_read(made), strict=True):
        label = letters("".join(section[0].itertext()))
        assert letters("".join(section.itertext())).removeprefix(label) == page_letters(each)
    etree.fromstring(book.read("book/content.opf"))
