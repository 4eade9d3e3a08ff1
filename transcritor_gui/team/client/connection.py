"""One HTTP exchange with a team server, which another thread can call off. Fails as BackendUnavailable only.

http.client rather than a library on top of it: what calls off a wait is the shutdown of the socket, and
everything else that is needed here is in it (docs/decisions/0060-client-of-the-team-server.md).
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

import truststore

from transcritor_gui.jobs.interrupt import Interrupt
from transcritor_gui.jobs.remote.backend import BackendUnavailable, UnavailableReason

__all__ = ["connected", "prefix_of", "told_as_away"]

_CONNECT_TIMEOUT_S = 5.0
"""A server of the office answers within milliseconds; the end of the program waits for this."""


def prefix_of(address: str) -> str:
    """What stands before every path of the server, where it is not at the root of its host."""
    return urlsplit(address).path


@contextlib.contextmanager
def connected(
    address: str, interrupt: Interrupt, *, timeout_s: float
) -> Iterator[http.client.HTTPConnection]:
    """A connection to `address` for the time of the block; `timeout_s` is for each wait for the server.

    Setting `interrupt` ends a wait in the block at once. Raises BackendUnavailable for everything that goes
    wrong with the connection, within the block too.
    """
    with told_as_away():
        connection = _connection(address)
        try:
            connection.connect()
            line = connection.sock
            line.settimeout(timeout_s)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)

            def hang_up() -> None:
                # Not SSLSocket.shutdown, which takes the encryption away under the thread that reads.
                with contextlib.suppress(OSError):  # it has ended already
                    socket.socket.shutdown(line, socket.SHUT_RDWR)

            with interrupt.closing(hang_up):
                yield connection
        finally:
            connection.close()


@contextlib.contextmanager
def told_as_away() -> Iterator[None]:
    """Turn what the network and the protocol raise into BackendUnavailable."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise BackendUnavailable(UnavailableReason.NOT_TRUSTED) from error
    except socket.gaierror as error:
        raise BackendUnavailable(UnavailableReason.NAME_UNKNOWN) from error
    except (OSError, http.client.HTTPException) as error:
        raise BackendUnavailable(UnavailableReason.NO_ANSWER) from error


def _connection(address: str) -> http.client.HTTPConnection:
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme == "https":
        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        return http.client.HTTPSConnection(host, parts.port, timeout=_CONNECT_TIMEOUT_S, context=context)
    return http.client.HTTPConnection(host, parts.port, timeout=_CONNECT_TIMEOUT_S)
