"""Searchable PDF: the pages as they were, with the words recognised on them. See docs/formats/pdf.md."""

from __future__ import annotations

from collections.abc import Iterator

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.exporter import DEFAULT_OPTIONS, Exporter, ExportOptions
from transcritor_gui.export.selection import selected
from transcritor_gui.export.source import SourceFile, check_unchanged
from transcritor_gui.i18n import tr
from transcritor_gui.model import Transcript

__all__ = ["SearchablePdfExporter"]


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
        """The file; raises what `check_unchanged` and `pdf.layering.layered_pdf` do as well."""
        from transcritor_gui.export.pdf.layering import layered_pdf

        part = selected(transcript, options)
        name = transcript.document.name
        if self._source is None:
            raise TranscritorError(ErrorCode.FILE_MISSING, name=name)
        check_unchanged(self._source, transcript.document.sha256)
        yield from layered_pdf(self._source, part.pages, name=name, is_whole=not options.pages.strip())
