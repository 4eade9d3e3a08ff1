"""What is quick and may be lost: progress, leases on work, cancellations. Kept in Redis.

Nothing here is the truth. When Redis has lost it, pages are counted again in the spool and work is given out
again; see `reaper`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from transcritor_gui.errors import ErrorInfo
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.export_calls import ExportCalls
from transcritor_gui.team.storage.passwords import joined_password, split_password
from transcritor_gui.team.storage.presence import Presence, ask_latest_beat, is_fresh
from transcritor_gui.team.storage.redis_errors import told
from transcritor_gui.team.storage.turns import RUNNING_KEY, Turns, running_name

__all__ = ["PREPARE", "Live", "LiveProgress", "RedisFacts", "queue_keys"]

PREPARE = -1
"""In the place of a chunk's number: looking what the file is."""

_PREFIX = "transcritor"
_KNOWN_S = 7 * 24 * 3600
"""How long progress stays that nobody has cared for; far longer than any task."""
_CANCELLED_S = 3600
_RETRY_S = 300
_ANSWER_TIMEOUT_S = 3.0

_PRIORITY_STEPS = (0, 3, 6, 9)
"""As in kombu's Redis transport, which makes a list of each."""


# Made when the module is: two threads that meet a type for the first time crash msgspec (decisions/0062).
_reason = msgspec.json.Decoder(ErrorInfo)


@dataclass(frozen=True, slots=True)
class _MessageHeaders:
    id: str


@dataclass(frozen=True, slots=True)
class _Message:
    """As kombu's Redis transport keeps it; the rest of it is passed over."""

    headers: _MessageHeaders


_message = msgspec.json.Decoder(_Message)


@dataclass(frozen=True, slots=True)
class RedisFacts:
    version: str
    evicts: bool
    """Whether it throws data away when its memory is full."""
    keeps: bool
    """Whether it writes down what it is told, so that a restart loses nothing."""


@dataclass(frozen=True, slots=True)
class LiveProgress:
    """What Redis knows of an open task."""

    pages_done: int | None
    """None when it does not know."""
    is_started: bool
    """Whether a worker is looking what the file is."""
    retry_reason: ErrorInfo | None
    """Why work of the task is given out again; None where none is."""
    is_any_worker_there: bool


def queue_keys(queue: str = "celery") -> tuple[str, ...]:
    """The lists in which kombu keeps the messages of `queue`, one a priority."""
    return tuple(queue if step == 0 else f"{queue}\x06\x16{step}" for step in _PRIORITY_STEPS)


