"""Exports that somebody waits for: asked for by a server, made by a worker. Kept in Redis, and may be lost.

    asked     a message for it lies in the queue, or is being done
    lease     a worker is at it; kept alive by that worker
    failure   why the last attempt failed, for whoever waits
    calls     one for each export that no worker has begun: whoever reads pages and takes one gives way to it

The export itself is a file in the spool (`ExportOrder.path`), and the only truth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from transcritor_gui.errors import ErrorInfo
from transcritor_gui.team.storage.redis_errors import told

__all__ = ["ExportCalls", "ExportOrder", "ExportState", "revision_of"]

_PREFIX = "transcritor:export"
_CALLS = f"{_PREFIX}:calls"
_CALLED_S = 60
_FAILED_S = 5
"""Whoever asks again so soon is told the same."""

_failure = msgspec.json.Decoder(ErrorInfo)


@dataclass(frozen=True, slots=True)
class ExportOrder:
    task_id: str
    format: str
    flowing: bool | None = None
    """None for what is usual in the format."""
    revision: int = 0
    """Of the corrections that it shows; 0 for the pages as they were read."""

    @property
    def name(self) -> str:
        """Of the file in the task's folder of results."""
        way = "" if self.flowing is None else f"-{'flowing' if self.flowing else 'lines'}"
        return f"{self.format}{way}" + (f".{self.revision}" if self.revision else "")

    @property
    def path(self) -> str:
        return f"tasks/{self.task_id}/results/{self.name}"


@dataclass(frozen=True, slots=True)
class ExportState:
    is_asked: bool
    is_at_work: bool
    failure: ErrorInfo | None


class ExportCalls:
    """May be used from many threads. TranscritorError(QUEUE_AWAY) wherever Redis does not answer."""

    def __init__(self, client: Any, *, lease_ms: int) -> None:
        self._redis = client
        self._lease_ms = lease_ms

    # --- Whoever waits

    def state(self, order: ExportOrder) -> ExportState:
        with told(), self._redis.pipeline(transaction=False) as pipe:
            pipe.exists(_key("asked", order))
            pipe.exists(_key("lease", order))
            pipe.get(_key("failure", order))
            is_asked, is_at_work, failure = pipe.execute()
        reason = None if failure is None else _failure.decode(failure)
        return ExportState(bool(is_asked), bool(is_at_work), reason)

    def ask(self, order: ExportOrder) -> bool:
        """Whether it is the caller who must send the message: of many at once it is one.

        One that nobody has begun after twice the time of a lease is sent again, while somebody still waits:
        its worker may have ended before it began. Where it only waits, the second one finds the file made.
        """
        with told():
            return bool(self._redis.set(_key("asked", order), 1, nx=True, px=2 * self._lease_ms))

    def call(self, order: ExportOrder) -> None:
        """The message is in the queue: one of those who read pages is to give way."""
        with told(), self._redis.pipeline(transaction=False) as pipe:
            pipe.rpush(_CALLS, _name(order))
            pipe.expire(_CALLS, _CALLED_S)
            pipe.execute()

    def forget_asked(self, order: ExportOrder) -> None:
        """Its worker was lost: it may be asked for again."""
        with told():
            self._redis.delete(_key("asked", order))

    # --- Workers

    def takes_call(self) -> bool:
        """Whether the caller is the one to give way to an export that waits."""
        with told():
            return self._redis.lpop(_CALLS) is not None

    def begin(self, order: ExportOrder, holder: str) -> bool:
        """Take it; False where another is at it. It must be renewed."""
        with told():
            self._redis.lrem(_CALLS, 1, _name(order))
            return bool(self._redis.set(_key("lease", order), holder, nx=True, px=self._lease_ms))

    def renew(self, order: ExportOrder, holder: str) -> None:
        with told():
            self._redis.set(_key("lease", order), holder, px=self._lease_ms)

    def end(self, order: ExportOrder, failure: ErrorInfo | None) -> None:
        """It lies in the spool, or could not be made."""
        with told(), self._redis.pipeline(transaction=False) as pipe:
            if failure is not None:
                pipe.set(_key("failure", order), msgspec.json.encode(failure), ex=_FAILED_S)
            pipe.delete(_key("lease", order), _key("asked", order))
            pipe.execute()


def revision_of(name: str) -> int:
    """That of an `ExportOrder.name`."""
    number = name.rpartition(".")[2]
    return int(number) if number.isdecimal() else 0


def _name(order: ExportOrder) -> str:
    return f"{order.task_id}:{order.name}"


def _key(kind: str, order: ExportOrder) -> str:
    return f"{_PREFIX}:{kind}:{_name(order)}"
