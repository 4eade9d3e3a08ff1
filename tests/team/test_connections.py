"""Connections that ask for nothing, or stand still: they end, and others are answered meanwhile."""

from __future__ import annotations

import socket
from contextlib import ExitStack

import pytest

from tests.team.office import TeamOffice
from tests.workers.waiting import waited_for

pytestmark = pytest.mark.integration


def _connected(office: TeamOffice, stack: ExitStack) -> socket.socket:
    connection = stack.enter_context(socket.create_connection(("127.0.0.1", office.port), timeout=60))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    return connection


def _is_ended(connection: socket.socket) -> bool:
    """Waits for as long as the time-out of the socket."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def test_a_connection_that_asks_for_nothing_is_ended(server_office: TeamOffice) -> None:
    with ExitStack() as stack:
        assert _is_ended(_connected(server_office, stack))


def test_a_head_that_comes_drop_by_drop_is_ended(server_office: TeamOffice) -> None:
    with ExitStack() as stack:
        connection = _connected(server_office, stack)
        connection.settimeout(1)
        connection.sendall(b"GET /health/ HTTP/1.1\r\nHost: localhost\r\n")
        assert waited_for(lambda: _drops_are_refused(connection))


def _drops_are_refused(connection: socket.socket) -> bool:
    try:
        connection.sendall(b"X: y\r\n")
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def test_an_upload_that_stands_still_is_ended_and_leaves_nothing(server_office: TeamOffice) -> None:
    with ExitStack() as stack:
        connection = _connected(server_office, stack)
        connection.sendall(
            b"POST /process-pdf/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n"
            b"Content-Type: multipart/form-data; boundary=b\r\n\r\n"
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n'
        )
        assert _is_ended(connection)
    spool = server_office.folder / "home" / "data" / "team" / "tasks"
    assert waited_for(lambda: not list(spool.glob("*/*")))


def test_silent_connections_without_number_keep_nobody_out(server_office: TeamOffice) -> None:
    with ExitStack() as stack:
        for _ in range(700):
            _connected(server_office, stack)
        assert server_office.client.get("/health/").json()["store"]["ok"]
    assert len(server_office.logs()) < 20_000


def _answer(connection: socket.socket) -> bytes:
    """What comes until the connection ends; b'' for one that is cut off."""
    answer = b""
    try:
        while piece := connection.recv(4096):
            answer += piece
    except ConnectionResetError:
        pass
    return answer


@pytest.mark.parametrize(
    "head",
    [
        b"GET /health/ HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 40_000,
        b"GET /health/ HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 6_000 + b"\r\n",
        b"GET /" + b"a" * 40_000,
        b"POST /process-pdf/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"1\r\na\r\n0\r\nX: " + b"a" * 400_000,
    ],
    ids=["a value without end", "values without number", "an address without end", "a trailer without end"],
)
def test_a_head_that_is_too_long_is_refused_and_kept_nowhere(server_office: TeamOffice, head: bytes) -> None:
    with ExitStack() as stack:
        connection = _connected(server_office, stack)
        connection.sendall(head[:1])
        try:
            connection.sendall(head[1:])
        except (ConnectionResetError, BrokenPipeError):
            return
        assert not _answer(connection).startswith(b"HTTP/1.1 2")
    assert server_office.client.get("/health/").json()["store"]["ok"]


def test_requests_sent_at_once_are_answered_one_after_the_other(server_office: TeamOffice) -> None:
    request = b"GET /docs HTTP/1.1\r\nHost: localhost\r\n"
    with ExitStack() as stack:
        connection = _connected(server_office, stack)
        connection.sendall((request + b"\r\n") * 3 + request + b"Connection: close\r\n\r\n")
        assert _answer(connection).count(b"HTTP/1.1 200 OK") == 4
