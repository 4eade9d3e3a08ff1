"""What was taken out of watched folders, kept so that nothing is taken twice, whenever the program ends."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from transcritor_gui.store.database import Database

__all__ = ["WatchStep", "WatchedFile", "WatchedFileRepository"]

_OVER = "('done', 'failed')"


class WatchStep(StrEnum):
    """How far a file has come; each is kept before it is begun."""

    READING = "reading"
    WRITING = "writing"
    MOVING = "moving"
    """Its result is there; the file itself is being put aside."""
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class WatchedFile:
    rule: str
    """The digest of the rule it was taken by."""
    sha256: str
    step: WatchStep
    job_id: UUID | None


class WatchedFileRepository:
    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, rule: str, sha256: str) -> WatchedFile | None:
        rows = self._database.read(
            "SELECT step, job_id FROM watched_file WHERE rule = ? AND sha256 = ?", (rule, sha256)
        )
        return _file(rule, sha256, rows[0]["step"], rows[0]["job_id"]) if rows else None

    def unfinished(self, rule: str) -> tuple[WatchedFile, ...]:
        """Those that are neither done nor failed, in the order in which they were taken."""
        rows = self._database.read(
            f"SELECT sha256, step, job_id FROM watched_file WHERE rule = ? AND step NOT IN {_OVER} "
            "ORDER BY key",
            (rule,),
        )
        return tuple(_file(rule, row["sha256"], row["step"], row["job_id"]) for row in rows)

    def keep(self, files: Collection[WatchedFile]) -> None:
        """Note these; what was known of the same content is replaced."""
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT INTO watched_file (rule, sha256, step, job_id) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (rule, sha256) DO UPDATE SET step = excluded.step, job_id = excluded.job_id",
                (
                    (each.rule, each.sha256, each.step, None if each.job_id is None else str(each.job_id))
                    for each in files
                ),
            )

    def forget(self, rule: str, sha256: str) -> None:
        """This content was not taken after all."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM watched_file WHERE rule = ? AND sha256 = ?", (rule, sha256))

    def places(self, rule: str) -> dict[str, str]:
        """The stamp of the file at each place when it was looked at, by the digest of the place."""
        rows = self._database.read("SELECT place, stamp FROM watched_place WHERE rule = ?", (rule,))
        return {row["place"]: row["stamp"] for row in rows}

    def keep_places(self, rule: str, stamps: Mapping[str, str]) -> None:
        """Note these as well, or anew."""
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT INTO watched_place (rule, place, stamp) VALUES (?, ?, ?) "
                "ON CONFLICT (rule, place) DO UPDATE SET stamp = excluded.stamp",
                ((rule, place, stamp) for place, stamp in stamps.items()),
            )


def _file(rule: str, sha256: str, step: str, job_id: str | None) -> WatchedFile:
    return WatchedFile(rule, sha256, WatchStep(step), None if job_id is None else UUID(job_id))
