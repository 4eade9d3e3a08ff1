"""Which jobs are still to be exported by themselves, kept so that none is forgotten when the program ends."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from transcritor_gui.store.database import Database
from transcritor_gui.store.rows import id_list

__all__ = ["DueExportRepository"]


class DueExportRepository:
    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[UUID, ...]:
        """The jobs that are due, in the order in which they were added; not those that have been removed."""
        rows = self._database.read(
            "SELECT job.id FROM due_export JOIN job ON job.key = due_export.job_key "
            "WHERE job.removed_at IS NULL ORDER BY due_export.rowid"
        )
        return tuple(UUID(row["id"]) for row in rows)

    def add(self, job_id: UUID) -> None:
        """Note a job; nothing where it is gone."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO due_export (job_key) SELECT key FROM job WHERE id = ?", (str(job_id),)
            )

    def remove(self, ids: Collection[UUID]) -> None:
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM due_export WHERE job_key IN "
                "(SELECT key FROM job WHERE id IN (SELECT value FROM json_each(?)))",
                (id_list(ids),),
            )
