"""How tasks stand, their progress as it comes, and deleting them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.team.api.access import Owner, TheServer
from transcritor_gui.team.api.answers import Deleted, TaskList, TaskStatus
from transcritor_gui.team.api.failures import described
from transcritor_gui.team.api.server import Server
from transcritor_gui.team.api.state import task_status
from transcritor_gui.team.storage.records import ENDED_STATES, Ending, TaskRecord, TaskState

__all__ = ["own_record", "router"]

_log = logging.getLogger(__name__)

_LOOK_INTERVAL_S = 0.5
_FAR_INTERVAL_S = 2.0
"""For a spool that is not on this computer."""
_QUIET_LOOKS = 30
"""After so many looks without news a comment is sent, so that no proxy takes the connection for dead."""

_EVENTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events `status`, each with what `/process-pdf/status/` answers, until the end.",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}

router = APIRouter(tags=["documents"])


def own_record(server: Server, owner: str, task_id: UUID) -> TaskRecord:
    """The task, if there is one and it is the owner's; else TranscritorError(TASK_UNKNOWN) either way."""
    record = server.book.record(str(task_id))
    if record is None or record.owner != owner:
        raise TranscritorError(ErrorCode.TASK_UNKNOWN, id=task_id)
    return record


@router.get("/process-pdf/", responses=described(401, 422, 503), summary="List one's own documents")
def list_tasks(
    server: TheServer,
    owner: Owner,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    per_page: Annotated[int, Query(ge=1, le=100)] = 20,
) -> TaskList:
    """The newest first."""
    ids = server.book.tasks_of(owner)
    shown = ids[(page - 1) * per_page : page * per_page]
    records = (server.book.record(task_id) for task_id in shown)
    return TaskList(
        tasks=[task_status(server.book, server.live, record) for record in records if record is not None],
        total=len(ids),
        page=page,
        pages=max(1, -(-len(ids) // per_page)),
    )


@router.get(
    "/process-pdf/status/{task_id}", responses=described(401, 404, 422, 503), summary="How a document stands"
)
def status(server: TheServer, owner: Owner, task_id: UUID) -> TaskStatus:
    return task_status(server.book, server.live, own_record(server, owner, task_id))


@router.get(
    "/process-pdf/events/{task_id}",
    responses=_EVENTS | described(401, 404, 422, 503),
    response_class=StreamingResponse,
    summary="The progress of a document as it comes",
)
def events(server: TheServer, owner: Owner, task_id: UUID) -> StreamingResponse:
    """Server-sent events; the connection ends with the task, or when the server does."""
    record = own_record(server, owner, task_id)
    return StreamingResponse(
        _news(server, record),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _news(server: Server, record: TaskRecord) -> AsyncIterator[str]:
    interval_s = _LOOK_INTERVAL_S if server.book.spool.is_local else _FAR_INTERVAL_S
    told = ""
    quiet = 0
    while not server.ending.is_set():
        try:
            now = await run_in_threadpool(task_status, server.book, server.live, record)
        except TranscritorError as error:
            _log.warning("the state of a task is asked for again: %s", error)
        else:
            text = now.model_dump_json()
            if text != told:
                told, quiet = text, 0
                yield f"event: status\ndata: {text}\n\n"
            if now.status in ENDED_STATES:
                return
        quiet += 1
        if quiet % _QUIET_LOOKS == 0:
            yield ": still there\n\n"
        await asyncio.sleep(interval_s)


@router.delete(
    "/process-pdf/{task_id}",
    responses=described(401, 404, 422, 503),
    summary="Cancel a document and delete all there is of it",
)
def delete(server: TheServer, owner: Owner, task_id: UUID) -> Deleted:
    """Work on it ends within seconds. What was read, and the file itself, are deleted at once."""
    record = own_record(server, owner, task_id)
    if server.book.ending(record.id) is None:
        cancelled = Ending(TaskState.REVOKED, datetime.now(UTC), ErrorInfo(ErrorCode.TASK_CANCELLED))
        ending = server.book.end(record.id, cancelled)
        _stop(server, record.id)
        server.celery_results.ended(record.id, ending)
        if ending.state is TaskState.REVOKED:
            server.book.forget_document(record)
            return Deleted(task_id=record.id, status=TaskState.REVOKED)
    ended = server.book.ending(record.id)
    server.book.delete(record.id)
    _stop(server, record.id)
    server.celery_results.forget(record.id)
    return Deleted(task_id=record.id, status=TaskState.REVOKED if ended is None else ended.state)


def _stop(server: Server, task_id: str) -> None:
    """Tell the workers; they also find out by themselves, a little later."""
    try:
        server.live.cancel(task_id)
        server.live.forget(task_id)
    except TranscritorError as error:
        _log.warning("task %s: the workers will see by themselves that it has ended: %s", task_id, error)
