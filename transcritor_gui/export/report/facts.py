"""What the evidence report tells of a page and of a document, as values; `report_file` puts it into words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from transcritor_gui.errors import ErrorInfo
from transcritor_gui.model import (
    Conferral,
    CorrectionKind,
    PageResult,
    PageSource,
    PageStatus,
    PageWarning,
    Transcript,
    Word,
    WordSource,
)

__all__ = ["ReportFacts", "ReportedCorrection", "ReportedPage", "report_facts"]


@dataclass(frozen=True, slots=True)
class ReportedCorrection:
    read: str | None
    """What had been read; None where that was not kept, or nothing had been."""
    corrected: str
    made_at: datetime | None = None
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class ReportedPage:
    number: int
    """From 1."""
    status: PageStatus
    source: PageSource
    needs_attention: bool
    words: int
    recognised_characters: int
    doubtful: int
    confidence: float | None
    language: str
    language_reason: str
    engine: str
    seconds: float
    rotation: int
    skew_degrees: float
    warnings: tuple[PageWarning, ...]
    error: ErrorInfo | None
    corrections: tuple[ReportedCorrection, ...]
    conferral: Conferral | None = None


@dataclass(frozen=True, slots=True)
class ReportFacts:
    pages: tuple[ReportedPage, ...]

    def of_source(self, source: PageSource) -> int:
        """How many pages that could be read have their text from there."""
        return sum(1 for page in self.pages if page.source is source and page.status is PageStatus.DONE)

    @property
    def failed(self) -> int:
        return sum(1 for page in self.pages if page.status is PageStatus.FAILED)

    @property
    def words(self) -> int:
        return sum(page.words for page in self.pages)

    @property
    def doubtful(self) -> int:
        return sum(page.doubtful for page in self.pages)

    @property
    def corrected(self) -> int:
        return sum(len(page.corrections) for page in self.pages)

    @property
    def conferred(self) -> tuple[ReportedPage, ...]:
        """The pages that a person compared with the original."""
        return tuple(page for page in self.pages if page.conferral is not None)

    @property
    def seconds(self) -> float:
        return sum(page.seconds for page in self.pages)

    @property
    def confidence(self) -> float | None:
        """Mean of the pages', weighted by recognised characters; None where nothing was recognised."""
        known = [
            (page.confidence, max(1, page.recognised_characters))
            for page in self.pages
            if page.confidence is not None
        ]
        weight = sum(characters for _confidence, characters in known)
        return sum(confidence * characters for confidence, characters in known) / weight if known else None

    @property
    def languages(self) -> tuple[str, ...]:
        """Of the pages, the most frequent first."""
        return _by_frequency(page.language for page in self.pages)

    @property
    def engines(self) -> tuple[str, ...]:
        return _by_frequency(page.engine for page in self.pages)

    def to_look_at(self) -> tuple[ReportedPage, ...]:
        """The pages that need a person's eye, those that could not be read first."""
        wanted = (page for page in self.pages if page.needs_attention)
        return tuple(sorted(wanted, key=lambda page: (page.status is not PageStatus.FAILED, page.number)))

    def with_doubts(self) -> tuple[ReportedPage, ...]:
        """The other pages that have doubtful words."""
        return tuple(page for page in self.pages if page.doubtful and not page.needs_attention)


def report_facts(transcript: Transcript) -> ReportFacts:
    """What there is to report; a page is let go before the next is looked at."""
    return ReportFacts(tuple(_page_facts(page) for page in transcript.pages))


def _page_facts(page: PageResult) -> ReportedPage:
    words = tuple(page.words())
    return ReportedPage(
        number=page.page_index + 1,
        status=page.status,
        source=page.source,
        needs_attention=page.needs_attention,
        words=len(words),
        recognised_characters=sum(len(word.text) for word in words if word.source is WordSource.OCR),
        doubtful=sum(1 for word in words if word.doubtful),
        confidence=page.confidence,
        language=page.language,
        language_reason=page.language_reason,
        engine=page.engine,
        seconds=page.seconds,
        rotation=page.rotation,
        skew_degrees=page.skew_degrees,
        warnings=page.warnings,
        error=page.error,
        corrections=_corrections(page, words),
        conferral=page.conferral,
    )


_OF_TEXT = frozenset({CorrectionKind.TEXT, CorrectionKind.NEW_LINE, CorrectionKind.CELL})


def _corrections(page: PageResult, words: Sequence[Word]) -> tuple[ReportedCorrection, ...]:
    """What was made of the text: as it was kept, or as the words tell where nothing was."""
    made = tuple(
        ReportedCorrection(
            None if each.kind is CorrectionKind.NEW_LINE else each.before,
            each.after,
            each.made_at,
            each.made_by,
        )
        for each in page.corrections
        if each.kind in _OF_TEXT and each.before != each.after
    )
    if made or page.corrections:
        return made
    return tuple(
        ReportedCorrection(word.alternative, word.text)
        for word in words
        if word.source is WordSource.CORRECTED
    )


def _by_frequency(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value for value, _count in Counter(value for value in values if value).most_common())
