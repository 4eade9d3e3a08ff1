"""Searchable PDF: the pages as they were, with the words recognised on them. See docs/formats/pdf.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.exporter import DEFAULT_OPTIONS, Exporter, ExportOptions
from transcritor_gui.export.pdf_pages import LayeredPages, can_show_text, without_replaced_words
from transcritor_gui.export.pdf_selection import keep_pages
from transcritor_gui.export.pdf_source import check_unchanged, is_signed, opened_pdf
from transcritor_gui.export.pdf_writing import AppendedUpdate, PdfWriter, RewrittenFile, appendable_tail
from transcritor_gui.export.selection import selected
from transcritor_gui.export.source import SourceFile
from transcritor_gui.i18n import tr
from transcritor_gui.model import PageResult, Transcript

__all__ = ["SearchablePdfExporter", "refuse_signed", "with_layers"]


_MOST_OBJECTS = 8_000_000
"""Readers refuse numbers above 8,388,607 (ISO 32000-1, table C.1); a hostile file uses them."""


class SearchablePdfExporter(Exporter):
    format = "pdf"
    suffix = ".pdf"
    is_text = False
    needs_source = True

    def __init__(self, source: SourceFile | None = None) -> None:
        self._source = source

    def label(self) -> str:
        return tr("Searchable PDF")

    def with_source(self, source: SourceFile) -> Exporter:
        return SearchablePdfExporter(source)

    def chunks(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> Iterator[bytes]:
        """The file; raises what `check_unchanged` and `opened_pdf` do, and PDF_SIGNED, as well."""
        part = selected(transcript, options)
        name = transcript.document.name
        if self._source is None:
            raise TranscritorError(ErrorCode.FILE_MISSING, name=name)
        check_unchanged(self._source, transcript.document.sha256)
        with opened_pdf(self._source.path, self._source.password, name=name) as pdf:
            refuse_signed(pdf, name=name)
            is_whole = not options.pages.strip()
            writer = _writer_for(self._source.path, pdf, part.pages) if is_whole else RewrittenFile(pdf)
            yield from with_layers(pdf, part.pages, writer, name=name, is_whole=is_whole)
            yield from writer.end()


def refuse_signed(pdf: Any, *, name: str) -> None:
    """Raise PDF_SIGNED where a change would make a signature worthless."""
    if is_signed(pdf):
        raise TranscritorError(ErrorCode.PDF_SIGNED, name=name)


def with_layers(
    pdf: Any, pages: Sequence[PageResult], writer: PdfWriter, *, name: str, is_whole: bool
) -> Iterator[bytes]:
    """Put the words of `pages` into `pdf`, giving what `writer` has ready after each page; all but its end.

    Unless `is_whole`, the other pages are taken out. Raises PDF_DAMAGED where qpdf finds fewer pages than
    were read.
    """
    holders = [page.obj for page in pdf.pages]
    if pages and pages[-1].page_index >= len(holders):
        raise TranscritorError(ErrorCode.PDF_DAMAGED, name=name)
    layers = LayeredPages(writer)
    yield from writer.pieces()
    kept = []
    for page in pages:
        kept.append(page.page_index)
        layers.put(holders[page.page_index], page)
        yield from writer.pieces()
        yield b""
    layers.finish()
    if not is_whole:
        keep_pages(pdf, kept)


def _writer_for(path: Path, pdf: Any, pages: Sequence[PageResult]) -> PdfWriter:
    """An appended update where the file allows it and keeps all that it shows and hides."""
    tail = appendable_tail(path, pdf)
    known = pdf.get_xref_table()
    holders = [page.obj for page in pdf.pages]
    # A page that is not an object of the file's own was made up by qpdf to mend the page tree.
    is_sound = not pdf.get_warnings() and all(page.objgen in known for page in holders)
    is_sound &= max((number for number, _ in known), default=0) < _MOST_OBJECTS
    if tail is None or not is_sound or _replaces_words(holders, pages):
        return RewrittenFile(pdf)
    return AppendedUpdate(path, pdf, tail)


def _replaces_words(holders: Sequence[Any], pages: Sequence[PageResult]) -> bool:
    """Whether an earlier OCR's words have to go: from the file as well, not from sight alone."""
    doubtful = {index for index, page in enumerate(holders) if can_show_text(page)}
    if not doubtful:
        return False  # without going through the transcript
    found = (
        without_replaced_words(holders[page.page_index], page)
        for page in pages
        if page.page_index in doubtful
    )
    return any(cleaned.content is not None or cleaned.forms for cleaned in found)
