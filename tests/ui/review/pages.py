"""Small made pages for the tests of the review."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from transcritor_gui.errors import ErrorInfo
from transcritor_gui.model import (
    Block,
    BlockKind,
    Box,
    Job,
    JobStatus,
    Line,
    PageResult,
    PageSource,
    PageStatus,
    PageWarning,
    Table,
    TranscriptionOptions,
    Word,
    WordSource,
    enclosing,
)

__all__ = ["line", "made_job", "made_page", "paragraph", "table", "word"]


def word(text: str, x: float = 0, y: float = 0, *, doubtful: bool = False) -> Word:
    """Ten points high, six wide for each letter."""
    return Word(
        text,
        Box(x, y, x + 6 * len(text), y + 10),
        confidence=0.4 if doubtful else 0.95,
        source=WordSource.OCR,
        doubtful=doubtful,
        alternative="outro" if doubtful else None,
    )


def line(text: str, y: float = 0) -> Line:
    """Words of `text` in a row; one that ends in '?' is doubtful (and has no '?')."""
    words = []
    x = 0.0
    for part in text.split():
        words.append(word(part.rstrip("?"), x, y, doubtful=part.endswith("?")))
        x = words[-1].box.x1 + 6
    return Line(tuple(words), enclosing(each.box for each in words))


def paragraph(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH, y: float = 0, level: int = 0) -> Block:
    lines = tuple(line(text, y + 12 * number) for number, text in enumerate(texts))
    return Block(kind, lines, enclosing(each.box for each in lines), level=level)


def table(*rows: tuple[str, ...], y: float = 0) -> Block:
    lines = tuple(line(" ".join(cells), y + 12 * number) for number, cells in enumerate(rows))
    box = enclosing(each.box for each in lines)
    cells = tuple(tuple(cell.replace("?", "") for cell in row) for row in rows)
    return Block(BlockKind.TABLE, lines, box, table=Table(box, cells, header_rows=1))


def made_page(
    *blocks: Block,
    page_index: int = 0,
    status: PageStatus = PageStatus.DONE,
    source: PageSource = PageSource.OCR,
    warnings: tuple[PageWarning, ...] = (),
    error: ErrorInfo | None = None,
) -> PageResult:
    return PageResult(
        page_index=page_index,
        width_pt=600,
        height_pt=800,
        status=status,
        source=source,
        blocks=blocks,
        warnings=warnings,
        error=error,
    )


def made_job(
    *,
    number: int = 1,
    status: JobStatus = JobStatus.RUNNING,
    page_count: int | None = 5,
    pages: str = "",
    pages_done: int = 1,
    error: ErrorInfo | None = None,
) -> Job:
    return Job(
        id=UUID(int=number),
        name=f"file-{number}.pdf",
        path=f"/files/file-{number}.pdf",
        status=status,
        options=TranscriptionOptions(pages=pages),
        added_at=datetime(2024, 1, 2, 3, 4, tzinfo=UTC),
        position=float(number),
        page_count=page_count,
        pages_done=pages_done,
        error=error,
    )
