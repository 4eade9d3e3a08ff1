"""One program at a time carries out a rule: two that share a history would take the same file twice."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import BinaryIO

__all__ = ["RuleLock"]

_log = logging.getLogger(__name__)


class RuleLock:
    """A file in `folder`, locked as long as this program watches; the system frees it when a program ends."""

    def __init__(self, folder: Path, digest: str) -> None:
        self._path = folder / f"{digest[:32]}.lock"
        self._file: BinaryIO | None = None

    def acquire(self) -> bool:
        """Whether it is ours now; also where the system has no locks to give."""
        if self._file is not None:
            return True
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = self._path.open("ab")
        except OSError:
            _log.warning("a watched folder is taken without a lock", exc_info=True)
            return True
        if _is_locked_now(file):
            self._file = file
            return True
        file.close()
        return False

    def release(self) -> None:
        """The file stays: to delete it would let two programs lock two files of one name."""
        if self._file is not None:
            self._file.close()
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _is_locked_now(file: BinaryIO) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import errno
    import fcntl

    def _is_locked_now(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno not in (errno.EWOULDBLOCK, errno.EACCES)
        return True
