"""The tasks that team servers have for jobs, kept so that a program started anew goes on with them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from transcritor_gui.model import Job
from transcritor_gui.store.database import Database
from transcritor_gui.store.rows import JOB_COLUMNS, id_list, job_of, stored_time

__all__ = ["TeamTask", "TeamTaskRepository"]

_CHOSEN = "job_id IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class TeamTask:
    address: str
    """Of the server that has it."""
    task_id: str


class TeamTaskRepository:
    """A task whose job is gone, or wants it no more, is released: it is still to be deleted at its server."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_job(self, job_id: UUID) -> TeamTask | None:
        rows = self._database.read("SELECT address, id FROM team_task WHERE job_id = ?", (str(job_id),))
        return TeamTask(rows[0]["address"], rows[0]["id"]) if rows else None

    def released(self) -> tuple[TeamTask, ...]:
        """Those that no job wants, oldest first."""
        rows = self._database.read("SELECT address, id FROM team_task WHERE job_id IS NULL ORDER BY added_at")
        return tuple(TeamTask(row["address"], row["id"]) for row in rows)

    def keep(self, task: TeamTask, job_id: UUID | None) -> None:
        """Note a task that a server has taken, for this job, or for none (which a deleted job is too)."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO team_task (address, id, job_id, added_at) "
                "VALUES (?, ?, (SELECT id FROM job WHERE id = ?), ?)",
                (task.address, task.task_id, None if job_id is None else str(job_id), _now()),
            )

    def release(self, ids: Collection[UUID]) -> bool:
        """The tasks of these jobs are not wanted any more; whether there were any."""
        with self._database.transaction() as connection:
            return (
                connection.execute(
                    f"UPDATE team_task SET job_id = NULL WHERE {_CHOSEN}", (id_list(ids),)
                ).rowcount
                > 0
            )

    def forget(self, task: TeamTask) -> None:
        """The server has it no more."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM team_task WHERE address = ? AND id = ?", (task.address, task.task_id)
            )

    def forget_released(self, *, before: datetime) -> None:
        """Servers delete tasks by themselves in time: nobody needs to ask for these any more."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM team_task WHERE job_id IS NULL AND added_at < ?", (stored_time(before),)
            )

    def set_pages_elsewhere(self, job_id: UUID, pages: int) -> Job | None:
        """The job, of which the server has read so many pages; None where it is gone."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                f"UPDATE job SET pages_elsewhere = ? WHERE id = ? RETURNING {JOB_COLUMNS}",
                (pages, str(job_id)),
            ).fetchall()
        return job_of(rows[0]) if rows else None


def _now() -> str | None:
    return stored_time(datetime.now(UTC))
