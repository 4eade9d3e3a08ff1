"""Connections to the SQLite file: one a thread, all set up alike, and errors in this program's words."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.store.gate import Gate
from transcritor_gui.store.private_files import (
    FileIdentity,
    companions,
    draft_of,
    file_identity,
    make_private,
)
from transcritor_gui.store.sqlite_errors import is_busy, own_errors

__all__ = ["BUSY_TIMEOUT_MS", "Database"]

BUSY_TIMEOUT_MS: Final = 30_000
"""For another program that holds the database: bringing up to date or tidying a large one takes its time."""
_COPIED_PAGES: Final = 2000
"""Between two words of progress: 8 MB."""
_MOST_MENDINGS: Final = 3
"""A disk that spoils what was just written is not mended by writing it once more."""

_T = TypeVar("_T")
Parameters = Sequence[Any] | Mapping[str, Any]
Mend = Callable[[FileIdentity], None]


class Database:
    """The file at `path`. Reads and write transactions from any thread.

    `mend` puts a sound file in the place of the damaged one of that identity; no connection is open when it
    is called, and it may raise TranscritorError. A read that meets damage is done again after it; a
    transaction fails with DATABASE_DAMAGED, and may be done again by who wanted it.
    """

    def __init__(self, path: Path, *, mend: Mend | None = None) -> None:
        self.path = path
        self._mend = mend
        self._mendings = 0
        self._of_thread = threading.local()
        self._connections: set[sqlite3.Connection] = set()
        self._lock = threading.Lock()
        self._writing = threading.RLock()  # threads of this process wait here, not in SQLite's busy loop
        self._gate = Gate()
        self._closed = False

    def read(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        return self.mended(lambda: self._rows(sql, parameters))

    def mended(self, call: Callable[[], _T]) -> _T:
        """What `call` gives; it is called again when it met damage that could be mended."""
        mendings = self._mendings
        try:
            return call()
        except TranscritorError as error:
            if not self._is_mended(error, mendings):
                raise
        return call()

    @property
    def can_be_mended(self) -> bool:
        """Whether a transaction that met damage may be done again: it is mended by now."""
        return self._mend is not None and self._mendings < _MOST_MENDINGS

    def _rows(self, sql: str, parameters: Parameters) -> list[sqlite3.Row]:
        with self._gate.passed(), own_errors(self.path):
            return self.connection().execute(sql, parameters).fetchall()

    def data_version(self) -> int:
        """PRAGMA data_version of the calling thread's connection."""
        return int(self.read("PRAGMA data_version")[0][0])

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A write transaction: committed at the end of the block, rolled back when it raises.

        Within another one of the same thread it is a part of that one.
        """
        mendings = self._mendings
        try:
            with self.writing() as connection:
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
        except TranscritorError as error:
            self._is_mended(error, mendings)
            raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The calling thread's connection, for several queries; damage is told, and not mended meanwhile."""
        with self._gate.passed(), own_errors(self.path):
            yield self.connection()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The calling thread's connection outside of a transaction, while no other thread here writes."""
        with self._gate.passed(), self._writing, own_errors(self.path):
            yield self.connection()

    def connection(self) -> sqlite3.Connection:
        """The connection of the calling thread, opened when first asked for.

        Opened anew where another program has put a mended file in the place of the one that was open.
        """
        connection: sqlite3.Connection | None = getattr(self._of_thread, "connection", None)
        if connection is not None and connection not in self._connections:
            connection = None  # closed by a mending
        if connection is not None and self._gate.depth() <= 1 and not connection.in_transaction:
            identity = file_identity(self.path)
            if identity is not None and identity != self._of_thread.identity:
                self.close_thread()
                connection = None
        if connection is None:
            connection = self._opened()
            self._of_thread.connection = connection
            self._of_thread.identity = file_identity(self.path)
        return connection

    def copy_to(self, target: Path, *, on_progress: Callable[[float], None] | None = None) -> None:
        """Write a copy of the whole database, which may be in use, to `target`, for its owner alone.

        Whole or not at all. Raises TranscritorError as a read does, and OSError for the file. `on_progress`
        is told how much is done, 0 to 1; what it raises ends the copying.
        """
        draft = draft_of(target)
        make_private(draft)
        try:
            with self._gate.passed(), own_errors(self.path):
                copy = sqlite3.connect(draft)
                try:
                    _copy(self.connection(), copy, on_progress)
                    # A copy is one file: it lies there to be read, not to be written.
                    copy.execute("PRAGMA journal_mode = DELETE")
                finally:
                    copy.close()
            draft.replace(target)
        finally:
            for file in (draft, *companions(draft)):
                file.unlink(missing_ok=True)

    def replace_by(self, other: Path) -> None:
        """Put the database at `other`, which nobody uses, in the place of this one; whole or not at all.

        No thread may be within a transaction. Raises OSError.
        """
        with self._writing, self._gate.alone():
            with own_errors(self.path):
                self._fold_log()
            self._close_all()
            for companion in companions(self.path):
                companion.unlink(missing_ok=True)
            other.replace(self.path)

    def _fold_log(self) -> None:
        """What was committed is in the file itself from here on, should the log be lost."""
        connection = sqlite3.connect(self.path, isolation_level=None)
        try:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()

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
        self._close_all()

    def _close_all(self) -> None:
        with self._lock:
            connections, self._connections = self._connections, set()
        for connection in connections:
            connection.close()

    def _is_mended(self, error: TranscritorError, mendings: int) -> bool:
        """Whether the damage that `error` tells of is mended now; `mendings` is how many there had been."""
        if error.info.code is not ErrorCode.DATABASE_DAMAGED or self._gate.depth() or self._mend is None:
            return False
        if self._mendings == mendings:
            if self._mendings >= _MOST_MENDINGS or self._closed:
                return False
            with self._gate.alone():
                if self._mendings == mendings:
                    damaged = file_identity(self.path)
                    self._close_all()
                    self._mendings += 1
                    self._mend(damaged)
        return True

    def _opened(self) -> sqlite3.Connection:
        with self._lock:
            if self._closed:
                raise TranscritorError(ErrorCode.DATABASE_UNUSABLE, path=self.path, reason="closed")
        is_for_reading = _is_for_reading(self.path)
        try:
            if not is_for_reading:
                make_private(self.path)
        except OSError as error:
            raise TranscritorError(
                ErrorCode.DATABASE_UNUSABLE, path=self.path, reason=error.strerror
            ) from error
        with own_errors(self.path):
            # check_same_thread: a thread's connection is closed by close(), on another one.
            connection = sqlite3.connect(
                _unchanging(self.path) if is_for_reading else self.path,
                uri=is_for_reading,
                isolation_level=None,
                check_same_thread=False,
            )
            try:
                connection.row_factory = sqlite3.Row
                connection.create_function("casefold", 1, str.casefold, deterministic=True)
                connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
                if not is_for_reading:
                    _prepare_for_writing(connection)
                connection.execute("PRAGMA foreign_keys = ON")
            except BaseException:
                connection.close()
                raise
        with self._lock:
            self._connections.add(connection)
        return connection


