"""`GET /process-pdf/result/{task_id}`: a document in the format asked for."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from transcritor_gui.export import exporters
from transcritor_gui.team.api.access import Owner, TheServer
from transcritor_gui.team.api.failures import described
from transcritor_gui.team.api.routes.tasks import own_record

__all__ = ["router"]

_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file",
        "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
    }
}

router = APIRouter(tags=["documents"])


class _Wanted(BaseModel):
    """Which file; a misspelt word is told rather than passed over."""

    model_config = ConfigDict(extra="forbid")
    format: Annotated[str, Field(description=f"One of: {', '.join(each.format for each in exporters())}")] = (
        "txt"
    )
    flowing: Annotated[
        bool | SkipJsonSchema[None],
        Field(description="Join the lines of paragraphs; as is usual in the format if not given."),
    ] = None
    corrected: Annotated[
        bool, Field(description="With people's corrections; `false` for the pages as they were read.")
    ] = True


@router.get(
    "/process-pdf/result/{task_id}",
    responses=_FILE | described(401, 404, 409, 422, 503, 507),
    response_class=StreamingResponse,
    summary="Fetch a document that is done",
)
async def result(
    server: TheServer,
    owner: Owner,
    task_id: UUID,
    wanted: Annotated[_Wanted, Query()],
) -> StreamingResponse:
    record = await run_in_threadpool(own_record, server, owner, task_id)
    ready = await server.results.file(
        record, wanted.format, flowing=wanted.flowing, corrected=wanted.corrected
    )
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else "_" for c in ready.name)
    return StreamingResponse(
        ready.pieces(),
        media_type=ready.media_type,
        headers={
            # RFC 6266: the name in ASCII, and whole for those who know the second form.
            "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(ready.name)}",
            "Cache-Control": "no-store",
        },
    )
