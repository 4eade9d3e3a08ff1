"""Connections to the SQLite file: one a thread, all set up alike, and errors in this program's words."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from transcritor_gui.errors import ErrorCode, TranscritorError

__all__ = ["Database"]

_BUSY_TIMEOUT_MS = 5000
_FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE})
"""A full disk: when a page of the file, or of the shared memory beside it, finds no room."""

Parameters = Sequence[Any] | Mapping[str, Any]


class Database:
    """The file at `path`. Reads and write transactions from any thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._of_thread = threading.local()
        self._connections: set[sqlite3.Connection] = set()
        self._lock = threading.Lock()
        self._writing = threading.RLock()  # threads of this process wait here, not in SQLite's busy loop
        self._closed = False

    def read(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        with self._own_errors():
            return self.connection().execute(sql, parameters).fetchall()

    def data_version(self) -> int:
        """PRAGMA data_version of the calling thread's connection."""
        return int(self.read("PRAGMA data_version")[0][0])

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A write transaction: committed at the end of the block, rolled back when it raises.

        Within another one of the same thread it is a part of that one.
        """
        with self._writing, self._own_errors():
            connection = self.connection()
            is_part = connection.in_transaction
            if is_part:
                yield connection
                return
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # a full disk has rolled it back already
                    connection.execute("ROLLBACK")
                raise

    def connection(self) -> sqlite3.Connection:
        """The connection of the calling thread, opened when first asked for."""
        connection: sqlite3.Connection | None = getattr(self._of_thread, "connection", None)
        if connection is None:
            connection = self._opened()
            self._of_thread.connection = connection
        return connection

    def copy_to(self, target: Path) -> None:
        """Write a copy of the whole database, which may be in use, to `target`."""
        with self._own_errors():
            copy = sqlite3.connect(target)
            try:
                self.connection().backup(copy)
            finally:
                copy.close()

    def close_thread(self) -> None:
        connection: sqlite3.Connection | None = getattr(self._of_thread, "connection", None)
        if connection is not None:
            self._of_thread.connection = None
            with self._lock:
                self._connections.discard(connection)
            connection.close()

    def close(self) -> None:
        with self._lock:
            self._closed = True
            connections, self._connections = self._connections, set()
        for connection in connections:
            connection.close()

    def _opened(self) -> sqlite3.Connection:
        with self._lock:
            if self._closed:
                raise TranscritorError(ErrorCode.DATABASE_UNUSABLE, path=self.path, reason="closed")
        with self._own_errors():
            # check_same_thread: a thread's connection is closed by close(), on another one.
            connection = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
            try:
                connection.row_factory = sqlite3.Row
                connection.create_function("casefold", 1, str.casefold, deterministic=True)
                connection.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
                _keep_log_ahead(connection)
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute("PRAGMA foreign_keys = ON")
            except BaseException:
                connection.close()
                raise
        with self._lock:
            self._connections.add(connection)
        return connection

    @contextmanager
    def _own_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", None)
            if code in _FULL:
                raise TranscritorError(ErrorCode.DISK_FULL, path=self.path) from error
            reason = getattr(error, "sqlite_errorname", type(error).__name__)
            raise TranscritorError(ErrorCode.DATABASE_UNUSABLE, path=self.path, reason=reason) from error


def _keep_log_ahead(connection: sqlite3.Connection) -> None:
    """Put the database into WAL mode.

    Several programs may do so to a new file at once. SQLite's busy timeout does not hold for this one
    statement (its lock would be upgraded from shared to exclusive, where waiting could be a deadlock), so
    who comes second waits for the first one's lock with a transaction, for which the timeout does hold.
    """
    deadline_s = time.monotonic() + _BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline_s:
                raise
        else:
            return
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
