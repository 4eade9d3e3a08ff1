"""A damaged history made usable again: set aside, what can be read saved, the rest from the newest backup.

The steps are such that a crash between any two of them leaves either the damaged file or the mended one in
its place. Only `Database` calls this, when it has closed its connections.
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.store.private_files import (
    FileIdentity,
    companions,
    draft_of,
    file_identity,
    make_private,
    make_private_folder,
)
from transcritor_gui.store.safekeeping.backups import Backups
from transcritor_gui.store.safekeeping.deleted_jobs import DeletedJobs
from transcritor_gui.store.safekeeping.refill import Refilled, refill
from transcritor_gui.store.safekeeping.salvage import SalvagedFile
from transcritor_gui.store.sqlite_errors import own_errors

__all__ = ["Mended", "mend"]

_log = logging.getLogger(__name__)

_LOCK_TIMEOUT_S: Final = 120
"""For another program that is mending the same file."""
_KEPT_ASIDE: Final = 3


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a damaged history."""

    set_aside: Path
    """The damaged file, as it was."""
    jobs: int
    """How many there are now."""
    pages: int
    lost_pages: int
    """Whose text was damaged: they are to be read again."""
    jobs_from_backup: int
    pages_from_backup: int
    backup_made_at: datetime | None
    """Of the backup that gave these; None where none was used."""


def mend(path: Path, damaged: FileIdentity) -> Mended | None:
    """Put a sound database in the place of the damaged one; None when another program has done so meanwhile.

    `damaged` is the identity of the file that was found to be so. Raises TranscritorError(DISK_FULL |
    DATABASE_LOCKED | DATABASE_UNUSABLE), and then nothing has changed.
    """
    aside = path.parent / "damaged"
    try:
        make_private_folder(aside)
        with _alone(aside / "lock"):
            if file_identity(path) != damaged:
                return None
            return _mend(path, aside)
    except OSError as error:
        raise TranscritorError(ErrorCode.DATABASE_UNUSABLE, path=path, reason=error.strerror) from error


def _mend(path: Path, aside: Path) -> Mended:
    backups = Backups(path)
    draft = draft_of(path)
    make_private(draft)
    try:
        refilled, backup = _fill(draft, path, backups)
        kept = _set_aside(path, aside)
        for companion in companions(path):
            companion.unlink(missing_ok=True)
        draft.replace(path)
    finally:
        for file in (draft, *companions(draft)):
            file.unlink(missing_ok=True)
    mended = Mended(
        set_aside=kept,
        jobs=refilled.jobs,
        pages=refilled.pages,
        lost_pages=refilled.lost_pages,
        jobs_from_backup=refilled.jobs_from_backup,
        pages_from_backup=refilled.pages_from_backup,
        backup_made_at=backups.made_at(backup) if backup is not None else None,
    )
    _log.warning("the history was damaged and has been mended: %s", mended)
    return mended


def _fill(draft: Path, path: Path, backups: Backups) -> tuple[Refilled, Path | None]:
    """Make a sound database at `draft` of what can be read; what there is in it, and the backup used."""
    backup = backups.newest_sound()
    with own_errors(draft):
        connection = sqlite3.connect(draft, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute("PRAGMA journal_mode = OFF")  # nothing of it counts before it is whole
            refilled = refill(
                connection,
                damaged=lambda tables: SalvagedFile(path, tables),
                backup=backup,
                deleted=DeletedJobs(path).ids(),
            )
        finally:
            connection.close()
    _sync(draft)
    return refilled, backup


def _set_aside(path: Path, aside: Path) -> Path:
    """Keep the damaged file, with its log, under another name as well; where."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    kept = aside / f"{path.stem}-{stamp}{path.suffix}"
    for source in (path, *companions(path)):
        if source.exists():
            _keep(source, kept.with_name(kept.name + source.name.removeprefix(path.name)))
    older = sorted(aside.glob(f"{path.stem}-*{path.suffix}"), reverse=True)[_KEPT_ASIDE:]
    for file in older:
        for each in (file, *companions(file)):
            each.unlink(missing_ok=True)
    return kept


def _keep(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copy2(source, target)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Within, no other program mends: a lock of SQLite's, which ends with its process."""
    make_private(lock)
    with own_errors(lock):
        connection = sqlite3.connect(lock, isolation_level=None, timeout=_LOCK_TIMEOUT_S)
    try:
        with own_errors(lock):
            connection.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        connection.close()


def _sync(file: Path) -> None:
    with file.open("rb+") as handle:
        os.fsync(handle.fileno())
