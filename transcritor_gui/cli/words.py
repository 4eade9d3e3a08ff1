"""What the command line calls the states of a job and the sources of its text."""

from __future__ import annotations

from transcritor_gui.i18n import tr
from transcritor_gui.model import JobStatus, PageSource

__all__ = ["percent", "source_word", "status_word"]


def status_word(status: JobStatus) -> str:  # noqa: PLR0911 - one branch a state
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


def source_word(source: PageSource | None) -> str:
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


def percent(confidence: float | None) -> str:
    return "" if confidence is None else f"{confidence:.0%}"
