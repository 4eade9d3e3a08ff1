"""Opening a document of any kind: what pages it has, whatever they come from."""

from __future__ import annotations

from typing import Protocol

import pypdfium2

from transcritor_gui.document_kinds import examined_file
from transcritor_gui.pipeline.pdf.document import open_document
from transcritor_gui.pipeline.pdf.picture import open_picture

__all__ = ["DocumentPages", "opened_pages"]


class DocumentPages(Protocol):
    """A document's pages as PDFium knows them. Belongs to one thread at a time; `close` it."""

    @property
    def page_count(self) -> int: ...
    @property
    def encrypted(self) -> bool: ...
    @property
    def repaired(self) -> bool:
        """Whether the file is damaged, and was read all the same."""
        ...

    @property
    def dynamic_xfa(self) -> bool: ...
    @property
    def has_hidden_layers(self) -> bool: ...

    @property
    def attached_documents(self) -> int: ...

    def page(self, page_index: int) -> pypdfium2.PdfPage:
        """The page, which the caller closes; raises PAGE_UNREADABLE."""
        ...

    def mended_page(self, page_index: int, *, names_first: bool) -> pypdfium2.PdfPage | None:
        """The page with the maps of its fonts made anew; None where there are none, or that fails."""
        ...

    def user_unit(self, page_index: int) -> float: ...
    def close(self) -> None: ...


def opened_pages(path: str, *, password: str | None = None) -> DocumentPages:
    """The document at `path`; raises what `examined_file`, `open_document` and `open_picture` do."""
    if examined_file(path).kind.is_picture:
        return open_picture(path)
    return open_document(path, password=password)
