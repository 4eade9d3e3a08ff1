"""Whose turn it is: people share the slots of all workers evenly, however much each of them has sent.

A message in Celery's queue brings a worker to work, and names the piece of work that it was sent for. The
worker then asks here for the piece whose turn it is, and does that one. As many pieces wait here as there are
messages, so that every piece is done; and where Redis has lost what is kept here, the message's own is.

    the person   with the fewest pieces at work; among these, whoever's last turn was longest ago
    the document the smallest (one that was not opened yet counts as none), every fourth turn the oldest;
                 not one that has half of all slots already, where others wait
    the piece    the first

A person is the owner of the tasks: the name of the token, or this computer where there are no tokens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from transcritor_gui.team.storage.redis_errors import told

__all__ = ["RUNNING_KEY", "Piece", "Turns", "running_name"]

_PREFIX = "transcritor:turns:"
RUNNING_KEY = f"{_PREFIX}running"
"""A hash: for each piece at work when it was taken, in ms; it counts while there is a lease on it."""
_KNOWN_S = 7 * 24 * 3600

_PEOPLE = """
local p = KEYS[1]
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

-- How many pieces each person, and each document, has at work. One that was just taken has no lease yet.
local of_person, of_task = {}, {}
local running = redis.call('HGETALL', p .. 'running')
for i = 1, #running, 2 do
  local task, chunk = string.match(running[i], '^(.*)~(-?%d+)$')
  if redis.call('EXISTS', 'transcritor:lease:' .. task .. ':' .. chunk) == 1
      or now - tonumber(running[i + 1]) < 5000 then
    local person = redis.call('HGET', p .. 'about:' .. task, 'owner')
    if person then of_person[person] = (of_person[person] or 0) + 1 end
    of_task[task] = (of_task[task] or 0) + 1
  else
    redis.call('HDEL', p .. 'running', running[i])
  end
end
"""
_REMOVE = """
local function remove(p, person, task, chunk)
  redis.call('ZREM', p .. 'chunks:' .. task, chunk)
  redis.call('ZREM', p .. 'since', task .. '~' .. chunk)
  if redis.call('ZCARD', p .. 'chunks:' .. task) == 0 then
    redis.call('ZREM', p .. 'small:' .. person, task)
    redis.call('ZREM', p .. 'old:' .. person, task)
    if redis.call('ZCARD', p .. 'small:' .. person) == 0 then
      redis.call('SREM', p .. 'people', person)
    end
  end
end
"""
_WAIT = """
local p, task, chunk, person, pages, arrived = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
redis.call('HSET', p .. 'about:' .. task, 'owner', person, 'pages', pages, 'arrived', arrived)
redis.call('EXPIRE', p .. 'about:' .. task, ARGV[6])
redis.call('ZADD', p .. 'chunks:' .. task, chunk, chunk)
redis.call('ZADD', p .. 'since', 'NX', now, task .. '~' .. chunk)
-- Of equal ones the older goes first: the fraction is below one until the year 5138.
redis.call('ZADD', p .. 'small:' .. person, pages + arrived / 1e11, task)
redis.call('ZADD', p .. 'old:' .. person, arrived, task)
redis.call('SADD', p .. 'people', person)
"""
_NEXT = (
    _PEOPLE
    + _REMOVE
    + """
local people = redis.call('SMEMBERS', p .. 'people')
local person, fewest, earliest
for _, each in ipairs(people) do
  local at_work = of_person[each] or 0
  local last = tonumber(redis.call('HGET', p .. 'last', each) or 0)
  if not person or at_work < fewest or (at_work == fewest and last < earliest) then
    person, fewest, earliest = each, at_work, last
  end
end
if not person then return false end

local slots = 0
for _, worker in ipairs(redis.call('ZRANGEBYSCORE', 'transcritor:workers', clock[1] - 15, '+inf')) do
  slots = slots + tonumber(string.match(worker, '^(%d+)~') or 0)
end
local order = 'small:'
if (tonumber(redis.call('HGET', p .. 'count', person) or 0) + 1) % 4 == 0 then order = 'old:' end
local tasks = redis.call('ZRANGE', p .. order .. person, 0, 49)
local most = math.huge
if #people > 1 or #tasks > 1 then most = math.max(1, math.ceil(slots / 2)) end
local task = tasks[1]
for _, each in ipairs(tasks) do
  if (of_task[each] or 0) < most then
    task = each
    break
  end
end

