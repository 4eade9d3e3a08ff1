"""The shape of the JSON file, version 1: what docs/formats/json.md describes.

Kept apart from `model`, so that a change inside the program does not change the files of users.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

from msgspec import Meta, Raw, Struct

from transcritor_gui.model import (
    BlockKind,
    CorrectionKind,
    PageSource,
    PageStatus,
    WarningCode,
    WordSource,
)

__all__ = [
    "FORMAT",
    "OPTIONS_V1",
    "VERSION",
    "BlockV1",
    "ConferralV1",
    "CorrectionV1",
    "DocumentV1",
    "ErrorV1",
    "FileV1",
    "Head",
    "LineV1",
    "PageV1",
    "TableV1",
    "WarningV1",
    "WordV1",
]

FORMAT: Final = "transcritor-transcript"
VERSION: Final = 1

BoxV1 = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points (1/72 inch), from the top left corner of the page as shown."""


class WordV1(Struct, frozen=True, omit_defaults=True):
    text: str
    box: BoxV1
    source: WordSource
    confidence: float | None = None
    doubtful: bool = False
    alternative: str | None = None
    bold: bool = False
    italic: bool = False


class LineV1(Struct, frozen=True):
    box: BoxV1
    words: tuple[WordV1, ...]


class TableV1(Struct, frozen=True, omit_defaults=True):
    box: BoxV1
    header_rows: int
    rows: tuple[tuple[str, ...], ...]
    spans: tuple[tuple[int, int, int, int], ...] = ()
    """Row and column where a cell begins, and how many rows and columns it reaches over."""


class BlockV1(Struct, frozen=True, omit_defaults=True):
    kind: BlockKind
    box: BoxV1
    lines: tuple[LineV1, ...]
    level: int = 0
    table: TableV1 | None = None


class WarningV1(Struct, frozen=True):
    code: WarningCode
    detail: str


class ErrorV1(Struct, frozen=True):
    code: str
    facts: tuple[tuple[str, str], ...]


class CorrectionV1(Struct, frozen=True, omit_defaults=True):
    kind: CorrectionKind
    box: BoxV1
    """Where the words stood that were changed."""
    read: str
    corrected: str
    row: int = -1
    column: int = -1
    made_at: datetime | None = None
    made_by: str = ""


class ConferralV1(Struct, frozen=True):
    made_at: datetime
    made_by: str


class PageV1(Struct, frozen=True, omit_defaults=True):
    page_number: int
    """From 1."""
    status: PageStatus
    source: PageSource
    width_pt: float
    height_pt: float
    text: str
    """The page in reading order, for readers that need no more; `read_json` passes over it."""
    blocks: tuple[BlockV1, ...]
    rotation: Annotated[int, Meta(ge=0, le=270, multiple_of=90)] = 0
    skew_degrees: float = 0.0
    language: str = ""
    confidence: float | None = None
    seconds: float = 0.0
    engine: str = ""
    warnings: tuple[WarningV1, ...] = ()
    error: ErrorV1 | None = None
    language_reason: str = ""
    corrections: tuple[CorrectionV1, ...] = ()
    conferral: ConferralV1 | None = None


class DocumentV1(Struct, frozen=True, omit_defaults=True):
    name: str
    sha256: str
    size_bytes: int
    page_count: int
    encrypted: bool = False
    repaired: bool = False
    xfa_form: bool = False
    note: str = ""
    tags: tuple[str, ...] = ()


OPTIONS_V1: Final = ("languages", "ocr_mode", "engine", "pages", "second_opinion")
"""Those that are always written, in this order; others, where they have not their usual value."""


class Head(Struct, frozen=True):
    """The two fields that every version has."""

    format: str
    version: int


class FileV1(Struct, frozen=True):
    format: str
    version: int
    document: DocumentV1
    options: Raw
    """An object with the names of the fields of TranscriptionOptions, so that no option is forgotten."""
    pages: tuple[PageV1, ...]
