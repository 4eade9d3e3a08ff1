"""What became of a document, told from its pages alone."""

from __future__ import annotations

from collections.abc import Sequence

from transcritor_gui.errors import ErrorInfo
from transcritor_gui.model import PageSource, PageStatus
from transcritor_gui.model.packed import PackedPage, unpack_page
from transcritor_gui.team.storage.records import Summary

__all__ = ["failure_of_all", "summary_of"]


def summary_of(pages: Sequence[PackedPage]) -> Summary:
    return Summary(
        pages=len(pages),
        pages_failed=sum(page.status is PageStatus.FAILED for page in pages),
        pages_to_check=sum(page.needs_attention for page in pages),
        source=_source(pages),
        confidence=_confidence(pages),
    )


def failure_of_all(pages: Sequence[PackedPage]) -> ErrorInfo | None:
    """Why no page at all could be read; None where one could."""
    if any(page.status is not PageStatus.FAILED for page in pages):
        return None
    return unpack_page(pages[0].data).error


def _source(pages: Sequence[PackedPage]) -> PageSource:
    """Blank pages do not change where the text of a document comes from."""
    found = {page.source for page in pages if page.status is PageStatus.DONE} - {PageSource.BLANK}
    if len(found) > 1:
        return PageSource.MIXED
    return found.pop() if found else PageSource.BLANK


def _confidence(pages: Sequence[PackedPage]) -> float | None:
    total, weight = 0.0, 0
    for page in pages:
        if page.confidence is not None:
            total += page.confidence * page.recognised_characters
            weight += page.recognised_characters
    return total / weight if weight else None
