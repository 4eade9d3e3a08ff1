"""Jobs and pages to keep."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

from transcritor_gui.model import (
    Block,
    BlockKind,
    Box,
    DocumentFacts,
    Job,
    JobStatus,
    Line,
    PageResult,
    PageSource,
    PageStatus,
    PageWarning,
    Table,
    TranscriptionOptions,
    WarningCode,
    Word,
    WordSource,
)

NOW = datetime(2026, 5, 4, 13, 58, 1, 250, tzinfo=UTC)
OWNER = "1:2.00:me"


def job(name: str = "a.pdf", *, position: float = 1.0, job_id: UUID | None = None) -> Job:
    return Job(
        id=uuid4() if job_id is None else job_id,
        name=name,
        path=f"/documents/{name}",
        status=JobStatus.QUEUED,
        options=TranscriptionOptions(),
        added_at=NOW,
        position=position,
        size_bytes=1234,
    )


def facts(name: str, *, page_count: int) -> DocumentFacts:
    return DocumentFacts(name=name, sha256="0" * 64, size_bytes=1234, page_count=page_count)


def page(
    text: str = "Transcrição da ação",
    *,
    page_index: int = 0,
    source: PageSource = PageSource.TEXT,
    confidence: float | None = None,
    to_check: bool = False,
    status: PageStatus = PageStatus.DONE,
) -> PageResult:
    box = Box(72.5, 72, 300.25, 90)
    kind = WordSource.OCR if source is PageSource.OCR else WordSource.TEXT_LAYER
    words = tuple(Word(word, box, confidence, kind) for word in text.split())
    table = Table(box, (("a", "1"), ("b", "2")), header_rows=1)
    blocks = (
        Block(BlockKind.PARAGRAPH, (Line(words, box),), box),
        Block(BlockKind.TABLE, (), box, table=table),
    )
    return PageResult(
        page_index=page_index,
        width_pt=595.32,
        height_pt=841.92,
        status=status,
        source=source,
        blocks=blocks if text else (),
        rotation=90,
        skew_degrees=-0.4,
        language="por+eng",
        confidence=confidence,
        seconds=1.25,
        engine="tesseract 5.5.4",
        warnings=(PageWarning(WarningCode.LOW_CONFIDENCE, figure=0.41),) if to_check else (),
    )
