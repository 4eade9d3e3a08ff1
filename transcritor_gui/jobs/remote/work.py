"""What the service's commands mean for jobs of the team server: which may be paused, and whose tasks end."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from transcritor_gui.errors import ErrorCode
from transcritor_gui.jobs.remote.cleanup import RemoteCleanup
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import Job, JobStatus, TranscriptionOptions, WorkPlace

__all__ = ["TeamWork"]

_OF_THE_SETTINGS = frozenset(
    {ErrorCode.TOKEN_REFUSED, ErrorCode.TEAM_NOT_SET_UP, ErrorCode.TEAM_UNKNOWN_SERVER}
)
"""Failures that other settings mend; the task at the server is as it was."""


class TeamWork:
    """Does nothing at all where the service has no way to a team server."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context
        self._remote_cleanup = (
            None if context.open_backend is None else RemoteCleanup(context.store, context.open_backend)
        )

    def start(self) -> None:
        if self._remote_cleanup is not None:
            self._remote_cleanup.start()

    def stop(self) -> None:
        if self._remote_cleanup is not None:
            self._remote_cleanup.stop()

    def place_of_new_jobs(self) -> WorkPlace:
        return (
            WorkPlace.HERE
            if self._context.open_backend is None
            else self._context.settings.current.work_place
        )

    def delete_released(self) -> None:
        """A task may be left that nobody needs any more, or may be deleted now. Returns at once."""
        if self._remote_cleanup is not None:
            self._remote_cleanup.wake()

    def pausable(self, ids: Collection[UUID]) -> tuple[UUID, ...]:
        """Those of `ids` that are not at work at the team server: it knows no pause."""
        jobs = self._context.store.jobs.chosen(ids)
        there = {job.id for job in jobs if job.place is WorkPlace.TEAM and job.status is JobStatus.RUNNING}
        return tuple(job_id for job_id in ids if job_id not in there)

    def release(self, ids: Collection[UUID]) -> None:
        """The tasks of these jobs are not wanted any more; they are deleted at the server soon."""
        if self._context.store.team_tasks.release(ids):
            self.delete_released()

    def prepare_retry(self, jobs: Iterable[Job], options: TranscriptionOptions | None) -> None:
        """Let finished jobs be done again where new ones are done now; a task that still serves is kept."""
        jobs = tuple(jobs)
        place = self.place_of_new_jobs()
        moved = [job.id for job in jobs if job.place is not place]
        if moved:
            self._context.store.jobs.set_place(moved, place)
        self.release([job.id for job in jobs if job.id in moved or not _task_serves(job, options)])

    def refused(self) -> tuple[UUID, ...]:
        """The jobs that failed for what the settings said."""
        return tuple(job.id for job in self._context.store.jobs.all() if _is_refused(job))


def _is_refused(job: Job) -> bool:
    return (
        job.place is WorkPlace.TEAM
        and job.status is JobStatus.FAILED
        and job.error is not None
        and job.error.code in _OF_THE_SETTINGS
    )


def _task_serves(job: Job, options: TranscriptionOptions | None) -> bool:
    return _is_refused(job) and (options is None or options == job.options)
