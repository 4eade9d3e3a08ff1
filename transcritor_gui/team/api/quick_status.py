"""`GET /process-pdf/status/{task_id}` answered before the framework looks at it.

Every client that waits asks for it again and again, and the framework's own part of an answer
takes three times as long as the rest. Whatever is not asked in the usual form goes on to the route, which
answers the same.
"""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from transcritor_gui.errors import TranscritorError
from transcritor_gui.team.api.access import bearer_of, owner_of
from transcritor_gui.team.api.failures import failure_response
from transcritor_gui.team.api.server import Server

__all__ = ["STATUS_PATH", "QuickStatus"]

STATUS_PATH = "/process-pdf/status/{task_id}"
_ASKED = re.compile("/process-pdf/status/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})")


class QuickStatus:
    """ASGI middleware; `route` is the one it answers for."""

    def __init__(self, app: ASGIApp, server: Server, route: BaseRoute) -> None:
        self._app = app
        self._server = server
        self._route = route

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = None
        if scope["type"] == "http" and scope["method"] == "GET":
            asked = _ASKED.fullmatch(scope["path"])
        if asked is None:
            await self._app(scope, receive, send)
            return
        scope["route"] = self._route  # by which its time is counted
        response = await self._answer(Request(scope), asked[1])
        await response(scope, receive, send)

    async def _answer(self, request: Request, task_id: str) -> Response:
        try:
            owner = owner_of(self._server, request, bearer_of(request))
            body = await self._server.standings.answer(owner, task_id)
        except TranscritorError as error:
            return failure_response(error.info)
        return Response(body, media_type="application/json")
