"""ALTO 4.4: the libraries' format for text with positions. See docs/formats/alto.md.

The standard and its schema: https://www.loc.gov/standards/alto/ (the order of elements is the schema's).
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from transcritor_gui import __version__
from transcritor_gui.export.characters import one_line
from transcritor_gui.export.exporter import DEFAULT_OPTIONS, Exporter, ExportOptions
from transcritor_gui.export.language_tags import language_tag
from transcritor_gui.export.pixels import page_pixels, pixel_box, written_words
from transcritor_gui.export.selection import selected
from transcritor_gui.i18n import tr
from transcritor_gui.model import Block, BlockKind, Box, Line, PageResult, Transcript, Word, WordSource

__all__ = ["AltoExporter"]


class AltoExporter(Exporter):
    format = "alto"
    suffix = ".alto.xml"
    media_type = "application/xml"

    def label(self) -> str:
        return tr("Words with positions (ALTO)")

    def chunks(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> Iterator[bytes]:
        part = selected(transcript, options, is_running_text=False)
        language = language_tag(part.languages)
        kinds = "".join(
            f'<StructureTag ID="{kind}" LABEL="{kind}"/>\n'
            for kind in BlockKind
            if kind is not BlockKind.TABLE
        )
        yield (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" SCHEMAVERSION="4.4">\n'
            "<Description>\n<MeasurementUnit>pixel</MeasurementUnit>\n<sourceImageInformation>\n"
            f"<fileName>{escape(one_line(part.document.name))}</fileName>\n"
            '<documentIdentifier documentIdentifierLocation="SHA-256">'
            f"{part.document.sha256}</documentIdentifier>\n</sourceImageInformation>\n"
            '<Processing ID="transcritor">\n<processingCategory>contentGeneration</processingCategory>\n'
            f"<processingStepSettings>{escape(part.options.languages)}, {part.options.ocr_mode}"
            "</processingStepSettings>\n<processingSoftware>\n<softwareName>Transcritor</softwareName>\n"
            f"<softwareVersion>{__version__}</softwareVersion>\n</processingSoftware>\n</Processing>\n"
            f"</Description>\n<Tags>\n{kinds}</Tags>\n<Layout>\n"
        ).encode()
        for page in part.pages:
            yield _page(page, language=language).encode()
        yield b"</Layout>\n</alto>\n"


def _page(page: PageResult, *, language: str) -> str:
    number = page.page_index + 1
    size = page_pixels(page)
    confidence = "" if page.confidence is None else f' PC="{page.confidence:.4f}"'
    spoken = f' LANG="{language}"' if language else ""
    blocks = "".join(
        _block(block, name=f"p{number}_b{position}") for position, block in enumerate(page.blocks, start=1)
    )
    return (
        f'<Page ID="p{number}" PHYSICAL_IMG_NR="{number}" HEIGHT="{size.height}" WIDTH="{size.width}"'
        f' PROCESSINGREFS="transcritor"{confidence}{spoken}>\n'
        f'<PrintSpace HPOS="0" VPOS="0" WIDTH="{size.width}" HEIGHT="{size.height}">\n{blocks}</PrintSpace>\n'
        "</Page>\n"
    )


def _block(block: Block, *, name: str) -> str:
    lines = "".join(
        _line(line, name=f"{name}_l{position}")
        for position, line in enumerate(block.lines, start=1)
        if written_words(line)
    )
    if block.kind is not BlockKind.TABLE:
        return f'<TextBlock ID="{name}" TAGREFS="{block.kind}" {_place(block.box)}>\n{lines}</TextBlock>\n'
    return (
        f'<ComposedBlock ID="{name}" {_place(block.box)} TYPE="table">\n'
        f'<TextBlock ID="{name}_t" {_place(block.box)}>\n{lines}</TextBlock>\n</ComposedBlock>\n'
    )


def _line(line: Line, *, name: str) -> str:
    strings = "<SP/>".join(
        _string(word, text, name=f"{name}_w{position}")
        for position, (word, text) in enumerate(written_words(line), start=1)
    )
    return f'<TextLine ID="{name}" {_place(line.box)}>{strings}</TextLine>\n'


def _string(word: Word, text: str, *, name: str) -> str:
    styles = " ".join(style for style, on in (("bold", word.bold), ("italics", word.italic)) if on)
    more = f' STYLE="{styles}"' if styles else ""
    if word.confidence is not None:
        more += f' WC="{word.confidence:.4f}"'
    if word.source is WordSource.CORRECTED:
        more += ' CS="true"'
    return f'<String ID="{name}" {_place(word.box)} CONTENT={quoteattr(text)}{more}/>'


def _place(box: Box) -> str:
    pixels = pixel_box(box)
    return f'HPOS="{pixels.x0}" VPOS="{pixels.y0}" WIDTH="{pixels.width}" HEIGHT="{pixels.height}"'
