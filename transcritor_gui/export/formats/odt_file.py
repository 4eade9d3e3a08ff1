"""ODT: a document for LibreOffice and other word processors, as DOCX is for Word. See docs/formats/odt.md.

odfdo brings the package with its styles; the body is written as XML here, a page at a time.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from transcritor_gui.export.characters import one_line
from transcritor_gui.export.column_widths import column_widths
from transcritor_gui.export.exporter import DEFAULT_OPTIONS, ExportChoice, Exporter, ExportOptions
from transcritor_gui.export.formats.archive import repacked
from transcritor_gui.export.language_tags import regional_tag
from transcritor_gui.export.reading.direction import is_right_to_left
from transcritor_gui.export.reading.flow import TextRun, text_of
from transcritor_gui.export.reading.outline import (
    Grid,
    Heading,
    Item,
    PageNotice,
    Paragraph,
    Part,
    PlacedCell,
    outline,
)
from transcritor_gui.export.reading.page_joints import ReadPage, read_pages
from transcritor_gui.export.selection import selected
from transcritor_gui.i18n import tr
from transcritor_gui.model import BlockKind, Transcript

__all__ = ["OdtExporter"]

_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The time of making would make every file another."""
_LARGEST_PAGE_PT = 8503
"""LibreOffice's limit, 300 cm."""
_INDENT_CM = 0.63
_DEEPEST_ITEM = 6
_LIST_LEVELS = 10
"""All that OpenDocument has."""
_BULLETS = "TranscriptBullets"
_TABLE, _COLUMN = "TranscriptTable", "TranscriptColumn"
_CHARACTERS_A_LINE = 80
_WIDEST = _CHARACTERS_A_LINE
"""Of the columns that there is a style for."""
_BESIDE_TEXT = 2
"""Characters that a cell's margins take."""
_SMALL = "Transcript_20_Small_20_Cell"
_SMALL_FROM, _SMALL_LETTER = 1.25, 0.67
"""How many times the room that there is a table asks for, from which its letters are small; and how small."""
_SHARE = 1000
"""Of a table's width for a character; LibreOffice takes shares below 23 for 23."""
_CELL, _HEAD_CELL = "TranscriptCell", "TranscriptHeadCell"
_TURNED = ' style:writing-mode="rl-tb" fo:text-align="right"'
_MARGINAL = "Transcript_20_Marginal"
_TEXT_STYLES = {
    "Bold": 'fo:font-weight="bold" style:font-weight-complex="bold"',
    "Italic": 'fo:font-style="italic" style:font-style-complex="italic"',
}


