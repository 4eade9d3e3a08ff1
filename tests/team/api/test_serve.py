"""The address that the server listens on."""

from __future__ import annotations

import asyncio
import socket

from transcritor_gui.team.api.serve import listening_socket


def test_answers_are_sent_at_once() -> None:
    """Else an answer of two pieces on a kept connection waits 40 ms between them (Nagle)."""
    found: list[int] = []

    class Looking(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            accepted = transport.get_extra_info("socket")
            found.append(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            transport.close()

    async def meet() -> None:
        with listening_socket("127.0.0.1", 0) as listener:
            server = await asyncio.get_running_loop().create_server(Looking, sock=listener)
            reader, writer = await asyncio.open_connection(*listener.getsockname())
            assert await reader.read() == b""
            writer.close()
            await writer.wait_closed()
            server.close()
            await server.wait_closed()

    asyncio.run(meet())
    assert found == [1]
