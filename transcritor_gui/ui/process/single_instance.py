"""One window a user: a second start hands its files to the first and ends.

The lock is taken before the database is opened. The server's name is made from the data folder, so that a
portable copy with a folder of its own (TRANSCRITOR_HOME) is a program of its own.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

__all__ = ["SingleInstance"]

_log = logging.getLogger(__name__)

_ANSWER_MS = 2_000
_MOST_BYTES = 4_000_000


class SingleInstance(QObject):
    """Try `acquire`; when it says no, `hand_over` the files instead."""

    paths_received = Signal(object)
    """tuple[str, ...] from a later start of the program; empty when it only wants the window."""

    def __init__(self, data_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = "transcritor-" + hashlib.sha256(str(data_folder).encode()).hexdigest()[:16]
        self._lock = QLockFile(str(data_folder / "window.lock"))
        self._lock.setStaleLockTime(0)  # only a lock whose process is gone is stale
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._received: dict[QLocalSocket, bytearray] = {}

    def acquire(self, *, wait_ms: int = 0) -> bool:
        """Whether this is the only window; from then on it receives what later starts hand over.

        `wait_ms` is for a window that is ending, and gives up its place soon.
        """
        if not self._lock.tryLock(wait_ms):
            return False
        QLocalServer.removeServer(self._name)  # what a crash left behind; the lock says that nobody owns it
        if not self._server.listen(self._name):
            _log.warning("later starts cannot hand over files: %s", self._server.errorString())
        return True

    def hand_over(self, paths: Sequence[str]) -> bool:
        """Give paths to the window that runs; False when it does not answer."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_ANSWER_MS):
            return False
        socket.write(json.dumps(list(paths)).encode())
        is_written = socket.waitForBytesWritten(_ANSWER_MS)
        socket.disconnectFromServer()
        if socket.state() is not QLocalSocket.LocalSocketState.UnconnectedState:
            socket.waitForDisconnected(_ANSWER_MS)
        return is_written

    def stop_receiving(self) -> None:
        """The window is ending: files handed over now would be lost with it."""
        self._server.close()

    def release(self) -> None:
        self._server.close()
        self._lock.unlock()

    @Slot()
    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self._received[socket] = bytearray()
            socket.readyRead.connect(self._on_ready)
            socket.disconnected.connect(self._on_disconnected)
            self._read(socket)
            if socket.state() is QLocalSocket.LocalSocketState.UnconnectedState:
                self._finish(socket)

    @Slot()
    def _on_ready(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._read(socket)

    @Slot()
    def _on_disconnected(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._finish(socket)

    def _read(self, socket: QLocalSocket) -> None:
        buffer = self._received.get(socket)
        if buffer is None:
            return
        buffer.extend(socket.readAll().data())
        if len(buffer) > _MOST_BYTES:
            socket.abort()

    def _finish(self, socket: QLocalSocket) -> None:
        self._read(socket)
        buffer = self._received.pop(socket, None)
        socket.deleteLater()
        if buffer is None:
            return
        try:
            paths = json.loads(buffer)
        except ValueError:
            _log.warning("another start sent something that is not a list of files")
            return
        if isinstance(paths, list) and all(isinstance(path, str) for path in paths):
            self.paths_received.emit(tuple(paths))
