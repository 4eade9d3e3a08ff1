"""Every address answers with and without a slash at its end, without sending the client elsewhere.

A redirection loses the body of an upload with many clients, and costs the others a second request.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["EitherSlash"]


class EitherSlash:
    """ASGI middleware: gives the routes the form of an address that they know."""

    def __init__(self, app: ASGIApp, paths: Iterable[str]) -> None:
        """`paths` are those of the routes; what is not among them is passed on without the slash."""
        self._app = app
        self._with_slash = frozenset(path[:-1] for path in paths if path.endswith("/"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            bare = scope["path"].removesuffix("/")
            path = f"{bare}/" if bare in self._with_slash else bare
            if path != scope["path"]:
                scope["path"] = path
        await self._app(scope, receive, send)
