"""What the service tells its doors. Frozen; sent from any thread to the listener the door gave.

A listener must return at once: the window's posts the event to the GUI thread, the command line's puts it
into a queue.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from transcritor_gui.errors import ErrorInfo
from transcritor_gui.model import Job

__all__ = [
    "Event",
    "IntakeFinished",
    "JobsAdded",
    "JobsChanged",
    "JobsRemoved",
    "Listener",
    "PageFinished",
    "RefusedFile",
    "ServiceFailed",
]


@dataclass(frozen=True, slots=True)
class JobsAdded:
    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class JobsChanged:
    """New snapshots of jobs: another status, more pages done, another place in the queue."""

    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class JobsRemoved:
    job_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class PageFinished:
    """A page has been committed to the store (or taken over from an earlier run)."""

    job_id: UUID
    page_index: int
    pages_done: int
    pages_wanted: int
    seconds_left: float | None
    """For the rest of the document, smoothed; None while there is nothing to judge by."""


@dataclass(frozen=True, slots=True)
class RefusedFile:
    path: str
    error: ErrorInfo


@dataclass(frozen=True, slots=True)
class IntakeFinished:
    """All that one drop, paste or command asked for has been looked at."""

    added: tuple[UUID, ...]
    refused: tuple[RefusedFile, ...]


@dataclass(frozen=True, slots=True)
class ServiceFailed:
    """Something that belongs to no single job went wrong (the disk is full, the database is gone)."""

    error: ErrorInfo


Event = JobsAdded | JobsChanged | JobsRemoved | PageFinished | IntakeFinished | ServiceFailed
Listener = Callable[[Event], None]
