"""`POST /process-pdf/`: a document is taken in, and stored before it is answered."""

from __future__ import annotations

import logging
from typing import Annotated
from uuid import UUID, uuid4, uuid5

from fastapi import APIRouter, Header, Request
from fastapi.concurrency import contextmanager_in_threadpool, run_in_threadpool
from pydantic.json_schema import SkipJsonSchema

from transcritor_gui.errors import TranscritorError
from transcritor_gui.i18n import tr
from transcritor_gui.team.api.access import Owner, TheServer
from transcritor_gui.team.api.answers import Accepted, lacks_worker_words
from transcritor_gui.team.api.failures import described
from transcritor_gui.team.api.server import Server
from transcritor_gui.team.api.upload_fields import form_description, read_fields
from transcritor_gui.team.api.uploads import receive
from transcritor_gui.team.storage.records import TaskRecord

__all__ = ["router"]

_log = logging.getLogger(__name__)

_MEBIBYTE = 1024 * 1024
_MOST_DELETED = 100
"""Of one key within an hour."""


router = APIRouter(tags=["documents"])


@router.post(
    "/process-pdf/",
    status_code=202,
    responses=described(401, 413, 415, 422, 429, 503, 507),
    openapi_extra=form_description(),
    summary="Send a PDF to be transcribed",
)
async def process_pdf(
    request: Request,
    server: TheServer,
    owner: Owner,
    idempotency_key: Annotated[
        UUID | SkipJsonSchema[None],
        Header(description="The same with every attempt to send one document: it is taken in only once."),
    ] = None,
) -> Accepted:
    """Answers as soon as the file is stored; from then on its task ends in SUCCESS or in FAILURE."""
    server.limits.count_upload(owner)
    task_id = str(uuid4())
    if idempotency_key is not None:
        task_id = await run_in_threadpool(_task_id, server, owner, idempotency_key)
        known = await run_in_threadpool(server.book.record, task_id)
        if known is not None:  # taken in before, by a request whose answer was lost
            await run_in_threadpool(server.book.list_again, known)
            return _accepted(known)
    await run_in_threadpool(server.limits.reserve, owner, lambda: _open_tasks_of(server, owner))
    try:
        record = await _taken_in(request, server, owner, task_id)
    finally:
        server.limits.release(owner)
    server.metrics.upload_accepted(record.size_bytes)
    lacks_worker = await run_in_threadpool(_give_out, server, record)
    return _accepted(record, lacks_worker=lacks_worker)


def _task_id(server: Server, owner: str, key: UUID) -> str:
    """The same for every attempt, until its task is deleted: what is sent again after that is another task,
    for workers are being told to leave the first one alone, and may have a page of it at hand."""
    for number in range(_MOST_DELETED):
        task_id = str(uuid5(key, owner if not number else f"{owner} {number}"))
        try:
            if not server.live.is_cancelled(task_id):
                break
        except TranscritorError as error:
            _log.warning("whether task %s was deleted could not be asked: %s", task_id, error)
            break
    return task_id


def _accepted(record: TaskRecord, *, lacks_worker: bool = False) -> Accepted:
    message = tr("“{name}” was accepted.", name=record.name)
    if lacks_worker:
        message = f"{message} {lacks_worker_words()}"
    return Accepted(task_id=record.id, message=message)


async def _taken_in(request: Request, server: Server, owner: str, task_id: str) -> TaskRecord:
    """The task of the upload, stored whole.

    Attempts with one key may be under way at the same time, at several servers: each writes to a draft of its
    own, which takes the place of the source when it is whole and its fields are good, and the first one to
    write the record is the task.
    """
    most_bytes = server.config.max_upload_mb * _MEBIBYTE
    book = server.book
    try:
        async with contextmanager_in_threadpool(book.spool.writer(book.source(task_id))) as file:
            upload = await receive(request, into=file, most_bytes=most_bytes)
            options, password = await run_in_threadpool(read_fields, upload.fields)
            pad = None
            if password is not None:
                pad = await run_in_threadpool(server.live.keep_password, task_id, password)
    except BaseException:
        await run_in_threadpool(book.spool.delete_if_empty, f"tasks/{task_id}")
        raise

    def opened() -> TaskRecord:
        return book.open_task(
            TaskRecord(
                id=task_id,
                owner=owner,
                name=upload.name,
                created_at=book.now(),
                size_bytes=upload.size_bytes,
                sha256=upload.sha256,
                options=options,
                password_pad=pad,
            )
        )

    return await run_in_threadpool(opened)


def _give_out(server: Server, record: TaskRecord) -> bool:
    """Whether no worker is there to take it."""
    try:
        server.queue.prepare(record)
        return not server.live.presence.workers()
    except TranscritorError as error:
        _log.warning("task %s is given out when the queue answers again: %s", record.id, error)
        return False


def _open_tasks_of(server: Server, owner: str) -> int:
    return sum(task.owner == owner for task in server.book.open_tasks())
