"""The team server as a place of work: what `jobs` asks of it, over HTTP."""

from __future__ import annotations

import errno
import http.client
import selectors
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from transcritor_gui import __version__
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.i18n import current_language
from transcritor_gui.jobs.interrupt import Interrupt
from transcritor_gui.jobs.remote.backend import (
    BackendUnavailable,
    RemoteCorrections,
    RemoteOrder,
    RemoteProgress,
    RemoteState,
    UnavailableReason,
)
from transcritor_gui.team.client.answers import corrections_of, failure_of, progress_of, task_id_of
from transcritor_gui.team.client.connection import connected, prefix_of, told_as_away
from transcritor_gui.team.client.events import event_data
from transcritor_gui.team.client.upload import UploadBody

__all__ = ["TeamClient"]

_ANSWER_TIMEOUT_S = 30.0
_RESULT_TIMEOUT_S = 300.0
"""The server makes the export of a long document first."""
_QUIET_TIMEOUT_S = 90.0
"""The server says at least every minute that it is still there."""
_SHORT_STREAM_S = 2.0
"""Streams that end sooner are not worth opening again: the state is asked for instead."""
_POLL_S = (1.0, 1.0, 2.0, 3.0, 5.0)
"""Waits between two questions without news; the last one stays."""
_PIECE_BYTES = 256 * 1024
_MOST_ANSWER_BYTES = 1024 * 1024
_MOST_CORRECTIONS_BYTES = 8 * 1024 * 1024
"""A server takes 2 MB of them at a time, and writes them with more blanks at most."""
_ENDED = frozenset({RemoteState.DONE, RemoteState.FAILED, RemoteState.CANCELLED})


class TeamClient:
    """A `jobs.remote_backend.RemoteBackend`: the server at `address`, asked with `token` ('' for none)."""

    def __init__(self, address: str, token: str) -> None:
        self._address = address
        self._token = token

    def __repr__(self) -> str:
        return f"TeamClient({self._address!r})"

    def submit(self, order: RemoteOrder, *, on_sent: Callable[[float], None], interrupt: Interrupt) -> str:
        body = UploadBody(order)
        with connected(self._address, interrupt, timeout_s=_ANSWER_TIMEOUT_S) as connection:
            headers = {"Content-Type": body.content_type, "Content-Length": str(body.length)}
            if order.key:
                headers["Idempotency-Key"] = order.key
            self._begin(connection, "POST", "/process-pdf/", headers)
            _send(connection, body, on_sent, interrupt)
            response = connection.getresponse()
            return task_id_of(_answer(response))

    def watch(self, task_id: str, *, interrupt: Interrupt) -> Iterator[RemoteProgress]:
        told: RemoteProgress | None = None
        for progress in self._states(task_id, interrupt):
            if progress != told:
                told = progress
                yield progress
            if progress.state in _ENDED:
                return

    def corrections(self, task_id: str, *, interrupt: Interrupt) -> RemoteCorrections | None:
        path = f"/process-pdf/corrections/{quote(task_id, safe='')}"
        with self._asked("GET", path, interrupt) as response:
            try:
                return corrections_of(_answer(response, most_bytes=_MOST_CORRECTIONS_BYTES))
            except BackendUnavailable:
                raise
            except TranscritorError as error:
                is_older = response.status in (http.client.NOT_FOUND, http.client.METHOD_NOT_ALLOWED)
                if is_older and error.info.code is not ErrorCode.TASK_UNKNOWN:
                    return None
                raise

    def fetch(self, task_id: str, target: Path, *, interrupt: Interrupt, as_read: bool = False) -> None:
        path = f"/process-pdf/result/{quote(task_id, safe='')}?format=json"
        path += "&corrected=false" if as_read else ""
        with self._asked("GET", path, interrupt, timeout_s=_RESULT_TIMEOUT_S) as response:
            if response.status != http.client.OK:
                _answer(response)
            try:
                with target.open("wb") as file:
                    for piece in _pieces(response):
                        file.write(piece)
            except OSError as error:
                code = ErrorCode.DISK_FULL if error.errno == errno.ENOSPC else ErrorCode.FILE_UNREADABLE
                raise TranscritorError(code, path=target) from error

    def delete(self, task_id: str, *, interrupt: Interrupt) -> None:
        path = f"/process-pdf/{quote(task_id, safe='')}"
        with self._asked("DELETE", path, interrupt) as response:
            _answer(response)

    def ask(self, path: str, *, interrupt: Interrupt) -> bytes:
        """The body of what the server answers to GET `path`."""
        with self._asked("GET", path, interrupt) as response:
            return _answer(response)

    # How a task stands

    def _states(self, task_id: str, interrupt: Interrupt) -> Iterator[RemoteProgress]:
        """How the task stands, again and again, without end."""
        while True:
            began_s = time.monotonic()
            yield from self._told(task_id, interrupt)
            if time.monotonic() - began_s < _SHORT_STREAM_S:
                break
            yield self._state(task_id, interrupt)
        waits = iter(_POLL_S)
        wait_s = _POLL_S[0]
        last: RemoteProgress | None = None
        while True:
            progress = self._state(task_id, interrupt)
            yield progress
            if progress != last:
                last, waits = progress, iter(_POLL_S)
            wait_s = next(waits, _POLL_S[-1])
            if interrupt.wait(wait_s):
                raise BackendUnavailable(UnavailableReason.NO_ANSWER)

    def _state(self, task_id: str, interrupt: Interrupt) -> RemoteProgress:
        return progress_of(self.ask(f"/process-pdf/status/{quote(task_id, safe='')}", interrupt=interrupt))

    def _told(self, task_id: str, interrupt: Interrupt) -> Iterator[RemoteProgress]:
        """What the server tells by itself, until it stops; nothing where it does not offer that."""
        path = f"/process-pdf/events/{quote(task_id, safe='')}"
        with self._asked("GET", path, interrupt, timeout_s=_QUIET_TIMEOUT_S) as response:
            if response.status in (http.client.UNAUTHORIZED, http.client.FORBIDDEN):
                _answer(response)
            is_stream = response.headers.get_content_type() == "text/event-stream"
            if response.status != http.client.OK or not is_stream:
                return
            for data in event_data(_lines(response, interrupt)):
                yield progress_of(data)

    # Exchanges

    @contextmanager
    def _asked(
        self, method: str, path: str, interrupt: Interrupt, *, timeout_s: float = _ANSWER_TIMEOUT_S
    ) -> Iterator[http.client.HTTPResponse]:
        with connected(self._address, interrupt, timeout_s=timeout_s) as connection:
            self._begin(connection, method, path, {})
            response = connection.getresponse()
            try:
                yield response
            finally:
                response.close()

    def _begin(
        self, connection: http.client.HTTPConnection, method: str, path: str, headers: Mapping[str, str]
    ) -> None:
        connection.putrequest(method, prefix_of(self._address) + path, skip_accept_encoding=True)
        connection.putheader("User-Agent", f"Transcritor/{__version__}")
        connection.putheader("Accept-Language", current_language().replace("_", "-"))
        connection.putheader("Connection", "close")
        if self._token:
            connection.putheader("Authorization", f"Bearer {self._token}")
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()