class Live:
    """May be used from many threads. TranscritorError(QUEUE_AWAY) wherever Redis does not answer."""

    def __init__(self, config: TeamConfig) -> None:
        self._redis = _client(config.result_backend)
        self._broker = _client(config.broker_url)
        self._lease_ms = int(config.lost_after_s * 1000)
        self.turns = Turns(self._redis)
        self.exports = ExportCalls(self._redis, lease_ms=self._lease_ms)
        self.presence = Presence(self._redis)

    def close(self) -> None:
        self._redis.close()
        self._broker.close()

    # --- Progress

    def pages_done(self, task_id: str) -> int | None:
        """How many pages are done; None when Redis does not know."""
        with told():
            return int(self._redis.scard(_key("done", task_id))) or None

    def progress_of(self, task_ids: Sequence[str]) -> dict[str, LiveProgress]:
        """How open tasks stand, with one question for all of them."""
        with told(), self._redis.pipeline(transaction=False) as pipe:
            pipe.time()
            ask_latest_beat(pipe)
            pipe.mget([_key("retry", each) for each in task_ids])
            pipe.mget([_lease(each, PREPARE) for each in task_ids])
            for each in task_ids:
                pipe.scard(_key("done", each))
            (now, _), latest_beat, reasons, leases, *counts = pipe.execute()
        is_any_there = is_fresh(latest_beat, now_s=now)
        return {
            task_id: LiveProgress(
                pages_done=int(count) or None,
                is_started=lease is not None,
                retry_reason=None if reason is None else _reason.decode(reason),
                is_any_worker_there=is_any_there,
            )
            for task_id, reason, lease, count in zip(task_ids, reasons, leases, counts, strict=True)
        }

    def note_pages(self, task_id: str, page_indices: Collection[int], *, are_new: bool = False) -> int:
        """These pages are done; the same ones may be noted again. Work on the task is alive.

        Where they `are_new`, read just now, nothing is tried again for a passing reason any more.
        How many are done by now, of those that Redis knows.
        """
        if not page_indices:
            return 0
        with told(), self._redis.pipeline(transaction=False) as pipe:
            pipe.sadd(_key("done", task_id), *page_indices)
            pipe.expire(_key("done", task_id), _KNOWN_S)
            if are_new:
                pipe.delete(_key("retry", task_id))
            pipe.set(_key("moved", task_id), 1, px=self._lease_ms)
            pipe.scard(_key("done", task_id))
            return int(pipe.execute()[-1])

    # --- Leases: who is at work on what

    def take(self, task_id: str, chunk: int, holder: str) -> bool:
        """Take the work for `holder`; False when another is at it. It must be renewed."""
        with told():
            taken = bool(self._redis.set(_lease(task_id, chunk), holder, nx=True, px=self._lease_ms))
            with self._redis.pipeline(transaction=False) as pipe:
                if taken:
                    pipe.hsetnx(RUNNING_KEY, running_name(task_id, chunk), 0)
                    pipe.sadd(_key("begun", task_id), chunk)
                    pipe.expire(_key("begun", task_id), _KNOWN_S)
                pipe.set(_key("moved", task_id), 1, px=self._lease_ms)
                pipe.execute()
            return taken

    def renew(self, task_id: str, chunk: int, holder: str) -> bool:
        """Say that `holder` is still at it; whether the task has been cancelled."""
        with told(), self._redis.pipeline(transaction=False) as pipe:
            pipe.set(_lease(task_id, chunk), holder, px=self._lease_ms)
            pipe.set(_key("moved", task_id), 1, px=self._lease_ms)
            pipe.exists(_key("cancelled", task_id))
            return bool(pipe.execute()[2])

    def release(self, task_id: str, chunk: int) -> None:
        with told(), self._redis.pipeline(transaction=False) as pipe:
            pipe.srem(_key("begun", task_id), chunk)
            pipe.delete(_lease(task_id, chunk))
            pipe.hdel(RUNNING_KEY, running_name(task_id, chunk))
            pipe.execute()

    def lost(self, task_id: str) -> frozenset[int]:
        """Chunks that a worker has begun and neither released nor spoken of any more."""
        with told():
            begun = [int(chunk) for chunk in self._redis.smembers(_key("begun", task_id))]
        return frozenset(begun) - self.held(task_id, begun)

    def forget_lost(self, task_id: str, chunks: Collection[int]) -> None:
        """These are about to be given out again."""
        with told():
            self._redis.srem(_key("begun", task_id), *chunks)

    def waiting(self) -> frozenset[str]:
        """The tasks of which a message lies in the queue, or a piece waits for its turn.

        A message brings whichever piece has its turn, so that it may be another task's that goes first.
        """
        with told(), self._broker.pipeline(transaction=False) as pipe:
            for key in queue_keys():
                pipe.lrange(key, 0, -1)
            found = pipe.execute()
        messages = [message for each in found for message in each]
        named = frozenset(_message.decode(message).headers.id.partition(":")[0] for message in messages)
        return named | self.turns.waiting() if messages else named

    def is_moving(self, task_id: str) -> bool:
        """Whether a worker has spoken of the task lately, or work of it was given out just now."""
        with told():
            return bool(self._redis.exists(_key("moved", task_id)))

    def held(self, task_id: str, chunks: Collection[int]) -> frozenset[int]:
        """Those of `chunks` that somebody is at work on."""
        numbers = list(chunks)
        if not numbers:
            return frozenset()
        with told():
            leases = self._redis.mget([_lease(task_id, number) for number in numbers])
        return frozenset(number for number, lease in zip(numbers, leases, strict=True) if lease is not None)

    # --- Giving out work

    def next_chunk(self, task_id: str) -> int:
        """The number of a chunk that nobody has been given yet, each once, from 0."""
        with told(), self._redis.pipeline(transaction=False) as pipe:
            pipe.incr(_key("next", task_id))
            pipe.expire(_key("next", task_id), _KNOWN_S)
            pipe.set(_key("moved", task_id), 1, px=self._lease_ms)
            return int(pipe.execute()[0]) - 1

    def skip_to_chunk(self, task_id: str, chunk: int) -> None:
        """`next_chunk` gives `chunk` next, unless it is further already."""
        with told():
            if int(self._redis.get(_key("next", task_id)) or 0) < chunk:
                self._redis.set(_key("next", task_id), chunk, ex=_KNOWN_S)

    def chunks_given(self, task_id: str) -> int:
        with told():
            return int(self._redis.get(_key("next", task_id)) or 0)

    def note_given(self, task_id: str) -> None:
        """Work of the task has been put into the queue: time for a worker to take it."""
        with told():
            self._redis.set(_key("moved", task_id), 1, px=self._lease_ms)

    def note_retry(self, task_id: str, reason: ErrorInfo, *, in_s: float = 0) -> None:
        """Work of the task is given out again after so long, for `reason`; until the next page is done."""
        with told(), self._redis.pipeline(transaction=False) as pipe:
            pipe.set(_key("retry", task_id), msgspec.json.encode(reason), ex=_RETRY_S)
            pipe.set(_key("moved", task_id), 1, px=self._lease_ms + int(in_s * 1000))
            pipe.execute()

    def retry_reason(self, task_id: str) -> ErrorInfo | None:
        """Why work of the task is given out again; None where none is."""
        with told():
            reason = self._redis.get(_key("retry", task_id))
        return None if reason is None else _reason.decode(reason)

    # --- Cancelling, passwords, forgetting

    def cancel(self, task_id: str) -> None:
        """Tell those at work on the task to stop now."""
        with told():
            self._redis.set(_key("cancelled", task_id), 1, ex=_CANCELLED_S)

    def is_cancelled(self, task_id: str) -> bool:
        with told():
            return bool(self._redis.exists(_key("cancelled", task_id)))

    def keep_password(self, task_id: str, password: str) -> bytes:
        """Keep one half of the password for a week at most; the other half, without which it is noise."""
        pad, half = split_password(password)
        # One for each attempt to send the document: only one of them becomes the task.
        with told(), self._redis.pipeline(transaction=False) as pipe:
            pipe.hset(_key("passwords", task_id), _name_of(pad), half)
            pipe.expire(_key("passwords", task_id), _KNOWN_S)
            pipe.execute()
        return pad

    def password(self, task_id: str, pad: bytes | None) -> str | None:
        """None where none was given, or Redis has lost its half."""
        if pad is None:
            return None
        with told():
            half = self._redis.hget(_key("passwords", task_id), _name_of(pad))
        return None if half is None else joined_password(pad, half)

    def forget_progress(self, task_id: str) -> None:
        with told():
            self._redis.delete(*(_key(kind, task_id) for kind in ("done", "next", "retry", "moved", "begun")))
        self.turns.forget(task_id)

    def forget(self, task_id: str) -> None:
        self.forget_progress(task_id)
        with told():
            self._redis.delete(_key("passwords", task_id))

    # --- The queue, and what is counted

    def count(self, what: str, number: int = 1) -> None:
        """So many pages, or documents, more; for the figures of `counted`."""
        with told():
            self._redis.hincrby(f"{_PREFIX}:counts", what, number)

    def counted(self) -> dict[str, int]:
        """What all workers have counted since Redis has known them."""
        with told():
            found = self._redis.hgetall(f"{_PREFIX}:counts")
        return {name.decode(): int(number) for name, number in found.items()}

    def redis_facts(self) -> tuple[RedisFacts, RedisFacts]:
        """Of the broker and of the results."""
        with told():
            return _redis_facts(self._broker.info()), _redis_facts(self._redis.info())

    def queue_length(self) -> int:
        """Messages that no worker has taken yet."""
        with told(), self._broker.pipeline(transaction=False) as pipe:
            for key in queue_keys():
                pipe.llen(key)
            return sum(int(length) for length in pipe.execute())

    def is_my_turn(self, name: str, holder: str, *, seconds: float) -> bool:
        """Whether `holder` may do the round called `name` that one of many does, for so long."""
        key = f"{_PREFIX}:turn:{name}"
        with told():
            if self._redis.set(key, holder, nx=True, px=int(seconds * 1000)):
                return True
            if self._redis.get(key) == holder.encode():
                self._redis.pexpire(key, int(seconds * 1000))
                return True
            return False


def _redis_facts(info: Mapping[str, Any]) -> RedisFacts:
    return RedisFacts(
        version=str(info.get("redis_version", "")),
        evicts=int(info.get("maxmemory", 0)) > 0 and info.get("maxmemory_policy") != "noeviction",
        keeps=bool(info.get("aof_enabled", 0)),
    )


def _client(url: str) -> Any:
    return redis.Redis.from_url(
        url,
        socket_timeout=_ANSWER_TIMEOUT_S,
        socket_connect_timeout=_ANSWER_TIMEOUT_S,
        health_check_interval=15,
        retry=Retry(NoBackoff(), 1),  # once, for a connection that Redis has closed meanwhile
    )


def _key(kind: str, task_id: str) -> str:
    return f"{_PREFIX}:{kind}:{task_id}"


def _name_of(pad: bytes) -> str:
    return hashlib.sha256(pad).hexdigest()


def _lease(task_id: str, chunk: int) -> str:
    return f"{_PREFIX}:lease:{task_id}:{chunk}"
