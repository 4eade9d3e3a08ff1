"""New jobs in the database, some of whose work other programs may have already.

The same work is the same file with the same options at the same place. Called by `jobs`, in its transactions.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from transcritor_gui.model import Job
from transcritor_gui.store.rows import JOB_COLUMNS, id_list, job_of, options_text, stored_path, stored_time

__all__ = ["Intake", "insert", "insert_or_share"]

_Work = tuple[str | bytes, str, str]
"""What makes two jobs the same work: path, options and place, as they are stored."""


class Intake(NamedTuple):
    """What became of jobs that were to be inserted, where others may have the same work."""

    inserted: tuple[UUID, ...]
    claimed: tuple[Job, ...]
    """Jobs there were already, which nobody ran."""
    theirs: tuple[Job, ...]
    """Jobs that other services run."""


def insert(connection: sqlite3.Connection, jobs: Iterable[Job], *, owner: str) -> None:
    connection.executemany(
        "INSERT INTO job (id, name, path, status, options, added_at, position, size_bytes, place, owner) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                str(job.id),
                job.name,
                stored_path(job.path),
                job.status,
                options_text(job.options),
                stored_time(job.added_at),
                job.position,
                job.size_bytes,
                job.place,
                owner,
            )
            for job in jobs
        ),
    )


def insert_or_share(connection: sqlite3.Connection, jobs: Collection[Job], *, owner: str) -> Intake:
    """Insert those of `jobs` whose work nobody has: the same file, options and place.

    A job of that work which is broken off, or waits for nobody, becomes the owner's, in the place of the
    new one; one that is another owner's stays so.
    """
    known = _same_work(connection, jobs, owner)
    claimed, theirs = [], []
    for job in jobs:
        found = known.get(_work(job))
        if found is None:
            continue
        if found["is_theirs"]:
            theirs.append(job_of(found))
        else:
            claimed.append((job.position, found["id"]))
    new = [job for job in jobs if _work(job) not in known]
    insert(connection, new, owner=owner)
    connection.executemany(
        "UPDATE job SET status = 'queued', error = NULL, finished_at = NULL, owner = ?, position = ? "
        "WHERE id = ?",
        ((owner, position, job_id) for position, job_id in claimed),
    )
    rows = connection.execute(
        f"SELECT {JOB_COLUMNS} FROM job WHERE id IN (SELECT value FROM json_each(?)) ORDER BY position",
        (id_list([UUID(job_id) for _, job_id in claimed]),),
    )
    return Intake(tuple(job.id for job in new), tuple(map(job_of, rows)), tuple(theirs))


def _work(job: Job) -> _Work:
    return stored_path(job.path), options_text(job.options), str(job.place)


def _same_work(connection: sqlite3.Connection, jobs: Collection[Job], owner: str) -> dict[_Work, sqlite3.Row]:
    """The row of a job of the same work, for each of `jobs` that has one; rather one that is being read."""
    marks = ", ".join("?" * len(jobs))
    rows = connection.execute(
        f"SELECT {JOB_COLUMNS}, owner, status IN ('queued', 'running') AND owner IS NOT NULL AS is_theirs "
        "FROM job WHERE (status = 'interrupted' OR status IN ('queued', 'running') AND owner IS NOT ?) "
        f"AND removed_at IS NULL AND path IN ({marks}) ORDER BY is_theirs, pages_done",
        [owner, *(stored_path(job.path) for job in jobs)],
    ).fetchall()
    wanted = {_work(job) for job in jobs}
    works = (((row["path"], row["options"], row["place"]), row) for row in rows)
    return {work: row for work, row in works if work in wanted}
