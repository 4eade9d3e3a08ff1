"""What can be asked of a selection of jobs: which commands make sense, and for which of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from itertools import islice
from uuid import UUID

from transcritor_gui.document_kinds import PDF, claimed_kind
from transcritor_gui.errors import ErrorCode
from transcritor_gui.model import ACTIVE, FINISHED, Job, JobStatus, WorkPlace

__all__ = [
    "JobCommand",
    "affected",
    "can_be_joined",
    "may_hold_documents",
    "needs_password",
    "pauses",
    "possible",
    "same_password",
]


class JobCommand(StrEnum):
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    RETRY = "retry"
    MOVE_UP = "move_up"
    MOVE_TO_TOP = "move_to_top"
    REMOVE = "remove"
    EXPORT = "export"
    SHOW_FILE = "show_file"
    ENTER_PASSWORD = "enter_password"  # noqa: S105 - an action, not a password


_WAITING = frozenset({JobStatus.PAUSED, JobStatus.INTERRUPTED})


def affected(command: JobCommand, jobs: Iterable[Job]) -> tuple[UUID, ...]:
    """Those of `jobs` that the command can be done to, in their order."""
    return tuple(job.id for job in jobs if _applies(command, job))


def possible(jobs: Iterable[Job]) -> frozenset[JobCommand]:
    """The commands that can be done to at least one of `jobs`. Of 10,000 alike only one is asked."""
    kinds = {(job.status, job.place, job.pages_done > 0, needs_password(job)): job for job in jobs}
    return frozenset(
        command for command in JobCommand if any(_applies(command, job) for job in kinds.values())
    )


def can_be_joined(jobs: Iterable[Job]) -> bool:
    """Whether several of `jobs` claim to be pictures."""
    pictures = (job for job in jobs if (kind := claimed_kind(job.name)) is not None and kind.is_picture)
    return len(tuple(islice(pictures, 2))) == 2


def may_hold_documents(jobs: Iterable[Job]) -> tuple[UUID, ...]:
    """Those that have been opened and are PDFs, which may have others attached."""
    return tuple(job.id for job in jobs if job.page_count is not None and claimed_kind(job.name) is PDF)


def pauses(jobs: Iterable[Job]) -> bool:
    """Whether the one key for both pauses (something goes on) rather than resumes."""
    return any(job.status in ACTIVE for job in jobs)


def needs_password(job: Job) -> bool:
    return job.error is not None and job.error.code in (ErrorCode.PASSWORD_NEEDED, ErrorCode.PASSWORD_WRONG)


def same_password(asked: Job, *, selected: Iterable[Job], jobs: Iterable[Job]) -> tuple[UUID, ...]:
    """Those that the password given for `asked` is tried on.

    Where `asked` is one of several selected ones: all of these that need one. Else those that were added
    together with it and have not been asked about yet.
    """
    chosen = tuple(job.id for job in selected if needs_password(job))
    if asked.id in chosen and len(chosen) > 1:
        return chosen
    batch = (
        job.id
        for job in jobs
        if job.id != asked.id
        and job.added_at == asked.added_at
        and job.error is not None
        and job.error.code is ErrorCode.PASSWORD_NEEDED
    )
    return (asked.id, *batch)


def _applies(command: JobCommand, job: Job) -> bool:  # noqa: PLR0911 - one branch a command
    match command:
        case JobCommand.PAUSE:
            return job.status is JobStatus.QUEUED or (
                job.status is JobStatus.RUNNING and not _is_elsewhere(job)
            )
        case JobCommand.RESUME:
            return job.status in _WAITING
        case JobCommand.CANCEL:
            return job.status in ACTIVE or job.status in _WAITING
        case JobCommand.RETRY:
            return job.status in FINISHED
        case JobCommand.MOVE_UP | JobCommand.MOVE_TO_TOP:
            return job.status in (JobStatus.QUEUED, JobStatus.PAUSED)
        case JobCommand.EXPORT:
            return job.pages_done > 0 and not (job.status is JobStatus.RUNNING and _is_elsewhere(job))
        case JobCommand.REMOVE | JobCommand.SHOW_FILE:
            return True
        case JobCommand.ENTER_PASSWORD:
            return needs_password(job)


def _is_elsewhere(job: Job) -> bool:
    """The team server knows no pause, and its pages come here when all are done."""
    return job.place is WorkPlace.TEAM