def _copy(
    source: sqlite3.Connection, target: sqlite3.Connection, on_progress: Callable[[float], None] | None
) -> None:
    if on_progress is None:
        source.backup(target)
        return

    def tell(_status: int, remaining: int, total: int) -> None:
        on_progress(1.0 - remaining / total if total else 1.0)

    source.execute("BEGIN")  # one state of it, whoever writes meanwhile
    try:
        source.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
        source.backup(target, pages=_COPIED_PAGES, progress=tell)
    finally:
        source.execute("ROLLBACK")


def _is_for_reading(path: Path) -> bool:
    """Whether the database lies where nothing can be written: on a read-only disk, in a folder of others."""
    return path.is_file() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _unchanging(path: Path) -> str:
    """The file as SQLite reads it without making any beside it, which the log ahead would need."""
    return f"{path.absolute().as_uri()}?mode=ro&immutable=1"


def _prepare_for_writing(connection: sqlite3.Connection) -> None:
    # What is deleted is overwritten, and room that is free can be given back: see forgetting.py.
    connection.execute("PRAGMA secure_delete = ON")
    if not connection.execute("PRAGMA page_count").fetchone()[0]:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    _keep_log_ahead(connection)
    connection.execute("PRAGMA synchronous = NORMAL")


def _keep_log_ahead(connection: sqlite3.Connection) -> None:
    """Put the database into WAL mode.

    Several programs may do so to a new file at once. SQLite's busy timeout does not hold for this one
    statement (its lock would be upgraded from shared to exclusive, where waiting could be a deadlock), so
    who comes second waits for the first one's lock with a transaction, for which the timeout does hold.
    """
    deadline_s = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() > deadline_s:
                raise
        else:
            return
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
