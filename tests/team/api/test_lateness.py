"""No request, whatever it holds, keeps the event loop from answering others."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

import httpx2 as httpx
import pytest

from tests.team.serving import fake_pdf
from transcritor_gui.team.api.application import create_api
from transcritor_gui.team.api.server import make_server
from transcritor_gui.team.config import TeamConfig

_BOUND_S = 0.1
"""Of processor time, which a busy machine does not lengthen; each took seconds or minutes where it ran
on the loop, or kept Python's lock in a thread beside it. Measured: 19 ms at most."""
_ATTEMPTS = 5
"""What a request does to the loop it does each time; what else this process does meanwhile (the garbage or a
thread that another test has left) it does once."""
_BOUNDARY = "b" * 60


async def _latest_s(
    config: TeamConfig, path: str, *, method: str, headers: Mapping[str, str], body: bytes
) -> float:
    """How late the event loop was at most while the request was answered: what this process did meanwhile."""
    app = create_api(make_server(config, is_open=True))
    transport = httpx.ASGITransport(app=app)
    latest_s = 0.0
    is_over = False

    async def watch() -> None:
        nonlocal latest_s
        while not is_over:
            began = time.process_time()
            await asyncio.sleep(0.001)
            latest_s = max(latest_s, time.process_time() - began)

    async with httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=60) as client:
        await client.get("/openapi.json")
        await client.get("/process-pdf/")
        watching = asyncio.create_task(watch())
        await asyncio.sleep(0)
        answer = await client.request(method, path, headers=headers, content=body)
        is_over = True
        await watching
    assert answer.status_code < 500
    return latest_s


def _form(*parts: tuple[str, bytes]) -> bytes:
    pieces = [
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + data + b"\r\n"
        for name, data in parts
    ]
    file = b'Content-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n' + fake_pdf("ok")
    return b"".join([*pieces, f"--{_BOUNDARY}\r\n".encode(), file, f"\r\n--{_BOUNDARY}--\r\n".encode()])


_UPLOAD = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}


@pytest.mark.parametrize(
    ("method", "path", "headers", "body"),
    [
        ("POST", "/process-pdf/", _UPLOAD, _form(("pages", b"1-999999," * 455 + b"1"))),
        ("POST", "/process-pdf/", _UPLOAD, _form(("pages", b"1," * 2047 + b"1"))),
        ("POST", "/process-pdf/", _UPLOAD, _form(("languages", b"por+" * 1000 + b"por"))),
        ("POST", "/process-pdf/", _UPLOAD, _form(("pages", (b"\r\n--" + b"b" * 59) * 64))),
        ("POST", "/process-pdf/", {"Content-Type": "multipart/form-data; a=" + '"; a=' * 12000}, b""),
        ("POST", "/process-pdf/", _UPLOAD, b"\r\n" * 2_000_000),
        ("GET", "/process-pdf/", {"Accept-Language": "a" + " " * 60_000 + "x"}, b""),
        ("GET", "/process-pdf/", {"Accept-Language": "a;q=0." + "0" * 60_000}, b""),
        ("GET", "/process-pdf/", {"Authorization": "Bearer " + "x" * 60_000}, b""),
        ("GET", "/process-pdf/?per_page=100&page=1000000", {}, b""),
        ("GET", "/process-pdf/?" + "&".join(f"a{number}=" for number in range(9000)), {}, b""),
        ("GET", "/process-pdf/status/" + "-" * 60_000, {}, b""),
        ("GET", "/assets/" + "../" * 15_000, {}, b""),
        ("GET", "/metrics", {}, b""),
        ("GET", "/health/", {}, b""),
        ("GET", "/docs", {"Range": "bytes=" + ",".join(f"{n}-{n}" for n in range(8000))}, b""),
        ("GET", "/docs", {"Cookie": "a=b; " * 12_000}, b""),
    ],
    ids=lambda value: None if isinstance(value, bytes | dict) else str(value)[:24],
)
def test_the_loop_is_not_held_up(
    config: TeamConfig, method: str, path: str, headers: Mapping[str, str], body: bytes
) -> None:
    assert any(
        asyncio.run(_latest_s(config, path, method=method, headers=headers, body=body)) < _BOUND_S
        for _attempt in range(_ATTEMPTS)
    )
