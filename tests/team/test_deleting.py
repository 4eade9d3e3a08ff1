"""Documents that are deleted in the middle of everything, with real workers: nothing of them is left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.team.documents import scanned_pdf, text_pdf
from tests.team.office import TeamOffice
from tests.workers.waiting import waited_for

pytestmark = pytest.mark.integration

_KEPT = frozenset({"task.json", "ended.json"})
"""Of a task that was cancelled: that it was, which names the file and holds none of its words."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[TeamOffice]:
    office = TeamOffice(tmp_path, redis_loses_nothing=False)
    try:
        office.open(workers=2)
        yield office
    finally:
        office.close()


def _left(office: TeamOffice) -> list[str]:
    tasks = office.folder / "home" / "data" / "team" / "tasks"
    return [
        str(path.relative_to(tasks)) for path in tasks.rglob("*") if path.is_file() and path.name not in _KEPT
    ]


def test_nothing_is_left_of_documents_deleted_at_any_moment(office: TeamOffice) -> None:
    read = [office.upload(text_pdf("Um oficio", "A segunda folha")) for _ in range(4)]
    at_work = [office.upload(scanned_pdf(4)) for _ in range(8)]
    for task in read:
        office.wait_for_end(task)
    assert waited_for(lambda: any(office.status(task)["progress"]["done"] for task in at_work))

    for number, task in enumerate([*read, *at_work]):
        if number == 6:
            office.kill_worker()  # with what it has in hand
        if number % 2:
            office.client.get(f"/process-pdf/result/{task}")
        assert office.client.delete(f"/process-pdf/{task}").status_code == 200
        if number % 3 == 0:
            office.client.delete(f"/process-pdf/{task}")

    assert waited_for(lambda: not _left(office)), _left(office)
    more = office.upload(text_pdf("Outro oficio"))  # what is at work goes on meanwhile
    assert office.wait_for_end(more)["status"] == "SUCCESS"
    assert all(more in path for path in _left(office))
    assert office.client.get("/process-pdf/").json()["total"] == 1
