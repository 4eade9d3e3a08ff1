"""hOCR, ALTO and PAGE XML: valid, with every word in its place, its confidence, and nothing lost."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from lxml import etree

from tests.export.letters import letters
from tests.export.making import block, page, sample, table, transcript
from tests.export.strategies import transcripts
from transcritor_gui.export.characters import one_line
from transcritor_gui.export.formats.alto_file import AltoExporter
from transcritor_gui.export.formats.hocr_file import HocrExporter
from transcritor_gui.export.formats.page_xml_file import PageXmlExporter, page_xml
from transcritor_gui.model import Block, Box, Line, Transcript, Word, WordSource

_DATA = Path(__file__).parent / "data"
_ALTO = etree.RelaxNG(etree.parse(_DATA / "alto-4-subset.rng"))
_PAGE = etree.XMLSchema(etree.parse(_DATA / "page-2019-07-15.xsd"))
_A = {"a": "http://www.loc.gov/standards/alto/ns-v4#"}
_P = {"p": "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"}
_X = {"x": "http://www.w3.org/1999/xhtml"}


def _word_letters(made: Transcript) -> str:
    return letters("".join(one_line(word.text) for each in made.pages for word in each.words()))


def _one_word() -> Transcript:
    box = Box(72, 36, 144.1, 48)
    word = Word("coração", box, 0.914, WordSource.CORRECTED, bold=True)
    made = replace(block("x"), lines=(Line((word,), box),), box=box)
    return transcript(page(made))


def test_hocr_tells_place_and_confidence() -> None:
    root = etree.fromstring(HocrExporter().render(_one_word()))
    word = root.find(".//x:span[@class='ocrx_word']", _X)
    assert word is not None
    assert word.get("title") == "bbox 300 150 601 200; x_wconf 91"
    assert "".join(word.itertext()) == "coração"
    assert word.find("x:strong", _X) is not None
    page_element = root.find(".//x:div[@class='ocr_page']", _X)
    assert page_element is not None
    assert page_element.get("title") == (
        'image "contrato.pdf"; bbox 0 0 2480 3509; ppageno 0; scan_res 300 300'
    )


def test_alto_tells_place_and_confidence() -> None:
    root = etree.fromstring(AltoExporter().render(_one_word()))
    (string,) = root.iterfind(".//a:String", _A)
    assert dict(string.attrib) == {
        "ID": "p1_b1_l1_w1",
        "HPOS": "300",
        "VPOS": "150",
        "WIDTH": "301",
        "HEIGHT": "50",
        "CONTENT": "coração",
        "STYLE": "bold",
        "WC": "0.9140",
        "CS": "true",
    }


def test_page_xml_tells_place_and_confidence() -> None:
    root = etree.fromstring(page_xml(_one_word().pages[0], stem="a").encode())
    (word,) = root.iterfind(".//p:Word", _P)
    coords, text = word.find("p:Coords", _P), word.find("p:TextEquiv", _P)
    assert coords is not None
    assert text is not None
    assert coords.get("points") == "300,150 601,150 601,200 300,200"
    assert text.get("conf") == "0.9140"
    assert text.findtext("p:Unicode", namespaces=_P) == "coração"


def test_one_of_everything_is_valid() -> None:
    _ALTO.assertValid(etree.fromstring(AltoExporter().render(sample())))
    for each in sample().pages:
        _PAGE.assertValid(etree.fromstring(page_xml(each, stem="a").encode()))


def test_a_table_keeps_its_words() -> None:
    made = transcript(page(table(("a", "b"), ("c", "d"))))
    root = etree.fromstring(AltoExporter().render(made))
    assert [each.get("CONTENT") for each in root.iterfind(".//a:ComposedBlock//a:String", _A)] == list("abcd")


def test_page_xml_is_a_zip_with_a_file_for_each_page() -> None:
    archive = zipfile.ZipFile(io.BytesIO(PageXmlExporter().render(sample())))
    assert archive.namelist() == ["sentença-0001.xml", "sentença-0002.xml", "sentença-0003.xml"]


def test_page_xml_is_called_after_the_document_whatever_the_case_of_its_suffix() -> None:
    made = transcript(page(block("x")), name="CONTRATO.PDF")
    archive = zipfile.ZipFile(io.BytesIO(PageXmlExporter().render(made)))
    assert archive.namelist() == ["CONTRATO-0001.xml"]


@given(transcripts())
def test_any_hocr_is_well_formed_and_whole(made: Transcript) -> None:
    root = etree.fromstring(HocrExporter().render(made))
    words = root.iterfind(".//x:span[@class='ocrx_word']", _X)
    assert letters("".join("".join(word.itertext()) for word in words)) == _word_letters(made)


@given(transcripts())
def test_any_alto_is_valid_and_whole(made: Transcript) -> None:
    root = etree.fromstring(AltoExporter().render(made))
    _ALTO.assertValid(root)
    found = "".join(each.get("CONTENT", "") for each in root.iterfind(".//a:String", _A))
    assert letters(found) == _word_letters(made)


@given(transcripts())
def test_any_page_xml_is_valid_and_whole(made: Transcript) -> None:
    found = ""
    for each in made.pages:
        root = etree.fromstring(page_xml(each, stem=made.document.name).encode())
        _PAGE.assertValid(root)
        found += "".join(text.text or "" for text in root.iterfind(".//p:Word//p:Unicode", _P))
    assert letters(found) == _word_letters(made)


def test_a_page_of_impossible_size_is_still_valid() -> None:
    made = replace(page(block("x")), width_pt=1e12, height_pt=1e12)
    _PAGE.assertValid(etree.fromstring(page_xml(made, stem="a").encode()))


def test_blocks_without_lines_do_no_harm() -> None:
    empty = Block(block("x").kind, (), Box(0, 0, 1, 1))
    made = transcript(page(empty))
    _ALTO.assertValid(etree.fromstring(AltoExporter().render(made)))
    _PAGE.assertValid(etree.fromstring(page_xml(made.pages[0], stem="a").encode()))
