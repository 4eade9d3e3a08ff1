"""A job: one document in the queue or the history, and the states it may pass through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from transcritor_gui.errors import ErrorInfo
from transcritor_gui.model.options import TranscriptionOptions
from transcritor_gui.model.page import PageSource

__all__ = ["ACTIVE", "FINISHED", "Job", "JobStatus", "WorkPlace", "can_become"]


class WorkPlace(StrEnum):
    """Where a document is read."""

    HERE = "here"
    TEAM = "team"


class JobStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    DONE_WITH_ISSUES = "done_with_issues"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"


ACTIVE = frozenset({JobStatus.QUEUED, JobStatus.RUNNING})
"""Work that goes on by itself."""

FINISHED = frozenset(
    {JobStatus.DONE, JobStatus.DONE_WITH_ISSUES, JobStatus.FAILED, JobStatus.CANCELLED, JobStatus.INTERRUPTED}
)
"""Work that only a person starts again."""

_S = JobStatus
_TRANSITIONS: dict[JobStatus, frozenset[JobStatus]] = {
    _S.QUEUED: frozenset({_S.RUNNING, _S.PAUSED, _S.CANCELLED, _S.FAILED, _S.INTERRUPTED}),
    _S.RUNNING: frozenset(
        {_S.QUEUED, _S.PAUSED, _S.DONE, _S.DONE_WITH_ISSUES, _S.FAILED, _S.CANCELLED, _S.INTERRUPTED}
    ),
    _S.PAUSED: frozenset({_S.QUEUED, _S.CANCELLED, _S.FAILED}),
    _S.DONE: frozenset({_S.QUEUED}),
    _S.DONE_WITH_ISSUES: frozenset({_S.QUEUED}),
    _S.FAILED: frozenset({_S.QUEUED}),
    _S.CANCELLED: frozenset({_S.QUEUED}),
    _S.INTERRUPTED: frozenset({_S.QUEUED, _S.CANCELLED}),
}


def can_become(old: JobStatus, new: JobStatus) -> bool:
    """Whether a job may pass from `old` to `new`; staying as it is is always allowed."""
    return old is new or new in _TRANSITIONS[old]


@dataclass(frozen=True, slots=True)
class Job:
    """A snapshot of a job, as the table shows it."""

    id: UUID
    name: str
    path: str
    status: JobStatus
    options: TranscriptionOptions
    added_at: datetime
    position: float
    """Place in the queue; lower runs earlier."""
    size_bytes: int = 0
    sha256: str | None = None
    page_count: int | None = None
    """Pages of the document; None until it has been opened."""
    pages_wanted: int | None = None
    """Pages chosen by `options.pages`; None until it has been opened."""
    pages_done: int = 0
    """Pages kept here and, while the team server reads the job, those that it has read so far."""
    pages_to_check: int = 0
    source: PageSource | None = None
    confidence: float | None = None
    error: ErrorInfo | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    place: WorkPlace = WorkPlace.HERE
    doubts: int = 0
    """Words on its pages that a person should look at."""
    pages_conferred: int = 0
    """Pages ticked as compared with the original."""
    note: str = ""
    tags: tuple[str, ...] = ()
    """What people wrote beside it; see `labels`."""
