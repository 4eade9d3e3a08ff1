"""The web application: routes, failures and what is around them, over the parts of one server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from transcritor_gui import __version__
from transcritor_gui.team.api.addresses import EitherSlash
from transcritor_gui.team.api.failures import add_failures
from transcritor_gui.team.api.quick_status import STATUS_PATH, QuickStatus
from transcritor_gui.team.api.routes import corrections, results, service, tasks, uploads
from transcritor_gui.team.api.routes.service import page_dir
from transcritor_gui.team.api.server import Server
from transcritor_gui.team.api.surroundings import Surroundings

__all__ = ["create_api"]


def create_api(server: Server) -> FastAPI:
    """The application; the reaper of `server` runs while it does."""

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        server.reaper.start()
        try:
            yield
        finally:
            await run_in_threadpool(server.reaper.stop)
            await run_in_threadpool(server.live.close)

    app = FastAPI(
        title="Transcritor",
        version=__version__,
        description=(
            "PDFs and pictures become faithful text. Send one, watch it, fetch it in the format you need."
        ),
        docs_url=None,  # a page of our own: theirs is fetched from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        lifespan=life,
    )
    app.state.server = server
    named: dict[str, Route] = {}
    for routes in (uploads, tasks, results, corrections, service):
        app.include_router(routes.router)
        named |= {route.path: route for route in routes.router.routes if isinstance(route, Route)}
    app.mount("/assets", StaticFiles(directory=page_dir()), name="assets")
    add_failures(app)
    app.add_middleware(QuickStatus, server=server, route=named[STATUS_PATH])
    app.add_middleware(EitherSlash, paths=named)
    app.add_middleware(Surroundings, metrics=server.metrics)
    return app
