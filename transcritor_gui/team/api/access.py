"""Who is asking: the bearer token of a request, or this computer itself where the server has no tokens."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from fastapi.security.utils import get_authorization_scheme_param

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.team.api.server import Server
from transcritor_gui.team.api.tokens import LOCAL_OWNER

__all__ = ["LOOPBACK_HOSTS", "Owner", "TheServer", "bearer_of", "owner_of", "the_server"]

LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})

_OF_PROXIES = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")

_bearer = HTTPBearer(
    auto_error=False, scheme_name="token", description="Made with `transcritor serve token add NAME`."
)


async def the_server(request: Request) -> Server:
    """The parts of the server that answers `request`. Async: a thread for it would cost more than it does."""
    server: Server = request.app.state.server
    return server


async def _owner(
    request: Request,
    server: Annotated[Server, Depends(the_server)],
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> str:
    """Whose tasks the request is about; TranscritorError(TOKEN_REFUSED).

    Async, as above: it looks at a small file of this computer, which is read again only when it has changed.
    """
    return owner_of(server, request, None if credentials is None else credentials.credentials)


def bearer_of(request: Request) -> str | None:
    """The token that a request brings, as `HTTPBearer` finds it; None where it brings none."""
    scheme, token = get_authorization_scheme_param(request.headers.get("authorization"))
    return token if token and scheme.lower() == "bearer" else None


def owner_of(server: Server, request: Request, token: str | None) -> str:
    """Whose tasks a request with `token` is about; TranscritorError(TOKEN_REFUSED)."""
    if server.is_open and not server.tokens.all():
        if not _is_from_here(request):
            raise TranscritorError(ErrorCode.TOKEN_REFUSED)
        return LOCAL_OWNER
    owner = None if token is None else server.tokens.owner_of(token)
    if owner is None:
        raise TranscritorError(ErrorCode.TOKEN_REFUSED)
    return owner


def _is_from_here(request: Request) -> bool:
    """Whether no web page of somebody else's is behind the request.

    A page opened in this computer's browser may send to 127.0.0.1, and by giving its own name that address
    even read the answers: the browser tells its name in Host, and in Origin.
    """
    if any(name in request.headers for name in _OF_PROXIES):  # strangers behind it look as if they were here
        return False
    host = request.url.hostname
    origin = request.headers.get("origin")
    if host not in LOOPBACK_HOSTS:
        return False
    return origin is None or urlsplit(origin).hostname in LOOPBACK_HOSTS


TheServer = Annotated[Server, Depends(the_server)]
Owner = Annotated[str, Depends(_owner)]
