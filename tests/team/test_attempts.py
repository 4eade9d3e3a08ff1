"""A document that is sent once more while its first attempt is still under way, at one server or at two."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pikepdf
import pytest

from tests.team.documents import text_pdf
from tests.team.office import TeamOffice

pytestmark = pytest.mark.integration


def _begun(office: TeamOffice, key: str) -> socket.socket:
    """An attempt that has brought the beginning of its file."""
    connection = socket.create_connection(("127.0.0.1", office.port))
    connection.sendall(
        f"POST /process-pdf/ HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: {key}\r\n"
        "Content-Length: 100000\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n'.encode()
    )
    return connection


def _sent(office: TeamOffice, key: str, *, port: int | None = None, **fields: str) -> str:
    answer = office.client.post(
        f"http://127.0.0.1:{office.port if port is None else port}/process-pdf/",
        data=fields,
        files={"file": ("a.pdf", text_pdf("Um oficio"))},
        headers={"Idempotency-Key": key},
    )
    assert answer.status_code == 202, answer.text
    task_id: str = answer.json()["task_id"]
    return task_id


def _source_is_whole(office: TeamOffice, task: str) -> bool:
    source = office.folder / "home" / "data" / "team" / "tasks" / task / "source.pdf"
    with pikepdf.open(source) as pdf:
        return len(pdf.pages) == 1


@pytest.fixture(scope="module")
def other_port(server_office: TeamOffice) -> int:
    """Of a second server beside that of the office."""
    return server_office.start_other_server()


def test_the_second_attempt_need_not_wait_for_the_first(server_office: TeamOffice) -> None:
    key = str(uuid4())
    with _begun(server_office, key):
        task = _sent(server_office, key)
        assert _source_is_whole(server_office, task)
    assert server_office.status(task)["status"] == "PENDING"
    assert _source_is_whole(server_office, task)


def test_attempts_at_two_servers_are_one_document(server_office: TeamOffice, other_port: int) -> None:
    before = server_office.client.get("/process-pdf/").json()["total"]
    key = str(uuid4())
    ports = [server_office.port, other_port]
    with _begun(server_office, key), ThreadPoolExecutor(12) as people:
        tasks = set(
            people.map(
                lambda number: _sent(server_office, key, port=ports[number % 2], password="x"), range(12)
            )
        )
    assert len(tasks) == 1
    task = tasks.pop()
    assert _source_is_whole(server_office, task)
    assert server_office.client.get("/process-pdf/").json()["total"] == before + 1
    assert len(server_office.client.get("/process-pdf/").json()["tasks"]) == min(20, before + 1)


def test_the_second_attempt_is_taken_in_when_the_first_breaks_off(server_office: TeamOffice) -> None:
    key = str(uuid4())
    with ThreadPoolExecutor(1) as people:
        with _begun(server_office, key):
            second = people.submit(_sent, server_office, key)
        task = second.result()
    assert _source_is_whole(server_office, task)
    assert server_office.status(task)["status"] == "PENDING"


def test_ten_attempts_at_once_are_one_document(server_office: TeamOffice) -> None:
    key = str(uuid4())
    with ThreadPoolExecutor(10) as people:
        tasks = set(people.map(lambda _: _sent(server_office, key), range(10)))
    assert len(tasks) == 1
    assert _source_is_whole(server_office, tasks.pop())
