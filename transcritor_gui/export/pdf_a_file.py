"""PDF/A-2b: a searchable PDF for archives. See docs/formats/pdfa.md and decision 0034."""

from __future__ import annotations

from collections.abc import Iterator

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.exporter import DEFAULT_OPTIONS, Exporter, ExportOptions
from transcritor_gui.export.selection import selected
from transcritor_gui.export.source import SourceFile, check_unchanged
from transcritor_gui.i18n import tr
from transcritor_gui.model import Transcript

__all__ = ["PdfAExporter"]


class PdfAExporter(Exporter):
    format = "pdfa"
    suffix = ".pdf"
    is_text = False
    needs_source = True

    def __init__(self, source: SourceFile | None = None) -> None:
        self._source = source

    def label(self) -> str:
        return tr("Searchable PDF for archives (PDF/A)")

    def with_source(self, source: SourceFile) -> Exporter:
        return PdfAExporter(source)

    def chunks(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> Iterator[bytes]:
        """The file; raises what `check_unchanged` and `pdf.archival.archival_pdf` do as well."""
        from transcritor_gui.export.pdf.archival import archival_pdf

        part = selected(transcript, options)
        name = transcript.document.name
        if self._source is None:
            raise TranscritorError(ErrorCode.FILE_MISSING, name=name)
        check_unchanged(self._source, transcript.document.sha256)
        yield from archival_pdf(self._source, part.pages, name=name, is_whole=not options.pages.strip())
