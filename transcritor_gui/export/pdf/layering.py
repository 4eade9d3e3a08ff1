"""The PDF of a transcript with the words recognised on its pages, as the exporters ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.pdf.pages import LayeredPages, can_show_text, is_turned, without_replaced_words
from transcritor_gui.export.pdf.selection import keep_pages
from transcritor_gui.export.pdf.source import PdfBase, base_of, is_signed, opened_pdf
from transcritor_gui.export.pdf.text_layer import has_recognised_words
from transcritor_gui.export.pdf.writing import (
    AppendedUpdate,
    PdfWriter,
    RewrittenFile,
    appendable_tail,
    pieces_of,
)
from transcritor_gui.export.source import SourceFile
from transcritor_gui.model import PageResult

__all__ = ["layered_pdf", "with_layers"]

_MOST_OBJECTS = 8_000_000
"""Readers refuse numbers above 8,388,607 (ISO 32000-1, table C.1); a hostile file uses them."""


def layered_pdf(
    source: SourceFile,
    pages: Sequence[PageResult],
    *,
    name: str,
    is_whole: bool,
    upright: bool = False,
    is_cut: bool = False,
) -> Iterator[bytes]:
    """The PDF of `source` with the words of `pages`, without its other pages unless `is_whole`.

    A signed file comes out as it is where no word is to be added; else PDF_SIGNED is raised, because a change
    would make the signature worthless, unless the file `is_cut` afterwards, which no signature outlives.
    Raises what `opened_pdf` and `with_layers` do as well.
    """
    base = base_of(source.path)
    with opened_pdf(base, source.password, name=name) as pdf:
        if is_signed(pdf):
            is_changed = not is_whole or any(_is_changed(each, upright=upright) for each in pages)
            if not is_changed:
                yield from pieces_of(base)
                return
            if not is_cut:
                raise TranscritorError(ErrorCode.PDF_SIGNED, name=name)
        writer = _writer_for(base, pdf, pages) if is_whole else RewrittenFile(pdf)
        yield from with_layers(pdf, pages, writer, name=name, is_whole=is_whole, upright=upright)
        yield from writer.end()


def with_layers(
    pdf: Any,
    pages: Sequence[PageResult],
    writer: PdfWriter,
    *,
    name: str,
    is_whole: bool,
    upright: bool = False,
) -> Iterator[bytes]:
    """Put the words of `pages` into `pdf`, giving what `writer` has ready after each page; all but its end.

    Unless `is_whole`, the other pages are taken out; with `upright` pages are shown as they were read. Raises
    PDF_DAMAGED where qpdf finds fewer pages than were read.
    """
    holders = [page.obj for page in pdf.pages]
    if pages and pages[-1].page_index >= len(holders):
        raise TranscritorError(ErrorCode.PDF_DAMAGED, name=name)
    layers = LayeredPages(writer, upright=upright)
    yield from writer.pieces()
    kept = []
    for page in pages:
        kept.append(page.page_index)
        layers.put(holders[page.page_index], page)
        yield from writer.pieces()
        yield b""
    layers.finish()
    if not is_whole:
        keep_pages(pdf, kept)


def _is_changed(page: PageResult, *, upright: bool) -> bool:
    return has_recognised_words(page) or is_turned(page, upright=upright)


def _writer_for(base: PdfBase, pdf: Any, pages: Sequence[PageResult]) -> PdfWriter:
    """An appended update where the file allows it and keeps all that it shows and hides."""
    tail = appendable_tail(base, pdf)
    known = pdf.get_xref_table()
    holders = [page.obj for page in pdf.pages]
    # A page that is not an object of the file's own was made up by qpdf to mend the page tree.
    is_sound = not pdf.get_warnings() and all(page.objgen in known for page in holders)
    is_sound &= max((number for number, _ in known), default=0) < _MOST_OBJECTS
    if tail is None or not is_sound or _replaces_words(holders, pages):
        return RewrittenFile(pdf)
    return AppendedUpdate(base, pdf, tail)


def _replaces_words(holders: Sequence[Any], pages: Sequence[PageResult]) -> bool:
    """Whether an earlier OCR's words have to go: from the file as well, not from sight alone."""
    doubtful = {index for index, page in enumerate(holders) if can_show_text(page)}
    if not doubtful:
        return False  # without going through the transcript
    found = (
        without_replaced_words(holders[page.page_index], page)
        for page in pages
        if page.page_index in doubtful
    )
    return any(cleaned.content is not None or cleaned.forms for cleaned in found)
