"""How the rows of the job table are ordered. Pure: a job in, a key out.

The order people get without asking is that of a mailbox: what was added last is on top, and files that
were added together stand in the order in which they are worked on. Under "In progress" it is the queue
itself: what runs now, then what comes next.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from transcritor_gui.model import Job, JobStatus
from transcritor_gui.ui.job_filter import folded

__all__ = ["Column", "newest_first", "queue_order", "sort_key"]


class Column(IntEnum):
    NAME = 0
    PAGES = 1
    PROGRESS = 2
    SOURCE = 3
    CONFIDENCE = 4
    LANGUAGE = 5
    ADDED = 6


_STATUS_RANK = {
    JobStatus.RUNNING: 0,
    JobStatus.QUEUED: 1,
    JobStatus.PAUSED: 2,
    JobStatus.INTERRUPTED: 3,
    JobStatus.FAILED: 4,
    JobStatus.CANCELLED: 5,
    JobStatus.DONE_WITH_ISSUES: 6,
    JobStatus.DONE: 7,
}

_MINUTE_S = 60
"""Files added within one minute show the same time, so they are taken to have been added together."""


def newest_first(job: Job) -> tuple[float, float]:
    return (-(job.added_at.timestamp() // _MINUTE_S), job.position)


def queue_order(job: Job) -> tuple[int, float]:
    return (_STATUS_RANK[job.status], job.position)


def sort_key(column: Column) -> Callable[[Job], Any]:  # noqa: PLR0911 - one branch a column
    """The key for a column, ascending. What is not known yet comes first."""
    match column:
        case Column.NAME:
            return lambda job: folded(job.name)
        case Column.PAGES:
            return lambda job: -1 if job.page_count is None else job.page_count
        case Column.PROGRESS:
            return lambda job: _STATUS_RANK[job.status]
        case Column.SOURCE:
            return lambda job: "" if job.source is None else job.source.value
        case Column.CONFIDENCE:
            return lambda job: -1.0 if job.confidence is None else job.confidence
        case Column.LANGUAGE:
            return lambda job: job.options.languages
        case Column.ADDED:
            return lambda job: job.added_at
