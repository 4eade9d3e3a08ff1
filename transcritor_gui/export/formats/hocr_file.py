"""hOCR 1.2: XHTML with the box and the confidence of every word. See docs/formats/hocr.md."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from transcritor_gui import __version__
from transcritor_gui.export.characters import one_line
from transcritor_gui.export.exporter import DEFAULT_OPTIONS, Exporter, ExportOptions
from transcritor_gui.export.language_tags import language_tag
from transcritor_gui.export.pixels import DPI, page_pixels, pixel_box, written_words
from transcritor_gui.export.selection import selected
from transcritor_gui.i18n import tr
from transcritor_gui.model import Block, BlockKind, Box, Line, PageResult, Transcript, Word

__all__ = ["HocrExporter"]

_CAPABILITIES = "ocr_page ocr_carea ocr_par ocr_line ocr_header ocr_footer ocr_table ocrx_word"


class HocrExporter(Exporter):
    format = "hocr"
    suffix = ".hocr"
    media_type = "text/vnd.hocr+html; charset=utf-8"

    def label(self) -> str:
        return tr("Words with positions (hOCR)")

    def chunks(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> Iterator[bytes]:
        part = selected(transcript, options, is_running_text=False)
        code = language_tag(part.languages)
        language = f' xml:lang="{code}" lang="{code}"' if code else ""
        name = escape(one_line(part.document.name))
        yield (
            '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
            f'<html xmlns="http://www.w3.org/1999/xhtml"{language}>\n<head>\n'
            f"<title>{name}</title>\n"
            '<meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>\n'
            f'<meta name="ocr-system" content="transcritor {__version__}"/>\n'
            f'<meta name="ocr-capabilities" content="{_CAPABILITIES}"/>\n'
            f'<meta name="ocr-number-of-pages" content="{len(part.pages)}"/>\n'
            "</head>\n<body>\n"
        ).encode()
        for page in part.pages:
            yield _page(page, image=name).encode()
        yield b"</body>\n</html>\n"


def _page(page: PageResult, *, image: str) -> str:
    number = page.page_index + 1
    size = page_pixels(page)
    title = (
        f"image &quot;{image.replace('&quot;', '')}&quot;; bbox 0 0 {size.x1} {size.y1}; "
        f"ppageno {page.page_index}; scan_res {DPI} {DPI}"
    )
    blocks = "".join(
        _block(block, name=f"{number}_{position}") for position, block in enumerate(page.blocks, start=1)
    )
    return f'<div class="ocr_page" id="page_{number}" title="{title}">\n{blocks}</div>\n'


def _block(block: Block, *, name: str) -> str:
    kind = "ocr_table" if block.kind is BlockKind.TABLE else "ocr_carea"
    hand = "; x_handwritten 1" if block.kind is BlockKind.HANDWRITING else ""
    lines = "".join(
        _line(line, block.kind, name=f"{name}_{position}")
        for position, line in enumerate(block.lines, start=1)
    )
    return (
        f'<div class="{kind}" id="block_{name}" title="{_bbox(block.box)}{hand}">\n'
        f'<p class="ocr_par" id="par_{name}" dir="auto" title="{_bbox(block.box)}">\n{lines}</p>\n</div>\n'
    )


def _line(line: Line, kind: BlockKind, *, name: str) -> str:
    words = " ".join(
        _word(word, text, name=f"{name}_{position}")
        for position, (word, text) in enumerate(written_words(line), start=1)
    )
    name_of_kind = {BlockKind.HEADER: "ocr_header", BlockKind.FOOTER: "ocr_footer"}.get(kind, "ocr_line")
    return f'<span class="{name_of_kind}" id="line_{name}" title="{_bbox(line.box)}">{words}</span>\n'


def _word(word: Word, text: str, *, name: str) -> str:
    confidence = "" if word.confidence is None else f"; x_wconf {round(word.confidence * 100)}"
    shown = escape(text)
    if word.italic:
        shown = f"<em>{shown}</em>"
    if word.bold:
        shown = f"<strong>{shown}</strong>"
    return f'<span class="ocrx_word" id="word_{name}" title="{_bbox(word.box)}{confidence}">{shown}</span>'


def _bbox(box: Box) -> str:
    pixels = pixel_box(box)
    return f"bbox {pixels.x0} {pixels.y0} {pixels.x1} {pixels.y1}"
