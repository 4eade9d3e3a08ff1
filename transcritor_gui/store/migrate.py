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
from transcritor_gui.store.search.similar_words import refill_spellings
from transcritor_gui.store.sqlite_errors import own_errors

__all__ = ["build_schema", "migrate", "schema_version"]

_log = logging.getLogger(__name__)

_SPELLINGS_LISTED = 9
"""The migration that makes a list out of pages there are already."""
_ANY_VERSION = 9999
"""File names of migrations have four digits."""
_NAME = re.compile(r"(\d{4})_\w+\.sql")


def schema_version() -> int:
    """The version that this program writes: the number of its last migration."""
    return max(_migrations())


def build_schema(connection: sqlite3.Connection) -> None:
    """Make all tables in an empty database that nobody else uses; the connection is in autocommit mode."""
    connection.create_function("page_doubts", 1, count_doubts, deterministic=True)
    for number, script in sorted(_migrations().items()):
        for statement in _statements(script):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")


def migrate(database: Database) -> None:
    """Apply the migrations that `database` lacks; an existing one is first copied to 'NAME.vN.bak' beside it.

    Raises TranscritorError(DATABASE_NEWER) when a newer program has written it, and DATABASE_DAMAGED where it
    is not what its version says.
    """
    migrations = _migrations()
    newest = max(migrations)
    with database.reading() as connection:
        version = _version(connection, database)
    if not 0 <= version <= _ANY_VERSION:
        raise TranscritorError(ErrorCode.DATABASE_DAMAGED, path=database.path, reason=f"version {version}")
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
            try:
                connection.execute(statement)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                    raise
                # Tables that should be there are not, or are there already.
                raise TranscritorError(
                    ErrorCode.DATABASE_DAMAGED, path=database.path, reason=f"migration {number}"
                ) from error
        if number == _SPELLINGS_LISTED:
            refill_spellings(connection)
        connection.execute(f"PRAGMA user_version = {number}")
    _log.info("the database is now at version %d", number)


def _version(connection: sqlite3.Connection, database: Database) -> int:
    with own_errors(database.path):  # within a transaction, before its own
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


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
