"""`transcritor serve`: the web application on an address, until it is told to end."""

from __future__ import annotations

import socket
from collections.abc import Callable
from types import FrameType

import uvicorn

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.team.api.access import LOOPBACK_HOSTS
from transcritor_gui.team.api.application import create_api
from transcritor_gui.team.api.connections import (
    ConnectionLimits,
    Connections,
    careful_protocol,
    room_for_connections,
)
from transcritor_gui.team.api.server import make_server
from transcritor_gui.team.api.tokens import TokenFile
from transcritor_gui.team.config import TeamConfig

__all__ = ["listening_socket", "run_server"]

_PATIENCE_S = 5
"""For requests under way when the server is told to end."""


def run_server(config: TeamConfig, *, host: str, port: int, on_listening: Callable[[], None]) -> int:
    """Serve until SIGTERM or SIGINT; the exit code. `on_listening` is called once requests can be sent.

    Raises TranscritorError: TEAM_ADDRESS_OPEN for an address of the network while there is no token,
    TEAM_ADDRESS_TAKEN.
    """
    has_tokens = bool(TokenFile(config.tokens_file).all())
    is_loopback = host in LOOPBACK_HOSTS
    if not has_tokens and not is_loopback:
        raise TranscritorError(ErrorCode.TEAM_ADDRESS_OPEN, host=host)
    limits = ConnectionLimits()
    room_for_connections(limits)
    server = make_server(config, is_open=is_loopback and not has_tokens)
    listener = listening_socket(host, port)
    on_listening()
    settings = uvicorn.Config(
        create_api(server),
        http=careful_protocol(Connections(limits)),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE_S,
        lifespan="on",
    )
    _Uvicorn(settings, on_exit=server.ending.set).run(sockets=[listener])
    return 0


class _Uvicorn(uvicorn.Server):
    """Calls `on_exit` as soon as a signal tells it to end, before it waits for requests under way."""

    def __init__(self, config: uvicorn.Config, *, on_exit: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_exit = on_exit

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._on_exit()
        super().handle_exit(sig, frame)


def listening_socket(host: str, port: int) -> socket.socket:
    """Bound to the address, and listening; TranscritorError(TEAM_ADDRESS_TAKEN)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named, for only then does asyncio send each answer at once (TCP_NODELAY): an answer of
    # two pieces otherwise waits 40 ms for the client's system to acknowledge the first.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(512)
    except OSError as error:
        listener.close()
        raise TranscritorError(
            ErrorCode.TEAM_ADDRESS_TAKEN, host=host, port=port, reason=error.strerror or type(error).__name__
        ) from error
    return listener
