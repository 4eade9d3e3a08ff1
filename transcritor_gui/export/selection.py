"""Which pages and blocks of a transcript an export holds, by the options chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.exporter import ExportOptions
from transcritor_gui.export.reading.handwriting import with_handwriting_told, without_handwriting
from transcritor_gui.export.reading.page_rows import ChangedPages
from transcritor_gui.export.reading.running_lines import MarkedPages
from transcritor_gui.model import BlockKind, PageResult, Transcript, selected_page_indices

__all__ = ["selected"]

_RUNNING = frozenset(
    {BlockKind.HEADER, BlockKind.FOOTER, BlockKind.STAMP, BlockKind.WATERMARK, BlockKind.LINE_NUMBERS}
)
"""What stands around and over the text."""


def selected(transcript: Transcript, options: ExportOptions, *, is_running_text: bool = True) -> Transcript:
    """The part of `transcript` that is wanted.

    `is_running_text`: for a format that is read from first to last. What is written by hand is left out of
    it, or stands in it, as the transcript's options ask.

    Raises TranscritorError(BAD_PAGE_RANGE) for a range that names no page of the document and
    TranscritorError(NOTHING_TO_EXPORT) where none of the pages wanted has been read.
    """
    pages: Sequence[PageResult] = transcript.pages
    if options.leave_out_headers_and_footers:
        pages = MarkedPages(pages)
    if options.pages.strip():
        wanted = set(selected_page_indices(options.pages, transcript.document.page_count))
        pages = tuple(page for page in pages if page.page_index in wanted)
    if not pages:
        raise TranscritorError(ErrorCode.NOTHING_TO_EXPORT, name=transcript.document.name)
    if options.leave_out_headers_and_footers:
        pages = ChangedPages(pages, lambda _place, page: _without_running_lines(page))
    if is_running_text:
        is_wanted = transcript.options.handwriting_in_text
        change = with_handwriting_told if is_wanted else without_handwriting
        pages = ChangedPages(pages, lambda _place, page: change(page))
    return replace(transcript, pages=pages)


def _without_running_lines(page: PageResult) -> PageResult:
    return replace(page, blocks=tuple(block for block in page.blocks if block.kind not in _RUNNING))
