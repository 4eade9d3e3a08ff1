"""How single jobs are to be written by themselves, where that was asked for with them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import msgspec

from transcritor_gui.model import ExportWish
from transcritor_gui.store.database import Database
from transcritor_gui.store.rows import id_list

__all__ = ["ExportWishRepository"]

_THESE = "SELECT key FROM job WHERE id IN (SELECT value FROM json_each(?))"


class ExportWishRepository:
    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, job_id: UUID) -> ExportWish | None:
        """None where nothing was asked for with this job."""
        rows = self._database.read(
            "SELECT wish FROM export_wish JOIN job ON job.key = export_wish.job_key WHERE job.id = ?",
            (str(job_id),),
        )
        return msgspec.json.decode(rows[0]["wish"], type=ExportWish) if rows else None

    def put(self, ids: Collection[UUID], wish: ExportWish | None) -> None:
        """Note it for these jobs; None takes it back."""
        with self._database.transaction() as connection:
            if wish is None:
                connection.execute(f"DELETE FROM export_wish WHERE job_key IN ({_THESE})", (id_list(ids),))
                return
            connection.execute(
                f"INSERT OR REPLACE INTO export_wish (job_key, wish) SELECT key, ? FROM ({_THESE})",
                (msgspec.json.encode(wish).decode(), id_list(ids)),
            )
