"""The contract with others' Celery: its own command line, and clients that know Redis alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import Celery
from celery.result import AsyncResult

from tests.team.documents import scanned_pdf, text_pdf
from tests.team.office import TeamOffice
from tests.workers.waiting import BOUND_S, waited_for

pytestmark = pytest.mark.integration

_APP = "transcritor_gui.team.celery_app"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TeamOffice]:
    """A server, and a worker that Celery's own command line has begun."""
    office = TeamOffice(tmp_path_factory.mktemp("office"))
    try:
        office.redis.start()
        office.start_server()
        office.start_celery_worker(concurrency=1)
        assert waited_for(lambda: office.health().get("slots") == 1), office.logs()
        yield office
    finally:
        office.close()


@pytest.fixture(scope="module")
def client(office: TeamOffice) -> Iterator[Celery]:
    """A program that has Celery alone."""
    with Celery(
        "somebody", broker=office.redis.url(0), backend=office.redis.url(1), set_as_current=False
    ) as app:
        yield app


def _waited(result: AsyncResult, office: TeamOffice) -> object:
    try:
        return result.get(timeout=BOUND_S, interval=0.05)
    except TimeoutError:  # celery.exceptions.TimeoutError is one
        pytest.fail(f"{result.state}\n{office.logs()}")


def test_a_client_that_waits_gets_the_result_when_the_document_is_done(
    office: TeamOffice, client: Celery
) -> None:
    task = office.upload(scanned_pdf(2))
    result = client.AsyncResult(task)

    done = _waited(result, office)

    assert result.state == "SUCCESS"
    assert isinstance(done, dict)
    assert (done["pages"], done["pages_failed"]) == (2, 0)
    assert "Folha numero 2 do processo" in office.client.get(done["links"]["txt"]).text


def test_the_counts_of_a_document_at_work_are_told(office: TeamOffice, client: Celery) -> None:
    task = office.upload(scanned_pdf(4))
    result = client.AsyncResult(task)
    assert waited_for(lambda: result.state == "PROGRESS" and result.info["done"] >= 1), office.logs()
    assert result.info["total"] == 4
    assert office.client.delete(f"/process-pdf/{task}").json()["status"] == "REVOKED"
    assert waited_for(lambda: result.state == "REVOKED")


def test_a_document_that_fails_says_why(office: TeamOffice, client: Celery) -> None:
    result = client.AsyncResult(office.upload(b"%PDF-1.7\nnothing else"))
    with pytest.raises(Exception, match="pdf_damaged"):
        _waited(result, office)
    assert result.state == "FAILURE"


def test_what_nobody_has_heard_of_is_pending(client: Celery) -> None:
    assert client.AsyncResult("3c8f3d5e-0000-4000-8000-000000000000").state == "PENDING"


def test_a_document_whose_worker_is_lost_is_told_as_a_retry_with_its_reason(
    office: TeamOffice, client: Celery
) -> None:
    task = office.upload(scanned_pdf(4))
    result = client.AsyncResult(task)
    office.wait_for_pages(task, 1)

    office.kill_worker()

    assert waited_for(lambda: result.state == "RETRY"), office.logs()
    assert result.info.args[0] == "work_lost"
    status = office.status(task)
    assert status["status"] == "RETRY"
    assert status["error_info"]["code"] == "work_lost"
    office.start_celery_worker(concurrency=1)
    _waited(result, office)
    assert result.state == "SUCCESS"


def test_endings_that_redis_has_lost_are_told_again(office: TeamOffice, client: Celery) -> None:
    task = office.upload(text_pdf("Um oficio"))
    assert office.wait_for_end(task)["status"] == "SUCCESS"
    result = client.AsyncResult(task)
    assert waited_for(lambda: result.state == "SUCCESS")
    office.redis.empty()
    assert waited_for(lambda: client.AsyncResult(task).state == "SUCCESS"), office.logs()


@pytest.mark.parametrize("command", [["status"], ["inspect", "ping"], ["inspect", "registered"]])
def test_the_command_line_of_celery_finds_the_worker(office: TeamOffice, command: list[str]) -> None:
    arguments = [sys.executable, "-m", "celery", "-A", _APP, *command]
    done = subprocess.run(
        arguments, env=office.environ, capture_output=True, text=True, timeout=BOUND_S, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 node online" in done.stdout


def test_nothing_is_made_or_reached_before_celery_asks_for_the_application(tmp_path: Path) -> None:
    environ = {**os.environ, "TRANSCRITOR_HOME": str(tmp_path / "home"), "TRANSCRITOR_WORKERS": "wrong"}
    subprocess.run([sys.executable, "-c", f"import {_APP}"], env=environ, capture_output=True, check=True)
    assert not (tmp_path / "home").exists()
