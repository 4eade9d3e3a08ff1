"""What the history knows of a file already, and where its documents' files lie."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from transcritor_gui.model import Job
from transcritor_gui.store.database import Database
from transcritor_gui.store.rows import JOB_COLUMNS, job_of

__all__ = ["KnownFile", "KnownFileRepository"]


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
