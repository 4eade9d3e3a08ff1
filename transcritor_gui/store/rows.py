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
from transcritor_gui.model import DocumentFacts, Job, JobStatus, PageSource, TranscriptionOptions, WorkPlace

__all__ = [
    "JOB_COLUMNS",
    "error_text",
    "facts_of",
    "id_list",
    "job_of",
    "options_text",
    "read_path",
    "read_tags",
    "stored_path",
    "stored_time",
]

JOB_COLUMNS = (
    "id, name, path, status, options, added_at, position, size_bytes, sha256, page_count, pages_wanted, "
    "error, started_at, finished_at, pages_done + pages_elsewhere, pages_to_check, pages_text, pages_ocr, "
    "pages_mixed, pages_blank, characters, confidence_sum, place, doubts, pages_conferred, note, tags"
)


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
    """The job of a row with JOB_COLUMNS first. By place, which is three times as fast as by name."""
    (
        job_id, name, path, status, options, added_at, position, size_bytes, sha256, page_count,
        pages_wanted, error, started_at, finished_at, pages_done, pages_to_check,
        pages_text, pages_ocr, pages_mixed, pages_blank, characters, confidence_sum, place,
        doubts, pages_conferred, note, tags, *_,
    ) = row  # fmt: skip
    return Job(
        id=UUID(job_id),
        name=name,
        path=read_path(path),
        status=_STATUSES[status],
        options=_options(options),
        added_at=datetime.fromisoformat(added_at),
        position=position,
        size_bytes=size_bytes,
        sha256=sha256,
        page_count=page_count,
        pages_wanted=pages_wanted,
        pages_done=pages_done,
        pages_to_check=pages_to_check,
        source=_source(text=pages_text, ocr=pages_ocr, mixed=pages_mixed, blank=pages_blank),
        confidence=confidence_sum / characters if characters > 0 else None,
        error=None if error is None else _error_decoder.decode(error),
        started_at=_time(started_at),
        finished_at=_time(finished_at),
        place=WorkPlace(place),
        doubts=doubts,
        pages_conferred=pages_conferred,
        note=note,
        tags=() if tags == "[]" else read_tags(tags),
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
        note=row["note"],
        tags=read_tags(row["tags"]),
    )


# Made when the module is: two threads that meet a type for the first time crash msgspec (decisions/0062).
_error_decoder = msgspec.json.Decoder(ErrorInfo)
_tags_decoder = msgspec.json.Decoder(tuple[str, ...])
_options_decoder = msgspec.json.Decoder(TranscriptionOptions)

_STATUSES = {str(status): status for status in JobStatus}


@lru_cache(maxsize=64)
def _options(text: str) -> TranscriptionOptions:
    return _options_decoder.decode(text)


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def read_tags(stored: str) -> tuple[str, ...]:
    """Raises ValueError for what are none."""
    return _tags_decoder.decode(stored)


def read_path(stored: str | bytes) -> str:
    return os.fsdecode(stored) if isinstance(stored, bytes) else stored


def _source(*, text: int, ocr: int, mixed: int, blank: int) -> PageSource | None:
    """Where the text of a document comes from, by the counts of its pages; blank ones do not change it."""
    if mixed or (text and ocr):
        return PageSource.MIXED
    if ocr:
        return PageSource.OCR
    if text:
        return PageSource.TEXT
    return PageSource.BLANK if blank else None
