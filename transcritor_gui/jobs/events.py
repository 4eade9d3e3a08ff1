"""What the service tells its doors. Frozen; sent from any thread to the listener the door gave.

A listener must return at once: the window's posts the event to the GUI thread, the command line's puts it
into a queue.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from transcritor_gui.errors import ErrorInfo
from transcritor_gui.jobs.exporting.order import ExportOutcome
from transcritor_gui.model import Job
from transcritor_gui.store import Mended

__all__ = [
    "AutomaticExportFinished",
    "Event",
    "HistoryMended",
    "IntakeFinished",
    "JobsAdded",
    "JobsChanged",
    "JobsRemoved",
    "Listener",
    "PageFinished",
    "PagesEdited",
    "RefusedFile",
    "ServiceFailed",
    "Stage",
    "StageChanged",
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
    """A page has been committed to the store (or taken over from an earlier run), or read elsewhere."""

    job_id: UUID
    page_index: int
    pages_done: int
    pages_wanted: int
    seconds_left: float | None
    """For the rest of the document, smoothed; None while there is nothing to judge by."""


@dataclass(frozen=True, slots=True)
class PagesEdited:
    """People's corrections of these pages are others now: a person made some, or took some back."""

    pages: tuple[tuple[UUID, int], ...]
    """Job and index of each; a file that was dropped twice has two jobs."""


class Stage(StrEnum):
    """How far a job has come that is not read on this computer."""

    SENDING = "sending"
    WAITING_THERE = "waiting_there"
    """The team server has it, and has not begun."""
    READING = "reading"
    FETCHING = "fetching"
    AWAY = "away"
    """The team server cannot be reached; this goes on by itself when it can."""


@dataclass(frozen=True, slots=True)
class StageChanged:
    """Of a running job at the team server. Kept nowhere: it holds until the job has another status."""

    job_id: UUID
    stage: Stage
    sent: float = 0.0
    """0 to 1, while SENDING."""
    since: datetime | None = None
    """Since when it is AWAY."""
    reason: str = ""
    """Why it is AWAY: a place.AwayReason."""


@dataclass(frozen=True, slots=True)
class RefusedFile:
    path: str
    error: ErrorInfo


@dataclass(frozen=True, slots=True)
class IntakeFinished:
    """All that one drop, paste or command asked for has been looked at."""

    added: tuple[UUID, ...]
    refused: tuple[RefusedFile, ...]
    joined: tuple[Job, ...] = ()
    """Jobs of other programs that are reading the very same thing, where the door would share them."""
    is_unasked: bool = False
    """Whether nobody asked for these just now: they came into a watched folder."""


@dataclass(frozen=True, slots=True)
class ServiceFailed:
    """Something that belongs to no single job went wrong (the disk is full, the database is gone)."""

    error: ErrorInfo


@dataclass(frozen=True, slots=True)
class HistoryMended:
    """The history was damaged, and is usable again; what became of it."""

    mended: Mended


@dataclass(frozen=True, slots=True)
class AutomaticExportFinished:
    """A document that had been read was exported by itself, or could not be."""

    outcome: ExportOutcome


Event = (
    JobsAdded
    | JobsChanged
    | JobsRemoved
    | PageFinished
    | PagesEdited
    | StageChanged
    | IntakeFinished
    | AutomaticExportFinished
    | HistoryMended
    | ServiceFailed
)
Listener = Callable[[Event], None]
