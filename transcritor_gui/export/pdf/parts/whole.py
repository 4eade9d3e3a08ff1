"""A whole PDF made ready to be taken apart: nothing on a page leads to another page any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pikepdf

from transcritor_gui.export.pdf.entries import dictionary_of
from transcritor_gui.export.pdf.parts.annotations import PageLinks, free_annotations, put_links
from transcritor_gui.export.pdf.parts.form_fields import FormFields
from transcritor_gui.export.pdf.parts.made import LeftOut
from transcritor_gui.export.pdf.parts.navigation import (
    Bookmark,
    Destinations,
    bookmarks_of,
    bookmarks_within,
    put_bookmarks,
)
from transcritor_gui.export.pdf.parts.object_sizes import PageSizes
from transcritor_gui.export.pdf.parts.optional_content import put_layers
from transcritor_gui.export.pdf.parts.page_labels import PageLabels
from transcritor_gui.export.pdf.parts.pruning import prune_page
from transcritor_gui.export.pdf.parts.signatures import make_stamps_of_signatures
from transcritor_gui.export.pdf.source import is_signed

__all__ = ["Part", "Whole"]

_ROOT_KEYS: Final = ("/Lang", "/ViewerPreferences", "/PageLayout", "/OutputIntents")
_INFO_KEYS: Final = tuple(
    f"/{key}"
    for key in ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")
)


@dataclass(frozen=True, slots=True)
class Part:
    pdf: Any
    """An open pikepdf.Pdf, to be saved and closed."""
    lost_links: int


class Whole:
    """Takes an open PDF over, and changes it in memory: it must not be saved."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        has_signatures = is_signed(pdf)
        make_stamps_of_signatures(pdf)
        destinations = Destinations(pdf)
        self.bookmarks: tuple[Bookmark, ...] = bookmarks_of(pdf, destinations)
        self._labels = PageLabels(pdf)
        self._fields = FormFields(pdf)
        self._links: list[PageLinks] = []
        pruned: set[tuple[int, int]] = set()
        for index, page in enumerate(pdf.pages):
            self._links.append(free_annotations(page.obj, destinations))
            self._fields.untie(page.obj, index)
            prune_page(page.obj, pruned)
        self.sizes = PageSizes(pdf)
        root = pdf.Root
        kept = {key: root[key] for key in _ROOT_KEYS if key in root}
        self._root = pdf.make_indirect(pikepdf.Dictionary(kept))
        names = dictionary_of(root.get("/Names"))
        self._left_out = LeftOut(
            0,
            has_attachments="/EmbeddedFiles" in names or "/AF" in root,
            has_structure="/StructTreeRoot" in root,
            was_locked=bool(pdf.is_encrypted),
            has_signatures=has_signatures,
        )

    @property
    def left_out(self) -> LeftOut:
        """Besides links."""
        return self._left_out

    @property
    def page_count(self) -> int:
        return len(self._links)

    def part(self, first: int, end: int) -> Part:
        """A new PDF of the pages from `first` up to, and without, `end`, and of what belongs to them."""
        part = pikepdf.new()
        for index in range(first, end):
            part.pages.append(self._pdf.pages[index])
        self._fields.put(part, first=first)
        lost = sum(
            put_links(part, page.obj, links, first=first, end=end)
            for page, links in zip(part.pages, self._links[first:end], strict=True)
        )
        put_bookmarks(part, bookmarks_within(self.bookmarks, first, end), first=first)
        put_layers(part, self._pdf, self.sizes.objects(first, end))
        self._labels.put(part, first=first, end=end)
        for key, value in part.copy_foreign(self._root).items():
            part.Root[key] = value
        for key in _INFO_KEYS:
            value = self._pdf.docinfo.get(key)
            if isinstance(value, pikepdf.String):
                part.docinfo[key] = str(value)
        return Part(part, lost)
