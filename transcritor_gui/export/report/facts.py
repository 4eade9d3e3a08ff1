"""What the evidence report tells of a page and of a document, as values; `report_file` puts it into words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from transcritor_gui.errors import ErrorInfo
from transcritor_gui.model import (
    PageResult,
    PageSource,
    PageStatus,
    PageWarning,
    Transcript,
    Word,
    WordSource,
)

__all__ = ["Correction", "ReportFacts", "ReportedPage", "report_facts"]


@dataclass(frozen=True, slots=True)
class Correction:
    read: str | None
    """What had been read; None where that was not kept."""
    corrected: str


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
    corrections: tuple[Correction, ...]


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
        corrections=tuple(_correction(word) for word in words if word.source is WordSource.CORRECTED),
    )


def _correction(word: Word) -> Correction:
    return Correction(word.alternative, word.text)


def _by_frequency(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value for value, _count in Counter(value for value in values if value).most_common())
