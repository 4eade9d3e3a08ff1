"""Words for a job's state and day, where its text comes from and how sure it is: the same at every door."""

from __future__ import annotations

from datetime import date

from transcritor_gui.i18n import current_language, tr
from transcritor_gui.model import JobStatus, PageSource

__all__ = ["confidence_words", "day_words", "source_words", "status_words", "unsigned_words"]


def status_words(status: JobStatus) -> str:  # noqa: PLR0911 - one branch a status
    match status:
        case JobStatus.QUEUED:
            return tr("Queued")
        case JobStatus.RUNNING:
            return tr("Transcribing")
        case JobStatus.PAUSED:
            return tr("Paused")
        case JobStatus.DONE:
            return tr("Done")
        case JobStatus.DONE_WITH_ISSUES:
            return tr("Done, with pages to look at")
        case JobStatus.FAILED:
            return tr("Failed")
        case JobStatus.CANCELLED:
            return tr("Cancelled")
        case JobStatus.INTERRUPTED:
            return tr("Interrupted")


def source_words(source: PageSource | None) -> str:
    """Where the text comes from; '' until it is known."""
    match source:
        case PageSource.TEXT:
            return tr("digital")
        case PageSource.OCR:
            return tr("OCR")
        case PageSource.MIXED:
            return tr("mixed")
        case PageSource.BLANK:
            return tr("blank")
        case None:
            return ""


def confidence_words(confidence: float | None) -> str:
    """A whole percentage, never rounded up to 100 %; '' where nothing was recognised."""
    if confidence is None:
        return ""
    percent = round(confidence * 100)
    return tr("{percent} %", percent=min(percent, 99) if confidence < 1 else percent)


def day_words(day: date) -> str:
    """As the language writes it in figures."""
    return f"{day:%d/%m/%Y}" if current_language() == "pt_BR" else f"{day:%Y-%m-%d}"


def unsigned_words() -> str:
    """Of a signed document that was written in parts."""
    return tr("The document is signed; its parts bear no signature. Keep the signed file.")
