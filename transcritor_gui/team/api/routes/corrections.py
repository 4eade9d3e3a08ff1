"""What people have corrected in a document: sent and fetched whole, shown by every export from then on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.team.api.access import Owner, TheServer
from transcritor_gui.team.api.correction_form import (
    MOST_FORM_BYTES,
    read_corrections,
    schema_of_corrections,
    written_corrections,
)
from transcritor_gui.team.api.failures import described
from transcritor_gui.team.api.results import check_ended_well
from transcritor_gui.team.api.routes.tasks import own_record
from transcritor_gui.team.api.server import Server
from transcritor_gui.team.storage.corrections import CorrectionBook, Corrections

__all__ = ["router"]

_CONTENT = {"application/json": {"schema": schema_of_corrections()}}
_FOUND: dict[int | str, dict[str, Any]] = {
    200: {"description": "All corrections that hold, and the number of this revision", "content": _CONTENT}
}

router = APIRouter(tags=["documents"])


@router.get(
    "/process-pdf/corrections/{task_id}",
    responses=_FOUND | described(401, 404, 409, 422, 503),
    response_class=Response,
    summary="Fetch the corrections of a document that is done",
)
async def corrections(server: TheServer, owner: Owner, task_id: UUID) -> Response:
    """Revision 0 has none: the document is as it was read."""
    return await run_in_threadpool(_answer, server, owner, task_id)


@router.put(
    "/process-pdf/corrections/{task_id}",
    responses=_FOUND | described(401, 404, 409, 413, 422, 503, 507),
    response_class=Response,
    openapi_extra={"requestBody": {"required": True, "content": _CONTENT}},
    summary="Replace the corrections of a document that is done",
)
async def correct(request: Request, server: TheServer, owner: Owner, task_id: UUID) -> Response:
    """`revision` is the one that they were made after: 409 where somebody else has corrected meanwhile.

    A correction whose `read` does not stand in its `box` is kept and not shown.
    """
    await run_in_threadpool(_ended_well, server, owner, task_id)
    body = await _body(request)
    return await run_in_threadpool(_corrected, server, owner, task_id, body)


def _answer(server: Server, owner: str, task_id: UUID) -> Response:
    held_by = _ended_well(server, owner, task_id)
    return _written(*held_by.last(str(task_id)))


def _corrected(server: Server, owner: str, task_id: UUID, body: bytes) -> Response:
    after, corrections = read_corrections(body)
    plan = server.book.plan(str(task_id))
    pages = frozenset(() if plan is None else plan.page_indices)
    touched = {each.page_index for each in corrections.made} | {index for index, _ in corrections.conferred}
    if not touched <= pages:
        raise TranscritorError(ErrorCode.REQUEST_INVALID, reason="page_number")
    held_by = _ended_well(server, owner, task_id)
    if not held_by.replace(str(task_id), corrections, after=after):
        raise TranscritorError(ErrorCode.CORRECTIONS_CHANGED)
    if not server.book.is_there(str(task_id)):  # deleted meanwhile
        server.book.delete(str(task_id))
        raise TranscritorError(ErrorCode.TASK_UNKNOWN, id=task_id)
    server.book.forget_results(str(task_id), before=after + 1)
    return _written(after + 1, corrections)


def _ended_well(server: Server, owner: str, task_id: UUID) -> CorrectionBook:
    check_ended_well(server.book, own_record(server, owner, task_id))
    return server.book.corrections


def _written(revision: int, corrections: Corrections) -> Response:
    return Response(written_corrections(revision, corrections), media_type="application/json")


async def _body(request: Request) -> bytes:
    """Whole; TranscritorError(UPLOAD_TOO_LARGE) as soon as it is too much."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_FORM_BYTES:
            raise TranscritorError(ErrorCode.UPLOAD_TOO_LARGE, limit=MOST_FORM_BYTES // (1024 * 1024))
    return bytes(body)
