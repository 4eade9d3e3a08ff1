"""PDF/A-2b: a searchable PDF for archives. See docs/formats/pdfa.md and decision 0034."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from transcritor_gui.export.source import SourceFile
from transcritor_gui.export.source_exporter import SourceExporter
from transcritor_gui.i18n import tr
from transcritor_gui.model import PageResult

__all__ = ["PdfAExporter"]


class PdfAExporter(SourceExporter):
    format = "pdfa"
    suffix = ".pdf"
    media_type = "application/pdf"

    def label(self) -> str:
        return tr("Searchable PDF for archives (PDF/A)")

    def made_from(
        self,
        source: SourceFile,
        pages: Sequence[PageResult],
        *,
        name: str,
        is_whole: bool,
        upright: bool,
        is_cut: bool,
    ) -> Iterator[bytes]:
        from transcritor_gui.export.pdf.archival import archival_pdf

        return archival_pdf(source, pages, name=name, is_whole=is_whole, upright=upright, is_cut=is_cut)

    def save_part(self, part: Any, stream: BinaryIO, *, name: str) -> None:
        from transcritor_gui.export.pdf.archival import save_archival_part

        save_archival_part(part, stream, name=name)
