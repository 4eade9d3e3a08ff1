"""Who owns a job, and what becomes of the jobs of a program that has died.

Several programs may share a database: the window, and a command line beside it. Each service runs only its
own jobs. Its name holds the process id and when that process began, so that another can see that it is gone.
An orderly stop leaves its jobs to whichever service comes next.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from uuid import uuid4

import psutil

from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import Job, JobStatus, WorkPlace

__all__ = ["is_alive", "new_owner", "recover", "take_over"]

_CLOCK_TOLERANCE_S = 2.0
"""The start of a process is computed from the system's clock, which may be set in between."""


def new_owner() -> str:
    """A name for a service of this process: 'pid:start:random'."""
    return f"{os.getpid()}:{psutil.Process().create_time():.2f}:{uuid4().hex[:8]}"


def is_alive(owner: str) -> bool:
    """Whether the process of the service called `owner` still runs."""
    pid, started, _ = owner.split(":")
    try:
        return abs(psutil.Process(int(pid)).create_time() - float(started)) < _CLOCK_TOLERANCE_S
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True


def recover(context: ServiceContext, *, resume: bool, adopt: bool) -> tuple[Job, ...]:
    """Take care of what earlier services left; the jobs that changed.

    Jobs that were running when their program died become INTERRUPTED, or are queued again with `resume`;
    those at the team server have only lost who watched them, and are queued again in any case. With `adopt`,
    this service also takes over the jobs that were left waiting; without, these wait for nobody any more, and
    are whoever's that is asked for the same file.
    """
    jobs = context.store.jobs
    gone = frozenset(owner for owner in jobs.owners() if owner is None or not is_alive(owner))
    if not gone:
        return ()
    changed = _running_ones(context, gone, become=JobStatus.QUEUED if resume else JobStatus.INTERRUPTED)
    if not adopt:
        jobs.release([job.id for job in changed if job.place is WorkPlace.TEAM])
    jobs.change_owner(gone, context.owner if adopt else None, status=JobStatus.QUEUED)
    return changed


def take_over(
    context: ServiceContext, owners: Collection[str | None]
) -> tuple[tuple[Job, ...], tuple[Job, ...]]:
    """Take care of what services of `owners` left that ended while this one runs (None: in good order).

    The jobs that changed, and those that wait for this service now: what was waiting goes on here, as it
    would at the next start, and what was being read is INTERRUPTED.
    """
    waiting = context.store.jobs.change_owner(owners, context.owner, status=JobStatus.QUEUED)
    return _running_ones(context, owners, become=JobStatus.INTERRUPTED), waiting


def _running_ones(
    context: ServiceContext, owners: Collection[str | None], *, become: JobStatus
) -> tuple[Job, ...]:
    """What services of `owners` were running when they ended, now this one's; the jobs that changed.

    Those read on this computer `become` what is asked for. Those at the team server have only lost who
    watched them, and are queued again.
    """
    jobs = context.store.jobs
    broken_off = jobs.change_owner(owners, context.owner, status=JobStatus.RUNNING)
    there = tuple(job.id for job in broken_off if job.place is WorkPlace.TEAM)
    here = tuple(job.id for job in broken_off if job.place is not WorkPlace.TEAM)
    changed = jobs.change_status(here, become, only={JobStatus.RUNNING})
    return (*changed, *jobs.change_status(there, JobStatus.QUEUED, only={JobStatus.RUNNING}))
