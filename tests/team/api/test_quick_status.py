"""The status of a task is answered in short, and as the route would answer it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from tests.team.serving import fake_pdf, serving, upload
from transcritor_gui.team.api.quick_status import QuickStatus
from transcritor_gui.team.api.tokens import TokenFile
from transcritor_gui.team.config import TeamConfig


@pytest.fixture
def client(config: TeamConfig) -> Iterator[TestClient]:
    tokens = TokenFile(config.tokens_file)
    ana, rui = tokens.add("ana"), tokens.add("rui")
    with serving(config, is_open=False) as (client, _server):
        client.headers["Authorization"] = f"Bearer {ana}"
        client.headers["X-Rui"] = f"Bearer {rui}"
        yield client


def _both(client: TestClient, task: str, **headers: str) -> tuple[object, object]:
    """What is answered to the usual form of an id, and to one that goes to the route."""
    answers = [client.get(f"/process-pdf/status/{each}", headers=headers) for each in (task, task.upper())]
    assert answers[0].headers == answers[1].headers
    return tuple((answer.status_code, answer.text.lower()) for answer in answers)  # type: ignore[return-value]


def test_a_task_is_answered_as_by_the_route(client: TestClient) -> None:
    quick, routed = _both(client, upload(client, fake_pdf("ok")))
    assert quick == routed
    assert client.get(f"/process-pdf/status/{uuid4()}/").json()["code"] == "task_unknown"


def test_a_task_that_is_not_there_is_answered_as_by_the_route(client: TestClient) -> None:
    quick, routed = _both(client, str(uuid4()), **{"Accept-Language": "pt-BR"})
    assert quick == routed


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer wrong", "Basic YTpi", "bearer "])
def test_without_a_known_token_it_is_refused_as_by_the_route(client: TestClient, authorization: str) -> None:
    task = upload(client, fake_pdf("ok"))
    quick, routed = _both(client, task, Authorization=authorization)
    assert quick == routed
    assert (
        client.get(f"/process-pdf/status/{task}", headers={"Authorization": authorization}).status_code == 401
    )


def test_somebody_else_is_told_that_there_is_no_such_task(client: TestClient) -> None:
    task = upload(client, fake_pdf("ok"))
    assert client.get(f"/process-pdf/status/{task}").status_code == 200
    quick, routed = _both(client, task, Authorization=client.headers["X-Rui"])
    assert quick == routed
    assert (
        client.get(
            f"/process-pdf/status/{task}", headers={"Authorization": client.headers["X-Rui"]}
        ).status_code
        == 404
    )


def test_its_time_is_counted_under_the_route(client: TestClient) -> None:
    client.get(f"/process-pdf/status/{upload(client, fake_pdf('ok'))}")
    assert 'route="/process-pdf/status/{task_id}",status="200"' in client.get("/metrics").text


def test_the_usual_form_of_an_id_goes_no_further(config: TeamConfig) -> None:
    async def nothing_behind(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise AssertionError("the framework was asked")

    with serving(config) as (client, server):
        task = upload(client, fake_pdf("ok"))
        quick = QuickStatus(nothing_behind, server, Route("/", lambda _request: Response()))
        answered = TestClient(quick, base_url="http://localhost").get(f"/process-pdf/status/{task}")
    assert (answered.status_code, answered.json()["task_id"]) == (200, task)
