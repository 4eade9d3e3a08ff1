"""What is deleted for good is gone from every file: index, free pages, log, backups, files set aside.

Deleting rows overwrites them (`PRAGMA secure_delete`), but the index of the search keeps the words of deleted
pages until its segments are merged, the write-ahead log keeps older pages, and copies of the database know
nothing of it. All this takes its time in a large history, so that it is done in short steps, which may be
broken off anywhere and gone on with by any program: until it is done, the deleted jobs stand in a list
(deleted_jobs.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from transcritor_gui.store.database import Database
from transcritor_gui.store.private_files import drafts_in
from transcritor_gui.store.safekeeping.backups import Backups
from transcritor_gui.store.safekeeping.deleted_jobs import DeletedJobs
from transcritor_gui.store.search.similar_words import forget_spellings

__all__ = ["Forgetting"]

_MERGED_PAGES: Final = 1000
"""Of the index, in one transaction: some 30 ms, so that nobody who writes waits longer."""
_FREED_PAGES: Final = 2000
_FTS5: Final = re.compile(r"\bUSING\s+fts5\s*\(", re.IGNORECASE)
_INCREMENTAL: Final = 2
"""PRAGMA auto_vacuum of a database made by this version."""


class Forgetting:
    """Of the database at `path`. Made by the store."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._path = database.path
        self._deleted = DeletedJobs(self._path)
        self._backups = Backups(self._path)

    def is_due(self) -> bool:
        """Whether anything was deleted of which there may be traces; also in an older program's database."""
        return bool(self._deleted.ids()) or self._auto_vacuum() != _INCREMENTAL

    def carry_out(self, *, backups: int, is_wanted: Callable[[], bool] = lambda: True) -> bool:
        """Do what is due; whether all is done. It is not when `is_wanted` says no, or another program reads.

        `backups` is how many are kept: where there were any, a new one is made in their place. Raises
        TranscritorError as the database does.
        """
        deleted = self._deleted.ids()
        is_done = (
            forget_spellings(self._database, is_wanted)
            and self._merge_index(is_wanted)
            and self._give_back(is_wanted)
            and self._fold_log()
        )
        if not is_done:
            return False
        self._renew_copies(backups)
        with self._database.transaction():
            return self._deleted.clear(deleted)

    def _merge_index(self, is_wanted: Callable[[], bool]) -> bool:
        """Merge each index into one segment, which holds nothing of deleted pages."""
        rows = self._database.read(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql NOT NULL"
        )
        indexes = [row["name"] for row in rows if _FTS5.search(row["sql"])]
        return all(self._merge(name, is_wanted) for name in indexes)

    def _merge(self, index: str, is_wanted: Callable[[], bool]) -> bool:
        """A negative number begins it, and it is done when a step changes less than two rows.

        https://www.sqlite.org/fts5.html#the_merge_command
        """
        pages = -_MERGED_PAGES
        while is_wanted():
            with self._database.transaction() as connection:
                before = connection.total_changes
                connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('merge', ?)", (pages,))
                changed = connection.total_changes - before
            if pages > 0 and changed < 2:
                return True
            pages = _MERGED_PAGES
        return False

    def _give_back(self, is_wanted: Callable[[], bool]) -> bool:
        """Free pages leave the file; in an older program's file, which cannot, it is written anew once."""
        if self._auto_vacuum() != _INCREMENTAL:
            if not is_wanted():
                return False
            with self._database.writing() as connection:
                connection.execute(f"PRAGMA auto_vacuum = {_INCREMENTAL}")
                connection.execute("VACUUM")
            return True
        while is_wanted():
            with self._database.writing() as connection:
                connection.execute(f"PRAGMA incremental_vacuum({_FREED_PAGES})").fetchall()
                (left,) = connection.execute("PRAGMA freelist_count").fetchone()
            if not left:
                return True
        return False

    def _fold_log(self) -> bool:
        """The log goes into the file and is emptied; False while another connection reads what is older."""
        with self._database.writing() as connection:
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def _renew_copies(self, backups: int) -> None:
        """Copies from before the deletion go; a new backup, where there are to be any, comes first."""
        if backups > 0 and self._backups.all():
            self._backups.make(self._database, keep=1)
        else:
            self._backups.remove_all()
        folder, name = self._path.parent, self._path
        for file in (
            *folder.glob(f"{name.name}.v*.bak"),
            *drafts_in(folder),
            *(folder / "damaged").glob(f"{name.stem}-*"),
        ):
            file.unlink(missing_ok=True)

    def _auto_vacuum(self) -> int:
        return int(self._database.read("PRAGMA auto_vacuum")[0][0])
