"""PAGE XML (2019-07-15): the format of transcription tools such as Transkribus. See docs/formats/page.md.

A file of the standard holds one page, so a document is a zip of them. The standard and its schema:
https://github.com/PRImA-Research-Lab/PAGE-XML (the order of elements is the schema's).
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from transcritor_gui import __version__
from transcritor_gui.document_kinds import document_stem
from transcritor_gui.export.characters import one_line
from transcritor_gui.export.exporter import DEFAULT_OPTIONS, Exporter, ExportOptions
from transcritor_gui.export.formats.archive import packed
from transcritor_gui.export.names import safe_name
from transcritor_gui.export.pixels import page_pixels, pixel_box, written_words
from transcritor_gui.export.reading.direction import is_right_to_left
from transcritor_gui.export.selection import selected
from transcritor_gui.i18n import tr
from transcritor_gui.model import Block, BlockKind, Box, Line, PageResult, Transcript, Word

__all__ = ["PageXmlExporter", "page_xml"]

_NO_TIME = "2000-01-01T00:00:00Z"
"""The standard demands a time; a real one would make every file another."""
_KINDS = {
    BlockKind.PARAGRAPH: "paragraph",
    BlockKind.HEADING: "heading",
    BlockKind.LIST_ITEM: "paragraph",
    BlockKind.TABLE: "paragraph",
    BlockKind.HEADER: "header",
    BlockKind.FOOTER: "footer",
    BlockKind.FOOTNOTE: "footnote",
    BlockKind.STAMP: "marginalia",
    BlockKind.WATERMARK: "other",
    BlockKind.LINE_NUMBERS: "marginalia",
    BlockKind.HANDWRITING: "other",
}


class PageXmlExporter(Exporter):
    format = "page"
    suffix = ".page.zip"
    media_type = "application/zip"
    is_text = False

    def label(self) -> str:
        return tr("Words with positions (PAGE XML)")

    def chunks(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> Iterator[bytes]:
        part = selected(transcript, options, is_running_text=False)
        stem = safe_name(document_stem(part.document.name))
        yield packed(
            (f"{stem}-{page.page_index + 1:04}.xml", page_xml(page, stem=stem).encode())
            for page in part.pages
        )


def page_xml(page: PageResult, *, stem: str) -> str:
    """One page as a file of the standard; the picture it speaks of would be called 'STEM-0001.png'."""
    size = page_pixels(page)
    image = quoteattr(f"{one_line(stem)}-{page.page_index + 1:04}.png")
    confidence = "" if page.confidence is None else f' conf="{page.confidence:.4f}"'
    regions = "".join(_region(block, name=f"r{number}") for number, block in enumerate(page.blocks, start=1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">\n'
        f"<Metadata>\n<Creator>Transcritor {__version__}</Creator>\n<Created>{_NO_TIME}</Created>\n"
        f"<LastChange>{_NO_TIME}</LastChange>\n</Metadata>\n"
        f'<Page imageFilename={image} imageWidth="{size.width}" imageHeight="{size.height}"{confidence}>\n'
        f"{_reading_order(len(page.blocks))}{regions}</Page>\n</PcGts>\n"
    )


def _reading_order(regions: int) -> str:
    if not regions:
        return ""
    references = "".join(
        f'<RegionRefIndexed index="{number - 1}" regionRef="r{number}"/>\n'
        for number in range(1, regions + 1)
    )
    return f'<ReadingOrder>\n<OrderedGroup id="order">\n{references}</OrderedGroup>\n</ReadingOrder>\n'


def _region(block: Block, *, name: str) -> str:
    if block.kind is not BlockKind.TABLE:
        return _text_region(block, name=name)
    text = _text_region(block, name=f"{name}t")
    return f'<TableRegion id="{name}">\n{_coords(block.box)}{text}</TableRegion>\n'


def _text_region(block: Block, *, name: str) -> str:
    lines = "".join(_line(line, name=f"{name}l{number}") for number, line in enumerate(block.lines, start=1))
    text = "\n".join(_line_text(line) for line in block.lines)
    made = ' production="handwritten-cursive"' if block.kind is BlockKind.HANDWRITING else ""
    return (
        f'<TextRegion id="{name}" type="{_KINDS[block.kind]}"{made}>\n'
        f"{_coords(block.box)}{lines}{_text(text)}</TextRegion>\n"
    )


def _line(line: Line, *, name: str) -> str:
    text = _line_text(line)
    direction = ' readingDirection="right-to-left"' if is_right_to_left(text) else ""
    words = "".join(
        _word(word, shown, name=f"{name}w{number}")
        for number, (word, shown) in enumerate(written_words(line), start=1)
    )
    return f'<TextLine id="{name}"{direction}>\n{_coords(line.box)}{words}{_text(text)}</TextLine>\n'


def _word(word: Word, text: str, *, name: str) -> str:
    styles = "".join(f' {style}="true"' for style, on in (("bold", word.bold), ("italic", word.italic)) if on)
    style = f"<TextStyle{styles}/>\n" if styles else ""
    return f'<Word id="{name}">\n{_coords(word.box)}{_text(text, confidence=word.confidence)}{style}</Word>\n'


def _line_text(line: Line) -> str:
    return " ".join(text for _, text in written_words(line))


def _text(text: str, *, confidence: float | None = None) -> str:
    share = "" if confidence is None else f' conf="{confidence:.4f}"'
    return f"<TextEquiv{share}><Unicode>{escape(text)}</Unicode></TextEquiv>\n"


def _coords(box: Box) -> str:
    """The corners of `box`, clockwise from the upper left."""
    pixels = pixel_box(box)
    corners = ((pixels.x0, pixels.y0), (pixels.x1, pixels.y0), (pixels.x1, pixels.y1), (pixels.x0, pixels.y1))
    return f'<Coords points="{" ".join(f"{x},{y}" for x, y in corners)}"/>\n'
