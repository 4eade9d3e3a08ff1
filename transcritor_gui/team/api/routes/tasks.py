"""How tasks stand, their progress as it comes, and deleting them."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response, StreamingResponse

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.team.api.access import Owner, TheServer
from transcritor_gui.team.api.answers import Deleted, TaskList, TaskStatus, status_answer
from transcritor_gui.team.api.failures import described
from transcritor_gui.team.api.news import news_of_all, news_of_task
from transcritor_gui.team.api.quick_status import STATUS_PATH
from transcritor_gui.team.api.server import Server
from transcritor_gui.team.storage.records import Ending, TaskRecord, TaskState

__all__ = ["own_record", "router"]

_log = logging.getLogger(__name__)

_EVENT = {
    "type": "object",
    "required": ["data"],
    "properties": {
        "event": {"type": "string", "enum": ["status", "listed", "gone"]},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
}
_EVENTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events `status`, each with what `/process-pdf/status/` answers, until the end.",
        "content": {"text/event-stream": {"schema": _EVENT}},
    }
}
_EVENTS_OF_ALL: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events `status`, as of one task; `listed` after the first ones; `gone` with an id.",
        "content": {"text/event-stream": {"schema": _EVENT}},
    }
}

router = APIRouter(tags=["documents"])


def own_record(server: Server, owner: str, task_id: UUID) -> TaskRecord:
    """The task, if there is one and it is the owner's; else TranscritorError(TASK_UNKNOWN) either way."""
    record = server.book.record(str(task_id))
    if record is None or record.owner != owner:
        raise TranscritorError(ErrorCode.TASK_UNKNOWN, id=task_id)
    return record


class _PageOfList(BaseModel):
    """What may be asked of the list; a misspelt word is told rather than passed over."""

    model_config = ConfigDict(extra="forbid")
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    per_page: Annotated[int, Field(ge=1, le=100)] = 20


@router.get("/process-pdf/", responses=described(401, 422, 503), summary="List one's own documents")
async def list_tasks(
    server: TheServer,
    owner: Owner,
    wanted: Annotated[_PageOfList, Query()],
) -> TaskList:
    """The newest first."""
    page, per_page = wanted.page, wanted.per_page
    ids = await run_in_threadpool(server.book.tasks_of, owner)
    shown = await server.standings.all(owner, ids[(page - 1) * per_page : page * per_page])
    return TaskList(
        tasks=[status_answer(standing) for standing in shown],
        total=len(ids),
        page=page,
        pages=max(1, -(-len(ids) // per_page)),
    )


@router.get(
    STATUS_PATH,
    responses=described(401, 404, 422, 503),
    response_model=TaskStatus,
    summary="How a document stands",
)
async def status(server: TheServer, owner: Owner, task_id: UUID) -> Response:
    """As it was a quarter of a second ago at most. Mostly `QuickStatus` has answered before."""
    return Response(await server.standings.answer(owner, str(task_id)), media_type="application/json")


@router.get(
    "/process-pdf/events/",
    responses=_EVENTS_OF_ALL | described(401, 503),
    response_class=StreamingResponse,
    summary="The progress of all one's own documents as it comes",
)
async def events_of_all(server: TheServer, owner: Owner) -> StreamingResponse:
    """Server-sent events, of the newest 500; the connection ends when the client or the server does."""
    return _stream(news_of_all(server, owner))


@router.get(
    "/process-pdf/events/{task_id}",
    responses=_EVENTS | described(401, 404, 422, 503),
    response_class=StreamingResponse,
    summary="The progress of a document as it comes",
)
async def events(server: TheServer, owner: Owner, task_id: UUID) -> StreamingResponse:
    """Server-sent events; the connection ends with the task, or when the server does."""
    await server.standings.answer(owner, str(task_id))  # 404 for a task that is not there
    return _stream(news_of_task(server, owner, str(task_id)))


def _stream(news: AsyncIterator[str]) -> StreamingResponse:
    return StreamingResponse(
        news,
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


@router.delete(
    "/process-pdf/{task_id}",
    responses=described(401, 404, 422, 503),
    summary="Cancel a document and delete all there is of it",
)
async def delete(server: TheServer, owner: Owner, task_id: UUID) -> Deleted:
    """Work on it ends within seconds. What was read, and the file itself, are deleted at once."""
    try:
        return await run_in_threadpool(_deleted, server, owner, task_id)
    finally:
        server.standings.forget(str(task_id))


def _deleted(server: Server, owner: str, task_id: UUID) -> Deleted:
    record = own_record(server, owner, task_id)
    if server.book.ending(record.id) is None:
        cancelled = Ending(TaskState.REVOKED, server.book.now(), ErrorInfo(ErrorCode.TASK_CANCELLED))
        ending = server.book.end(record.id, cancelled)
        _stop(server, record.id)
        server.celery_results.ended(record.id, ending)
        if ending.state is TaskState.REVOKED:
            server.book.forget_document(record)
            return Deleted(task_id=record.id, status=TaskState.REVOKED)
    ended = server.book.ending(record.id)
    _stop(server, record.id)  # before its key can be given to a new one
    server.book.delete(record.id)
    server.celery_results.forget(record.id)
    return Deleted(task_id=record.id, status=TaskState.REVOKED if ended is None else ended.state)


def _stop(server: Server, task_id: str) -> None:
    """Tell the workers; they also find out by themselves, a little later."""
    try:
        server.live.cancel(task_id)
        server.live.forget(task_id)
    except TranscritorError as error:
        _log.warning("task %s: the workers will see by themselves that it has ended: %s", task_id, error)
