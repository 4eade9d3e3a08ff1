"""A real HTTP server on a free port that answers as each test says."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["Asked", "SmallServer", "failure", "status"]


@dataclass
class Asked:
    """A request, to be answered."""

    handler: BaseHTTPRequestHandler
    method: str
    path: str
    token: str
    body: bytes = b""

    def answer(self, code: int, body: Any = None, **headers: str) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.handler.send_response(code)
        self.handler.send_header("Content-Type", headers.pop("kind", "application/json"))
        self.handler.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.end_headers()
        self.handler.wfile.write(data)

    def stream(self) -> Callable[[Any], None]:
        """Begin a stream of events; what is returned sends one."""
        self.handler.send_response(200)
        self.handler.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.handler.end_headers()

        def tell(value: Any) -> None:
            self.handler.wfile.write(f"event: status\ndata: {json.dumps(value)}\n\n".encode())
            self.handler.wfile.flush()

        return tell


@dataclass
class SmallServer:
    """`answer` is called with each request, on a thread of its own, after its body was read."""

    answer: Callable[[Asked], None]
    reads_bodies: bool = True
    tls: ssl.SSLContext | None = None
    asked: list[Asked] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over: for answers that hold the line."""

    def __enter__(self) -> SmallServer:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._take()

            def do_POST(self) -> None:
                self._take()

            def do_DELETE(self) -> None:
                self._take()

            def _take(self) -> None:
                length = int(self.headers.get("Content-Length", "0")) if server.reads_bodies else 0
                token = self.headers.get("Authorization", "").removeprefix("Bearer ")
                asked = Asked(self, self.command, self.path, token, self.rfile.read(length))
                server.asked.append(asked)
                server.answer(asked)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Nothing is written."""

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                """Clients hang up: that is what some tests are about."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = False
        if self.tls is not None:
            self._server.socket = self.tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def address(self) -> str:
        scheme = "http" if self.tls is None else "https"
        return f"{scheme}://127.0.0.1:{self._server.server_address[1]}"


def status(state: str, done: int = 0, error: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "task_id": "t1",
        "status": state,
        "progress": {"done": done, "total": 3},
        "result": None,
        "error_info": error,
    }


def failure(code: str, message: str = "words", **facts: str) -> dict[str, Any]:
    return {"code": code, "message": message, "advice": "", "facts": facts}
