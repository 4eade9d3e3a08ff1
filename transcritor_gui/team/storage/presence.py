"""Which workers are there, and what each tells of itself. Kept in Redis; what is lost, they say again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from transcritor_gui.team.storage.redis_errors import told

__all__ = ["Presence", "Worker", "WorkerFacts", "ask_latest_beat", "is_fresh"]

_PREFIX = "transcritor"
_WORKERS_KEY = f"{_PREFIX}:workers"
"""A sorted set: for each worker the second, by Redis's clock, in which it spoke last."""
_BEAT_LIFE_S = 15
"""A worker that has said nothing for so long is gone; it speaks every 5 s."""
_FACTS_LIFE_S = 300


@dataclass(frozen=True, slots=True)
class Worker:
    name: str
    """HOST:PROCESS"""
    slots: int
    """Pages that it reads at the same time."""

    @property
    def host(self) -> str:
        """The computer that it runs on."""
        return self.name.partition(":")[0]


@dataclass(frozen=True, slots=True)
class WorkerFacts:
    """What a worker tells of itself, so that it can be seen whether all of them agree."""

    version: str
    """Of the program."""
    spool_id: str
    """`TaskBook.identity`, as it sees it; '' where it cannot."""
    ahead_s: float
    """How far its computer's clock is ahead of the spool's."""


# Made when the module is: two threads that meet a type for the first time crash msgspec (decisions/0062).
_facts = msgspec.json.Decoder(WorkerFacts)


class Presence:
    """May be used from many threads. TranscritorError(QUEUE_AWAY) wherever Redis does not answer."""

    def __init__(self, client: Any) -> None:
        self._redis = client

    def beat(self, worker: Worker) -> None:
        """`worker` is there; said every few seconds."""
        with told():
            now = self._now()
            self._redis.zadd(_WORKERS_KEY, {f"{worker.slots}~{worker.name}": now})
            self._redis.zremrangebyscore(_WORKERS_KEY, 0, now - 10 * _BEAT_LIFE_S)

    def gone(self, worker: Worker) -> None:
        with told():
            self._redis.zrem(_WORKERS_KEY, f"{worker.slots}~{worker.name}")

    def tell_facts(self, worker: Worker, facts: WorkerFacts) -> None:
        """Said now and then, for whoever checks."""
        with told():
            self._redis.set(_facts_key(worker), msgspec.json.encode(facts), ex=_FACTS_LIFE_S)

    def facts_of(self, worker: Worker) -> WorkerFacts | None:
        """None where it has told nothing yet, or is of a version that tells nothing."""
        with told():
            data = self._redis.get(_facts_key(worker))
        return None if data is None else _facts.decode(data)

    def workers(self) -> tuple[Worker, ...]:
        with told():
            names = self._redis.zrangebyscore(_WORKERS_KEY, self._now() - _BEAT_LIFE_S, "+inf")
        parts = (name.decode().partition("~") for name in names)
        return tuple(Worker(name, int(slots)) for slots, _, name in parts)

    def slots(self) -> int:
        """Pages that all workers together read at the same time; at least 1."""
        return max(1, sum(worker.slots for worker in self.workers()))

    def _now(self) -> int:
        return int(self._redis.time()[0])


def ask_latest_beat(pipe: Any) -> None:
    """One question more in a Redis pipeline, whose answer is for `is_fresh`."""
    pipe.zrevrange(_WORKERS_KEY, 0, 0, withscores=True)


def is_fresh(latest_beat: Sequence[tuple[bytes, float]], *, now_s: int) -> bool:
    """Whether any worker is there."""
    return bool(latest_beat) and now_s - latest_beat[0][1] <= _BEAT_LIFE_S


def _facts_key(worker: Worker) -> str:
    return f"{_PREFIX}:worker:{worker.name}"
