"""How the rows of the job table are ordered. Pure: an entry of the table in, a key out.

The order people get without asking is that of a mailbox: what was added last is on top, and files that
were added together stand in the order in which they are worked on. Under "In progress" it is the queue
itself: what runs now, then what comes next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any
from uuid import UUID

from transcritor_gui.model import Job, JobStatus
from transcritor_gui.ui.job_list.job_groups import JobGroup, folded

__all__ = ["Column", "Entry", "RowOrder", "entry_of"]


class Column(IntEnum):
    NAME = 0
    PAGES = 1
    PROGRESS = 2
    SOURCE = 3
    CONFIDENCE = 4
    LANGUAGE = 5
    ADDED = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A job with what is asked of it 10,000 times at every sort and every letter of a search."""

    job: Job
    folded_name: str
    age: tuple[float, float]
    """The key of the order that nobody has to ask for."""


def entry_of(job: Job) -> Entry:
    return Entry(job, folded(job.name), (-(job.added_at.timestamp() // _MINUTE_S), job.position))


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


@dataclass(frozen=True, slots=True)
class RowOrder:
    """By a column, by what a search has found, or as nobody has to ask for."""

    group: JobGroup = JobGroup.ALL
    """What the sidebar shows: each group has an order of its own."""
    ranks: Mapping[UUID, int] = field(default_factory=dict)
    """From 1, of what a search has found; jobs without one stand above: it has found their names."""
    column: Column | None = None
    is_descending: bool = False

    def key(self) -> Callable[[Entry], Any]:
        """Rows that are equal in a column are in the order that nobody has to ask for."""
        if self.column is not None:
            column = _sort_key(self.column)
            return lambda entry: (column(entry), entry.age)
        if self.ranks:
            return lambda entry: (self.ranks.get(entry.job.id, 0), entry.age)
        match self.group:
            case JobGroup.IN_PROGRESS:
                return _queue_order
            case JobGroup.TO_REVIEW:
                return _worst_first
            case _:
                return _newest_first

    def sorted(self, entries: Iterable[Entry]) -> list[UUID]:
        """The ids of the jobs, in order."""
        if self.column is None:
            ordered = sorted(entries, key=self.key())
        else:
            ordered = sorted(entries, key=_newest_first)
            ordered.sort(key=_sort_key(self.column), reverse=self.is_descending)
        return [entry.job.id for entry in ordered]


def _newest_first(entry: Entry) -> tuple[float, float]:
    return entry.age


def _queue_order(entry: Entry) -> tuple[int, float]:
    return (_STATUS_RANK[entry.job.status], entry.job.position)


def _worst_first(entry: Entry) -> tuple[int, float, tuple[float, float]]:
    """Pages that could not be read well, then the documents with the most doubts a page."""
    job = entry.job
    return (-job.pages_to_check, -job.doubts / max(1, job.pages_done), entry.age)


def _sort_key(column: Column) -> Callable[[Entry], Any]:  # noqa: PLR0911 - one branch a column
    """The key for a column, ascending. What is not known yet comes first."""
    match column:
        case Column.NAME:
            return lambda entry: entry.folded_name
        case Column.PAGES:
            return lambda entry: -1 if entry.job.page_count is None else entry.job.page_count
        case Column.PROGRESS:
            return lambda entry: _STATUS_RANK[entry.job.status]
        case Column.SOURCE:
            return lambda entry: "" if entry.job.source is None else entry.job.source.value
        case Column.CONFIDENCE:
            return lambda entry: -1.0 if entry.job.confidence is None else entry.job.confidence
        case Column.LANGUAGE:
            return lambda entry: entry.job.options.languages
        case Column.ADDED:
            return lambda entry: entry.job.added_at
