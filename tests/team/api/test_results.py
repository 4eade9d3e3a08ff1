"""What whoever fetches a document is answered: the file that a worker makes, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from tests.team.serving import exporting, fake_pdf, messages, serving, upload, work_through, working
from tests.workers.waiting import BOUND_S, waited_for
from transcritor_gui.export import exporters
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.export_calls import ExportOrder
from transcritor_gui.team.storage.presence import Worker
from transcritor_gui.team.work.reading import DocumentWork


@pytest.fixture
def config(config: TeamConfig) -> TeamConfig:
    """Nothing is taken for lost, however busy this computer is."""
    return replace(config, lost_after_s=BOUND_S)


@pytest.fixture
def work(config: TeamConfig) -> Iterator[DocumentWork]:
    with working(config) as work:
        yield work


@pytest.fixture
def client(config: TeamConfig) -> Iterator[TestClient]:
    with serving(config) as (client, _server):
        yield client


@pytest.fixture
def made(work: DocumentWork) -> Iterator[list[str]]:
    """The names of the exports that a worker was sent for."""
    with exporting(work) as made:
        yield made


def _read(client: TestClient, work: DocumentWork, *, name: str = "a.pdf") -> str:
    """The id of a document that has been read; its messages are gone."""
    task = upload(client, fake_pdf("ok"), name=name)
    work_through(work, task)
    return task


def test_every_format_can_be_fetched(client: TestClient, work: DocumentWork, made: list[str]) -> None:
    task = _read(client, work, name="Ação nº 7.pdf")
    for exporter in exporters():
        if exporter.needs_source:  # not from a file that is none
            continue
        answer = client.get(f"/process-pdf/result/{task}", params={"format": exporter.format})
        if answer.status_code == 422:
            assert answer.json()["code"] == "no_tables"
        else:
            assert answer.status_code == 200, answer.text
            assert answer.content
            assert "filename*=UTF-8''A%C3%A7%C3%A3o" in answer.headers["content-disposition"]


def test_a_result_that_many_ask_for_at_once_is_made_once_by_a_worker(
    client: TestClient, config: TeamConfig, work: DocumentWork, made: list[str]
) -> None:
    task = _read(client, work)
    with serving(config) as (other, _server), ThreadPoolExecutor(20) as people:
        servers = [client, other] * 10
        answers = list(people.map(lambda each: each.get(f"/process-pdf/result/{task}?format=odt"), servers))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert made == ["odt"]
    assert client.get(f"/process-pdf/result/{task}?format=odt").content == answers[0].content
    assert made == ["odt"]


def test_without_a_worker_whoever_asks_is_told_to_come_back(client: TestClient, work: DocumentWork) -> None:
    task = _read(client, work)
    answer = client.get(f"/process-pdf/result/{task}")
    assert (answer.status_code, answer.json()["code"]) == (503, "result_waits")
    assert answer.headers["retry-after"]


def test_an_export_whose_worker_was_lost_is_asked_for_again(config: TeamConfig) -> None:
    hasty = replace(config, lost_after_s=2)
    with working(hasty) as work, serving(hasty) as (client, _server):
        order = ExportOrder(_read(client, work), "txt")
        assert work.live.exports.ask(order)
        assert work.live.exports.begin(order, "a worker that is not heard of again")
        with exporting(work) as made:
            assert client.get(f"/process-pdf/result/{order.task_id}").status_code == 200
    assert set(made) == {"txt"}


def test_one_person_has_two_exports_made_at_a_time(
    client: TestClient, config: TeamConfig, work: DocumentWork
) -> None:
    task = _read(client, work)
    work.live.presence.beat(Worker("desk:1", 1))
    before = messages(config)
    formats = ("txt", "md", "html", "docx", "odt")
    with ThreadPoolExecutor(5) as people:
        answers = [people.submit(client.get, f"/process-pdf/result/{task}?format={each}") for each in formats]
        assert waited_for(lambda: messages(config) == before + 2)
        with exporting(work) as made:
            assert {answer.result().status_code for answer in answers} == {200}
    assert sorted(made) == sorted(formats)


def test_a_server_that_is_told_to_end_lets_nobody_wait(config: TeamConfig, work: DocumentWork) -> None:
    work.live.presence.beat(Worker("desk:1", 1))
    with serving(config) as (client, server), ThreadPoolExecutor(1) as people:
        task = _read(client, work)
        before = messages(config)
        answer = people.submit(client.get, f"/process-pdf/result/{task}")
        assert waited_for(lambda: messages(config) == before + 1)
        server.ending.set()
        assert answer.result().json()["code"] == "result_waits"


def test_whoever_reads_pages_gives_way_to_one_export(client: TestClient, work: DocumentWork) -> None:
    work.queue.export(ExportOrder("a", "txt"))
    assert work.live.exports.takes_call()
    assert not work.live.exports.takes_call()
    work.queue.export(ExportOrder("b", "txt"))
    assert work.live.exports.begin(ExportOrder("b", "txt"), "a worker that had nothing to do")
    assert not work.live.exports.takes_call()


def test_a_result_is_not_there_before_the_end(client: TestClient) -> None:
    task = upload(client, fake_pdf("ok"))
    answer = client.get(f"/process-pdf/result/{task}")
    assert (answer.status_code, answer.json()["code"]) == (409, "task_not_finished")


def test_an_unknown_format_is_named(client: TestClient, work: DocumentWork) -> None:
    answer = client.get(f"/process-pdf/result/{_read(client, work)}", params={"format": "wordstar"})
    assert (answer.status_code, answer.json()["code"]) == (422, "format_unknown")
