"""Waiting for jobs on the main thread, where Ctrl+C arrives, while the service works on others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from queue import Empty, SimpleQueue
from uuid import UUID

from transcritor_gui.cli.progress import Progress
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs import JobService
from transcritor_gui.jobs.events import Event, JobsChanged, PageFinished, ServiceFailed, StageChanged
from transcritor_gui.model import FINISHED, Job

__all__ = ["Watch"]

_LOOK_S = 0.25
"""How long one wait lasts: Windows delivers Ctrl+C only between waits."""
_LOOKS_TO_REREAD = 8
"""Another program on the same history may cancel or delete a job, of which no event tells."""

_NEEDS_PASSWORD = frozenset({ErrorCode.PASSWORD_NEEDED, ErrorCode.PASSWORD_WRONG})


class Watch:
    """Listens to `service` from its making on.

    `ask` is called with a job that needs a password, and gives one, or None to let the job fail.
    """

    def __init__(self, service: JobService, *, ask: Callable[[Job], str | None]) -> None:
        self._service = service
        self._ask = ask
        self._events: SimpleQueue[Event] = SimpleQueue()
        service.subscribe(self._events.put)

    def finished(self, ids: Collection[UUID], progress: Progress) -> Iterator[Job]:
        """Each of `ids` as it ends, in that order. A job that was deleted meanwhile does not come.

        Raises TranscritorError when the service itself fails: the disk is full, the history is gone.
        """
        pending = set(ids)
        quiet_looks = 0
        while pending:
            try:
                event = self._events.get(timeout=_LOOK_S)
            except Empty:
                quiet_looks += 1
                ended = self._reread(pending) if quiet_looks % _LOOKS_TO_REREAD == 0 else ()
            else:
                ended = tuple(job for job in self._told(event, progress) if job.id in pending)
            for job in ended:
                if job.status not in FINISHED or self._answered(job, progress):
                    continue
                pending.discard(job.id)
                yield job

    def _told(self, event: Event, progress: Progress) -> tuple[Job, ...]:
        match event:
            case ServiceFailed(error):
                raise TranscritorError(error.code, **dict(error.facts))
            case PageFinished():
                progress.page_finished(event)
            case StageChanged():
                progress.stage_changed(event)
            case JobsChanged(jobs):
                for job in jobs:
                    progress.job_changed(job)
                return jobs
            case _:
                pass
        return ()

    def _reread(self, pending: set[UUID]) -> tuple[Job, ...]:
        jobs = []
        for job_id in tuple(pending):
            try:
                jobs.append(self._service.job(job_id))
            except TranscritorError as error:
                if error.info.code is not ErrorCode.JOB_UNKNOWN:
                    raise
                pending.discard(job_id)
        return tuple(jobs)

    def _answered(self, job: Job, progress: Progress) -> bool:
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
