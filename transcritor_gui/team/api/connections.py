"""Connections that stand still are ended, and nobody holds more of them than leaves room for others.

uvicorn waits for ever for the head of a first request, for the next piece of a body, and for a client that
does not read its answer. Here each of these has a deadline; and where there are too many connections, those
that have asked for nothing make room, the one that has been silent longest first. httptools reads the
requests: in a fifth of the time that h11 takes, but without a limit for a head, which is here as well.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from dataclasses import dataclass, field

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["CarefulProtocol", "ConnectionLimits", "Connections", "careful_protocol", "room_for_connections"]

_LOOK_INTERVAL_S = 1.0
_AROUND_A_HEADER = len(b": \r\n")
_TOO_LONG = "Request header fields too large."


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """Deadlines, and how many at the same time."""

    head_s: float = 10.0
    """From a connection, or the first byte of a further request, to the end of its head."""
    body_window_s: float = 30.0
    body_window_bytes: int = 8 * 1024
    """An upload must bring as much in each such time: 270 bytes a second, less than a modem of 1990 did."""
    head_bytes: int = 16 * 1024
    """Of a request before its body; nginx takes 8 KB a line. Longer ones only cost time to look through."""
    answer_still_s: float = 60.0
    """A client that takes nothing of its answer for so long is gone."""
    for_each_address: int = 256
    """A proxy in front of the server is one address for all that come through it: its answers take no longer
    than those of others, and a hundred people watching rows need one connection each."""
    in_all: int = 1000


@dataclass(slots=True)
class Connections:
    """Those of one server; used on its event loop alone."""

    limits: ConnectionLimits = field(default_factory=ConnectionLimits)
    _open: dict[CarefulProtocol, None] = field(default_factory=dict)
    _of_address: Counter[str] = field(default_factory=Counter)

    def admit(self, connection: CarefulProtocol) -> bool:
        """Count it in; False where all that are there are at work, so that it must be refused."""
        address = connection.address
        if self._of_address[address] >= self.limits.for_each_address and not self._make_room(address):
            return False
        if len(self._open) >= self.limits.in_all and not self._make_room(None):
            return False
        self._open[connection] = None
        self._of_address[address] += 1
        return True

    def leave(self, connection: CarefulProtocol) -> None:
        """Count it out; nothing for one that is not in."""
        if connection in self._open:
            del self._open[connection]
            self._of_address[connection.address] -= 1
            if not self._of_address[connection.address]:
                del self._of_address[connection.address]

    def _make_room(self, address: str | None) -> bool:
        """End the connection that has waited longest without asking for anything; of `address`, or of all."""
        for each in self._open:  # in the order in which they came
            if not each.is_at_work and address in (None, each.address):
                self.leave(each)
                each.end()
                return True
        return False


class CarefulProtocol(HttpToolsProtocol):
    """One connection. `careful_protocol` gives it the connections that it is one of."""

    connections_here: Connections

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.address = "" if self.client is None else self.client[0]
        self._loop_here = asyncio.get_running_loop()
        self._silent_since: float | None = self._loop_here.time()
        self._window_began = self._loop_here.time()
        self._window_bytes = 0
        self._stuck_since: float | None = None
        self._unheard_bytes = 0
        self._head_bytes = 0
        self._looking = self._loop_here.call_later(_LOOK_INTERVAL_S, self._look)
        if not self.connections_here.admit(self):
            self.end()

    def connection_lost(self, exc: Exception | None) -> None:
        self.connections_here.leave(self)
        self._looking.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        if self._silent_since is None and not self.is_at_work:
            self._silent_since = self._loop_here.time()
        self._window_bytes += len(data)
        self._unheard_bytes += len(data)
        super().data_received(data)
        if self._unheard_bytes > self.connections_here.limits.head_bytes:
            self._refuse()
        if self.is_at_work:
            self._silent_since = None

    # What httptools has understood. What it keeps in memory until it understands more, an unfinished head or
    # the headers after a body, is `_unheard_bytes` at most.

    def on_message_begin(self) -> None:
        self._head_bytes = 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        self._count_head(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count_head(len(name) + len(value) + _AROUND_A_HEADER)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._unheard_bytes = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._unheard_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._unheard_bytes = 0
        super().on_message_complete()

    def _refuse(self) -> None:
        if self.is_at_work:  # another answer may be half written
            self.end()
        else:
            self.send_400_response(_TOO_LONG)

    def _count_head(self, size_bytes: int) -> None:
        self._head_bytes += size_bytes
        if self._head_bytes > self.connections_here.limits.head_bytes:
            raise ValueError(_TOO_LONG)  # httptools refuses the request then

    @property
    def is_at_work(self) -> bool:
        """Whether a request has come whose answer is not complete."""
        return self.cycle is not None and not self.cycle.response_complete

    def end(self) -> None:
        self.transport.abort()

    def _look(self) -> None:
        if self.transport.is_closing():
            return
        if self._is_over_time(self._loop_here.time()):
            self.end()
            return
        self._looking = self._loop_here.call_later(_LOOK_INTERVAL_S, self._look)

    def _is_over_time(self, now_s: float) -> bool:
        limits = self.connections_here.limits
        if not self.is_at_work:
            self._window_began, self._window_bytes, self._stuck_since = now_s, 0, None
            return self._silent_since is not None and now_s - self._silent_since > limits.head_s
        return self._is_body_still(now_s, limits) or self._is_answer_still(now_s, limits)

    def _is_body_still(self, now_s: float, limits: ConnectionLimits) -> bool:
        # Where the server itself has stopped reading, because its store is slow, the client is not to blame.
        if not self.cycle.more_body or self.flow.read_paused:
            self._window_began, self._window_bytes = now_s, 0
            return False
        if now_s - self._window_began < limits.body_window_s:
            return False
        is_still = self._window_bytes < limits.body_window_bytes
        self._window_began, self._window_bytes = now_s, 0
        return is_still

    def _is_answer_still(self, now_s: float, limits: ConnectionLimits) -> bool:
        if not self.flow.write_paused:
            self._stuck_since = None
            return False
        if self._stuck_since is None:
            self._stuck_since = now_s
        return now_s - self._stuck_since > limits.answer_still_s


def careful_protocol(connections: Connections) -> type[asyncio.Protocol]:
    """The class that uvicorn makes one of for each connection."""
    return type("Protocol", (CarefulProtocol,), {"connections_here": connections})


def room_for_connections(limits: ConnectionLimits) -> None:
    """Let this process hold as many files as its connections need, as far as the system allows."""
    if sys.platform == "win32":  # where there is no such limit
        return
    import resource

    needed = 2 * limits.in_all + 512
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
