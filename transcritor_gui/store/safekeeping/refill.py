"""A new database filled with the rows of a damaged one, and with what is missing there from a backup."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from transcritor_gui.store.lost_page import is_whole, lost_page
from transcritor_gui.store.migrate import build_schema
from transcritor_gui.store.safekeeping.salvage import SalvagedFile, Table, tables_of
from transcritor_gui.store.safekeeping.salvaged_jobs import mended_job, stand_in_job
from transcritor_gui.store.search.similar_words import refill_spellings

__all__ = ["Refilled", "refill"]

_MOST_PAGES: Final = 1_000_000
"""A page's place beyond this is damage."""
_OF_EDITS: Final = ("correction", "conferral")
_COUNTED: Final = re.compile(r"(\w+) = \1 \+")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Refilled:
    jobs: int
    pages: int
    lost_pages: int
    """Whose results were damaged."""
    jobs_from_backup: int
    pages_from_backup: int


def refill(
    connection: sqlite3.Connection,
    *,
    damaged: Callable[[tuple[Table, ...]], SalvagedFile],
    backup: Path | None,
    deleted: Collection[str],
) -> Refilled:
    """Fill the empty database behind `connection`, which is in autocommit mode with rows as sqlite3.Row.

    `damaged` opens the file for the tables that are wanted. Jobs whose ids are among `deleted` are left out,
    wherever they lie. Counts, and the index of the search, are made by the triggers as pages come in.
    """
    build_schema(connection)
    connection.execute("BEGIN")
    filling = _Filling(connection, deleted)
    filling.take_salvaged(damaged(filling.tables), backup)
    filling.settle()
    connection.execute("COMMIT")
    return filling.told()


