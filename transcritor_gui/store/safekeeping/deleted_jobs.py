"""Which jobs were deleted for good while copies of them may still lie somewhere.

A small file beside the database, not a table in it: it is needed when the database is damaged. It holds ids
alone. A line is there before its job is deleted, and goes when `forgetting` has seen to the index, the free
pages and the backups. Both are done within a write transaction, so that no two programs write it at once.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.store.private_files import make_private

__all__ = ["DeletedJobs"]


class DeletedJobs:
    """Of the database at `path`."""

    def __init__(self, path: Path) -> None:
        self._file = path.with_name(f"{path.name}.deleted")

    def ids(self) -> frozenset[str]:
        """Raises OSError where the file cannot be read."""
        try:
            return frozenset(self._file.read_text(encoding="ascii", errors="replace").split())
        except FileNotFoundError:
            return frozenset()

    def add(self, ids: Iterable[str]) -> None:
        """Note jobs that are about to be deleted; on the disk when this returns.

        Raises TranscritorError(DISK_FULL | DATABASE_UNUSABLE).
        """
        lines = "".join(f"{job_id}\n" for job_id in ids)
        if not lines:
            return
        try:
            make_private(self._file)
            with self._file.open("a", encoding="ascii") as file:
                file.write(lines)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            code = ErrorCode.DISK_FULL if error.errno == errno.ENOSPC else ErrorCode.DATABASE_UNUSABLE
            raise TranscritorError(code, path=self._file, reason=error.strerror) from error

    def clear(self, done: frozenset[str]) -> bool:
        """Forget the ids when they are all among `done`; whether that was so."""
        if not self.ids() <= done:
            return False
        self._file.unlink(missing_ok=True)
        return True
