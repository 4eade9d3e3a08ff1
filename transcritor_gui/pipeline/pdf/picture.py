"""A picture's file as a document: each of its pages is wrapped when it is asked for."""

from __future__ import annotations

from collections import OrderedDict

import pypdfium2

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.pictures import PictureFile, WrappedPage

__all__ = ["OpenPicture", "open_picture"]

_PAGES_KEPT = 2
"""Wrapped pages of photographs are of some 20 MB."""


class OpenPicture:
    """Belongs to one thread at a time; `close` it. What only PDFs have, it has not."""

    encrypted = False
    dynamic_xfa = False
    has_hidden_layers = False
    attached_documents = 0

    def __init__(self, picture: PictureFile) -> None:
        self._picture = picture
        self._pages: OrderedDict[int, pypdfium2.PdfDocument] = OrderedDict()
        self._broken_off: set[int] = set()

    @property
    def page_count(self) -> int:
        return self._picture.page_count

    @property
    def repaired(self) -> bool:
        """Whether one of the pictures looked at so far breaks off."""
        return bool(self._broken_off)

    def page(self, page_index: int) -> pypdfium2.PdfPage:
        """The page, which the caller closes; raises PAGE_UNREADABLE and what PictureFile does."""
        if not 0 <= page_index < self.page_count:
            raise TranscritorError(ErrorCode.PAGE_UNREADABLE, page=page_index + 1)
        known = self._pages.get(page_index)
        if known is None:
            wrapped = self._wrapped(page_index)
            try:
                known = self._pages[page_index] = pypdfium2.PdfDocument(wrapped.pdf)
            except pypdfium2.PdfiumError as error:
                raise TranscritorError(ErrorCode.PAGE_UNREADABLE, page=page_index + 1) from error
            if not wrapped.is_whole:
                self._broken_off.add(page_index)
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)[1].close()
        try:
            return known[0]
        except pypdfium2.PdfiumError as error:
            raise TranscritorError(ErrorCode.PAGE_UNREADABLE, page=page_index + 1) from error

    def look_at(self, page_index: int) -> None:
        """Raise what `page` would where the picture cannot be read, and find out whether it breaks off."""
        if not self._picture.is_sound(page_index):
            self.page(page_index).close()

    def mended_page(self, page_index: int, *, names_first: bool) -> None:
        """None: there are no fonts in it."""

    def user_unit(self, page_index: int) -> float:
        return 1.0

    def close(self) -> None:
        while self._pages:
            self._pages.popitem()[1].close()

    def _wrapped(self, page_index: int) -> WrappedPage:
        try:
            return self._picture.page(page_index)
        except TranscritorError as error:
            if error.info.code is ErrorCode.PICTURE_DAMAGED and self.page_count > 1:
                raise TranscritorError(ErrorCode.PAGE_UNREADABLE, page=page_index + 1) from error
            raise


def open_picture(path: str) -> OpenPicture:
    """The picture's file at `path`, opened.

    Raises what PictureFile does; for a single picture what its page does as well, so that a picture which
    cannot be read is refused as a whole.
    """
    opened = OpenPicture(PictureFile(path))
    if opened.page_count == 1:
        opened.look_at(0)
    return opened
