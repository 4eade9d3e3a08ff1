"""Checked copies of the history, kept beside it: one a day, a few of them."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.store.database import Database
from transcritor_gui.store.private_files import draft_of, drafts_in, make_private_folder
from transcritor_gui.store.safekeeping.soundness import check_copy

__all__ = ["Backups"]

_log = logging.getLogger(__name__)

_EVERY: Final = timedelta(hours=24)
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_NAME: Final = re.compile(r"(\d{8}T\d{6}Z)")


class Backups:
    """Those of the database at `path`, in the folder `backups` beside it; any process may use them."""

    def __init__(self, path: Path) -> None:
        self.folder = path.parent / "backups"
        self._stem, self._suffix = path.stem, path.suffix

    def all(self) -> tuple[Path, ...]:
        """The newest first."""
        return tuple(sorted(self._files(), key=lambda file: file.name, reverse=True))

    def made_at(self, backup: Path) -> datetime:
        stamp = backup.name.removeprefix(f"{self._stem}-").removesuffix(self._suffix)
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)

    def is_due(self, now: datetime) -> bool:
        """Whether the newest is older than a day, or, after the clock was put back, of a day to come."""
        newest = self.all()[:1]
        return not newest or not timedelta() <= now - self.made_at(newest[0]) < _EVERY

    def make(self, database: Database, *, keep: int) -> Path:
        """A new one; of the older ones the newest are kept, up to `keep` in all.

        Raises TranscritorError: DATABASE_DAMAGED when the copy is not sound, which is not kept then;
        DISK_FULL, DATABASE_UNUSABLE.
        """
        try:
            make_private_folder(self.folder)
            target = self.folder / f"{self._stem}-{datetime.now(UTC).strftime(_STAMP)}{self._suffix}"
            unchecked = draft_of(target)
            try:
                database.copy_to(unchecked)
                check_copy(unchecked)
                unchecked.replace(target)
            finally:
                unchecked.unlink(missing_ok=True)
            self.remove_all(but=self.all()[:keep])
        except OSError as error:
            raise TranscritorError(
                ErrorCode.DATABASE_UNUSABLE, path=self.folder, reason=error.strerror
            ) from error
        return target

    def newest_sound(self) -> Path | None:
        """The newest that can be used, or None."""
        for backup in self.all():
            try:
                check_copy(backup)
            except TranscritorError as error:
                _log.warning("a backup cannot be used: %s", error)
            else:
                return backup
        return None

    def remove_all(self, *, but: tuple[Path, ...] = ()) -> None:
        """Remove backups, and what writers that were killed have left of one."""
        for file in (*self._files(), *drafts_in(self.folder)):
            if file not in but:
                file.unlink(missing_ok=True)

    def _files(self) -> Iterator[Path]:
        for file in self.folder.glob(f"{self._stem}-*{self._suffix}"):
            if _NAME.fullmatch(file.name.removeprefix(f"{self._stem}-").removesuffix(self._suffix)):
                yield file
