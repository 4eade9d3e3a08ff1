"""What the formats share whose files hold the pages of the PDF itself (pdf_file.py, pdf_a_file.py)."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Self

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.exporter import DEFAULT_OPTIONS, Exporter, ExportOptions
from transcritor_gui.export.selection import selected
from transcritor_gui.export.source import SourceFile, check_unchanged
from transcritor_gui.model import PageResult, Transcript

__all__ = ["SourceExporter"]


class SourceExporter(Exporter):
    """Inherit from it and give `made_from`."""

    is_text = False
    needs_source = True

    def __init__(self, source: SourceFile | None = None) -> None:
        self._source = source

    def with_source(self, source: SourceFile) -> Self:
        return type(self)(source)

    def chunks(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> Iterator[bytes]:
        """The file; raises FILE_MISSING without a source, and what `check_unchanged` and `made_from` do."""
        part = selected(transcript, options)
        name = transcript.document.name
        if self._source is None:
            raise TranscritorError(ErrorCode.FILE_MISSING, name=name)
        check_unchanged(self._source, transcript.document.sha256)
        yield from self.made_from(self._source, part.pages, name=name, is_whole=not options.pages.strip())

    @abstractmethod
    def made_from(
        self, source: SourceFile, pages: Sequence[PageResult], *, name: str, is_whole: bool
    ) -> Iterator[bytes]:
        """The file piece by piece: the PDF at `source` with the words of `pages`.

        `name` is what messages call it. Unless `is_whole`, the file holds `pages` alone.
        """
