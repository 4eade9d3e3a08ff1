"""What every format answers to, and the choices that a person may make for an export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from transcritor_gui.export.source import SourceFile
from transcritor_gui.model import Portal, Transcript

__all__ = ["DEFAULT_OPTIONS", "ExportChoice", "ExportOptions", "Exporter"]


class ExportChoice(StrEnum):
    """What a person may choose for a format that understands it. A page range goes with every format."""

    LINES = "lines"
    """`ExportOptions.flowing`"""
    COLUMNS = "columns"
    """`ExportOptions.columns`"""
    RUNNING_LINES = "running_lines"
    """`ExportOptions.leave_out_headers_and_footers`"""
    DECIMALS = "decimals"
    """`ExportOptions.decimal_comma`"""
    ALL_IN_ONE = "all_in_one"
    """Several documents in one file; see joining.py."""
    UPRIGHT = "upright"
    """`ExportOptions.upright`"""
    PARTS = "parts"
    """`ExportOptions.portal`"""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Choices that more than one format understands; a format passes over those that mean nothing to it."""

    pages: str = ""
    """Page numbers as people write them, '1-3,7'; '' for all pages that have been read."""
    flowing: bool | None = None
    """Join the lines of a paragraph, and words cut by a hyphen, instead of keeping the lines of the page.

    None for what is usual in the format: kept in plain ones (TXT, Markdown), joined in the others.
    """
    columns: bool = False
    """Put every word where it stands on the paper, as far as a grid of characters allows; `flowing` means
    nothing then."""
    leave_out_headers_and_footers: bool = False
    decimal_comma: bool = True
    """How CSV writes: '1234,56' with ';' between columns (Brazil), or '1234.56' with ','."""
    upright: bool = False
    """Show pages upright that had to be turned to be read; else they lie as they were scanned."""
    portal: Portal | None = None
    """Whose limits a file has to keep to: a larger one is written in parts."""


DEFAULT_OPTIONS = ExportOptions()


class Exporter(Protocol):
    """One format. Inherit from it explicitly and give `chunks`; the same transcript gives the same bytes."""

    format: str
    """The name in settings and on the command line: 'txt'."""
    suffix: str
    """The end of file names, with its dot: '.txt'."""
    media_type: str
    """What the file is sent as, with the encoding where it is text: 'text/plain; charset=utf-8'."""
    is_text: bool = True
    """Whether the file is UTF-8 text, fit for a terminal."""
    choices: frozenset[ExportChoice] = frozenset()
    keeps_lines: bool = False
    """Whether lines are kept as on the page where nothing else is chosen (`ExportOptions.flowing`)."""
    needs_source: bool = False
    """Whether its file holds the pages of the PDF itself: then take it `with_source`."""

    def label(self) -> str:
        """The name of the format for people, in the language in force."""
        ...

    def with_source(self, source: SourceFile) -> Exporter:
        """This format with the PDF that the transcript was read from at hand; itself where it needs none."""
        return self

    def chunks(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> Iterator[bytes]:
        """The file piece by piece, so that a long document need not be held twice.

        Raises TranscritorError(BAD_PAGE_RANGE | NOTHING_TO_EXPORT) before the first piece.
        """
        ...

    def render(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> bytes:
        """The whole file."""
        return b"".join(self.chunks(transcript, options))
