"""A whole document's transcription: what every export is a pure function of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from transcritor_gui.model.options import TranscriptionOptions
from transcritor_gui.model.page import PageResult

__all__ = ["DocumentFacts", "Transcript"]


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What is known of a file before any page is read."""

    name: str
    """File name for people, without folders."""
    sha256: str
    """Of the file's bytes, hexadecimal."""
    size_bytes: int
    page_count: int
    encrypted: bool = False
    repaired: bool = False
    """Whether it only opened after qpdf had rebuilt it."""
    xfa_form: bool = False
    """A dynamic XFA form: its pages only say 'please open in another reader'."""
    note: str = ""
    tags: tuple[str, ...] = ()
    """What people wrote beside it; see `labels`."""


@dataclass(frozen=True, slots=True)
class Transcript:
    document: DocumentFacts
    options: TranscriptionOptions
    pages: Sequence[PageResult]
    """In page order; only pages that have been read. It never changes, but may fetch each page when asked."""

    @property
    def languages(self) -> str:
        """What most pages are in, as in PageResult.language; those of the options where no page tells."""
        found = Counter(page.language for page in self.pages if page.language)
        return found.most_common(1)[0][0] if found else self.options.languages
