"""`POST /process-pdf/`: a document is taken in, and stored before it is answered."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID, uuid4, uuid5

from fastapi import APIRouter, Header, Request
from fastapi.concurrency import contextmanager_in_threadpool, run_in_threadpool

from transcritor_gui.errors import TranscritorError
from transcritor_gui.i18n import tr
from transcritor_gui.team.api.access import Owner, TheServer
from transcritor_gui.team.api.answers import Accepted
from transcritor_gui.team.api.failures import described
from transcritor_gui.team.api.server import Server
from transcritor_gui.team.api.upload_fields import form_description, read_fields
from transcritor_gui.team.api.uploads import Upload, receive
from transcritor_gui.team.storage.records import TaskRecord

__all__ = ["router"]

_log = logging.getLogger(__name__)

_MEBIBYTE = 1024 * 1024


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
        UUID | None,
        Header(description="The same with every attempt to send one document: it is taken in only once."),
    ] = None,
) -> Accepted:
    """Answers as soon as the file is stored; from then on its task ends in SUCCESS or in FAILURE."""
    server.limits.count_upload(owner)
    task_id = str(uuid4() if idempotency_key is None else uuid5(idempotency_key, owner))
    async with server.attempts.alone(task_id):
        if idempotency_key is not None:
            known = await run_in_threadpool(server.book.record, task_id)
            if known is not None:  # taken in before, by a request whose answer was lost
                return _accepted(known)
        await run_in_threadpool(server.limits.reserve, owner, lambda: _open_tasks_of(server, owner))
        try:
            record = await _taken_in(request, server, owner, task_id)
        finally:
            server.limits.release(owner)
    server.metrics.upload_accepted(record.size_bytes)
    await run_in_threadpool(_give_out, server, record.id)
    return _accepted(record)


def _accepted(record: TaskRecord) -> Accepted:
    return Accepted(task_id=record.id, message=tr("“{name}” was accepted.", name=record.name))


async def _taken_in(request: Request, server: Server, owner: str, task_id: str) -> TaskRecord:
    """The task of the upload, stored whole."""
    most_bytes = server.config.max_upload_mb * _MEBIBYTE
    spool = server.book.spool
    try:
        async with contextmanager_in_threadpool(spool.writer(server.book.source(task_id))) as file:
            upload = await receive(request, into=file, most_bytes=most_bytes)
        return await run_in_threadpool(_opened, server, owner, task_id, upload)
    except BaseException:
        await run_in_threadpool(_discard, server, task_id)
        raise


def _discard(server: Server, task_id: str) -> None:
    """Delete what an upload left that was refused or broken off, unless another attempt has been taken in."""
    if server.book.record(task_id) is None:
        server.book.delete(task_id)


def _opened(server: Server, owner: str, task_id: str, upload: Upload) -> TaskRecord:
    options, password = read_fields(upload.fields)
    known = server.book.record(task_id)
    if known is not None:  # two attempts at the same time
        return known
    record = TaskRecord(
        id=task_id,
        owner=owner,
        name=upload.name,
        created_at=datetime.now(UTC),
        size_bytes=upload.size_bytes,
        sha256=upload.sha256,
        options=options,
        password_pad=None if password is None else server.live.keep_password(task_id, password),
    )
    server.book.open_task(record)
    return record


def _give_out(server: Server, task_id: str) -> None:
    try:
        server.queue.prepare(task_id)
    except TranscritorError as error:
        _log.warning("task %s is given out when the queue answers again: %s", task_id, error)


def _open_tasks_of(server: Server, owner: str) -> int:
    return sum(task.owner == owner for task in server.book.open_tasks())
