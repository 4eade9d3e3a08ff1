"""Bringing a database to the schema of this program: numbered SQL files, each applied once, in order."""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Iterator
from importlib import resources

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model.packed import count_doubts
from transcritor_gui.store.database import Database

__all__ = ["migrate", "schema_version"]

_log = logging.getLogger(__name__)

_NAME = re.compile(r"(\d{4})_\w+\.sql")


def schema_version() -> int:
    """The version that this program writes: the number of its last migration."""
    return max(_migrations())


def migrate(database: Database) -> None:
    """Apply the migrations that `database` lacks; an existing one is first copied to 'NAME.vN.bak' beside it.

    Raises TranscritorError(DATABASE_NEWER) when a newer program has written it.
    """
    migrations = _migrations()
    newest = max(migrations)
    version = _version(database.connection(), database)
    if version > newest:
        raise TranscritorError(ErrorCode.DATABASE_NEWER, path=database.path, version=version, known=newest)
    if version == newest:
        return
    if version > 0:
        database.copy_to(database.path.with_name(f"{database.path.name}.v{version}.bak"))
    for number in sorted(migrations):
        _apply(database, number, migrations[number])


def _apply(database: Database, number: int, script: str) -> None:
    """One migration and its version in one transaction; nothing when another process was faster."""
    with database.transaction() as connection:
        connection.create_function("page_doubts", 1, count_doubts, deterministic=True)
        if _version(connection, database) >= number:
            return
        for statement in _statements(script):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")
    _log.info("the database is now at version %d", number)


def _version(connection: sqlite3.Connection, database: Database) -> int:
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.Error as error:
        reason = getattr(error, "sqlite_errorname", type(error).__name__)
        raise TranscritorError(ErrorCode.DATABASE_UNUSABLE, path=database.path, reason=reason) from error


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit before it begins."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _migrations() -> dict[int, str]:
    found = {}
    for entry in (resources.files("transcritor_gui.store") / "migrations").iterdir():
        match = _NAME.fullmatch(entry.name)
        if match is not None:
            found[int(match.group(1))] = entry.read_text(encoding="utf-8")
    return found