class _Filling:
    def __init__(self, connection: sqlite3.Connection, deleted: Collection[str]) -> None:
        self._connection = connection
        self._deleted = deleted
        self.tables = tables_of(connection)
        self._counted = _counted_columns(connection)
        self._jobs_from_backup = 0
        self._pages_from_backup = 0
        self._lost = 0
        self._left_out: set[int] = set()
        """Keys of deleted jobs."""

    def take_salvaged(self, file: SalvagedFile, backup: Path | None) -> None:
        for table in self.tables:
            if table.name == "job":
                self._take_jobs(file.rows(table))
                keys = self._take_jobs_of(backup) if backup is not None else {}
            elif table.name == "page":
                self._take_pages(file.rows(table))
                if backup is not None:
                    self._take_pages_of(backup, frozenset(keys.values()))
            else:
                for row in file.rows(table):
                    self._insert(table.name, row)
        if backup is not None:
            self._take_edits_of(backup)

    def settle(self) -> None:
        """What lacks pages is to be gone on with; what refers to nothing goes."""
        self._connection.execute(
            "UPDATE job SET status = 'interrupted', finished_at = NULL "
            "WHERE status IN ('done', 'done_with_issues') AND pages_done < pages_wanted"
        )
        self._connection.execute(
            "UPDATE job SET status = 'done_with_issues' WHERE status = 'done' AND pages_to_check > 0 AND "
            "EXISTS (SELECT 1 FROM page WHERE job_key = job.key AND page.status = 'failed')"
        )
        for table, rowid, _, _ in self._connection.execute("PRAGMA foreign_key_check").fetchall():
            self._connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))
        refill_spellings(self._connection)

    def told(self) -> Refilled:
        (jobs,), (pages,) = (
            self._connection.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("job", "page")
        )
        return Refilled(jobs, pages, self._lost, self._jobs_from_backup, self._pages_from_backup)

    def _take_jobs(self, rows: Iterable[Row]) -> None:
        for row in rows:
            if row["id"] in self._deleted:
                self._left_out.add(row["key"])
                continue
            self._insert("job", self._uncounted(mended_job(row)))

    def _take_jobs_of(self, backup: Path) -> dict[int, int]:
        """The jobs that were not found, from a backup: their keys there, and here."""
        keys = {}
        for row in _rows_of(backup, "SELECT * FROM job"):
            if row["id"] in self._deleted or self._knows(row["id"]):
                continue
            there = row["key"]
            if self._has_job(there):
                del row["key"]
            here = self._insert("job", self._uncounted(mended_job(row)))
            if here is not None:
                keys[there] = here
                self._jobs_from_backup += 1
        return keys

    def _take_pages(self, rows: Iterable[Row]) -> None:
        for row in rows:
            key = row["job_key"]
            if not 0 <= row["page_index"] < _MOST_PAGES or key in self._left_out:
                continue
            if not self._has_job(key):
                if self._deleted:  # it may be a page of these
                    continue
                self._insert("job", stand_in_job(key))
            is_lost = not is_whole(row["result"], row["page_index"])
            self._lost += is_lost
            self._insert("page", _as_lost(row) if is_lost else row)

    def _take_pages_of(self, backup: Path, restored: frozenset[int]) -> None:
        """Pages that were not found or are damaged; `restored` are keys of jobs that were not found."""
        for row in _rows_of(
            backup, "SELECT job.id AS job_id, page.* FROM page JOIN job ON job.key = page.job_key"
        ):
            job_id = row.pop("job_id")
            del row["key"]
            key = self._key(job_id)
            if key is None or job_id in self._deleted or not is_whole(row["result"], row["page_index"]):
                continue
            row["job_key"] = key
            kept = self._connection.execute(
                "SELECT key, status FROM page WHERE job_key = ? AND page_index = ?", (key, row["page_index"])
            ).fetchone()
            if kept is not None and (kept["status"] != "failed" or row["status"] == "failed"):
                continue
            if kept is None and key not in restored and not self._wants(key, row):
                continue
            self._connection.execute(
                "DELETE FROM page WHERE job_key = ? AND page_index = ?", (key, row["page_index"])
            )
            self._insert("page", row)
            self._pages_from_backup += 1

    def _take_edits_of(self, backup: Path) -> None:
        """What people have changed in documents that are still here; a row that was found is as it was."""
        files = [row[0] for row in self._connection.execute("SELECT DISTINCT sha256 FROM job") if row[0]]
        chosen = "sha256 IN (SELECT value FROM json_each(:files))"
        edits = " UNION ".join(f"SELECT edit_key FROM {table} WHERE {chosen}" for table in _OF_EDITS)
        wanted = {"files": json.dumps(files)}
        for row in _rows_of(backup, f"SELECT * FROM edit WHERE key IN ({edits})", wanted):
            self._insert("edit", row)
        for table in _OF_EDITS:
            for row in _rows_of(backup, f"SELECT * FROM {table} WHERE {chosen}", wanted):
                self._insert(table, row)

    def _wants(self, key: int, row: Row) -> bool:
        """Whether the job, which was found, lacks this page of the file and options that it has."""
        known = self._connection.execute(
            "SELECT content_key FROM page WHERE job_key = ? LIMIT 1", (key,)
        ).fetchone()
        return known is None or known["content_key"] == row["content_key"]

    def _insert(self, table: str, row: Row) -> int | None:
        """The rowid of the row; None where it does not fit in, as a second row of one job's page."""
        names = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        try:
            cursor = self._connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", row)
        except sqlite3.IntegrityError:
            return None
        return cursor.lastrowid

    def _uncounted(self, job: Row) -> Row:
        return {name: value for name, value in job.items() if name not in self._counted}

    def _has_job(self, key: int) -> bool:
        return self._connection.execute("SELECT 1 FROM job WHERE key = ?", (key,)).fetchone() is not None

    def _knows(self, job_id: str) -> bool:
        return self._key(job_id) is not None

    def _key(self, job_id: str) -> int | None:
        row = self._connection.execute("SELECT key FROM job WHERE id = ?", (job_id,)).fetchone()
        return None if row is None else int(row["key"])


def _counted_columns(connection: sqlite3.Connection) -> frozenset[str]:
    """The columns of a job that the triggers keep, as their text says."""
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    return frozenset(name for (sql,) in rows for name in _COUNTED.findall(sql))


def _as_lost(row: Row) -> Row:
    page = lost_page(row["page_index"])
    return {
        **row,
        "status": page.status,
        "source": page.source,
        "confidence": None,
        "characters": 0,
        "needs_attention": True,
        "doubts": 0,
        "conferred": False,
        "text": "",
        "similar": "",
        "result": page.data,
    }


def _rows_of(backup: Path, sql: str, parameters: Row | None = None) -> Iterator[Row]:
    with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        try:
            cursor = connection.execute(sql, parameters or {})
        except sqlite3.OperationalError as error:  # an older backup, without the table
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                raise
            return
        for row in cursor:
            yield dict(row)
