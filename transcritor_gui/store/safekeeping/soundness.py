"""Whether a database can be used: what is looked at when it is opened, and before a copy is trusted.

SQLite tells of damage only when it comes upon it. What is cheap to look through is looked through at every
opening: the structure of all but large files, that its tables are as they were made, and that every job can
be read.
"""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path
from typing import Final

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.store.migrate import build_schema, schema_version
from transcritor_gui.store.rows import JOB_COLUMNS, job_of
from transcritor_gui.store.sqlite_errors import own_errors

__all__ = ["check_copy", "check_index", "check_opened", "check_thoroughly"]

_QUICKLY_CHECKED_BYTES: Final = 32_000_000
"""quick_check reads some 500 MB a second (measured in docs/decisions/0082-damaged-history.md)."""


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
    """The same for a copy of any size, and that its indexes agree with its tables.

    One of an older version is looked at for its structure alone.
    """
    with own_errors(path):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            connection.row_factory = sqlite3.Row
            _check_structure(connection, path, "integrity_check")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == schema_version():
                _check_contents(connection, path)
        finally:
            connection.close()


def check_thoroughly(connection: sqlite3.Connection, path: Path) -> None:
    """As `check_opened`, of a database of any size, and that indexes agree with tables."""
    with own_errors(path):
        _check_structure(connection, path, "integrity_check")
        _check_contents(connection, path)


def check_index(connection: sqlite3.Connection) -> None:
    """Raises sqlite3.DatabaseError where the index of the search is damaged; within a write transaction."""
    connection.execute("INSERT INTO page_text (page_text) VALUES ('integrity-check')")


def _check_structure(connection: sqlite3.Connection, path: Path, pragma: str) -> None:
    (verdict,) = connection.execute(f"PRAGMA {pragma}(1)").fetchone()
    if verdict != "ok":
        raise TranscritorError(ErrorCode.DATABASE_DAMAGED, path=path, reason=pragma)


def _check_contents(connection: sqlite3.Connection, path: Path) -> None:
    found = _definitions(connection)
    for name, definition in _made_by_migrations().items():
        if found.get(name) != definition:
            raise TranscritorError(ErrorCode.DATABASE_DAMAGED, path=path, reason=f"schema of {name}")
    _check_search(connection, path)
    for row in connection.execute(f"SELECT {JOB_COLUMNS} FROM job"):
        try:
            job_of(row)
        except (ValueError, KeyError, TypeError) as error:
            raise TranscritorError(
                ErrorCode.DATABASE_DAMAGED, path=path, reason=type(error).__name__
            ) from error


def _check_search(connection: sqlite3.Connection, path: Path) -> None:
    """FTS5 says SQLITE_ERROR, which is no damage elsewhere, where what it keeps of itself is spoilt."""
    try:
        connection.execute("SELECT rowid FROM page_text WHERE page_text MATCH '\"a\"' LIMIT 1").fetchall()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        raise TranscritorError(ErrorCode.DATABASE_DAMAGED, path=path, reason="search") from error


def _definitions(connection: sqlite3.Connection) -> dict[str, str]:
    """What makes each table, trigger and index, by name; without the tables that FTS5 keeps for itself."""
    rows = connection.execute(
        "SELECT name, ifnull(sql, '') FROM sqlite_master WHERE type IN ('table', 'trigger', 'index') "
        "AND name NOT LIKE 'page\\_text\\__%' ESCAPE '\\'"
    )
    return {name: " ".join(sql.split()) for name, sql in rows}


@cache
def _made_by_migrations() -> dict[str, str]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        build_schema(connection)
        return _definitions(connection)
    finally:
        connection.close()
