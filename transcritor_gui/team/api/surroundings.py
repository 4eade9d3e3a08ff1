"""What is around every answer: the language of the request, headers that keep browsers careful, the clock."""

from __future__ import annotations

import re
import time
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from transcritor_gui.i18n import LANGUAGES, speaking
from transcritor_gui.team.api.metrics import Metrics

__all__ = ["Surroundings", "wanted_language"]

_HEADERS = {
    # The pages are files of this server; nothing is ever fetched from elsewhere.
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_PART = re.compile(r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*")
_MOST_PART_CHARACTERS = 64
"""Spaces without end would hold up the event loop: looking through them takes the square of their number."""


def wanted_language(accept_language: str) -> str:
    """That of i18n.LANGUAGES which `Accept-Language` likes best; English where it likes none of them."""
    best, best_weight = "en", 0.0
    for part in accept_language.split(",")[:20]:
        match = _PART.fullmatch(part) if len(part) <= _MOST_PART_CHARACTERS else None
        if match is None:
            continue
        weight = float(match[2]) if match[2] else 1.0
        language = next((known for known in LANGUAGES if known.startswith(match[1].lower())), None)
        if language is not None and weight > best_weight:
            best, best_weight = language, weight
    return best


class Surroundings:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            with speaking(wanted_language(Headers(scope=scope).get("accept-language", ""))):
                await self._app(scope, receive, send_with_headers)
        finally:
            self._metrics.request_answered(
                scope["method"] if scope["method"] in _METHODS else "OTHER",
                _route_of(scope),
                status,
                time.perf_counter() - began,
            )


_METHODS = frozenset({"GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"})


def _route_of(scope: MutableMapping[str, Any]) -> str:
    """The address as it stands in the program, without ids; 'other' for what is not in it."""
    path = getattr(scope.get("route"), "path", None)
    return path if isinstance(path, str) else "other"
