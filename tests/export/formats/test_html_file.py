"""HTML that a browser reads as the page says it."""

from __future__ import annotations

from hypothesis import given
from lxml import etree
from lxml import html as lxml_html

from tests.export.letters import letters, page_letters, pages_to_read
from tests.export.making import block, page, sample, spanned, transcript
from tests.export.strategies import transcripts
from transcritor_gui.export import ExportOptions
from transcritor_gui.export.formats.html_file import HtmlExporter
from transcritor_gui.model import BlockKind, Transcript


def _html(made: Transcript) -> str:
    return HtmlExporter().render(made).decode()


def test_one_of_everything() -> None:
    text = _html(sample())
    assert '<html lang="pt">' in text
    assert '<h1 dir="auto">Sentença</h1>' in text
    assert "<b>Valor total: </b>R$ 1.234,56" in text
    assert '<li dir="auto">primeiro pedido</li><li dir="auto">segundo pedido</li></ul>' in text
    assert '<th dir="auto">Parcela</th>' in text
    assert '<p class="footer" dir="auto">fl. 12</p>' in text
    assert '<p class="notice">Page 3 could not be read.</p>' in text


def test_lines_of_the_page_are_kept_when_asked() -> None:
    made = transcript(page(block("uma\noutra")))
    assert "uma<br/>\noutra" in HtmlExporter().render(made, ExportOptions(flowing=False)).decode()


def test_nothing_of_the_text_becomes_markup() -> None:
    made = transcript(page(block("<script>x</script> & \"'")), name="<b>.pdf")
    root = lxml_html.document_fromstring(_html(made))
    assert root.xpath("//script | //b") == []
    assert root.xpath("string(//section/p[2])") == "<script>x</script> & \"'"


def test_items_nest() -> None:
    items = (
        block("1. um", BlockKind.LIST_ITEM),
        block("• dois", BlockKind.LIST_ITEM, level=1),
        block("2. três", BlockKind.LIST_ITEM),
    )
    root = lxml_html.document_fromstring(_html(transcript(page(*items))))
    assert [item.get("value") for item in root.xpath("//ol/li")] == ["1", "2"]
    assert root.xpath("string(//ol/li/ul/li)") == "dois"


@given(transcripts())
def test_a_browser_finds_the_same_letters(made: Transcript) -> None:
    sections = lxml_html.document_fromstring(_html(made).encode()).xpath("//section")
    for section, each in zip(sections, pages_to_read(made), strict=True):
        label = letters(section.xpath("string(p[1])"))
        assert letters(section.text_content()).removeprefix(label) == page_letters(each)


@given(transcripts())
def test_it_is_well_formed_xml_too(made: Transcript) -> None:
    etree.fromstring(_html(made).encode())


def test_cells_over_rows_and_columns_span_them() -> None:
    html = _html(transcript(page(spanned())))
    assert '<th dir="auto" colspan="2">2024</th></tr>' in html
    assert '<td dir="auto" rowspan="2">Norte</td>' in html
