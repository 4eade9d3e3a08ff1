"""What `--json` writes of jobs, pages and failures. Names once given stay; see docs/command-line.md."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from transcritor_gui.errors import ErrorInfo, message_for
from transcritor_gui.model import Job, PageResult, TranscriptionOptions
from transcritor_gui.page_warnings import warning_text

__all__ = ["error_record", "issue_records", "job_record", "page_record", "refused_record", "removed_record"]


def job_record(job: Job) -> dict[str, Any]:
    return {
        "id": str(job.id),
        "name": job.name,
        "path": job.path,
        "status": job.status.value,
        "pages": job.page_count,
        "wanted": job.pages_wanted,
        "done": job.pages_done,
        "to_check": job.pages_to_check,
        "source": None if job.source is None else job.source.value,
        "confidence": job.confidence,
        "languages": job.options.languages,
        "tags": list(job.tags),
        "note": job.note,
        "error": error_record(job.error),
        "size_bytes": job.size_bytes,
        "sha256": job.sha256,
        "added_at": _time(job.added_at),
        "started_at": _time(job.started_at),
        "finished_at": _time(job.finished_at),
    }


def removed_record(job: Job) -> dict[str, Any]:
    """A job that another program has removed from the list before it was done."""
    return {**job_record(job), "status": "removed"}


def refused_record(path: str, error: ErrorInfo) -> dict[str, Any]:
    """A file that never became a job: the fields of one that say anything."""
    return {
        "id": None,
        "name": path.replace("\\", "/").rsplit("/", 1)[-1],
        "path": path,
        "status": "refused",
        "pages": None,
        "done": 0,
        "source": None,
        "confidence": None,
        "error": error_record(error),
    }


def page_record(page: PageResult, options: TranscriptionOptions) -> dict[str, Any]:
    return {
        "page": page.page_index + 1,
        "status": page.status.value,
        "source": page.source.value,
        "confidence": page.confidence,
        "language": page.language,
        "language_reason": page.language_reason,
        "rotation": page.rotation,
        "engine": page.engine,
        "seconds": round(page.seconds, 3),
        "warnings": [warning.code.value for warning in page.warnings],
        "error": error_record(page.error),
        "text": page.running_text(with_handwriting=options.handwriting_in_text),
    }


def issue_records(page: PageResult) -> list[dict[str, Any]]:
    """One for each reason why a person should look at the page."""
    if page.error is not None:
        return [{"page": page.page_index + 1, **(error_record(page.error) or {})}]
    return [
        {
            "page": page.page_index + 1,
            "code": warning.code.value,
            "message": warning_text(warning),
            "advice": "",
        }
        for warning in page.warnings
        if page.needs_attention
    ]


def error_record(error: ErrorInfo | None) -> dict[str, Any] | None:
    if error is None:
        return None
    message = message_for(error)
    return {"code": error.code.value, "message": message.what, "advice": message.advice}


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")
