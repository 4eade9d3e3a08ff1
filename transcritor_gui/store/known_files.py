"""What the history knows of a file already, and where its documents' files lie."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from transcritor_gui.model import Job
from transcritor_gui.store.database import Database
from transcritor_gui.store.rows import JOB_COLUMNS, job_of
from transcritor_gui.store.sqlite_errors import own_errors

__all__ = ["KnownFile", "KnownFileRepository", "moved_files"]


@dataclass(frozen=True, slots=True)
class KnownFile:
    earlier: Job
    """The last job that has read the same content."""
    corrections: int
    """That hold for this content."""


class KnownFileRepository:
    def __init__(self, database: Database) -> None:
        self._database = database

    def before(self, job_id: UUID) -> KnownFile | None:
        """What was known of the job's file before it was added; None for a new one, or one not opened yet."""
        rows = self._database.read(
            f"SELECT {JOB_COLUMNS} FROM job WHERE sha256 = (SELECT sha256 FROM job WHERE id = :id) "
            "AND key < (SELECT key FROM job WHERE id = :id) AND removed_at IS NULL "
            "AND status IN ('done', 'done_with_issues') ORDER BY finished_at DESC LIMIT 1",
            {"id": str(job_id)},
        )
        if not rows:
            return None
        earlier = job_of(rows[0])
        counted = self._database.read(
            "SELECT count(*) FROM correction JOIN edit ON edit.key = edit_key "
            "WHERE sha256 = ? AND NOT edit.undone",
            (earlier.sha256,),
        )
        return KnownFile(earlier, counted[0][0])


def moved_files(database: Path, folders: Mapping[str, str]) -> None:
    """In the database at `database`, which nobody uses: files in these folders lie in others now."""
    with own_errors(database), closing(sqlite3.connect(database)) as connection, connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('job', 'joined_picture')"
        ).fetchall()
        for old, new in folders.items():
            beginning = old.rstrip("/\\")
            for (table,) in tables:
                connection.execute(
                    f"UPDATE {table} SET path = :new || substr(path, :length + 1) "
                    "WHERE typeof(path) = 'text' AND substr(path, 1, :length) = :old "
                    "AND substr(path, :length + 1, 1) IN ('/', char(92))",
                    {"old": beginning, "new": new, "length": len(beginning)},
                )