def _send(
    connection: http.client.HTTPConnection,
    body: UploadBody,
    on_sent: Callable[[float], None],
    interrupt: Interrupt,
) -> None:
    """Send the body, or as much of it as the server wants before it answers."""
    sent = 0
    told = -1
    with selectors.DefaultSelector() as answer:
        # With encryption, what has come may not be an answer: then it is only looked for when sending fails.
        if not hasattr(connection.sock, "pending"):
            answer.register(connection.sock, selectors.EVENT_READ)
        for block in body.blocks():
            if interrupt.is_set:
                raise BackendUnavailable(UnavailableReason.NO_ANSWER)
            if answer.get_map() and answer.select(0):
                return
            try:
                connection.send(block)
            except OSError:
                return  # the answer tells why, or there is none
            sent += len(block)
            percent = 100 * sent // body.length
            if percent != told:
                told = percent
                on_sent(sent / body.length)


def _answer(response: http.client.HTTPResponse, *, most_bytes: int = _MOST_ANSWER_BYTES) -> bytes:
    """The body of a success, whole; raises what any other answer means."""
    body = response.read(most_bytes)
    if response.length and len(body) < most_bytes:
        raise http.client.IncompleteRead(body, response.length)
    if not http.client.OK <= response.status < http.client.MULTIPLE_CHOICES:
        raise failure_of(response.status, response.headers, body)
    return body


def _pieces(response: http.client.HTTPResponse) -> Iterator[bytes]:
    """The whole body; BackendUnavailable where the connection ends before it."""
    with told_as_away():
        while piece := response.read(_PIECE_BYTES):
            yield piece
        if response.length:
            raise http.client.IncompleteRead(b"", response.length)


def _lines(response: http.client.HTTPResponse, interrupt: Interrupt) -> Iterator[bytes]:
    """Lines as they come, until the server ends or says nothing for too long."""
    with suppress(TimeoutError):
        while line := response.readline():
            yield line
    if interrupt.is_set:
        raise BackendUnavailable(UnavailableReason.NO_ANSWER)
