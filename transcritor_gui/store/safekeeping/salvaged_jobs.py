"""Jobs from a damaged file, made readable: what cannot be understood of one becomes what it would be anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid4

import msgspec

from transcritor_gui.errors import ErrorInfo
from transcritor_gui.model import JobStatus, TranscriptionOptions, WorkPlace
from transcritor_gui.store.rows import options_text, read_tags, stored_time

__all__ = ["mended_job", "stand_in_job"]

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_options = msgspec.json.Decoder(TranscriptionOptions)
_error = msgspec.json.Decoder(ErrorInfo)

Row = dict[str, Any]


def mended_job(row: Row) -> Row:
    """The row of a job, with every value one that can be read."""
    now = stored_time(datetime.now(UTC))
    meant: dict[str, tuple[Callable[[Any], object], Any]] = {
        "id": (UUID, str(uuid4())),
        "status": (JobStatus, JobStatus.INTERRUPTED),
        "options": (_options.decode, options_text(TranscriptionOptions())),
        "added_at": (datetime.fromisoformat, now),
        "started_at": (datetime.fromisoformat, None),
        "finished_at": (datetime.fromisoformat, None),
        "removed_at": (datetime.fromisoformat, None),
        "error": (_error.decode, None),
        "place": (WorkPlace, WorkPlace.HERE),
        "tags": (read_tags, "[]"),
        "sha256": (_sha256, None),
        "page_count": (_count, None),
        "pages_wanted": (_count, None),
        "size_bytes": (_count, 0),
    }
    mended = dict(row)
    for name, (read, instead) in meant.items():
        value = mended.get(name)
        if value is not None and not _can(read, value):
            mended[name] = instead
    return mended


def stand_in_job(key: int) -> Row:
    """For pages that were found without the job they belong to."""
    name = f"recovered-{key}.pdf"
    return {
        "key": key,
        "id": str(uuid4()),
        "name": name,
        "path": name,
        "status": JobStatus.DONE,
        "options": options_text(TranscriptionOptions()),
        "added_at": stored_time(datetime.now(UTC)),
        "position": 0.0,
    }


def _can(read: Callable[[Any], object], value: object) -> bool:
    try:
        read(value)
    except (ValueError, TypeError):
        return False
    return True


def _sha256(value: str) -> None:
    if not _SHA256.fullmatch(value):
        raise ValueError


def _count(value: int) -> None:
    if not 0 <= value < 1 << 50:
        raise ValueError
