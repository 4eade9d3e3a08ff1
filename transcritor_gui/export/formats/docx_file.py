"""DOCX: a document for word processors, a page of it for each page of the PDF. See docs/formats/docx.md.

python-docx brings the package with its styles and numbering. The body is written as XML here, a page at a
time: its calls for each paragraph took minutes for a document of thousands of pages.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
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

__all__ = ["DocxExporter"]

_LARGEST_PAGE_PT = 1584
"""Word's limit, 22 inches."""
_MARGIN_TWIPS = 1134
"""2 cm."""
_INDENT_TWIPS = 360
_DEEPEST_LIST_STYLE = 3
_HEADING_SIZES_PT = (18, 16, 14, 12, 11, 11)
_AFTER_TABLE = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="200" w:lineRule="exact"/></w:pPr></w:p>'
)
"""Ten points high."""
_BESIDE_TEXT_TWIPS = 85
_AROUND_CELL_TWIPS = 2 * _BESIDE_TEXT_TWIPS + 10
_CELL_MARGINS = "".join(
    f'<w:{side} w:w="{twips}" w:type="dxa"/>'
    for side, twips in (
        ("top", 40),
        ("left", _BESIDE_TEXT_TWIPS),
        ("bottom", 40),
        ("right", _BESIDE_TEXT_TWIPS),
    )
)
_LONGEST_TITLE = 255
_MARGINAL = "Transcript Marginal"
_MARGINAL_ID = "TranscriptMarginal"
_CELL = "Transcript Cell"
_CELL_ID = "TranscriptCell"
_SMALL_CELL = "Transcript Small Cell"
_SMALL_CELL_ID = "TranscriptSmallCell"
_SMALL_PT = 7.5
_SMALL_FROM = 1.25
"""How many times the room that there is a table asks for, from which its letters are small."""
_CHARACTER_TWIPS, _SMALL_CHARACTER_TWIPS = 125, 90
"""Wide letters of 11 and 7.5 points."""


class DocxExporter(Exporter):
    format = "docx"
    suffix = ".docx"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    is_text = False
    choices = frozenset({ExportChoice.LINES, ExportChoice.RUNNING_LINES, ExportChoice.ALL_IN_ONE})

    def label(self) -> str:
        return tr("Word (DOCX)")

    def chunks(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> Iterator[bytes]:
        part = selected(transcript, options)
        document = _styled_document(part)
        end = document.element.body.sectPr
        width_twips = round(20 * min(part.pages[0].width_pt, _LARGEST_PAGE_PT)) - 2 * _MARGIN_TWIPS
        flowing = options.flowing is not False
        for number, read in enumerate(read_pages(part.pages, flowing=flowing)):
            parts = tuple(outline(read.page, flowing=flowing, joints=read.joints))
            if read.is_used_up:
                continue
            for element in _parsed(_page_xml(read, parts, is_first=number == 0, width_twips=width_twips)):
                end.addprevious(element)
        target = io.BytesIO()
        document.save(target)
        yield repacked(target.getvalue())


def _styled_document(transcript: Transcript) -> Any:
    """python-docx's own template with quiet styles, the size of the first page, and no trace of a time."""
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor, Twips

    document = docx.Document()
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name = "Calibri"
    normal.paragraph_format.space_after = Pt(6)
    for level, size_pt in enumerate(_HEADING_SIZES_PT, start=1):
        heading = styles[f"Heading {level}"]
        heading.font.name = "Calibri"
        heading.font.size = Pt(size_pt)
        heading.font.bold = True
        heading.font.italic = False
        heading.font.color.rgb = RGBColor(0, 0, 0)
        heading.paragraph_format.space_before = Pt(size_pt)
        heading.paragraph_format.space_after = Pt(4)
    marginal = styles.add_style(_MARGINAL, WD_STYLE_TYPE.PARAGRAPH)
    marginal.base_style = normal
    marginal.font.size = Pt(9)
    marginal.font.color.rgb = RGBColor(0x59, 0x59, 0x59)
    cell = styles.add_style(_CELL, WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = normal
    cell.paragraph_format.space_after = Pt(0)
    cell.paragraph_format.line_spacing = 1.0
    small_cell = styles.add_style(_SMALL_CELL, WD_STYLE_TYPE.PARAGRAPH)
    small_cell.base_style = cell
    small_cell.font.size = Pt(_SMALL_PT)
    tag = regional_tag(transcript.languages)
    if tag:
        language = styles.element.find(".//{*}docDefaults//{*}lang")
        language.set(language.keys()[0], tag)
    section = document.sections[0]
    first = transcript.pages[0]
    section.page_width = Pt(round(min(first.width_pt, _LARGEST_PAGE_PT)))
    section.page_height = Pt(round(min(first.height_pt, _LARGEST_PAGE_PT)))
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Twips(_MARGIN_TWIPS))
    properties = document.core_properties
    properties.title = one_line(transcript.document.name)[:_LONGEST_TITLE]
    properties.author = ""
    properties.comments = ""
    return document


def _parsed(body: str) -> Any:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    return parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>")


def _page_xml(read: ReadPage, parts: Sequence[Part], *, is_first: bool, width_twips: int) -> str:
    """The parts of a page; its first paragraph begins a new page and carries a bookmark 'page_3', unless the
    page has begun inside a paragraph before."""
    anchor = _anchor(read.page.page_index + 1) if read.begins_on is None else ""
    break_before = "" if is_first else "<w:pageBreakBefore/>"
    if not parts or isinstance(parts[0], Grid):
        head = f"<w:p><w:pPr>{break_before}</w:pPr>{anchor}</w:p>"
        return head + "".join(_part(part, width_twips=width_twips) for part in parts)
    first = _part(parts[0], width_twips=width_twips, break_before=break_before, anchor=anchor)
    return first + "".join(_part(part, width_twips=width_twips) for part in parts[1:])


def _anchor(number: int) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="page_{number}"/><w:bookmarkEnd w:id="{number}"/>'


def _part(part: Part, *, width_twips: int, break_before: str = "", anchor: str = "") -> str:
    match part:
        case Heading(level, runs):
            return _paragraph(f"Heading{level}", (runs,), break_before=break_before, before=anchor)
        case Paragraph(kind, rows):
            style = "Normal" if kind is BlockKind.PARAGRAPH else _MARGINAL_ID
            return _paragraph(style, rows, break_before=break_before, before=anchor)
        case Item():
            return _item(part, break_before=break_before, anchor=anchor)
        case PageNotice(text):
            rows = ((TextRun(text, italic=True),),)
            return _paragraph("Normal", rows, break_before=break_before, before=anchor)
        case Grid():
            return _table(part, width_twips=width_twips)


def _item(item: Item, *, break_before: str, anchor: str) -> str:
    sign = item.marker.text
    if not sign:
        depth = min(item.depth + 1, _DEEPEST_LIST_STYLE)
        style = "ListBullet" if depth == 1 else f"ListBullet{depth}"
        return _paragraph(style, item.rows, break_before=break_before, before=anchor)
    left = _INDENT_TWIPS * (item.depth + 1)
    return _paragraph(
        "ListParagraph",
        item.rows,
        break_before=break_before,
        indent=f'<w:ind w:left="{left}" w:hanging="{_INDENT_TWIPS}"/>',
        before=f'{anchor}<w:r><w:t xml:space="preserve">{escape(sign)}</w:t><w:tab/></w:r>',
    )


def _paragraph(
    style: str,
    rows: Sequence[tuple[TextRun, ...]],
    *,
    break_before: str = "",
    indent: str = "",
    before: str = "",
) -> str:
    """A paragraph whose properties stand in the order that the schema asks for (CT_PPr)."""
    turned = any(is_right_to_left(text_of(runs)) for runs in rows[:1])
    properties = f'<w:pStyle w:val="{style}"/>{break_before}{"<w:bidi/>" if turned else ""}{indent}'
    text = "<w:r><w:br/></w:r>".join("".join(_run(run) for run in runs) for runs in rows)
    return f"<w:p><w:pPr>{properties}</w:pPr>{before}{text}</w:p>"


def _run(run: TextRun) -> str:
    if run.page_number is not None:
        return _anchor(run.page_number)
    marks = ("<w:b/><w:bCs/>" if run.bold else "") + ("<w:i/><w:iCs/>" if run.italic else "")
    marks += "<w:rtl/>" if is_right_to_left(run.text) else ""
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(run.text)}</w:t></w:r>'


