"""Whatever is killed in the middle of the work: every document that was accepted ends, with its text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.team.documents import scanned_pdf, text_pdf
from tests.team.office import TeamOffice
from tests.workers.waiting import processes_gone, waited_for

pytestmark = pytest.mark.integration

_PAGES = 4


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TeamOffice]:
    """Each test leaves it as it was: Redis, a server, and a worker that has opened its first document."""
    office = TeamOffice(tmp_path_factory.mktemp("office"))
    try:
        office.open()
        yield office
    finally:
        office.close()


def _is_whole(text: str) -> bool:
    return all(f"Folha numero {number} do processo" in text for number in range(1, _PAGES + 1))


def test_a_worker_killed_in_the_middle_of_a_chunk(office: TeamOffice) -> None:
    task = office.upload(scanned_pdf(_PAGES))
    office.wait_for_pages(task, 1)

    left = office.kill_worker()
    assert processes_gone(left), "processes of the worker have outlived it"
    office.start_worker()

    assert office.wait_for_end(task)["status"] == "SUCCESS"
    assert _is_whole(office.text(task))


def test_one_process_of_a_worker_killed_in_the_middle_of_a_chunk(office: TeamOffice) -> None:
    task = office.upload(scanned_pdf(_PAGES))
    office.wait_for_pages(task, 1)

    office.kill_pool_process()

    assert office.wait_for_end(task)["status"] == "SUCCESS"
    assert _is_whole(office.text(task))


@pytest.mark.parametrize("forget", [False, True], ids=["with its data", "without its data"])
def test_redis_killed_and_started_again(office: TeamOffice, *, forget: bool) -> None:
    task = office.upload(scanned_pdf(_PAGES))
    waiting = office.upload(text_pdf("Um oficio"))
    office.wait_for_pages(task, 1)

    office.redis.kill()
    if forget:
        office.redis.forget()
    office.redis.start()

    assert office.wait_for_end(task)["status"] == "SUCCESS"
    assert office.wait_for_end(waiting)["status"] == "SUCCESS"
    assert _is_whole(office.text(task))


def test_redis_away_until_a_page_is_done_with_a_worker_that_waits_for_more(tmp_path: Path) -> None:
    office = TeamOffice(tmp_path)
    try:
        office.open(concurrency=2)
        for _ in range(2):
            task = office.upload(scanned_pdf(1))
            folder = tmp_path / "home" / "data" / "team" / "tasks" / task
            assert waited_for((folder / "attempts").is_dir)
            office.redis.kill()
            assert waited_for((folder / "pages").is_dir), office.logs()
            office.redis.start()
            assert office.wait_for_end(task)["status"] == "SUCCESS"
        assert [worker.poll() for worker in office.workers] == [None], office.logs()
    finally:
        office.close()


def test_the_server_killed_and_started_again(office: TeamOffice) -> None:
    task = office.upload(scanned_pdf(_PAGES))
    office.wait_for_pages(task, 1)

    office.kill_server()
    office.start_server()

    assert office.wait_for_end(task)["status"] == "SUCCESS"
    assert _is_whole(office.text(task))


def test_a_document_sent_while_redis_is_away_is_read_when_it_is_back(office: TeamOffice) -> None:
    office.redis.kill()

    try:
        task = office.upload(text_pdf("Um oficio"))
        assert office.status(task)["status"] == "PENDING"
    finally:
        office.redis.start()

    assert office.wait_for_end(task)["status"] == "SUCCESS"
    assert "Um oficio" in office.text(task)


def test_a_document_that_nobody_reads_fails_in_time(tmp_path: Path) -> None:
    office = TeamOffice(tmp_path, TRANSCRITOR_TEAM_TASK_HOURS="0.001")
    try:
        office.redis.start()
        office.start_server()
        task = office.upload(text_pdf("Um oficio"))
        ended = office.wait_for_end(task)
    finally:
        office.close()
    assert ended["status"] == "FAILURE"
    assert ended["error_info"]["code"] == "task_overdue"


def test_a_cancelled_document_is_left_within_seconds(office: TeamOffice) -> None:
    task = office.upload(scanned_pdf(_PAGES))
    office.wait_for_pages(task, 1)

    answer = office.client.delete(f"/process-pdf/{task}")

    assert answer.json() == {"task_id": task, "status": "REVOKED"}
    quick = office.upload(text_pdf("Outro oficio"))
    assert office.wait_for_end(quick)["status"] == "SUCCESS"
    folder = office.folder / "home" / "data" / "team" / "tasks" / task
    assert waited_for(lambda: {path.name for path in folder.iterdir()} == {"task.json", "ended.json"})


def test_a_worker_begun_before_redis_says_what_is_missing_and_works_once_it_is_there(tmp_path: Path) -> None:
    office = TeamOffice(tmp_path, TRANSCRITOR_INTERFACE_LANGUAGE="en")
    try:
        office.start_worker()
        assert waited_for(lambda: "Redis does not answer. Start it" in office.logs())
        office.redis.start()
        office.start_server()
        assert waited_for(lambda: office.health().get("slots") == 1), office.logs()
    finally:
        office.close()