local chunk = redis.call('ZRANGE', p .. 'chunks:' .. task, 0, 0)[1]
remove(p, person, task, chunk)
redis.call('HSET', p .. 'running', task .. '~' .. chunk, now)
if tonumber(chunk) >= 0 then  -- to look what a file is takes a moment, and is nobody's turn
  redis.call('HINCRBY', p .. 'count', person, 1)
  redis.call('HSET', p .. 'last', person, redis.call('INCR', p .. 'turn'))
end
local about = redis.call('HMGET', p .. 'about:' .. task, 'pages', 'arrived')
return {person, task, chunk, about[1] or '0', about[2] or '0'}
"""
)
_GIVES_WAY = (
    _PEOPLE
    + """
local about = redis.call('HMGET', p .. 'about:' .. ARGV[1], 'owner', 'pages')
local mine, pages = about[1], about[2]
if not mine then return 0 end
for _, person in ipairs(redis.call('SMEMBERS', p .. 'people')) do
  if person ~= mine and (of_person[person] or 0) < (of_person[mine] or 1) then return 1 end
end
local key = p .. 'small:' .. mine
local smaller = redis.call('ZRANGEBYSCORE', key, '-inf', '(' .. pages, 'LIMIT', 0, 1)[1]
if smaller and not of_task[smaller] then return 1 end
return 0
"""
)
_FORGET = (
    _REMOVE
    + """
local p, task = KEYS[1], ARGV[1]
local person = redis.call('HGET', p .. 'about:' .. task, 'owner')
if not person then return end
for _, chunk in ipairs(redis.call('ZRANGE', p .. 'chunks:' .. task, 0, -1)) do
  remove(p, person, task, chunk)
end
redis.call('DEL', p .. 'about:' .. task)
"""
)


@dataclass(frozen=True, slots=True)
class Piece:
    """What a worker does at a time: a few pages of a document, or looking what its file is."""

    owner: str
    task_id: str
    chunk: int
    pages: int
    """Of the whole document; 0 as long as the file has not been opened."""
    arrived_s: float
    """When the document came, in seconds since 1970."""


class Turns:
    """May be used from many threads. TranscritorError(QUEUE_AWAY) wherever Redis does not answer."""

    def __init__(self, client: Any) -> None:
        self._redis = client
        self._wait = client.register_script(_WAIT)
        self._next = client.register_script(_NEXT)
        self._gives_way = client.register_script(_GIVES_WAY)
        self._forget = client.register_script(_FORGET)

    def wait(self, piece: Piece) -> None:
        """The piece waits for its turn from now on; nothing where it waits already."""
        about = (piece.owner, piece.pages, f"{piece.arrived_s:.3f}")
        with told():
            self._wait(keys=[_PREFIX], args=[piece.task_id, piece.chunk, *about, _KNOWN_S])

    def next(self) -> Piece | None:
        """The piece whose turn it is, which waits no longer; None where none waits."""
        with told():
            found = self._next(keys=[_PREFIX])
        if found is None:
            return None
        owner, task_id, chunk, pages, arrived_s = (each.decode() for each in found)
        return Piece(owner, task_id, int(chunk), int(pages), float(arrived_s))

    def give_back(self, task_id: str, chunk: int) -> None:
        """The piece is at work no longer."""
        with told():
            self._redis.hdel(RUNNING_KEY, running_name(task_id, chunk))

    def gives_way(self, task_id: str) -> bool:
        """Whether somebody waits who has less at work than this task's owner, or a smaller document."""
        with told():
            return bool(self._gives_way(keys=[_PREFIX], args=[task_id]))

    def forget(self, task_id: str) -> None:
        """The task is over: no piece of it waits."""
        with told():
            self._forget(keys=[_PREFIX], args=[task_id])

    def waiting(self) -> frozenset[str]:
        """The tasks of which a piece waits."""
        return frozenset(task_id for task_id, _ in self._pieces())

    def oldest_wait_s(self) -> float:
        """For how long the piece has waited that has waited longest; 0 where none waits."""
        with told(), self._redis.pipeline(transaction=False) as pipe:
            pipe.time()
            pipe.zrange(f"{_PREFIX}since", 0, 0, withscores=True)
            (seconds, micro), first = pipe.execute()
        return max(0.0, seconds + micro / 1e6 - first[0][1] / 1000) if first else 0.0

    def count(self) -> int:
        """How many pieces wait."""
        with told():
            return int(self._redis.zcard(f"{_PREFIX}since"))

    def _pieces(self) -> Iterable[tuple[str, str]]:
        with told():
            names = self._redis.zrange(f"{_PREFIX}since", 0, -1)
        for name in names:
            task_id, _, chunk = name.decode().rpartition("~")
            yield task_id, chunk


def running_name(task_id: str, chunk: int) -> str:
    """Of a piece, in RUNNING_KEY."""
    return f"{task_id}~{chunk}"
