"""Documents that are exported by themselves when they have been read: once for each end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.jobs.office import Office
from transcritor_gui.errors import ErrorCode
from transcritor_gui.jobs import ExportOutcome
from transcritor_gui.jobs.events import AutomaticExportFinished
from transcritor_gui.model import ExportWish, JobStatus
from transcritor_gui.settings import Settings

_ON = Settings(auto_export=True, page_timeout_s=30)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    made.service.configure(_ON)
    made.service.start()
    yield made
    made.service.stop(timeout_s=0)


def _outcomes(office: Office) -> list[ExportOutcome]:
    return [event.outcome for event in office.events if isinstance(event, AutomaticExportFinished)]


def _wait_for(office: Office, count: int) -> list[ExportOutcome]:
    office.wait(lambda: len(_outcomes(office)) >= count)
    return _outcomes(office)


def test_it_is_off_at_first() -> None:
    assert not Settings().auto_export


def test_a_document_is_exported_when_it_has_been_read(office: Office) -> None:
    office.add(office.document("a.pdf", "ok"))
    (outcome,) = _wait_for(office, 1)
    assert outcome.path == office.folder / "a.txt"
    assert "página 1 ok" in outcome.path.read_text(encoding="utf-8")
    assert office.store.due_exports.all() == ()


def test_format_folder_and_name_are_its_own(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    office.service.configure(
        replace(
            _ON,
            export_format="json",
            auto_export_format="md",
            auto_export_beside_source=False,
            auto_export_folder=str(out),
            auto_export_name_template="{name} {pages}",
        )
    )
    office.add(office.document("a.pdf", "look", "ok"))
    (outcome,) = _wait_for(office, 1)
    assert outcome.path == out / "a 2.md"


def test_another_file_of_that_name_stays(office: Office) -> None:
    (office.folder / "a.txt").write_text("mine")
    office.add(office.document("a.pdf", "ok"))
    (outcome,) = _wait_for(office, 1)
    assert outcome.path == office.folder / "a (2).txt"
    assert (office.folder / "a.txt").read_text() == "mine"


def test_the_same_result_is_not_written_twice(office: Office) -> None:
    ids = office.add(office.document("a.pdf", "ok"))
    _wait_for(office, 1)
    office.service.retry(ids)
    first, second = _wait_for(office, 2)
    assert first.path == second.path == office.folder / "a.txt"
    assert sorted(path.name for path in office.folder.glob("*.txt")) == ["a.txt"]


def test_what_could_not_be_read_is_passed_over(office: Office) -> None:
    ids = office.add(office.document("a.pdf", "refuse"), office.document("b.pdf", "damaged"))
    office.wait_until_finished(*ids)
    office.add(office.document("c.pdf", "ok"))
    (outcome,) = _wait_for(office, 1)
    assert outcome.path == office.folder / "c.txt"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to_is_told(office: Office, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    office.service.configure(replace(_ON, auto_export_beside_source=False, auto_export_folder=str(closed)))
    office.add(office.document("a.pdf", "ok"))
    (outcome,) = _wait_for(office, 1)
    assert outcome.error is not None
    assert outcome.error.code is ErrorCode.EXPORT_FAILED


def test_nothing_is_written_for_a_portal_that_nobody_knows(office: Office) -> None:
    wish = ExportWish("pdf", portal="TJXX")
    office.service.add([office.document("a.pdf", "ok")], export=wish)
    (outcome,) = _wait_for(office, 1)
    assert outcome.error is not None
    assert outcome.error.code is ErrorCode.PORTAL_UNKNOWN


def test_a_failure_leaves_the_job_done(office: Office, tmp_path: Path) -> None:
    office.service.configure(
        replace(_ON, auto_export_beside_source=False, auto_export_folder=str(tmp_path / "none"))
    )
    (job_id,) = office.add(office.document("a.pdf", "ok"))
    (outcome,) = _wait_for(office, 1)
    assert outcome.error is not None
    assert outcome.error.code is ErrorCode.EXPORT_FAILED
    assert office.service.job(job_id).status is JobStatus.DONE
    assert office.store.due_exports.all() == ()


def test_documents_without_tables_are_no_failure_of_a_table_format(office: Office) -> None:
    office.service.configure(replace(_ON, auto_export_format="csv"))
    ids = office.add(office.document("a.pdf", "ok"))
    office.wait_until_finished(*ids)
    office.service.configure(_ON)
    office.add(office.document("b.pdf", "ok"))
    outcomes = _wait_for(office, 1)
    assert all(outcome.error is None for outcome in outcomes)


def test_what_was_due_at_the_end_is_done_at_the_next_start(tmp_path: Path) -> None:
    first = Office(tmp_path)
    first.service.start()
    (job_id,) = first.add(first.document("a.pdf", "ok"))
    first.wait_until_finished(job_id)
    first.store.due_exports.add(job_id)  # as when the program ended before it was exported
    first.service.stop(timeout_s=0)
    second = Office(tmp_path)
    second.service.configure(_ON)
    second.service.start()
    (outcome,) = _wait_for(second, 1)
    second.service.stop(timeout_s=0)
    assert outcome.path == tmp_path / "a.txt"
    third = Office(tmp_path)
    third.service.configure(_ON)
    third.service.start()
    assert third.store.due_exports.all() == ()
    third.service.stop(timeout_s=0)
    assert _outcomes(third) == []


def test_a_crash_after_the_file_was_written_adds_no_second_one(tmp_path: Path) -> None:
    first = Office(tmp_path)
    first.service.configure(_ON)
    first.service.start()
    (job_id,) = first.add(first.document("a.pdf", "ok"))
    _wait_for(first, 1)
    first.store.due_exports.add(job_id)  # as when the program was killed before it was taken off
    first.service.stop(timeout_s=0)
    second = Office(tmp_path)
    second.service.configure(_ON)
    second.service.start()
    _wait_for(second, 1)
    second.service.stop(timeout_s=0)
    assert sorted(path.name for path in tmp_path.glob("*.txt")) == ["a.txt"]


def test_what_is_due_is_forgotten_when_it_is_not_wanted_any_more(tmp_path: Path) -> None:
    first = Office(tmp_path)
    first.service.start()
    (job_id,) = first.add(first.document("a.pdf", "ok"))
    first.wait_until_finished(job_id)
    first.store.due_exports.add(job_id)
    first.service.stop(timeout_s=0)
    second = Office(tmp_path)
    second.service.start()
    assert second.store.due_exports.all() == ()
    second.service.stop(timeout_s=0)
