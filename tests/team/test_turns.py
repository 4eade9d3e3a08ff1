"""People share the workers, with real ones: nobody waits behind all that somebody else has sent."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.team.documents import scanned_pdf
from tests.team.office import TeamOffice
from tests.workers.waiting import waited_for
from transcritor_gui.team.api.tokens import TokenFile

pytestmark = [pytest.mark.integration, pytest.mark.timeout(600)]

_SLOTS = 2
_DOCUMENTS = 40
_BOUND_S = 280.0
"""All are looked at before the first page is read, which takes long on a busy computer."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[TeamOffice]:
    office = TeamOffice(
        tmp_path,
        redis_loses_nothing=False,
        TRANSCRITOR_TEAM_TOKENS=str(tmp_path / "tokens.json"),
        TRANSCRITOR_TEAM_CHUNK_PAGES="4",
    )
    try:
        yield office
    finally:
        office.close()


def _pages_done(office: TeamOffice) -> int:
    tasks = office.client.get("/process-pdf/", params={"per_page": 100}).json()["tasks"]
    return sum(task["progress"]["done"] for task in tasks)


def test_a_page_behind_many_documents_of_somebody_else_is_soon_read(
    office: TeamOffice, tmp_path: Path
) -> None:
    tokens = TokenFile(tmp_path / "tokens.json")
    ana, rui = ({"Authorization": f"Bearer {tokens.add(name)}"} for name in ("ana", "rui"))
    office.client.headers.update(ana)
    office.open(concurrency=_SLOTS)
    document = scanned_pdf(8)
    with ThreadPoolExecutor(4) as people:
        list(people.map(lambda number: office.upload(document, name=f"{number}.pdf"), range(_DOCUMENTS)))
    assert waited_for(lambda: _pages_done(office) >= _SLOTS, bound_s=_BOUND_S), office.logs()

    before = _pages_done(office)
    office.client.headers.update(rui)
    ended = office.wait_for_end(office.upload(scanned_pdf(1)), bound_s=_BOUND_S)
    office.client.headers.update(ana)
    meanwhile = _pages_done(office) - before

    assert ended["status"] == "SUCCESS"
    # In two page times each slot reads two pages, and while the page itself is read the other slot reads on.
    assert meanwhile <= 2 * _SLOTS + 2, meanwhile
    states = {task["status"] for task in office.client.get("/process-pdf/").json()["tasks"]}
    assert "RETRY" not in states
