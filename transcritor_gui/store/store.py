"""The open store: one database and its repositories."""

from __future__ import annotations

import shutil
from contextlib import AbstractContextManager
from pathlib import Path

from transcritor_gui.store.database import Database
from transcritor_gui.store.due_exports import DueExportRepository
from transcritor_gui.store.edits import EditRepository
from transcritor_gui.store.jobs import JobRepository
from transcritor_gui.store.migrate import migrate
from transcritor_gui.store.pages import PageRepository
from transcritor_gui.store.search import SearchHit, search
from transcritor_gui.store.team_tasks import TeamTaskRepository

__all__ = ["Store"]

_ROOM_BYTES = 50_000_000


class Store:
    """Opens the database at `path`, making or migrating it first. May be used from any thread.

    Raises TranscritorError: DATABASE_NEWER for a file of a newer program, DATABASE_UNUSABLE for one that is
    not a database or cannot be written, DISK_FULL. All methods of the repositories raise the last two.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path)
        try:
            migrate(self._database)
        except BaseException:
            self._database.close()
            raise
        self.jobs = JobRepository(self._database)
        self.pages = PageRepository(self._database)
        self.edits = EditRepository(self._database)
        self.due_exports = DueExportRepository(self._database)
        self.team_tasks = TeamTaskRepository(self._database)

    def transaction(self) -> AbstractContextManager[object]:
        """All that is written in the block, by whichever repository, is kept together or not at all."""
        return self._database.transaction()

    def search(self, text: str, limit: int = 200) -> tuple[SearchHit, ...]:
        """Pages that hold all words of `text`, best first; accents and case do not matter."""
        return search(self._database, text, limit)

    def data_version(self) -> int:
        """Another number whenever a connection other than the calling thread's has changed the database."""
        return self._database.data_version()

    def has_room(self) -> bool:
        """Whether the disk has space again for a good number of pages."""
        return shutil.disk_usage(self._database.path.parent).free > _ROOM_BYTES

    def close_thread(self) -> None:
        """Close the connection of the calling thread, which is about to end."""
        self._database.close_thread()

    def close(self) -> None:
        """Close all connections; no thread may be using the store any more."""
        self._database.close()
