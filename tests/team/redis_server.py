"""A Redis of the test's own, on a free port, that can be killed and started again."""

from __future__ import annotations

import shutil
import socket
import subprocess
from pathlib import Path

import pytest
import redis

from tests.workers.waiting import BOUND_S, waited_for

__all__ = ["RedisServer", "free_port"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class RedisServer:
    """Keeps what it has been told in `folder`, unless it is told to forget. Skips where there is no Redis."""

    def __init__(self, folder: Path, *, loses_nothing: bool = True) -> None:
        """`loses_nothing` writes each change to the disk before it is answered, which is slow."""
        self._appendfsync = "always" if loses_nothing else "everysec"
        self._program = _program(folder)
        self._folder = folder
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, database: int) -> str:
        return f"redis://127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        self._process = subprocess.Popen(
            [
                self._program,
                *("--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self._folder)),
                *("--save", "", "--appendonly", "yes", "--appendfsync", self._appendfsync),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert waited_for(self._answers)

    def kill(self) -> None:
        """As when the power fails."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(BOUND_S)
            self._process = None

    def forget(self) -> None:
        """Lose all data; only while it is not running."""
        shutil.rmtree(self._folder / "appendonlydir", ignore_errors=True)

    def empty(self) -> None:
        with redis.Redis(port=self.port) as client:
            client.flushall()

    def _answers(self) -> bool:
        try:
            with redis.Redis(port=self.port) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


def _program(folder: Path) -> str:
    """redis-server; Debian's redis-tools have the same program under another name, and start no service."""
    program = shutil.which("redis-server")
    if program is not None:
        return program
    checker = shutil.which("redis-check-rdb")
    if checker is None:
        pytest.skip("there is no redis-server on this machine (Debian: redis-tools)")
    named = folder / "redis-server"
    named.symlink_to(checker)
    return str(named)
