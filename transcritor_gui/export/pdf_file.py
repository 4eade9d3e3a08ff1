"""Searchable PDF: the pages as they were, with the words recognised on them. See docs/formats/pdf.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.exporter import DEFAULT_OPTIONS, Exporter, ExportOptions
from transcritor_gui.export.pdf_pages import LayeredPages
from transcritor_gui.export.pdf_selection import keep_pages
from transcritor_gui.export.pdf_source import check_unchanged, is_signed, opened_pdf
from transcritor_gui.export.pdf_writing import AppendedUpdate, PdfWriter, RewrittenFile, appendable_tail
from transcritor_gui.export.selection import selected
from transcritor_gui.export.source import SourceFile
from transcritor_gui.i18n import tr
from transcritor_gui.model import PageResult, Transcript

__all__ = ["SearchablePdfExporter", "layered"]


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
        """The file; raises what `opened_pdf` does, FILE_CHANGED and PDF_SIGNED as well."""
        part = selected(transcript, options)
        name = transcript.document.name
        if self._source is None:
            raise TranscritorError(ErrorCode.FILE_MISSING, name=name)
        check_unchanged(self._source, transcript.document.sha256)
        chosen = [page.page_index for page in part.pages] if options.pages.strip() else None
        yield from layered(
            self._source.path, part.pages, password=self._source.password, chosen=chosen, name=name
        )


def layered(
    path: Path, pages: Sequence[PageResult], *, password: str | None, chosen: Sequence[int] | None, name: str
) -> Iterator[bytes]:
    """The PDF at `path` with the words of `pages` on it; of all its pages, or of those `chosen` alone."""
    with opened_pdf(path, password, name=name) as pdf:
        if is_signed(pdf):
            raise TranscritorError(ErrorCode.PDF_SIGNED, name=name)
        holders = [page.obj for page in pdf.pages]
        if pages and pages[-1].page_index >= len(holders):
            raise TranscritorError(ErrorCode.PDF_DAMAGED, name=name)
        if chosen is not None and len(chosen) < len(holders):
            keep_pages(pdf, chosen)
            writer: PdfWriter = RewrittenFile(pdf)
        else:
            writer = _writer_for(path, pdf, holders)
        layers = LayeredPages(writer)
        yield from writer.pieces()
        for page in pages:
            layers.put(holders[page.page_index], page)
            yield from writer.pieces()
            yield b""
        layers.finish()
        yield from writer.end()


def _writer_for(path: Path, pdf: Any, holders: Sequence[Any]) -> PdfWriter:
    """An appended update where the file allows it."""
    tail = appendable_tail(path, pdf)
    known = pdf.get_xref_table()
    # A page that is not an object of the file's own was made up by qpdf to mend the page tree.
    is_whole = not pdf.get_warnings() and all(page.objgen in known for page in holders)
    return AppendedUpdate(path, pdf, tail) if tail is not None and is_whole else RewrittenFile(pdf)