class OdtExporter(Exporter):
    format = "odt"
    suffix = ".odt"
    media_type = "application/vnd.oasis.opendocument.text"
    is_text = False
    choices = frozenset({ExportChoice.LINES, ExportChoice.RUNNING_LINES, ExportChoice.ALL_IN_ONE})

    def label(self) -> str:
        return tr("LibreOffice (ODT)")

    def chunks(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> Iterator[bytes]:
        from odfdo import Element

        part = selected(transcript, options)
        document = _styled_document(part)
        flowing = options.flowing is not False
        for number, read in enumerate(read_pages(part.pages, flowing=flowing)):
            parts = tuple(outline(read.page, flowing=flowing, joints=read.joints))
            if read.is_used_up:
                continue
            wrapper = Element.from_tag(
                f"<office:text>{_page_xml(read, parts, is_first=number == 0)}</office:text>"
            )
            for element in wrapper.children:
                document.body.append(element)
        target = io.BytesIO()
        document.save(target)
        yield repacked(target.getvalue(), stored=frozenset({"mimetype"}))


def _styled_document(transcript: Transcript) -> Any:
    """odfdo's own template with our styles, the size of the first page, and no trace of a time."""
    from odfdo import Document

    document = Document("text")
    document.body.clear()
    tag = regional_tag(transcript.languages)
    document.language = tag if tag else "zxx"  # "no language", in ODF and BCP 47
    document.meta.set_title(one_line(transcript.document.name))
    document.meta.set_creation_date(_NO_TIME)
    document.meta.set_modification_date(_NO_TIME)
    document.del_part("Thumbnails/thumbnail.png")
    first = transcript.pages[0]
    layout: Any = document.get_styles("page-layout")[0].get_element("style:page-layout-properties")
    layout.set_attribute("fo:page-width", f"{min(first.width_pt, _LARGEST_PAGE_PT):.2f}pt")
    layout.set_attribute("fo:page-height", f"{min(first.height_pt, _LARGEST_PAGE_PT):.2f}pt")
    for numbering in document.styles.get_elements("//text:outline-style"):
        numbering.delete()  # headings carry the numbers of the page, and no others
    for properties in document.styles.get_elements(
        "//style:style[starts-with(@style:name, 'Heading_20_')]/style:text-properties"
    ):
        properties.set_attribute("fo:font-style", "normal")
    document.insert_style(
        f'<style:style style:name="{_MARGINAL}" style:display-name="Transcript Marginal"'
        ' style:family="paragraph" style:parent-style-name="Standard">'
        '<style:text-properties fo:font-size="9pt" fo:color="#595959"/></style:style>'
    )
    document.insert_style(
        f'<style:style style:name="{_SMALL}" style:display-name="Transcript Small Cell"'
        ' style:family="paragraph" style:parent-style-name="Standard">'
        '<style:text-properties fo:font-size="8pt"/></style:style>'
    )
    document.insert_style(_bullets())
    for style in _automatic_styles():
        document.insert_style(style, automatic=True)
    return document


def _bullets() -> str:
    levels = "".join(
        f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="•">'
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab"'
        f' text:list-tab-stop-position="{level * _INDENT_CM:.2f}cm" fo:text-indent="-{_INDENT_CM}cm"'
        f' fo:margin-left="{level * _INDENT_CM:.2f}cm"/></style:list-level-properties>'
        "</text:list-level-style-bullet>"
        for level in range(1, _LIST_LEVELS + 1)
    )
    return f'<text:list-style style:name="{_BULLETS}">{levels}</text:list-style>'


def _automatic_styles() -> Iterator[str]:
    """Variants of every paragraph style that begin a page or run from right to left; words; lists; tables."""
    items = [f"Item_{depth}" for depth in range(_DEEPEST_ITEM)]
    for depth, name in enumerate(items):
        margin = f'fo:margin-left="{(depth + 1) * _INDENT_CM:.2f}cm" fo:text-indent="-{_INDENT_CM}cm"'
        yield (
            f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="Standard">'
            f"<style:paragraph-properties {margin}><style:tab-stops/></style:paragraph-properties>"
            "</style:style>"
        )
    headings = [f"Heading_20_{level}" for level in range(1, 7)]
    for parent in ("Standard", "Text_20_body", _MARGINAL, _SMALL, *headings):
        for starts, turned in ((True, False), (False, True), (True, True)):
            properties = ' fo:break-before="page"' * starts + _TURNED * turned
            yield (
                f'<style:style style:name="{_variant(parent, starts=starts, turned=turned)}"'
                f' style:family="paragraph" style:parent-style-name="{parent}">'
                f"<style:paragraph-properties{properties}/></style:style>"
            )
    for name, properties in (*_TEXT_STYLES.items(), ("BoldItalic", " ".join(_TEXT_STYLES.values()))):
        yield (
            f'<style:style style:name="{name}" style:family="text">'
            f"<style:text-properties {properties}/></style:style>"
        )
    yield (
        f'<style:style style:name="{_TABLE}" style:family="table">'
        '<style:table-properties table:align="margins"/></style:style>'
    )
    for width in range(1, _WIDEST + 1):
        yield (
            f'<style:style style:name="{_COLUMN}_{width}" style:family="table-column">'
            f'<style:table-column-properties style:rel-column-width="{_SHARE * width}*"/></style:style>'
        )
    for name, colour in ((_CELL, ""), (_HEAD_CELL, ' fo:background-color="#ededed"')):
        yield (
            f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties'
            f' fo:border="0.5pt solid #808080" fo:padding="0.1cm"{colour}/></style:style>'
        )


def _variant(parent: str, *, starts: bool, turned: bool) -> str:
    return parent + "_starts" * starts + "_turned" * turned


def _page_xml(read: ReadPage, parts: Sequence[Part], *, is_first: bool) -> str:
    """The parts of a page; its first paragraph begins a new page and carries a bookmark 'page_3', unless the
    page has begun inside a paragraph before."""
    number = read.page.page_index + 1
    anchor = _anchor(number) if read.begins_on is None else ""
    starts = not is_first
    if parts and isinstance(parts[0], Heading | Paragraph | PageNotice):
        rest = parts[1:]
        first = _part(parts[0], name=f"{number}_1", starts=starts, anchor=anchor)
    else:
        rest = tuple(parts)
        first = f'<text:p text:style-name="{_style("Standard", starts=starts)}">{anchor}</text:p>'
    return first + "".join(_part(part, name=f"{number}_{place}") for place, part in enumerate(rest, start=2))


def _anchor(number: int) -> str:
    return f'<text:bookmark text:name="page_{number}"/>'


def _part(part: Part, *, name: str, starts: bool = False, anchor: str = "") -> str:
    match part:
        case Heading(level, runs):
            style = _style(f"Heading_20_{level}", text_of(runs), starts=starts)
            return (
                f'<text:h text:style-name="{style}" text:outline-level="{level}">'
                f"{anchor}{_rows((runs,))}</text:h>"
            )
        case Paragraph(kind, rows):
            parent = "Text_20_body" if kind is BlockKind.PARAGRAPH else _MARGINAL
            return _paragraph(_style(parent, text_of(rows[0]), starts=starts), anchor + _rows(rows))
        case PageNotice(text):
            style = _style("Text_20_body", starts=starts)
            return _paragraph(style, anchor + _rows(((TextRun(text, italic=True),),)))
        case Item():
            return _item(part)
        case Grid():
            return _table(part, name=name)


def _style(parent: str, text: str = "", *, starts: bool = False) -> str:
    return _variant(parent, starts=starts, turned=is_right_to_left(text))


def _item(item: Item) -> str:
    """A bullet as a list of its own, so that no number of the word processor's gets in; a sign as printed."""
    if item.marker.text:
        style = f"Item_{min(item.depth, _DEEPEST_ITEM - 1)}"
        return _paragraph(style, f"{escape(item.marker.text)}<text:tab/>{_rows(item.rows)}")
    text = _paragraph(_style("Standard", text_of(item.rows[0])), _rows(item.rows))
    for _ in range(min(item.depth + 1, _LIST_LEVELS)):
        text = f"<text:list><text:list-item>{text}</text:list-item></text:list>"
    return text.replace("<text:list>", f'<text:list text:style-name="{_BULLETS}">', 1)


def _paragraph(style: str, content: str) -> str:
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def _rows(rows: Sequence[tuple[TextRun, ...]]) -> str:
    return "<text:line-break/>".join("".join(_run(run) for run in runs) for runs in rows)


def _run(run: TextRun) -> str:
    if run.page_number is not None:
        return _anchor(run.page_number)
    # ODF takes several spaces for one
    text = escape(run.text).replace("  ", " <text:s/>")
    name = "Bold" * run.bold + "Italic" * run.italic
    return f'<text:span text:style-name="{name}">{text}</text:span>' if name else text


def _table(grid: Grid, *, name: str) -> str:
    cells = grid.rows
    room = _CHARACTERS_A_LINE - _BESIDE_TEXT * max(map(len, cells), default=0)
    is_small = sum(column_widths(cells, room=math.inf)) > _SMALL_FROM * room
    style = _SMALL if is_small else "Standard"
    columns = "".join(
        f'<table:table-column table:style-name="{_COLUMN}_{min(_WIDEST, round(width) + _BESIDE_TEXT)}"/>'
        for width in column_widths(cells, room=max(0, room / _SMALL_LETTER if is_small else room))
    )
    rows = list(grid.placed())
    head = "".join(_row(row, style=style, is_header=True) for row in rows[: grid.header_rows])
    body = "".join(_row(row, style=style, is_header=False) for row in rows[grid.header_rows :])
    repeated = f"<table:table-header-rows>{head}</table:table-header-rows>" if head else ""
    return (
        f'<table:table table:name="Table_{name}" table:style-name="{_TABLE}">'
        f"{columns}{repeated}{body}</table:table>"
        '<text:p text:style-name="Standard"/>'
    )


def _row(cells: Sequence[PlacedCell], *, style: str, is_header: bool) -> str:
    cell_style = _HEAD_CELL if is_header else _CELL
    filled = "".join(
        "<table:covered-table-cell/>"
        if cell.is_covered
        else f'<table:table-cell table:style-name="{cell_style}" office:value-type="string"{_reach(cell)}>'
        + "".join(
            _paragraph(_style(style, line), _rows(((TextRun(line, bold=is_header),),))) for line in cell.lines
        )
        + "</table:table-cell>"
        for cell in cells
    )
    return f"<table:table-row>{filled}</table:table-row>"


def _reach(cell: PlacedCell) -> str:
    if cell.rows == 1 and cell.columns == 1:
        return ""
    return f' table:number-columns-spanned="{cell.columns}" table:number-rows-spanned="{cell.rows}"'
