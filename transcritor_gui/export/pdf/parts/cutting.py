"""A PDF on disk in parts that a portal takes: none larger than it allows, none with anything of the others.

Called by the exporters (`source_exporter`); where the parts go is not known here.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.pdf.parts.borders import Border, best_end, furthest_end
from transcritor_gui.export.pdf.parts.made import CutPart, LeftOut, PartsMade
from transcritor_gui.export.pdf.parts.navigation import targets
from transcritor_gui.export.pdf.parts.repacking import repack_pictures
from transcritor_gui.export.pdf.parts.whole import Whole
from transcritor_gui.export.pdf.source import PdfBase, opened_pdf
from transcritor_gui.file_digest import file_sha256
from transcritor_gui.model import Portal, page_numbers

__all__ = ["CutOrder", "cut_into_parts"]

_SURPLUS_SHARE: Final = 0.2
"""Of the limit, by which a part may be off what was expected of it and be believed to be like the next."""


@dataclass(frozen=True, slots=True)
class CutOrder:
    """What is to be cut, and what is known of it."""

    name: str
    """What messages call the document."""
    password: str | None
    portal: Portal
    page_indices: Sequence[int]
    """Of each page of the file: its index in the document that people know."""
    blank: frozenset[int]
    """Places, in the file, of blank pages."""
    original_sha256: str
    """Of the document as people have it."""


class Save(Protocol):
    """Writes a part that is put together."""

    def __call__(self, part: Any, stream: BinaryIO, *, name: str) -> None: ...


def cut_into_parts(
    whole: Path, folder: Path, order: CutOrder, *, save: Save, check: Callable[[], None]
) -> PartsMade:
    """Write the parts of the PDF `whole` into `folder` under names of their own.

    `check` is called often, and raises to stop it all.

    A signed document that fits as it is, is given as it is. One that does not comes in parts that bear no
    signature, which `left_out` says.

    Raises PART_PAGE_TOO_LARGE naming all pages that do not fit, PDF_SIGNED where a signed document fits into
    one file, but not as it is; what `opened_pdf` does, and OSError.
    """
    with opened_pdf(PdfBase(whole), order.password, name=order.name, inherit=True) as pdf:
        repack_pictures(pdf, check)
        cutter = _Cutter(Whole(pdf), folder, order, save)
        parts = []
        for part in cutter.parts():
            parts.append(part)
            check()
        left_out = cutter.left_out
    if len(parts) == 1 and left_out.has_signatures:
        parts = [_as_it_is(whole, parts[0], order)]
        left_out = LeftOut()
    return PartsMade(tuple(parts), left_out)


def _as_it_is(whole: Path, made: CutPart, order: CutOrder) -> CutPart:
    """`whole` itself in the place of the only part, which has lost the signature."""
    size_bytes, sha256 = whole.stat().st_size, file_sha256(whole)
    if sha256 != order.original_sha256 or size_bytes > order.portal.part_bytes:
        raise TranscritorError(ErrorCode.PDF_SIGNED, name=order.name)
    made.path.unlink()
    whole.rename(made.path)
    return replace(made, size_bytes=size_bytes, sha256=sha256)


class _Cutter:
    def __init__(self, whole: Whole, folder: Path, order: CutOrder, save: Save) -> None:
        self._whole = whole
        self._folder = folder
        self._order = order
        self._save = save
        self._borders = _borders(whole, order.blank)
        self._lost_links = 0
        self._surplus = 0
        """By how many bytes the last part was larger than was expected of it."""
        self._too_large: dict[int, int] = {}

    @property
    def left_out(self) -> LeftOut:
        return replace(self._whole.left_out, links=self._lost_links)

    def parts(self) -> Iterator[CutPart]:
        """One part after the other; raises PART_PAGE_TOO_LARGE after the last."""
        self._look_for_large_pages()
        first = 0
        while first < self._whole.page_count:
            end, data = self._next(first)
            if not self._too_large:
                yield self._written(first, end, data)
            first = end
        if self._too_large:
            raise self._page_too_large()

    def _look_for_large_pages(self) -> None:
        """Where a portal wants less of a page than of a file, each is looked at alone."""
        portal = self._order.portal
        if portal.page_bytes >= portal.part_bytes:
            return
        for index in range(self._whole.page_count):
            if self._whole.sizes.of(index, index + 1) > portal.page_bytes:
                size = len(self._made(index, index + 1)[0])
                if size > portal.page_bytes:
                    self._too_large[index] = size

    def _next(self, first: int) -> tuple[int, bytes]:
        """The end of the part that begins at `first`, and the part."""
        limit, sizes = self._order.portal.part_bytes, self._whole.sizes
        count = self._whole.page_count
        expected = limit - self._surplus
        while True:
            furthest = furthest_end(first, count, sizes.of, limit=expected)
            end = best_end(first, furthest, self._borders, sizes.of, page_count=count)
            data, lost = self._made(first, end)
            surplus = len(data) - sizes.of(first, end)
            if abs(surplus) < limit * _SURPLUS_SHARE:
                self._surplus = surplus
            if len(data) <= limit:
                self._lost_links += lost
                return end, data
            if end == first + 1:
                self._too_large[first] = len(data)
                return end, data
            expected = min(limit - surplus, sizes.of(first, end) - 1)

    def _made(self, first: int, end: int) -> tuple[bytes, int]:
        part = self._whole.part(first, end)
        with part.pdf, io.BytesIO() as stream:
            self._save(part.pdf, stream, name=self._order.name)
            return stream.getvalue(), part.lost_links

    def _written(self, first: int, end: int, data: bytes) -> CutPart:
        path = self._folder / f"{first:06}.pdf"
        path.write_bytes(data)
        indices = self._order.page_indices
        return CutPart(
            path, indices[first], indices[end - 1], end - first, len(data), hashlib.sha256(data).hexdigest()
        )

    def _page_too_large(self) -> TranscritorError:
        portal = self._order.portal
        indices = [self._order.page_indices[place] for place in sorted(self._too_large)]
        return TranscritorError(
            ErrorCode.PART_PAGE_TOO_LARGE,
            name=self._order.name,
            pages=page_numbers(indices),
            count=len(indices),
            size=-(-max(self._too_large.values()) // 1000),
            limit=portal.page_bytes // 1000,
        )


def _borders(whole: Whole, blank: frozenset[int]) -> Mapping[int, Border]:
    borders = {place + 1: Border.BLANK_PAGE for place in blank}
    for index, depth in targets(whole.bookmarks):
        strength = Border.BOOKMARK if depth == 0 else Border.INNER_BOOKMARK
        borders[index] = max(strength, borders.get(index, Border.PAGE))
    return borders
