"""Server-sent events: how tasks stand, told whenever that changes.

Each connection looks by itself, through `Standings`, so that a hundred people who watch one task cost no more
than one of them.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.team.api.answers import status_answer
from transcritor_gui.team.api.server import Server
from transcritor_gui.team.api.state import Standing
from transcritor_gui.team.storage.records import ENDED_STATES

__all__ = ["news_of_all", "news_of_task"]

_log = logging.getLogger(__name__)

_LOOK_INTERVAL_S = 0.5
_LIST_INTERVAL_S = 1.0
"""For all documents of somebody: each look is at a folder, and at each of them that is open."""
_FAR_INTERVAL_S = 2.0
"""For a spool that is not on this computer."""
_QUIET_S = 15.0
"""After so long without news a comment is sent, so that no proxy takes the connection for dead."""
_STILL_THERE = ": still there\n\n"
_MOST_WATCHED = 500
"""Of an owner's tasks, the newest: all that the page shows, and far more than are open at a time."""


async def news_of_task(server: Server, owner: str, task_id: str) -> AsyncIterator[str]:
    """Until the task ends or is deleted, or the server is told to end."""
    interval_s = _interval_s(server)
    told = b""
    quiet_s = 0.0
    while not server.ending.is_set():
        try:
            body, is_over = await server.standings.answer_and_end(owner, task_id)
        except TranscritorError as error:
            if error.info.code is ErrorCode.TASK_UNKNOWN:
                return
            _log.warning("the state of a task is asked for again: %s", error)
        else:
            if body != told:
                told, quiet_s = body, 0.0
                yield f"event: status\ndata: {body.decode()}\n\n"
            if is_over:
                return
        quiet_s += interval_s
        if quiet_s >= _QUIET_S:
            quiet_s = 0.0
            yield _STILL_THERE
        await asyncio.sleep(interval_s)


async def news_of_all(server: Server, owner: str) -> AsyncIterator[str]:
    """`status` for each task of `owner`, then `listed`; then news of them, `gone` for those deleted.

    Until the client goes, or the server is told to end.
    """
    interval_s = max(_LIST_INTERVAL_S, _interval_s(server))
    told: dict[str, Standing] = {}
    is_listed = False
    quiet_s = 0.0
    while not server.ending.is_set():
        try:
            news = await _news(server, owner, told)
        except TranscritorError as error:
            _log.warning("the states of tasks are asked for again: %s", error)
            news = []
        else:
            if not is_listed:
                is_listed = True
                news.append("event: listed\ndata: {}\n\n")
        for event in news:
            yield event
        quiet_s = 0.0 if news else quiet_s + interval_s
        if quiet_s >= _QUIET_S:
            quiet_s = 0.0
            yield _STILL_THERE
        await asyncio.sleep(interval_s)


async def _news(server: Server, owner: str, told: dict[str, Standing]) -> list[str]:
    """What is to be told now; `told` is brought up to it."""
    ids = (await run_in_threadpool(server.book.tasks_of, owner))[:_MOST_WATCHED]
    # An ended task changes no more but by being deleted, and then it is not in the list.
    asked = [each for each in ids if each not in told or told[each].state not in ENDED_STATES]
    found = await server.standings.all(owner, asked) if asked else ()
    there = frozenset(ids) - (frozenset(asked) - {each.known.record.id for each in found})
    events = []
    for task_id in told.keys() - there:
        del told[task_id]
        events.append(f"event: gone\ndata: {json.dumps({'task_id': task_id})}\n\n")
    for standing in reversed(found):  # the oldest first, as they came
        if told.get(standing.known.record.id) != standing:
            told[standing.known.record.id] = standing
            events.append(f"event: status\ndata: {status_answer(standing).model_dump_json()}\n\n")
    return events


def _interval_s(server: Server) -> float:
    return _LOOK_INTERVAL_S if server.book.spool.is_local else _FAR_INTERVAL_S
