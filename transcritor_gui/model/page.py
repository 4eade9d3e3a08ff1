"""What one page holds: words in lines in blocks, in reading order, and how they were obtained.

Made by `pipeline`, kept by `store`, read by `export` and the window. Everything is frozen. What a page has
hundreds of (boxes, words, lines) is a struct rather than a dataclass: it is made ten times as fast, and
changed with `msgspec.structs.replace`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.model.corrections import Conferral, Correction
from transcritor_gui.model.geometry import Box
from transcritor_gui.model.options import TranscriptionOptions
from transcritor_gui.model.page_wish import NO_WISH, PageWish
from transcritor_gui.model.reasons import LanguageEvidence, RefusalReason

__all__ = [
    "Block",
    "BlockKind",
    "CellSpan",
    "Line",
    "PageResult",
    "PageSource",
    "PageStatus",
    "PageWarning",
    "Table",
    "WarningCode",
    "Word",
    "WordSource",
    "warning_written",
]


class WordSource(StrEnum):
    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    CORRECTED = "corrected"


class PageStatus(StrEnum):
    DONE = "done"
    FAILED = "failed"


class PageSource(StrEnum):
    """Where the text of a page (or of a whole document) comes from."""

    TEXT = "text"
    OCR = "ocr"
    MIXED = "mixed"
    BLANK = "blank"


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    TABLE = "table"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    STAMP = "stamp"
    """What a court or a registry prints beside the text of a page: who signed it, where it can be checked."""
    WATERMARK = "watermark"
    """Words that lie across the text."""
    LINE_NUMBERS = "line_numbers"
    """The numbers beside the lines of a pleading or a manuscript."""
    HANDWRITING = "handwriting"
    """What is written by hand, read with little certainty; without lines where nothing of it was read."""


class WarningCode(StrEnum):
    """Why a person should look at a page. The sentences for people are in `page_warnings`."""

    NOTHING_READABLE = "nothing_readable"
    LOW_CONFIDENCE = "low_confidence"
    TEXT_LAYER_REFUSED = "text_layer_refused"
    RENDERED_SMALLER = "rendered_smaller"
    SECOND_RENDERER = "second_renderer"
    DOCUMENT_REPAIRED = "document_repaired"
    XFA_FORM = "xfa_form"
    TABLE_UNREADABLE = "table_unreadable"
    TURNED = "turned"
    IMAGE_DAMAGED = "image_damaged"
    OBJECTS_LEFT_OUT = "objects_left_out"
    HIDDEN_TEXT = "hidden_text"
    REGION_LEFT_OUT = "region_left_out"
    ATTACHED_DOCUMENTS = "attached_documents"
    HANDWRITING = "handwriting"


@dataclass(frozen=True, slots=True)
class PageWarning:
    """A warning with the facts that belong to its code; never with text of the document."""

    code: WarningCode
    refusal: RefusalReason | None = None
    """TEXT_LAYER_REFUSED, LOW_CONFIDENCE: why the text layer is not to be trusted."""
    error: ErrorCode | None = None
    """NOTHING_READABLE: how recognition has failed."""
    figure: float | None = None
    """LOW_CONFIDENCE: the mean, 0 to 1. TURNED: degrees clockwise. RENDERED_SMALLER: dots an inch.
    HIDDEN_TEXT: how many words. REGION_LEFT_OUT: how many regions. ATTACHED_DOCUMENTS: how many.
    HANDWRITING: in how many places."""

    @property
    def detail(self) -> str:
        """The fact there is, for programs: 'shifted_characters', '0.41', '90', '150 dpi'; '' for none."""
        if self.refusal is not None:
            return str(self.refusal)
        if self.error is not None:
            return str(self.error)
        if self.figure is None:
            return ""
        return {WarningCode.LOW_CONFIDENCE: "{:.2f}", WarningCode.RENDERED_SMALLER: "{:.0f} dpi"}.get(
            self.code, "{:.0f}"
        ).format(self.figure)


def warning_written(code: WarningCode, detail: str) -> PageWarning:
    """The warning whose fact was written as `detail`; without a fact for what none is written like."""
    if detail in tuple(RefusalReason):
        return PageWarning(code, refusal=RefusalReason(detail))
    if detail in tuple(ErrorCode):
        return PageWarning(code, error=ErrorCode(detail))
    try:
        return PageWarning(code, figure=float(detail.removesuffix(" dpi")))
    except ValueError:
        return PageWarning(code)


class Word(msgspec.Struct, frozen=True, gc=False):
    text: str
    box: Box
    confidence: float | None = None
    """0 to 1, or None where nothing doubts it (a text layer)."""
    source: WordSource = WordSource.TEXT_LAYER
    doubtful: bool = False
    """Whether a person should look at this word."""
    alternative: str | None = None
    """What a second, independent reading gave instead, where it differs; of a CORRECTED word what had been
    read there, None for one that was typed anew."""
    bold: bool = False
    italic: bool = False
    doubt: float | None = None
    """How likely a doubtful word is wrong, 0 to 1; None where nothing told."""


class Line(msgspec.Struct, frozen=True, gc=False):
    words: tuple[Word, ...]
    box: Box

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class CellSpan:
    """A cell that reaches over several rows or columns, by the place where it begins."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Cells row by row, every row of the same length; an empty cell is '', and so is what another reaches
    over."""

    box: Box
    rows: tuple[tuple[str, ...], ...]
    header_rows: int = 0
    spans: tuple[CellSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. A TABLE block also keeps its cells in `table`."""

    kind: BlockKind
    lines: tuple[Line, ...]
    box: Box
    level: int = 0
    """Headings: 1 is the largest. Lists: depth from 0."""
    table: Table | None = None

    @property
    def text(self) -> str:
        """The lines of the block as on the page; rows of a table with tabs between cells."""
        if self.table is not None:
            return "\n".join("\t".join(cell.replace("\n", " ") for cell in row) for row in self.table.rows)
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class PageResult:
    page_index: int
    width_pt: float
    height_pt: float
    status: PageStatus
    source: PageSource
    blocks: tuple[Block, ...] = ()
    rotation: int = 0
    """Degrees clockwise (0, 90, 180, 270) that the page as shown had to be turned to be read."""
    skew_degrees: float = 0.0
    """Clockwise tilt that was corrected before reading."""
    language: str = ""
    """What the text is in: Tesseract codes joined by '+', the one with more of it first. Where the words do
    not tell, those that the page was recognised in; '' where it was not."""
    confidence: float | None = None
    """Mean over recognised words, weighted by length, 0 to 1; None where nothing was recognised."""
    seconds: float = 0.0
    engine: str = ""
    """Name and version of what recognised the page; '' for a text layer."""
    warnings: tuple[PageWarning, ...] = ()
    error: ErrorInfo | None = None
    language_evidence: LanguageEvidence | None = None
    """How that was told; None where nothing was looked at."""
    corrections: tuple[Correction, ...] = ()
    """A person's, laid over this page already, in the order in which they were made."""
    conferral: Conferral | None = None
    """Who compared this page with the original, and when."""
    wish: PageWish = NO_WISH
    """What a person had asked for this page when it was read."""
    options: TranscriptionOptions | None = None
    """With which it was read; None where an older version has read it."""

    @property
    def language_reason(self) -> str:
        """`language_evidence` for programs: 'por 46%, eng 4%'; '' for none."""
        return "" if self.language_evidence is None else self.language_evidence.written

    @property
    def text(self) -> str:
        """All blocks in reading order, an empty line between blocks: what is searched."""
        return self.running_text(with_handwriting=True)

    def running_text(self, *, with_handwriting: bool) -> str:
        """The same, with what is written by hand or without it."""
        return "\n\n".join(
            block.text
            for block in self.blocks
            if block.kind is not BlockKind.HANDWRITING or (with_handwriting and block.lines)
        )

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block.table for block in self.blocks if block.table is not None)

    @property
    def needs_attention(self) -> bool:
        """Whether this page counts as one 'to look at'."""
        attention = {
            WarningCode.NOTHING_READABLE,
            WarningCode.LOW_CONFIDENCE,
            WarningCode.XFA_FORM,
            WarningCode.TABLE_UNREADABLE,
            WarningCode.IMAGE_DAMAGED,
            WarningCode.OBJECTS_LEFT_OUT,
            WarningCode.ATTACHED_DOCUMENTS,
        }
        if self.status is PageStatus.FAILED:
            return True
        if self.conferral is not None:
            return False
        # Initials and signatures, of which nothing was read, are on every page of many a contract.
        is_written_on = any(block.kind is BlockKind.HANDWRITING and block.lines for block in self.blocks)
        return is_written_on or any(w.code in attention for w in self.warnings)

    @property
    def doubts(self) -> int:
        """How many words a person should look at."""
        return sum(word.doubtful for word in self.words())

    def words(self) -> Iterator[Word]:
        """Every word in reading order."""
        for block in self.blocks:
            for line in block.lines:
                yield from line.words
