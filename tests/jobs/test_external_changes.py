"""Two programs on one database: what one of them does, the other one tells."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import psutil
import pytest

from tests.jobs import fakes
from tests.jobs.office import Office
from tests.workers.waiting import pid_in, processes_gone
from transcritor_gui.jobs.events import JobsAdded, JobsChanged, PagesEdited
from transcritor_gui.model import Correction, CorrectionKind, JobStatus

_ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    office.service.check_external_changes()
    office.service.start()
    yield office
    office.service.stop(timeout_s=0)


@pytest.fixture
def other(window: Office) -> Iterator[Office]:
    office = Office(window.folder)
    office.service.start(adopt=False)
    yield office
    office.service.stop(timeout_s=0)


def test_jobs_of_another_program_are_told(window: Office, other: Office) -> None:
    (job_id,) = other.add(other.document("a.pdf", "ok", "gate"))
    other.wait_for_pages(job_id, 1)
    window.service.check_external_changes()
    assert window.seen[job_id].status is JobStatus.RUNNING
    assert window.seen[job_id].pages_done == 1
    fakes.open_gate(other.folder / "a.pdf")
    other.wait_until_finished(job_id)
    window.service.check_external_changes()
    assert window.seen[job_id] == other.seen[job_id]
    assert window.seen[job_id].status is JobStatus.DONE


def test_what_another_program_deletes_goes(window: Office, other: Office) -> None:
    (job_id,) = window.add(window.document("a.pdf", "ok"))
    window.wait_until_finished(job_id)
    window.service.check_external_changes()
    other.service.purge((job_id,))
    window.service.check_external_changes()
    assert job_id not in window.seen


def test_own_work_is_not_told_twice(window: Office) -> None:
    (job_id,) = window.add(window.document("a.pdf", "ok"))
    window.wait_until_finished(job_id)
    before = len(window.events)
    window.service.check_external_changes()
    assert not [one for one in window.events[before:] if isinstance(one, JobsAdded | JobsChanged)]


def _edited(office: Office) -> list[tuple[UUID, int]]:
    return [page for event in office.events if isinstance(event, PagesEdited) for page in event.pages]


def _correction(office: Office, job_id: UUID, text: str) -> Correction:
    page = office.service.page(job_id, 0)
    assert page is not None
    word = next(iter(page.words()))
    return Correction(0, CorrectionKind.TEXT, word.box, word.text, text)


def test_what_another_program_corrects_is_told_whoever_read_the_document(
    window: Office, other: Office
) -> None:
    (job_id,) = window.add(window.document("a.pdf", "ok"))
    window.wait_until_finished(job_id)
    window.service.check_external_changes()
    other.service.corrections.correct(job_id, [_correction(other, job_id, "certo")])
    window.service.check_external_changes()
    assert _edited(window) == [(job_id, 0)]
    other.service.corrections.undo(job_id)
    window.service.check_external_changes()
    assert _edited(window) == [(job_id, 0)] * 2


def test_own_corrections_are_not_told_twice(window: Office) -> None:
    (job_id,) = window.add(window.document("a.pdf", "ok"))
    window.wait_until_finished(job_id)
    window.service.check_external_changes()
    window.service.corrections.correct(job_id, [_correction(window, job_id, "certo")])
    window.service.check_external_changes()
    assert _edited(window) == [(job_id, 0)]


def test_an_own_correction_that_another_program_undoes_and_does_again_is_told_each_time(
    window: Office, other: Office
) -> None:
    (job_id,) = window.add(window.document("a.pdf", "ok"))
    window.wait_until_finished(job_id)
    window.service.check_external_changes()
    window.service.corrections.correct(job_id, [_correction(window, job_id, "certo")])
    for change in (other.service.corrections.undo, other.service.corrections.redo):
        window.service.check_external_changes()
        change(job_id)
    window.service.check_external_changes()
    assert _edited(window) == [(job_id, 0)] * 3


def test_two_programs_correct_one_page_and_lose_nothing_of_each_other(window: Office, other: Office) -> None:
    (job_id,) = window.add(window.document("a.pdf", "ok"))
    window.wait_until_finished(job_id)
    page = window.service.page(job_id, 0)
    assert page is not None
    first, *_, last = page.words()
    window.service.corrections.correct(
        job_id, [Correction(0, CorrectionKind.TEXT, first.box, first.text, "um")]
    )
    other.service.corrections.correct(
        job_id, [Correction(0, CorrectionKind.TEXT, last.box, last.text, "fim")]
    )
    after = window.service.page(job_id, 0)
    assert after is not None
    words = [word.text for word in after.words()]
    assert (words[0], words[-1]) == ("um", "fim")


def test_a_job_taken_over_from_another_program_is_not_lost(window: Office, other: Office) -> None:
    (job_id,) = other.add(other.document("a.pdf", "ok"))
    other.wait_until_finished(job_id)
    window.service.check_external_changes()
    window.service.retry((job_id,))
    window.wait_until_finished(job_id)
    window.service.check_external_changes()
    assert job_id in window.seen


def test_work_that_another_program_left_in_good_order_goes_on(window: Office, other: Office) -> None:
    path = other.document("a.pdf", "gate")
    (job_id,) = other.add(path)
    other.wait_for_status(job_id, JobStatus.RUNNING)
    window.service.check_external_changes()
    window.service.remove((job_id,))
    other.service.stop(timeout_s=0)
    window.service.restore((job_id,))
    window.service.check_external_changes()
    fakes.open_gate(path)
    assert window.wait_for_status(job_id, JobStatus.DONE).pages_done == 1


def test_work_of_a_program_that_dies_meanwhile_is_interrupted(window: Office) -> None:
    path = window.document("a.pdf", *["ok"] * 10, *["gate"] * 10)
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.victim", str(window.folder), str(path)],
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
    )
    pid_in(str(window.folder / "ten_pages"))
    family = psutil.Process(program.pid).children(recursive=True)
    window.service.check_external_changes()
    (job,) = window.seen.values()
    assert job.status is JobStatus.RUNNING
    program.kill()
    program.wait()
    assert processes_gone(family)
    window.service.check_external_changes()
    assert window.seen[job.id].status is JobStatus.INTERRUPTED
    fakes.open_gate(path)
    window.service.resume((job.id,))
    assert window.wait_for_status(job.id, JobStatus.DONE).pages_done == 20
