"""Several documents as one: each begins on a new page, under a heading with its name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from transcritor_gui.export.exporter import ExportOptions
from transcritor_gui.export.reading.notices import page_notice
from transcritor_gui.export.reading.page_rows import ChainedPages, ChangedPages
from transcritor_gui.model import (
    Block,
    BlockKind,
    Box,
    DocumentFacts,
    Line,
    PageResult,
    PageStatus,
    Transcript,
    Word,
)

__all__ = ["JoinedTranscript", "joined", "without_selection"]


@dataclass(frozen=True, slots=True)
class JoinedTranscript(Transcript):
    """Several documents as one, for formats that know nothing of it; `parts` for those that do."""

    parts: tuple[Transcript, ...]
    """As they were, with the names and page numbers of their own."""


def joined(transcripts: Sequence[Transcript], *, title: str) -> JoinedTranscript:
    """One transcript of all pages of these, numbered through. `selected` has chosen from each before.

    The documents' own headings go down a level, below their names. A page that could not be read says so as
    a paragraph, with its number in its own document. Export the result with `without_selection(options)`.
    """
    chained = ChainedPages(
        [ChangedPages(each.pages, _first_titled(each.document.name)) for each in transcripts]
    )
    pages = ChangedPages(chained, lambda place, page: replace(page, page_index=place))
    return JoinedTranscript(
        _facts([each.document for each in transcripts], title, len(pages)),
        transcripts[0].options,
        pages,
        tuple(transcripts),
    )


def without_selection(options: ExportOptions) -> ExportOptions:
    """`options` for a transcript from which they have chosen already."""
    return replace(options, pages="", leave_out_headers_and_footers=False)


def _first_titled(name: str) -> Callable[[int, PageResult], PageResult]:
    def changed(place: int, page: PageResult) -> PageResult:
        lowered = _lowered(page)
        return _titled(lowered, name) if place == 0 else lowered

    return changed


def _lowered(page: PageResult) -> PageResult:
    blocks = tuple(
        replace(block, level=max(block.level, 1) + 1) if block.kind is BlockKind.HEADING else block
        for block in page.blocks
    )
    notice = page_notice(page)
    if not notice:
        return replace(page, blocks=blocks)
    return replace(
        page,
        status=PageStatus.DONE,
        error=None,
        blocks=(_block(BlockKind.PARAGRAPH, (notice,), page), *blocks),
    )


def _titled(page: PageResult, name: str) -> PageResult:
    return replace(page, blocks=(_block(BlockKind.HEADING, name.split(), page), *page.blocks))


def _block(kind: BlockKind, texts: Iterable[str], page: PageResult) -> Block:
    """A line of ours at the very top of the page."""
    box = Box(0.0, 0.0, page.width_pt, 0.0)
    return Block(kind, (Line(tuple(Word(text, box) for text in texts), box),), box, level=1)


def _facts(documents: Sequence[DocumentFacts], title: str, page_count: int) -> DocumentFacts:
    digests = "\n".join(facts.sha256 for facts in documents)
    return DocumentFacts(
        name=title,
        sha256=hashlib.sha256(digests.encode()).hexdigest(),
        size_bytes=sum(facts.size_bytes for facts in documents),
        page_count=page_count,
    )
