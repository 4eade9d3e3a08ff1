"""Jobs made for tests, with only what matters named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from transcritor_gui.model import Job, JobStatus, TranscriptionOptions

__all__ = ["made_job"]

_NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def made_job(
    name: str = "a.pdf",
    status: JobStatus = JobStatus.DONE,
    *,
    minutes_ago: float = 0,
    position: float = 0,
    **values: Any,
) -> Job:
    return Job(
        id=uuid4(),
        name=name,
        path=f"/somewhere/{name}",
        status=status,
        options=TranscriptionOptions(),
        added_at=_NOON - timedelta(minutes=minutes_ago),
        position=position,
        **values,
    )
