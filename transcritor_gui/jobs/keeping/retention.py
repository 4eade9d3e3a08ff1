"""Which documents are older than they are to be kept. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from transcritor_gui.model import FINISHED, Job

__all__ = ["outdated"]


def outdated(jobs: Iterable[Job], *, keep_days: int, now: datetime) -> tuple[Job, ...]:
    """Those whose work ended more than so many days ago, the oldest first; none for 0 days.

    What waits, is being read or is paused is kept.
    """
    if keep_days <= 0:
        return ()
    before = now - timedelta(days=keep_days)
    old = [job for job in jobs if job.status in FINISHED and _ended_at(job) < before]
    return tuple(sorted(old, key=_ended_at))


def _ended_at(job: Job) -> datetime:
    return job.finished_at if job.finished_at is not None else job.added_at