def _table(grid: Grid, *, width_twips: int) -> str:
    """A table with lines around its cells, and an empty paragraph, without which two tables would be one.

    Columns are as wide as their text asks for, and all together no wider than the page's text; the letters of
    a table that is far too wide become smaller.
    """
    cells = grid.rows
    room_twips = width_twips - _AROUND_CELL_TWIPS * max(map(len, cells), default=0)
    wanted_twips = _CHARACTER_TWIPS * sum(column_widths(cells, room=math.inf))
    is_small = wanted_twips > _SMALL_FROM * room_twips
    style = _SMALL_CELL_ID if is_small else _CELL_ID
    letter_twips = _SMALL_CHARACTER_TWIPS if is_small else _CHARACTER_TWIPS
    room = max(0.0, room_twips / letter_twips)
    widths = [round(letter_twips * width) + _AROUND_CELL_TWIPS for width in column_widths(cells, room=room)]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(
        _row(row, widths, style=style, is_header=number < grid.header_rows)
        for number, row in enumerate(grid.placed())
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f"<w:tblCellMar>{_CELL_MARGINS}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>{_AFTER_TABLE}"
    )


def _row(cells: Sequence[PlacedCell], widths: Sequence[int], *, style: str, is_header: bool) -> str:
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if is_header else ""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>' if is_header else ""
    filled: list[str] = []
    column = 0
    while column < len(cells):
        cell = cells[column]
        reach = cell.columns
        merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
        if cell.is_covered:  # by a cell of a row above; the others of its own row are not written
            merge = "<w:vMerge/>"
            following = range(column + 1, len(cells))
            reach = next(
                (
                    other - column
                    for other in following
                    if not cells[other].is_covered or cells[other].begins_column
                ),
                len(cells) - column,
            )
        width = sum(widths[column : column + reach])
        span = f'<w:gridSpan w:val="{reach}"/>' if reach > 1 else ""
        filled.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{shade}</w:tcPr>'
            + _paragraph(style, tuple((TextRun(line, bold=is_header),) for line in cell.lines))
            + "</w:tc>"
        )
        column += reach
    return f"<w:tr>{properties}{''.join(filled)}</w:tr>"
