"""TXT: UTF-8, lines kept, joined or placed as on paper; a form feed between pages. See docs/formats/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from transcritor_gui.export.characters import cell_lines
from transcritor_gui.export.exporter import DEFAULT_OPTIONS, ExportChoice, Exporter, ExportOptions
from transcritor_gui.export.reading.columns_text import columns_text
from transcritor_gui.export.reading.flow import TextRun, block_runs, joined_lines, text_of
from transcritor_gui.export.reading.kept_ends import kept_ends
from transcritor_gui.export.reading.notices import page_notice
from transcritor_gui.export.reading.page_joints import PageStarts, ReadPage, read_pages
from transcritor_gui.export.selection import selected
from transcritor_gui.i18n import tr
from transcritor_gui.model import Block, BlockKind, PageResult, Table, Transcript

__all__ = ["PAGE_BREAK", "TextExporter", "page_text"]

PAGE_BREAK = "\f"
"""At the start of the first line of every page but the first, as pdftotext and word processors have it."""


class TextExporter(Exporter):
    format = "txt"
    suffix = ".txt"
    media_type = "text/plain; charset=utf-8"
    choices = frozenset(
        {ExportChoice.LINES, ExportChoice.COLUMNS, ExportChoice.RUNNING_LINES, ExportChoice.ALL_IN_ONE}
    )
    keeps_lines = True

    def label(self) -> str:
        return tr("Plain text")

    def chunks(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> Iterator[bytes]:
        pages = selected(transcript, options).pages
        texts: Iterator[str]
        if options.columns:
            texts = map(_placed, pages)
        elif options.flowing is True:
            texts = map(_flowing, read_pages(pages, flowing=True))
        else:
            texts = map(page_text, pages)
        for number, text in enumerate(texts):
            if number:
                yield PAGE_BREAK.encode()
            yield text.encode()


def _flowing(read: ReadPage) -> str:
    page = read.page
    return _text(
        page,
        (_flowing_text(block, page, read.joints.get(index, {})) for index, block in enumerate(page.blocks)),
    )


def _placed(page: PageResult) -> str:
    notice = page_notice(page)
    text = columns_text(page)
    return f"[{notice}]\n{text}" if notice else text if text else "\n"


def page_text(page: PageResult) -> str:
    """The lines of a page, ending with a line break; only that for a blank page."""
    return _text(page, map(_block_text, page.blocks))


def _text(page: PageResult, blocks: Iterable[str]) -> str:
    notice = page_notice(page)
    parts = [f"[{notice}]"] if notice else []
    parts.extend(filter(None, blocks))
    return "\n\n".join(parts) + "\n"


def _block_text(block: Block) -> str:
    if block.table is not None:
        return _table_text(block.table)
    return _rows(block_runs(block.lines, flowing=block.kind is BlockKind.LINE_NUMBERS))


def _flowing_text(block: Block, page: PageResult, starts: PageStarts) -> str:
    if block.table is not None:
        return _table_text(block.table)
    if block.kind is BlockKind.LINE_NUMBERS:
        return ""  # lines that flow have no numbers
    kept = kept_ends(block, page, page_starts=starts)
    return _rows(block_runs(block.lines, flowing=True, kept=kept))


def _rows(rows: Iterable[tuple[TextRun, ...]]) -> str:
    return "\n".join(map(text_of, rows))


def _table_text(table: Table) -> str:
    return "\n".join("\t".join(joined_lines(cell_lines(cell)) for cell in row) for row in table.rows)
