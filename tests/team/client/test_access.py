"""The test of a connection: what it finds, in the order in which a person would ask."""

from __future__ import annotations

from typing import Any

import pytest

from tests.team.client.small_server import Asked, SmallServer, failure
from tests.team.client.test_tokens import MemoryKeyring
from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.jobs.remote.access import TeamReport
from transcritor_gui.team.client.access import ClientAccess
from transcritor_gui.team.client.tokens import Tokens

HEALTH: dict[str, Any] = {
    "ok": True,
    "broker": {"ok": True, "detail": ""},
    "store": {"ok": True, "detail": ""},
    "workers": {"ok": True, "detail": ""},
    "worker_count": 2,
    "slots": 4,
    "version": "0.1.0",
}


@pytest.fixture
def access() -> ClientAccess:
    return ClientAccess(Tokens(environ={}, backend=MemoryKeyring()))


def _answers(health: dict[str, Any] | bytes, *, health_code: int = 200) -> SmallServer:
    def answer(asked: Asked) -> None:
        if asked.path == "/health/":
            asked.answer(health_code, health)
        elif asked.token == "geheim":
            asked.answer(200, {"tasks": [], "total": 0, "page": 1, "pages": 1})
        else:
            asked.answer(401, failure("token_refused"))

    return SmallServer(answer)


def test_a_good_server_tells_its_version_and_workers(access: ClientAccess) -> None:
    with _answers(HEALTH) as server:
        assert access.check(server.address, "geheim") == TeamReport(server.address, None, "0.1.0", 2, 4)


def test_the_kept_token_is_tried_where_no_other_is_given(access: ClientAccess) -> None:
    with _answers(HEALTH) as server:
        access.keep_token(server.address, "geheim")
        assert access.check(server.address, None).error is None


def test_a_token_that_is_not_known_there_is_told(access: ClientAccess) -> None:
    with _answers(HEALTH) as server:
        report = access.check(server.address, "other")
    assert report.error == ErrorInfo(ErrorCode.TOKEN_REFUSED)
    assert report.workers == 2


def test_a_server_without_its_queue_is_told_as_away(access: ClientAccess) -> None:
    health = {**HEALTH, "ok": False, "broker": {"ok": False, "detail": "queue_away"}}
    with _answers(health, health_code=503) as server:
        report = access.check(server.address, "geheim")
    assert report.error == ErrorInfo(ErrorCode.TEAM_AWAY, (("reason", "busy"),))


def test_another_program_at_the_address_is_told(access: ClientAccess) -> None:
    with _answers(b"<html>It works!") as server:
        report = access.check(server.address, "geheim")
    assert report.error == ErrorInfo(ErrorCode.TEAM_UNKNOWN_SERVER)


def test_an_address_where_nobody_is_is_told(access: ClientAccess) -> None:
    with _answers(HEALTH) as server:
        address = server.address
    assert access.check(address, "").error == ErrorInfo(ErrorCode.TEAM_AWAY, (("reason", "no_answer"),))
