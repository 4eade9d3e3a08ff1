"""Jobs in the database. Whatever changes many jobs is one transaction and gives back the changed ones."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.model import (
    FINISHED,
    DocumentFacts,
    Job,
    JobStatus,
    TranscriptionOptions,
    WorkPlace,
    can_become,
)
from transcritor_gui.store.database import Database
from transcritor_gui.store.job_intake import Intake, insert, insert_or_share
from transcritor_gui.store.rows import (
    JOB_COLUMNS,
    error_text,
    facts_of,
    id_list,
    job_of,
    options_text,
    read_path,
    stored_path,
    stored_time,
)
from transcritor_gui.store.safekeeping.deleted_jobs import DeletedJobs

__all__ = ["JobMark", "JobRepository"]

_SELECT = f"SELECT {JOB_COLUMNS} FROM job "
_CHOSEN = "id IN (SELECT value FROM json_each(:ids))"
_SHOWN = f"{_CHOSEN} AND removed_at IS NULL"
_UNFINISHED = frozenset({JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.PAUSED})


class JobMark(NamedTuple):
    """Whether a job has changed can be told from this."""

    owner: str | None
    status: str
    pages_done: int
    """Here and elsewhere."""
    revision: int
    """Raised whenever a page of it changes."""


class JobRepository:
    """`owner` is the name of the service that is to run a job; see jobs/recovery.py."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._deleted = DeletedJobs(database.path)

    # Reading

    def get(self, job_id: UUID) -> Job:
        """The job, also when it has been removed; TranscritorError(JOB_UNKNOWN) where there is none."""
        rows = self._database.read(f"{_SELECT} WHERE id = ?", (str(job_id),))
        if not rows:
            raise TranscritorError(ErrorCode.JOB_UNKNOWN, id=job_id)
        return job_of(rows[0])

    def is_any_of(self, path: Path) -> bool:
        """Whether there is a job of the file at `path`, removed ones included."""
        return bool(self._database.read("SELECT 1 FROM job WHERE path = ? LIMIT 1", (str(path),)))

    def facts(self, job_id: UUID) -> DocumentFacts:
        """What is known of the job's file; TranscritorError(JOB_UNKNOWN)."""
        rows = self._database.read(
            f"SELECT {JOB_COLUMNS}, encrypted, repaired, xfa_form FROM job WHERE id = ?",
            (str(job_id),),
        )
        if not rows:
            raise TranscritorError(ErrorCode.JOB_UNKNOWN, id=job_id)
        return facts_of(rows[0])

    def chosen(self, ids: Collection[UUID]) -> tuple[Job, ...]:
        """Those of `ids` that exist and have not been removed, in the order of the queue."""
        rows = self._database.read(f"{_SELECT} WHERE {_SHOWN} ORDER BY position", {"ids": id_list(ids)})
        return tuple(map(job_of, rows))

    def all(self) -> tuple[Job, ...]:
        """Every job that has not been removed, in the order of the queue."""
        rows = self._database.read(f"{_SELECT} WHERE removed_at IS NULL ORDER BY position")
        return tuple(map(job_of, rows))

    def with_status(self, status: JobStatus, *, owner: str) -> tuple[Job, ...]:
        """The owner's jobs in `status` that have not been removed, in the order of the queue."""
        rows = self._database.read(
            f"{_SELECT} WHERE status = ? AND owner = ? AND removed_at IS NULL ORDER BY position",
            (status, owner),
        )
        return tuple(map(job_of, rows))

    def waiting(
        self,
        *,
        owner: str,
        limit: int,
        place: WorkPlace = WorkPlace.HERE,
        most_pages: int | None = None,
        except_for: Collection[UUID] = (),
    ) -> tuple[Job, ...]:
        """The first `limit` queued jobs of the owner at a place; with `most_pages` only short ones."""
        rows = self._database.read(
            f"{_SELECT} WHERE status = 'queued' AND owner = :owner AND place = :place "
            "AND removed_at IS NULL AND (:most IS NULL OR pages_wanted <= :most) "
            "AND id NOT IN (SELECT value FROM json_each(:busy)) ORDER BY position LIMIT :limit",
            {
                "owner": owner,
                "place": place,
                "most": most_pages,
                "busy": id_list(except_for),
                "limit": limit,
            },
        )
        return tuple(map(job_of, rows))

    def unfinished(self) -> tuple[Job, ...]:
        """Jobs that are queued, running or paused, in the order of the queue."""
        rows = self._database.read(
            f"{_SELECT} WHERE status IN (SELECT value FROM json_each(?)) AND removed_at IS NULL "
            "ORDER BY position",
            (json.dumps(sorted(_UNFINISHED)),),
        )
        return tuple(map(job_of, rows))

    def unfinished_among(self, paths: Collection[str]) -> frozenset[str]:
        """Those of `paths` that have a job which is queued, running or paused."""
        marks = ", ".join("?" * len(paths))
        rows = self._database.read(
            "SELECT path FROM job WHERE status IN ('queued', 'running', 'paused') AND removed_at IS NULL "
            f"AND path IN ({marks})",
            [stored_path(path) for path in paths],
        )
        return frozenset(read_path(row["path"]) for row in rows)

    def read_already(self, path: str, sha256: str, options: TranscriptionOptions) -> Job | None:
        """The newest job that has read this content at `path` with these options, to its end."""
        rows = self._database.read(
            f"{_SELECT} WHERE sha256 = ? AND path = ? AND options = ? AND removed_at IS NULL "
            "AND status IN ('done', 'done_with_issues') ORDER BY finished_at DESC LIMIT 1",
            (sha256, stored_path(path), options_text(options)),
        )
        return job_of(rows[0]) if rows else None

    def at_work(self, ids: Collection[UUID], *, except_for: str) -> frozenset[UUID]:
        """Those of `ids` that a service other than `except_for` runs, or has in its queue."""
        rows = self._database.read(
            f"SELECT id FROM job WHERE {_SHOWN} AND status IN ('queued', 'running') AND owner <> :owner",
            {"ids": id_list(ids), "owner": except_for},
        )
        return frozenset(UUID(row[0]) for row in rows)

    def marks(self) -> dict[UUID, JobMark]:
        """Of every job that has not been removed; 10,000 take some 20 ms."""
        rows = self._database.read(
            "SELECT id, owner, status, pages_done + pages_elsewhere, revision FROM job "
            "WHERE removed_at IS NULL"
        )
        return {UUID(row[0]): JobMark(*row[1:]) for row in rows}

    def last_position(self) -> float:
        """The position of the last job there is; 0 without any."""
        return float(self._database.read("SELECT ifnull(max(position), 0) FROM job")[0][0])

    def owners(self) -> frozenset[str | None]:
        """The names of all services that have work left."""
        rows = self._database.read("SELECT DISTINCT owner FROM job WHERE status IN ('queued', 'running')")
        return frozenset(row[0] for row in rows)

    # Changing

    def insert(self, jobs: Iterable[Job], *, owner: str) -> None:
        with self._database.transaction() as connection:
            insert(connection, jobs, owner=owner)

    def insert_or_share(self, jobs: Collection[Job], *, owner: str) -> Intake:
        """Insert those of `jobs` whose work nobody has; the others are claimed, or stay another's.

        All in one transaction: of several programs with the same files, one gets each.
        """
        with self._database.transaction() as connection:
            return insert_or_share(connection, jobs, owner=owner)

    def change_status(
        self,
        ids: Collection[UUID],
        new: JobStatus,
        *,
        only: Collection[JobStatus] = frozenset(JobStatus),
        error: ErrorInfo | None = None,
        owner: str | None = None,
    ) -> tuple[Job, ...]:
        """Those of `ids` that were in one of `only`, and may become `new`, now with that status and `error`.

        Removed jobs stay as they are. A start and an end leave their time; `owner`, when given, is who runs
        the job from now on.
        """
        allowed = [old for old in only if old is not new and can_become(old, new)]
        now = stored_time(datetime.now(UTC))
        return self._changed(
            "status = :new, error = :error, owner = ifnull(:owner, owner), pages_elsewhere = 0, "
            "started_at = CASE WHEN :starts THEN :now ELSE started_at END, "
            "finished_at = CASE WHEN :ends THEN :now WHEN :again THEN NULL ELSE finished_at END",
            f"{_SHOWN} AND status IN (SELECT value FROM json_each(:allowed))",
            ids=id_list(ids),
            new=new,
            error=error_text(error),
            owner=owner,
            now=now,
            starts=new is JobStatus.RUNNING,
            ends=new in FINISHED,
            again=new in _UNFINISHED,
            allowed=json.dumps(allowed),
        )

    def set_facts(self, job_id: UUID, facts: DocumentFacts, *, pages_wanted: int) -> tuple[Job, ...]:
        """The job with what opening its file told; nothing where it is gone or has been removed."""
        return self._changed(
            "size_bytes = :size, sha256 = :sha256, page_count = :pages, pages_wanted = :wanted, "
            "encrypted = :encrypted, repaired = :repaired, xfa_form = :xfa",
            "id = :id AND removed_at IS NULL",
            id=str(job_id),
            size=facts.size_bytes,
            sha256=facts.sha256,
            pages=facts.page_count,
            wanted=pages_wanted,
            encrypted=facts.encrypted,
            repaired=facts.repaired,
            xfa=facts.xfa_form,
        )

    def forget_facts(self, ids: Collection[UUID]) -> tuple[Job, ...]:
        """The jobs as if their files had never been opened: the files have changed."""
        return self._changed(
            "sha256 = NULL, page_count = NULL, pages_wanted = NULL", _CHOSEN, ids=id_list(ids)
        )

    def set_options(self, ids: Collection[UUID], options: TranscriptionOptions) -> tuple[Job, ...]:
        return self._changed("options = :options", _CHOSEN, ids=id_list(ids), options=options_text(options))

    def set_path(self, job_id: UUID, path: str) -> tuple[Job, ...]:
        """The job whose file has been moved."""
        return self._changed(
            "path = :path, revision = revision + 1", "id = :id", id=str(job_id), path=stored_path(path)
        )

    def set_read_anew(self, ids: Collection[UUID]) -> tuple[Job, ...]:
        """The jobs are asked for again; see `PageRepository.delete_others`."""
        return self._changed("read_anew = 1", _CHOSEN, ids=id_list(ids))

    def set_place(self, ids: Collection[UUID], place: WorkPlace) -> tuple[Job, ...]:
        return self._changed("place = :place", _CHOSEN, ids=id_list(ids), place=place)

    def set_positions(self, positions: Mapping[UUID, float]) -> tuple[Job, ...]:
        with self._database.transaction() as connection:
            connection.executemany(
                "UPDATE job SET position = ? WHERE id = ?",
                ((position, str(job_id)) for job_id, position in positions.items()),
            )
        return self.chosen(positions.keys())

    def set_removed(self, ids: Collection[UUID], *, removed: bool) -> tuple[Job, ...]:
        """Hide jobs, or show them again; those that were not so already."""
        return self._changed(
            "removed_at = :at",
            f"{_CHOSEN} AND (removed_at IS NULL) = :removed",
            ids=id_list(ids),
            at=stored_time(datetime.now(UTC)) if removed else None,
            removed=removed,
        )

    def delete(self, ids: Collection[UUID]) -> tuple[UUID, ...]:
        """Delete jobs and their pages for good; those that had not been removed before.

        What is left of their words elsewhere is seen to by `Store.forget`.
        """
        rows = self._delete(_CHOSEN, ids=id_list(ids))
        return tuple(UUID(row["id"]) for row in rows if row["removed_at"] is None)

    def delete_removed(self, *, before: datetime) -> bool:
        """Delete for good what was removed before that moment; whether there was anything."""
        return bool(self._delete("removed_at < :before", before=stored_time(before)))

    def delete_removed_among(self, ids: Collection[UUID]) -> None:
        """Delete for good those of `ids` that have been removed and not restored."""
        self._delete(f"{_CHOSEN} AND removed_at IS NOT NULL", ids=id_list(ids))

    def first_removed_at(self) -> datetime | None:
        """When the first of those that have been removed was; None where there are none."""
        rows = self._database.read("SELECT min(removed_at) FROM job WHERE removed_at IS NOT NULL")
        return None if rows[0][0] is None else datetime.fromisoformat(rows[0][0])

    def _delete(self, condition: str, **parameters: Any) -> list[sqlite3.Row]:
        with self._database.transaction() as connection:
            rows: list[sqlite3.Row] = connection.execute(
                f"SELECT id, removed_at FROM job WHERE {condition}", parameters
            ).fetchall()
            self._deleted.add(row["id"] for row in rows)
            connection.execute(f"DELETE FROM job WHERE {condition}", parameters)
        return rows

    def change_owner(
        self, old: Collection[str | None], new: str | None, *, status: JobStatus
    ) -> tuple[Job, ...]:
        """Hand the jobs in `status` from those of `old` (None: from nobody) to `new`."""
        names = [name for name in old if name is not None]
        return self._changed(
            "owner = :new",
            "status = :status AND (owner IN (SELECT value FROM json_each(:names)) "
            "OR (:nobody AND owner IS NULL))",
            new=new,
            status=status,
            names=json.dumps(names),
            nobody=None in old,
        )

    def release(self, ids: Collection[UUID]) -> None:
        """Let these wait for whichever service comes next."""
        self._changed("owner = NULL", _CHOSEN, ids=id_list(ids))

    def _changed(self, assignments: str, condition: str, **parameters: Any) -> tuple[Job, ...]:
        with self._database.transaction() as connection:
            rows: list[sqlite3.Row] = connection.execute(
                f"UPDATE job SET {assignments} WHERE {condition} RETURNING {JOB_COLUMNS}",
                parameters,
            ).fetchall()
        return tuple(map(job_of, rows))
