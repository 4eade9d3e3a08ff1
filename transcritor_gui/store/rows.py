"""Values to columns and back."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from uuid import UUID

import msgspec

from transcritor_gui.errors import ErrorInfo
from transcritor_gui.model import DocumentFacts, Job, JobStatus, PageSource, TranscriptionOptions

__all__ = [
    "error_text",
    "facts_of",
    "id_list",
    "job_of",
    "options_text",
    "read_path",
    "stored_path",
    "stored_time",
]


def stored_time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="microseconds")


def stored_path(path: str) -> str | bytes:
    """The path as text, or as the bytes it is on disk where they are not UTF-8 (old Unix file names)."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path


def options_text(options: TranscriptionOptions) -> str:
    return msgspec.json.encode(options).decode()


def error_text(error: ErrorInfo | None) -> str | None:
    return None if error is None else msgspec.json.encode(error).decode("utf-8", "replace")


def id_list(ids: Iterable[UUID]) -> str:
    """For `WHERE id IN (SELECT value FROM json_each(?))`: any number of ids in one parameter."""
    return json.dumps([str(job_id) for job_id in ids])


def job_of(row: sqlite3.Row) -> Job:
    return Job(
        id=UUID(row["id"]),
        name=row["name"],
        path=read_path(row["path"]),
        status=_STATUSES[row["status"]],
        options=_options(row["options"]),
        added_at=datetime.fromisoformat(row["added_at"]),
        position=row["position"],
        size_bytes=row["size_bytes"],
        sha256=row["sha256"],
        page_count=row["page_count"],
        pages_wanted=row["pages_wanted"],
        pages_done=row["pages_done"],
        pages_to_check=row["pages_to_check"],
        source=_source(row),
        confidence=row["confidence_sum"] / row["characters"] if row["characters"] > 0 else None,
        error=None if row["error"] is None else msgspec.json.decode(row["error"], type=ErrorInfo),
        started_at=_time(row["started_at"]),
        finished_at=_time(row["finished_at"]),
    )


def facts_of(row: sqlite3.Row) -> DocumentFacts:
    """What is known of a job's file; zeros and '' where it has not been opened yet."""
    return DocumentFacts(
        name=row["name"],
        sha256=row["sha256"] or "",
        size_bytes=row["size_bytes"],
        page_count=row["page_count"] or 0,
        encrypted=bool(row["encrypted"]),
        repaired=bool(row["repaired"]),
        xfa_form=bool(row["xfa_form"]),
    )


_STATUSES = {str(status): status for status in JobStatus}


@lru_cache(maxsize=64)
def _options(text: str) -> TranscriptionOptions:
    return msgspec.json.decode(text, type=TranscriptionOptions)


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def read_path(stored: str | bytes) -> str:
    return os.fsdecode(stored) if isinstance(stored, bytes) else stored


def _source(row: sqlite3.Row) -> PageSource | None:
    """Where the text of the whole document comes from; blank pages do not change it."""
    if row["pages_mixed"] or (row["pages_text"] and row["pages_ocr"]):
        return PageSource.MIXED
    if row["pages_ocr"]:
        return PageSource.OCR
    if row["pages_text"]:
        return PageSource.TEXT
    return PageSource.BLANK if row["pages_blank"] else None
