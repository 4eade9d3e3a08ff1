"""TXT: UTF-8, lines kept, joined or placed as on paper; a form feed between pages. See docs/formats/."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transcritor_gui.export.characters import cell_lines
from transcritor_gui.export.exporter import DEFAULT_OPTIONS, Choice, Exporter, ExportOptions
from transcritor_gui.export.reading.columns_text import columns_text
from transcritor_gui.export.reading.flow import block_runs, text_of
from transcritor_gui.export.reading.notices import page_notice
from transcritor_gui.export.reading.page_joints import read_pages
from transcritor_gui.export.selection import selected
from transcritor_gui.i18n import tr
from transcritor_gui.model import Block, PageResult, Transcript

__all__ = ["PAGE_BREAK", "TextExporter", "page_text"]

PAGE_BREAK = "\f"
"""At the start of the first line of every page but the first, as pdftotext and word processors have it."""


class TextExporter(Exporter):
    format = "txt"
    suffix = ".txt"
    choices = frozenset({Choice.LINES, Choice.COLUMNS, Choice.RUNNING_LINES, Choice.ALL_IN_ONE})
    keeps_lines = True

    def label(self) -> str:
        return tr("Plain text")

    def chunks(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> Iterator[bytes]:
        flowing = options.flowing is True and not options.columns
        pages = selected(transcript, options).pages
        for number, page in enumerate(_flowing(pages) if flowing else pages):
            if number:
                yield PAGE_BREAK.encode()
            text = _placed(page) if options.columns else page_text(page, flowing=flowing)
            yield text.encode()


def _flowing(pages: Sequence[PageResult]) -> Iterator[PageResult]:
    return (read.page for read in read_pages(pages, flowing=True))


def _placed(page: PageResult) -> str:
    notice = page_notice(page)
    text = columns_text(page)
    return f"[{notice}]\n{text}" if notice else text if text else "\n"


def page_text(page: PageResult, *, flowing: bool = False) -> str:
    """The text of a page, ending with a line break; only that for a blank page."""
    notice = page_notice(page)
    parts = [f"[{notice}]"] if notice else []
    parts.extend(text for text in (_block_text(block, flowing=flowing) for block in page.blocks) if text)
    return "\n\n".join(parts) + "\n"


def _block_text(block: Block, *, flowing: bool) -> str:
    if block.table is not None:
        return "\n".join("\t".join(" ".join(cell_lines(cell)) for cell in row) for row in block.table.rows)
    return "\n".join(text_of(runs) for runs in block_runs(block.lines, flowing=flowing))
