"""Waiting for jobs on the main thread, where Ctrl+C arrives, while the service works on others."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from queue import Empty, SimpleQueue
from uuid import UUID

from transcritor_gui.cli.progress import ProgressDisplay
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs import JobService
from transcritor_gui.jobs.events import (
    Event,
    JobsAdded,
    JobsChanged,
    PageFinished,
    ServiceFailed,
    StageChanged,
)
from transcritor_gui.model import FINISHED, Job

__all__ = ["JobWatch"]

_LOOK_S = 0.25
"""How long one wait lasts: Windows delivers Ctrl+C only between waits."""
_REREAD_S = 2.0
"""How often jobs are looked up: another program may cancel or remove one, of which no event tells."""

_NEEDS_PASSWORD = frozenset({ErrorCode.PASSWORD_NEEDED, ErrorCode.PASSWORD_WRONG})


class JobWatch:
    """Listens to `service` from its making on.

    `ask` is called with a job that needs a password, and gives one, or None to let the job fail.
    """

    def __init__(self, service: JobService, *, ask: Callable[[Job], str | None]) -> None:
        self._service = service
        self._ask = ask
        self._events: SimpleQueue[Event] = SimpleQueue()
        self._known: dict[UUID, Job] = {}
        service.subscribe(self._events.put)

    def finished(self, ids: Collection[UUID], progress: ProgressDisplay) -> Iterator[Job]:
        """Each of `ids` as it ends, in that order.

        A job that another program has removed meanwhile comes as it was last seen, not FINISHED. Raises
        TranscritorError when the service itself fails: the disk is full, the history is gone.
        """
        pending = set(ids)
        reread_at_s = time.monotonic() + _REREAD_S
        while pending:
            try:
                changed = self._told(self._events.get(timeout=_LOOK_S), progress)
            except Empty:
                changed = ()
            removed: tuple[Job, ...] = ()
            if time.monotonic() >= reread_at_s:
                reread_at_s = time.monotonic() + _REREAD_S
                removed, listed = self._reread(pending)
                changed += listed
            for job in removed:
                pending.discard(job.id)
                yield job
            for job in changed:
                if job.id not in pending or job.status not in FINISHED or self._answered(job, progress):
                    continue
                pending.discard(job.id)
                yield job

    def _told(self, event: Event, progress: ProgressDisplay) -> tuple[Job, ...]:
        match event:
            case ServiceFailed(error):
                raise TranscritorError(error.code, **dict(error.facts))
            case PageFinished():
                progress.page_finished(event)
            case StageChanged():
                progress.stage_changed(event)
            case JobsAdded(jobs):
                self._known |= {job.id: job for job in jobs}
            case JobsChanged(jobs):
                self._known |= {job.id: job for job in jobs}
                for job in jobs:
                    progress.job_changed(job)
                return jobs
            case _:
                pass
        return ()

    def _reread(self, pending: Collection[UUID]) -> tuple[tuple[Job, ...], tuple[Job, ...]]:
        """Those of `pending` that have been removed, as they were last seen; all others as they are."""
        listed = self._service.listed(pending)
        gone = set(pending) - {job.id for job in listed}
        removed = tuple(job for job_id in gone if (job := self._known.get(job_id)) is not None)
        over = (*gone, *(job.id for job in listed if job.status in FINISHED))
        if over:
            self._service.cancel(over)  # who ended it could not stop its pages, which are read here
        return removed, listed

    def _answered(self, job: Job, progress: ProgressDisplay) -> bool:
        """Whether the job goes on with a password that was asked for."""
        if job.error is None or job.error.code not in _NEEDS_PASSWORD:
            return False
        progress.pause()
        try:
            password = self._ask(job)
        finally:
            progress.resume()
        if password is None:
            return False
        self._service.set_password(job.id, password)
        return True
