"""SQLite's errors in this program's words: https://www.sqlite.org/rescode.html."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from transcritor_gui.errors import ErrorCode, TranscritorError

__all__ = ["is_busy", "own_errors"]

_FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE})
"""A full disk: when a page of the file, or of the shared memory beside it, finds no room."""
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})
_CUT_OFF = sqlite3.SQLITE_IOERR_SHORT_READ
_HELD = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_PRIMARY = 0xFF
"""Of an extended code, the bits that name the kind."""


@contextmanager
def own_errors(path: Path) -> Iterator[None]:
    """Within, sqlite3's errors become DISK_FULL, DATABASE_LOCKED, DATABASE_DAMAGED or DATABASE_UNUSABLE."""
    try:
        yield
    except sqlite3.Error as error:
        reason = getattr(error, "sqlite_errorname", type(error).__name__)
        raise TranscritorError(_code_of(error), path=path, reason=reason) from error
    except (
        UnicodeDecodeError
    ) as error:  # as sqlite3 raises it for text that is not UTF-8, in its own messages too
        raise TranscritorError(ErrorCode.DATABASE_DAMAGED, path=path, reason="text") from error


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another connection held the database for longer than this one waits."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & _PRIMARY in _HELD


def _code_of(error: sqlite3.Error) -> ErrorCode:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # Without a code it is from Python's side of sqlite3: text that is not UTF-8, a closed connection.
        is_text = isinstance(error, sqlite3.OperationalError)
        return ErrorCode.DATABASE_DAMAGED if is_text else ErrorCode.DATABASE_UNUSABLE
    if code in _FULL:
        return ErrorCode.DISK_FULL
    if code & _PRIMARY in _DAMAGED or code == _CUT_OFF:
        return ErrorCode.DATABASE_DAMAGED
    return ErrorCode.DATABASE_LOCKED if is_busy(error) else ErrorCode.DATABASE_UNUSABLE
