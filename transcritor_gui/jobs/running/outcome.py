"""How a run ends: what becomes of its job."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.model import JobStatus
from transcritor_gui.store import Store

__all__ = ["Outcome", "conclusion", "outcome_of", "run_to_end"]

_log = logging.getLogger(__name__)

_OF_THE_COMPUTER = frozenset(
    {
        ErrorCode.DISK_FULL,
        ErrorCode.DATABASE_LOCKED,
        ErrorCode.DATABASE_DAMAGED,
        ErrorCode.DATABASE_UNUSABLE,
        ErrorCode.WORKER_UNAVAILABLE,
    }
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended; all None when it was told to end, and others have seen to the job's status."""

    status: JobStatus | None = None
    error: ErrorInfo | None = None
    computer_failure: ErrorInfo | None = None
    """The database cannot be written, or no process be started: nothing to do with this document."""


def outcome_of(work: Callable[[], Outcome], job_id: UUID) -> Outcome:
    """What `work` says, or what its failure means. At the edge of a thread: nothing gets past."""
    try:
        return work()
    except TranscritorError as error:
        if error.info.code in _OF_THE_COMPUTER:
            return Outcome(computer_failure=error.info)
        return Outcome(JobStatus.FAILED, error.info)
    except Exception:  # noqa: BLE001 - the edge of a thread
        _log.exception("job %s ended in an error of the program", job_id)
        return Outcome(JobStatus.FAILED, ErrorInfo(ErrorCode.INTERNAL))


def run_to_end(work: Callable[[], Outcome], job_id: UUID, on_end: Callable[[Outcome], None]) -> None:
    """Do `work` on this thread; `on_end` is called exactly once, at the very end, whatever happens."""
    outcome = Outcome(error=ErrorInfo(ErrorCode.INTERNAL))
    try:
        outcome = outcome_of(work, job_id)
    finally:
        on_end(outcome)


def conclusion(store: Store, job_id: UUID) -> Outcome:
    """Of a job whose wanted pages all have a result."""
    failure = store.pages.first_failure(job_id)
    if failure is not None:
        return Outcome(JobStatus.FAILED, failure.error)
    to_check = store.jobs.get(job_id).pages_to_check
    return Outcome(JobStatus.DONE_WITH_ISSUES if to_check else JobStatus.DONE)
