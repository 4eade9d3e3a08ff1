"""Some pages of a PDF alone, with nothing left in the file of those that were not chosen."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pikepdf

from transcritor_gui.export.pdf.entries import array_of

__all__ = ["keep_pages"]

_ABOUT_ALL_PAGES = ("/StructTreeRoot", "/MarkInfo", "/PageLabels", "/Threads", "/OpenAction")


def keep_pages(pdf: Any, chosen: Collection[int]) -> None:
    """Leave the pages of these indices in `pdf`.

    The others lose all they hold, so that bookmarks and links to them lead nowhere instead of keeping their
    pictures and texts in the file. What describes the document page by page goes with them.
    """
    kept = set(chosen)
    removed = [(index, page.obj) for index, page in enumerate(pdf.pages) if index not in kept]
    for index, page in reversed(removed):
        del pdf.pages[index]
        for annotation in array_of(page.get("/Annots")):
            _empty(annotation)
        _empty(page)
    for key in _ABOUT_ALL_PAGES:
        if key in pdf.Root:
            del pdf.Root[key]


def _empty(value: Any) -> None:
    if isinstance(value, pikepdf.Dictionary):
        for key in list(value.keys()):
            del value[key]
