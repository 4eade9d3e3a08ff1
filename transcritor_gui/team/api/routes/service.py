"""What the server tells of itself: its health, its figures, and the two pages for people."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from starlette.responses import FileResponse, JSONResponse, Response

from transcritor_gui import __version__
from transcritor_gui.errors import TranscritorError
from transcritor_gui.paths import resource_dir
from transcritor_gui.team.api.access import Owner, TheServer
from transcritor_gui.team.api.answers import Health, HealthPart
from transcritor_gui.team.api.failures import described
from transcritor_gui.team.api.metrics import Moment
from transcritor_gui.team.api.server import Server
from transcritor_gui.team.storage.presence import Worker

__all__ = ["page_dir", "router"]

_FIGURES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The figures", "content": {"text/plain": {"schema": {"type": "string"}}}}
}

router = APIRouter(tags=["service"])


def page_dir() -> Path:
    """The folder with the pages and what belongs to them."""
    return resource_dir() / "team"


@router.get(
    "/health/",
    responses={503: {"model": Health, "description": "The broker or the store does not answer"}},
    summary="Whether broker, store and workers answer",
)
def health(server: TheServer) -> Response:
    """200 while documents can be taken in, even if no worker is there yet (`ok` is false then)."""
    found = _health(server)
    is_serving = found.broker.ok and found.store.ok
    return JSONResponse(found.model_dump(mode="json"), 200 if is_serving else 503)


@router.get(
    "/metrics",
    responses=_FIGURES | described(401, 503),
    response_class=Response,
    summary="Figures for Prometheus",
)
def metrics(server: TheServer, owner: Owner) -> Response:
    del owner  # anybody who has a token may know
    server.metrics.look(_moment(server))
    return Response(server.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


@router.get("/", include_in_schema=False)
def page() -> FileResponse:
    return FileResponse(page_dir() / "index.html")


@router.get("/docs", include_in_schema=False)
def docs() -> FileResponse:
    return FileResponse(page_dir() / "docs.html")


def _moment(server: Server) -> Moment:
    open_tasks = len(server.book.open_tasks())
    try:
        workers = server.live.presence.workers()
        counts = server.live.counted()
        return Moment(
            open_tasks,
            is_queue_up=True,
            queue_length=server.live.queue_length(),
            oldest_wait_s=server.live.turns.oldest_wait_s(),
            workers=len(workers),
            slots=sum(worker.slots for worker in workers),
            pages_read={"done": counts.get("pages", 0), "failed": counts.get("pages_failed", 0)},
        )
    except TranscritorError:
        return Moment(open_tasks, is_queue_up=False)


def _health(server: Server) -> Health:
    broker, workers = _broker_and_workers(server)
    store = _store(server)
    return Health(
        ok=broker.ok and store.ok and bool(workers),
        broker=broker,
        store=store,
        workers=HealthPart(ok=bool(workers)),
        worker_count=len(workers),
        slots=sum(worker.slots for worker in workers),
        version=__version__,
    )


def _broker_and_workers(server: Server) -> tuple[HealthPart, tuple[Worker, ...]]:
    try:
        server.live.queue_length()
        return HealthPart(ok=True), server.live.presence.workers()
    except TranscritorError as error:
        return HealthPart(ok=False, detail=str(error.info.code)), ()


def _store(server: Server) -> HealthPart:
    """Whether a file can be written and read again."""
    path = f"health/{socket.gethostname()}"
    word = str(time.time_ns()).encode()
    try:
        server.book.spool.write(path, word)
        is_there = server.book.spool.read(path) is not None
    except TranscritorError as error:
        return HealthPart(ok=False, detail=str(error.info.code))
    return HealthPart(ok=is_there)
