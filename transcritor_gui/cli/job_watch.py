"""Waiting for jobs on the main thread, where Ctrl+C arrives, while the service works on others."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Generator
from dataclasses import replace
from datetime import datetime
from queue import Empty, SimpleQueue
from uuid import UUID

from transcritor_gui.cli.terminal.progress import ProgressDisplay
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
from transcritor_gui.model import FINISHED, Job, JobStatus

__all__ = ["JobWatch"]

_LOOK_S = 0.25
"""How long one wait lasts: Windows delivers Ctrl+C only between waits."""
_REREAD_S = 2.0
"""How often jobs are looked up: another program may cancel or remove one, of which no event tells."""

_READ = frozenset({JobStatus.DONE, JobStatus.DONE_WITH_ISSUES})
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
        self._answered: dict[UUID, datetime] = {}
        """When the last failure of each job happened that a password was given for."""
        service.subscribe(self._events.put)

    def finished(
        self, ids: Collection[UUID], theirs: Collection[Job], progress: ProgressDisplay
    ) -> Generator[Job]:
        """Each of `ids` and `theirs`, the jobs of other programs, as it ends, in that order.

        A job that another program has removed meanwhile comes as it was last seen, not FINISHED. One of
        `theirs` that is not read to its end there is read here, as another job of the same path. Raises
        TranscritorError when the service itself fails: the disk is full, the history is gone. Close it: what
        this service has not ended by then is cancelled.
        """
        pending = set(ids)
        try:
            yield from self._finished(pending, {job.id: job for job in theirs}, progress)
        finally:
            if pending:
                self._service.cancel(pending)

    def _finished(
        self, pending: set[UUID], theirs: dict[UUID, Job], progress: ProgressDisplay
    ) -> Generator[Job]:
        reread_at_s = time.monotonic() + _REREAD_S
        while pending or theirs:
            try:
                changed = self._told(self._events.get(timeout=_LOOK_S), progress)
            except Empty:
                changed = ()
            removed: tuple[Job, ...] = ()
            if time.monotonic() >= reread_at_s:
                reread_at_s = time.monotonic() + _REREAD_S
                removed, listed = self._reread(pending)
                changed += listed
                for job in self._read_elsewhere(pending, theirs):
                    progress.job_changed(job)
                    yield job
            for job in removed:
                pending.discard(job.id)
                yield job
            for job in changed:
                if job.id not in pending or job.status not in FINISHED:
                    continue
                if self._is_answered(job) or self._gave_password(job, progress):
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

    def _read_elsewhere(self, pending: set[UUID], theirs: dict[UUID, Job]) -> tuple[Job, ...]:
        """Those of `theirs` that have ended; those that nobody reads any more go over to `pending`."""
        if not theirs:
            return ()
        ended = set(theirs) - self._service.still_theirs(theirs)
        last_seen = [theirs.pop(job_id) for job_id in ended]
        read = [job for job in self._service.listed(ended) if job.status in _READ]
        done = {job.id for job in read}
        for job in last_seen:
            if job.id not in done:
                intake = self._service.add((job.path,), options=job.options, share=True)
                pending.update(intake.added)
                theirs |= {joined.id: joined for joined in intake.joined}
                read += [
                    replace(job, status=JobStatus.FAILED, error=refused.error) for refused in intake.refused
                ]
        return tuple(read)

    def _is_answered(self, job: Job) -> bool:
        """Whether a password has been given for this very failure: events and looking up tell of it twice."""
        answered = self._answered.get(job.id)
        return answered is not None and job.finished_at is not None and job.finished_at <= answered

    def _gave_password(self, job: Job, progress: ProgressDisplay) -> bool:
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
        if job.finished_at is not None:
            self._answered[job.id] = job.finished_at
        self._service.set_password(job.id, password)
        return True
