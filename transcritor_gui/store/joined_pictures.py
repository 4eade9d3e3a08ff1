"""Which pictures a document was joined from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from transcritor_gui.store.database import Database

__all__ = ["JoinedPictureRepository"]

_KEY = "(SELECT key FROM job WHERE id = ?)"


class JoinedPictureRepository:
    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, job_id: UUID) -> tuple[Path, ...]:
        """In the order of the pages; () for a document that was never joined."""
        rows = self._database.read(
            f"SELECT path FROM joined_picture WHERE job_key = {_KEY} ORDER BY place", (str(job_id),)
        )
        return tuple(Path(row["path"]) for row in rows)

    def put(self, job_id: UUID, pictures: Sequence[Path]) -> None:
        """Note them, in place of those that were noted before."""
        with self._database.transaction() as connection:
            connection.execute(f"DELETE FROM joined_picture WHERE job_key = {_KEY}", (str(job_id),))
            connection.executemany(
                "INSERT INTO joined_picture (job_key, place, path) SELECT key, ?, ? FROM job WHERE id = ?",
                ((place, str(path), str(job_id)) for place, path in enumerate(pictures)),
            )

    def is_source(self, path: Path) -> bool:
        """Whether a document was joined from the picture at `path`, among others."""
        return bool(self._database.read("SELECT 1 FROM joined_picture WHERE path = ? LIMIT 1", (str(path),)))
