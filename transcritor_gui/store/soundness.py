"""Whether a database can be used: what is looked at when it is opened, and before a copy is trusted.

SQLite tells of damage only when it comes upon it. What is cheap to look through is looked through at every
opening: the structure of all but large files, that all tables are there, and that every job can be read.
"""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path
from typing import Final

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.store.migrate import build_schema
from transcritor_gui.store.rows import JOB_COLUMNS, job_of
from transcritor_gui.store.sqlite_errors import own_errors

__all__ = ["check_copy", "check_opened", "check_thoroughly"]

_QUICKLY_CHECKED_BYTES: Final = 32_000_000
"""quick_check reads some 500 MB a second (measured in docs/decisions/0082-damaged-history.md)."""
_KINDS = "('table', 'trigger', 'index')"


def check_opened(connection: sqlite3.Connection, path: Path) -> None:
    """Raises TranscritorError(DATABASE_DAMAGED) for what would not work; the schema is this program's."""
    with own_errors(path):
        (pages,), (page_bytes,) = (
            connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size")
        )
        if pages * page_bytes <= _QUICKLY_CHECKED_BYTES:
            _check_structure(connection, path, "quick_check")
        _check_contents(connection, path)


def check_copy(path: Path) -> None:
    """The same for a copy of any size, and that its indexes agree with its tables."""
    with own_errors(path):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            connection.row_factory = sqlite3.Row
            check_thoroughly(connection, path)
        finally:
            connection.close()


def check_thoroughly(connection: sqlite3.Connection, path: Path) -> None:
    """As `check_opened`, of a database of any size, and that indexes agree with tables."""
    with own_errors(path):
        _check_structure(connection, path, "integrity_check")
        _check_contents(connection, path)


def _check_structure(connection: sqlite3.Connection, path: Path, pragma: str) -> None:
    (verdict,) = connection.execute(f"PRAGMA {pragma}(1)").fetchone()
    if verdict != "ok":
        raise TranscritorError(ErrorCode.DATABASE_DAMAGED, path=path, reason=pragma)


def _check_contents(connection: sqlite3.Connection, path: Path) -> None:
    found = {row[0] for row in connection.execute(f"SELECT name FROM sqlite_master WHERE type IN {_KINDS}")}
    missing = _names() - found
    if missing:
        raise TranscritorError(ErrorCode.DATABASE_DAMAGED, path=path, reason=f"no {min(missing)}")
    for row in connection.execute(f"SELECT {JOB_COLUMNS} FROM job"):
        try:
            job_of(row)
        except (ValueError, KeyError, TypeError) as error:
            raise TranscritorError(
                ErrorCode.DATABASE_DAMAGED, path=path, reason=type(error).__name__
            ) from error


@cache
def _names() -> frozenset[str]:
    """Of all tables, triggers and indexes that this program's migrations make."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        build_schema(connection)
        rows = connection.execute(f"SELECT name FROM sqlite_master WHERE type IN {_KINDS}").fetchall()
    finally:
        connection.close()
    return frozenset(name for (name,) in rows)
