"""What is known of a task on the team server, as frozen values; `book` keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from transcritor_gui.errors import ErrorInfo
from transcritor_gui.model import DocumentFacts, PageSource, TranscriptionOptions

__all__ = ["ENDED_STATES", "Ending", "Plan", "Summary", "TaskRecord", "TaskState"]


class TaskState(StrEnum):
    """Celery's names, as they are told to clients."""

    PENDING = "PENDING"
    STARTED = "STARTED"
    """A worker is looking what the file is."""
    PROGRESS = "PROGRESS"
    RETRY = "RETRY"
    """Work was lost or refused for a passing reason, and is given out again."""
    SUCCESS = "SUCCESS"
    FAILURE = "FAILURE"
    REVOKED = "REVOKED"


ENDED_STATES = frozenset({TaskState.SUCCESS, TaskState.FAILURE, TaskState.REVOKED})
"""After these nothing more happens to a task."""


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """What is known when the upload is complete; never changes."""

    id: str
    owner: str
    """The name of the token that it was sent with."""
    name: str
    """What the client called the file: shown, never a path."""
    created_at: datetime
    size_bytes: int
    sha256: str
    options: TranscriptionOptions
    password_pad: bytes | None = None
    """One half of the password, for `live` to open the other half with; None where none was given."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known when the file has been opened; never changes."""

    facts: DocumentFacts
    page_indices: tuple[int, ...]
    chunks: tuple[tuple[int, int], ...]
    """Each a message: from which to before which place in `page_indices`."""

    def pages_of(self, chunk: int) -> tuple[int, ...]:
        first, end = self.chunks[chunk]
        return self.page_indices[first:end]


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of a document, without its words."""

    pages: int
    pages_failed: int
    pages_to_check: int
    source: PageSource
    confidence: float | None
    """Mean over recognised words, weighted by length, 0 to 1; None where nothing was recognised."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a task ended; the first one written holds."""

    state: TaskState
    ended_at: datetime
    error: ErrorInfo | None = None
    summary: Summary | None = None
