"""What the formats share whose files hold the pages of the PDF itself (pdf_file.py, pdf_a_file.py)."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Self

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.exporter import DEFAULT_OPTIONS, ExportChoice, Exporter, ExportOptions
from transcritor_gui.export.pdf.parts.made import PartsMade
from transcritor_gui.export.selection import selected
from transcritor_gui.export.source import SourceFile, check_unchanged
from transcritor_gui.model import PageResult, PageSource, Transcript

__all__ = ["SourceExporter"]


class SourceExporter(Exporter):
    """Inherit from it and give `made_from`."""

    is_text = False
    needs_source = True
    choices = frozenset({ExportChoice.UPRIGHT, ExportChoice.PARTS})

    def __init__(self, source: SourceFile | None = None) -> None:
        self._source = source

    def with_source(self, source: SourceFile) -> Self:
        return type(self)(source)

    def chunks(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> Iterator[bytes]:
        """The file; raises FILE_MISSING without a source, and what `check_unchanged` and `made_from` do."""
        part = selected(transcript, options, is_running_text=False)
        name = transcript.document.name
        if self._source is None:
            raise TranscritorError(ErrorCode.FILE_MISSING, name=name)
        check_unchanged(self._source, transcript.document.sha256)
        yield from self.made_from(
            self._source,
            part.pages,
            name=name,
            is_whole=not options.pages.strip(),
            upright=options.upright,
            is_cut=options.portal is not None,
        )

    def cut(
        self,
        whole: Path,
        folder: Path,
        transcript: Transcript,
        options: ExportOptions,
        *,
        check: Callable[[], None],
    ) -> PartsMade:
        """Write the parts that `options.portal` takes of `whole`, which `chunks` gave, into `folder`.

        `check` is called often, and may raise to stop it. Raises what `cut_into_parts` does.
        """
        from transcritor_gui.export.pdf.parts.cutting import CutOrder, cut_into_parts

        assert options.portal is not None
        assert self._source is not None
        is_whole = not options.pages.strip()
        indices, blank = [], {}
        for place, page in enumerate(selected(transcript, options, is_running_text=False).pages):
            indices.append(page.page_index)
            if page.source is PageSource.BLANK:
                blank[page.page_index] = place
        order = CutOrder(
            name=transcript.document.name,
            password=self._source.password,
            portal=options.portal,
            page_indices=range(transcript.document.page_count) if is_whole else indices,
            blank=frozenset(blank if is_whole else blank.values()),
            original_sha256=transcript.document.sha256,
        )
        return cut_into_parts(whole, folder, order, save=self.save_part, check=check)

    @abstractmethod
    def save_part(self, part: Any, stream: BinaryIO, *, name: str) -> None:
        """Save the pikepdf.Pdf `part` of the document `name` as a file of this format."""

    @abstractmethod
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
        """The file piece by piece: the PDF at `source` with the words of `pages`.

        `name` is what messages call it. Unless `is_whole`, the file holds `pages` alone. With `upright` pages
        that had to be turned are shown so. `is_cut`: it is to be cut into parts, which bear no signature.
        """
