"""Notes and tags: columns of the job, so that they come and go with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from transcritor_gui.model import Job
from transcritor_gui.model.labels import Labels
from transcritor_gui.store.database import Database
from transcritor_gui.store.rows import JOB_COLUMNS, job_of

__all__ = ["LabelRepository"]


class LabelRepository:
    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, labels: Iterable[Labels]) -> tuple[Job, ...]:
        """Give jobs these notes and tags; those that had others. Unknown ones are left out."""
        changed: list[sqlite3.Row] = []
        with self._database.transaction() as connection:
            for each in labels:
                changed += connection.execute(
                    "UPDATE job SET note = :note, tags = :tags, revision = revision + 1 WHERE id = :id "
                    f"AND (note <> :note OR tags <> :tags) RETURNING {JOB_COLUMNS}",
                    {
                        "id": str(each.job_id),
                        "note": each.note.encode("utf-8", "replace").decode(),
                        "tags": msgspec.json.encode(each.tags).decode(),
                    },
                ).fetchall()
        return tuple(map(job_of, changed))
