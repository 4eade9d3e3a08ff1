"""Searchable PDF: the pages as they were, with the words recognised on them. See docs/formats/pdf.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from transcritor_gui.export.source import SourceFile
from transcritor_gui.export.source_exporter import SourceExporter
from transcritor_gui.i18n import tr
from transcritor_gui.model import PageResult

__all__ = ["SearchablePdfExporter"]


class SearchablePdfExporter(SourceExporter):
    format = "pdf"
    suffix = ".pdf"
    media_type = "application/pdf"

    def label(self) -> str:
        return tr("Searchable PDF")

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
        from transcritor_gui.export.pdf.layering import layered_pdf

        return layered_pdf(source, pages, name=name, is_whole=is_whole, upright=upright, is_cut=is_cut)

    def save_part(self, part: Any, stream: BinaryIO, *, name: str) -> None:
        from transcritor_gui.export.pdf.writing import save_part

        save_part(part, stream)
