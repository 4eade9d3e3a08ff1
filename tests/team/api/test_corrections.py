"""What people correct in a document at the server: kept apart from what was read, shown by every export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.team.serving import exporting, fake_pdf, serving, upload, work_through, working
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.team.api.tokens import TokenFile
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.export_calls import ExportOrder
from transcritor_gui.team.work.exporting import write_export
from transcritor_gui.team.work.reading import DocumentWork


@pytest.fixture
def work(config: TeamConfig) -> Iterator[DocumentWork]:
    with working(config) as work, exporting(work):
        yield work


@pytest.fixture
def client(config: TeamConfig) -> Iterator[TestClient]:
    with serving(config) as (client, _server):
        yield client


@pytest.fixture
def task(client: TestClient, work: DocumentWork) -> str:
    """A document of two pages that is done."""
    task = upload(client, fake_pdf("ok", "ok"))
    work_through(work, task)
    return task


def _pages(client: TestClient, task: str, **wanted: str) -> Any:
    return client.get(f"/process-pdf/result/{task}", params={"format": "json", **wanted}).json()["pages"]


def _first_word_becomes(client: TestClient, task: str, after: str, **more: object) -> dict[str, Any]:
    word = _pages(client, task, corrected="false")[0]["blocks"][0]["lines"][0]["words"][0]
    return {
        "page_number": 1,
        "kind": "text",
        "box": word["box"],
        "read": word["text"],
        "corrected": after,
        **more,
    }


def _put(client: TestClient, task: str, revision: int, *corrections: dict[str, Any]) -> Any:
    form = {"revision": revision, "corrections": corrections}
    return client.put(f"/process-pdf/corrections/{task}", json=form)


def test_a_correction_is_shown_by_every_export_from_then_on(client: TestClient, task: str) -> None:
    before = client.get(f"/process-pdf/result/{task}").text
    made_at = "2026-11-30T00:00:00Z"
    correction = _first_word_becomes(client, task, "Corrigida", made_at=made_at, made_by="Ana")
    assert _put(client, task, 0, correction).json()["revision"] == 1
    after = client.get(f"/process-pdf/result/{task}").text
    assert "Corrigida" in after
    assert "Corrigida" not in before
    (shown,) = _pages(client, task)[0]["corrections"]
    assert (shown["corrected"], shown["made_by"]) == ("Corrigida", "Ana")
    assert client.get(f"/process-pdf/result/{task}?corrected=false").text == before
    assert client.get(f"/process-pdf/corrections/{task}").json()["corrections"] == [correction]


def test_taken_back_it_is_as_it_was_read_and_no_old_export_stays(
    client: TestClient, task: str, work: DocumentWork
) -> None:
    before = client.get(f"/process-pdf/result/{task}").text
    _put(client, task, 0, _first_word_becomes(client, task, "Corrigida"))
    client.get(f"/process-pdf/result/{task}")
    assert _put(client, task, 1).json() == {"revision": 2, "corrections": [], "conferred": []}
    assert client.get(f"/process-pdf/result/{task}").text == before
    assert work.book.spool.names(f"tasks/{task}/results") == ["json", "txt", "txt.2"]


def test_an_export_of_corrections_that_are_not_kept_any_more_is_not_made(
    client: TestClient, task: str, work: DocumentWork, config: TeamConfig
) -> None:
    for revision in range(3):
        _put(client, task, revision, _first_word_becomes(client, task, f"Palavra{revision}"))
    order = ExportOrder(task, "txt", None, 1)
    with pytest.raises(TranscritorError) as raised:
        write_export(config, work.book, order)
    assert raised.value.info.code is ErrorCode.CORRECTIONS_CHANGED
    assert not work.book.spool.exists(order.path)
    assert "Palavra2" in client.get(f"/process-pdf/result/{task}").text


def test_a_tick_is_shown(client: TestClient, task: str) -> None:
    tick = {"page_number": 2, "made_at": "2026-11-30T00:00:00Z", "made_by": "Ana"}
    client.put(f"/process-pdf/corrections/{task}", json={"revision": 0, "conferred": [tick]})
    assert [page.get("conferral", {}).get("made_by") for page in _pages(client, task)] == [None, "Ana"]


def test_of_two_who_correct_at_the_same_time_one_is_told(client: TestClient, task: str) -> None:
    assert _put(client, task, 0, _first_word_becomes(client, task, "Uma")).status_code == 200
    late = _put(client, task, 0, _first_word_becomes(client, task, "Outra"))
    assert (late.status_code, late.json()["code"]) == (409, "corrections_changed")
    assert "Uma" in client.get(f"/process-pdf/result/{task}").text


def test_what_cannot_be_a_correction_is_refused(client: TestClient, task: str) -> None:
    good = {"page_number": 1, "kind": "text", "box": [0, 0, 9, 9], "read": "a", "corrected": "b"}
    changes: tuple[dict[str, object], ...] = (
        {"page_number": 3},
        {"kind": "move_block", "corrected": "up"},
        {"kind": "move_block", "corrected": "0" * 9 + "9" * 5000},
        {"kind": "block_kind", "corrected": "title"},
        {"kind": "cell"},
        {"read": " "},
        {"corrected": "a\u0000b"},
        {"box": [2, 1, 1, 2]},
        {"box": [0, 0, 1e300, 1]},
        {"made_at": "0001-01-01T00:00:00+14:00"},
        {"colour": "red"},
    )
    for change in changes:
        refused = _put(client, task, 0, {**good, **change})
        assert (refused.status_code, refused.json()["code"]) == (422, "request_invalid"), change
    assert client.get(f"/process-pdf/corrections/{task}").json()["revision"] == 0


def test_more_than_two_megabytes_are_refused(client: TestClient, task: str) -> None:
    answer = client.put(f"/process-pdf/corrections/{task}", content=b" " * (2 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "upload_too_large")


def test_a_document_that_is_not_done_cannot_be_corrected(client: TestClient) -> None:
    task = upload(client, fake_pdf("ok"))
    assert _put(client, task, 0).json()["code"] == "task_not_finished"


def test_a_deleted_document_takes_its_corrections_with_it(
    client: TestClient, task: str, work: DocumentWork
) -> None:
    _put(client, task, 0, _first_word_becomes(client, task, "b"))
    client.delete(f"/process-pdf/{task}")
    assert work.book.spool.names(f"tasks/{task}") == []
    assert _put(client, task, 1).status_code == 404


def test_somebody_else_can_neither_see_nor_change_them(config: TeamConfig, work: DocumentWork) -> None:
    tokens = TokenFile(config.tokens_file)
    ana, rui = ({"Authorization": f"Bearer {tokens.add(name)}"} for name in ("ana", "rui"))
    with serving(config, is_open=False) as (client, _server):
        client.headers.update(ana)
        task = upload(client, fake_pdf("ok"))
        work_through(work, task)
        client.headers.update(rui)
        assert _put(client, task, 0).status_code == 404
        assert client.get(f"/process-pdf/corrections/{task}").status_code == 404
