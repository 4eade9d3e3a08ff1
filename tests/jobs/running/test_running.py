"""A document from its start to its end."""

from __future__ import annotations

import errno
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import psutil
import pytest

from tests.jobs import fakes
from tests.jobs.office import Office
from tests.workers.waiting import waited_for
from transcritor_gui.errors import ErrorCode
from transcritor_gui.jobs.events import JobsAdded, PageFinished, ServiceFailed
from transcritor_gui.model import JobStatus, PageSource, PageStatus, TranscriptionOptions


def test_a_document_is_read_and_kept(office: Office) -> None:
    (job_id,) = office.add(office.document("a.pdf", "ok", "ocr", "blank"))
    (job,) = office.wait_until_finished(job_id)
    assert job.status is JobStatus.DONE
    assert (job.page_count, job.pages_wanted, job.pages_done, job.pages_to_check) == (3, 3, 3, 0)
    assert job.source is PageSource.MIXED
    assert job.confidence == 0.8
    assert job.error is None
    assert job.finished_at is not None
    assert [page.text for page in office.service.transcript(job_id).pages] == [
        "página 1 ok",
        "página 2 ocr",
        "",
    ]


def test_every_page_is_told_once_in_a_rising_count(office: Office) -> None:
    (job_id,) = office.add(office.document("a.pdf", *["ok"] * 12))
    office.wait_until_finished(job_id)
    told = [event for event in office.events if isinstance(event, PageFinished)]
    assert sorted(event.page_index for event in told) == list(range(12))
    assert [event.pages_done for event in told] == list(range(1, 13))
    assert told[-1].seconds_left == 0.0


def test_a_page_to_look_at_makes_a_job_with_issues(office: Office) -> None:
    (job_id,) = office.add(office.document("a.pdf", "ok", "look"))
    (job,) = office.wait_until_finished(job_id)
    assert job.status is JobStatus.DONE_WITH_ISSUES
    assert job.pages_to_check == 1


def test_a_page_that_crashes_twice_is_recorded_and_the_others_are_read(office: Office) -> None:
    path = office.document("a.pdf", "ok", "crash", "ok")
    (job_id,) = office.add(path)
    (job,) = office.wait_until_finished(job_id)
    assert job.status is JobStatus.DONE_WITH_ISSUES
    page = office.service.page(job_id, 1)
    assert page is not None
    assert page.status is PageStatus.FAILED
    assert page.error is not None
    assert (page.error.code, page.error.fact("page")) == (ErrorCode.WORKER_CRASHED, "2")
    assert fakes.pages_read(path).count(1) == 2
    assert office.service.page_indices(job_id) == (0, 1, 2)


def test_a_page_that_crashes_once_is_read_the_second_time(office: Office) -> None:
    (job_id,) = office.add(office.document("a.pdf", "once"))
    (job,) = office.wait_until_finished(job_id)
    assert job.status is JobStatus.DONE


def test_a_page_that_hangs_is_stopped_and_recorded(tmp_path: Path) -> None:
    office = Office(tmp_path, page_timeout_s=1)
    office.service.start()
    (job_id,) = office.add(office.document("a.pdf", "hang", "ok"))
    (job,) = office.wait_until_finished(job_id)
    office.service.stop(timeout_s=0)
    assert job.status is JobStatus.DONE_WITH_ISSUES
    assert job.pages_done == 2


def test_a_refused_page_is_not_tried_twice(office: Office) -> None:
    path = office.document("a.pdf", "ok", "refuse")
    (job_id,) = office.add(path)
    office.wait_until_finished(job_id)
    assert fakes.pages_read(path).count(1) == 1


def test_memory_errors_are_told_as_such(office: Office) -> None:
    (job_id,) = office.add(office.document("a.pdf", "ok", "memory"))
    office.wait_until_finished(job_id)
    page = office.service.page(job_id, 1)
    assert page is not None
    assert page.error is not None
    assert page.error.code is ErrorCode.PAGE_OUT_OF_MEMORY


def test_a_document_without_a_readable_page_has_failed(office: Office) -> None:
    (job_id,) = office.add(office.document("a.pdf", "refuse", "crash"))
    (job,) = office.wait_until_finished(job_id)
    assert job.status is JobStatus.FAILED
    assert job.error is not None
    assert job.error.code is ErrorCode.PAGE_UNREADABLE


def test_a_missing_engine_fails_the_document_and_not_each_page(office: Office) -> None:
    path = office.document("a.pdf", *["noengine"] * 50)
    (job_id,) = office.add(path)
    (job,) = office.wait_until_finished(job_id)
    assert job.error is not None
    assert job.error.code is ErrorCode.ENGINE_MISSING
    assert len(fakes.pages_read(path)) < 50


def test_a_damaged_document_fails_with_its_reason(office: Office) -> None:
    damaged, killer = office.document("a.pdf", "damaged"), office.document("b.pdf", "kill")
    for job in office.wait_until_finished(*office.add(damaged, killer)):
        assert job.status is JobStatus.FAILED
        assert job.error is not None
        assert job.error.code is ErrorCode.PDF_DAMAGED


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
@pytest.mark.parametrize("fault", ["killonce", "stoponce"])
def test_an_inspection_that_is_killed_or_stopped_is_done_once_more(
    office: Office, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transcritor_gui.jobs.running.inspection._TIMEOUT_S", 2.0)
    (job_id,) = office.add(office.document("a.pdf", fault, "ok"))
    (job,) = office.wait_until_finished(job_id)
    assert (job.status, job.pages_done) == (JobStatus.DONE, 2)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
@pytest.mark.parametrize(
    ("fault", "code"), [("sigkill", ErrorCode.WORKER_KILLED), ("eats", ErrorCode.PDF_TOO_DEMANDING)]
)
def test_what_the_computer_does_to_an_inspection_is_not_called_damage(
    office: Office, fault: str, code: ErrorCode
) -> None:
    (job_id,) = office.add(office.document("a.pdf", fault))
    (job,) = office.wait_until_finished(job_id)
    assert job.error is not None
    assert job.error.code is code


def test_a_computer_that_starts_no_process_halts_the_queue_and_fails_no_document(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_pipes(*_: object, **__: object) -> NoReturn:
        raise OSError(errno.EMFILE, "Too many open files")

    with monkeypatch.context() as patch:
        patch.setattr("transcritor_gui.workers.slot.ProcessPool", no_pipes)
        patch.setattr("transcritor_gui.workers.slot._BETWEEN_STARTS_S", 0.0)
        (job_id,) = office.add(office.document("a.pdf", "ok"))
        office.wait(lambda: any(isinstance(event, ServiceFailed) for event in office.events))
    failures = {event.error.code for event in office.events if isinstance(event, ServiceFailed)}
    assert failures == {ErrorCode.WORKER_UNAVAILABLE}
    office.service.resume(())
    assert office.wait_until_finished(job_id)[0].status is JobStatus.DONE


@pytest.mark.parametrize("answer", ["other", "nonsense"])
def test_a_wrong_answer_fails_its_page_and_no_other(office: Office, answer: str) -> None:
    (job_id,) = office.add(office.document("a.pdf", "ok", answer, "ok"))
    (job,) = office.wait_until_finished(job_id)
    assert (job.status, job.pages_done) == (JobStatus.DONE_WITH_ISSUES, 3)
    pages = office.service.transcript(job_id).pages
    assert [page.text for page in pages] == ["página 1 ok", "", "página 3 ok"]
    assert pages[1].error is not None
    assert pages[1].error.code is ErrorCode.ENGINE_FAILED


def test_the_password_is_asked_for_and_then_used(office: Office) -> None:
    (job_id,) = office.add(office.document("a.pdf", "password:abc", "ok"))
    (job,) = office.wait_until_finished(job_id)
    assert job.error is not None
    assert job.error.code is ErrorCode.PASSWORD_NEEDED
    office.service.set_password(job_id, "wrong")
    office.wait(
        lambda: office.seen[job_id].error is not None and office.seen[job_id].status is JobStatus.FAILED
    )
    office.wait(lambda: (e := office.seen[job_id].error) is not None and e.code is ErrorCode.PASSWORD_WRONG)
    office.service.set_password(job_id, "abc")
    office.wait_for_status(job_id, JobStatus.DONE)
    assert b"abc" not in office.database.read_bytes()


def test_only_the_chosen_pages_are_read(office: Office) -> None:
    path = office.document("a.pdf", *["ok"] * 6)
    options = TranscriptionOptions(pages="2,4-5")
    (job_id,) = office.service.add([path], options=options).added
    (job,) = office.wait_until_finished(job_id)
    assert (job.page_count, job.pages_wanted, job.pages_done) == (6, 3, 3)
    assert sorted(fakes.pages_read(path)) == [1, 3, 4]


def test_pages_that_no_document_has_fail_the_job(office: Office) -> None:
    path = office.document("a.pdf", "ok")
    (job_id,) = office.service.add([path], options=TranscriptionOptions(pages="7")).added
    (job,) = office.wait_until_finished(job_id)
    assert job.error is not None
    assert job.error.code is ErrorCode.BAD_PAGE_RANGE


def test_a_copy_under_another_name_is_not_read_again(office: Office) -> None:
    first = office.document("a.pdf", "ok", "ocr", "look", salt="same")
    office.wait_until_finished(*office.add(first))
    second = office.document("copy.pdf", "ok", "ocr", "look", salt="same")
    (job_id,) = office.add(second)
    (job,) = office.wait_until_finished(job_id)
    assert fakes.pages_read(second) == []
    assert (job.pages_done, job.pages_to_check, job.confidence) == (3, 1, 0.8)
    told = [e for e in office.events if isinstance(e, PageFinished) and e.job_id == job_id]
    assert [event.pages_done for event in told] == [1, 2, 3]


def test_other_options_read_the_same_file_anew(office: Office) -> None:
    office.wait_until_finished(*office.add(office.document("a.pdf", "ok", salt="same")))
    second = office.document("b.pdf", "ok", salt="same")
    (job_id,) = office.service.add([second], options=TranscriptionOptions(languages="eng")).added
    office.wait_until_finished(job_id)
    assert fakes.pages_read(second) == [0]


def test_a_file_that_vanishes_fails_its_job(office: Office) -> None:
    path = office.document("a.pdf", "ok", *["gate"] * 12)
    (job_id,) = office.add(path)
    office.wait_for_pages(job_id, 1)
    office.service.pause((job_id,))
    fakes.open_gate(path)
    path.unlink()
    office.service.resume((job_id,))
    (job,) = office.wait_until_finished(job_id)
    assert job.error is not None
    assert job.error.code is ErrorCode.FILE_MISSING


def test_documents_show_their_pages_before_they_run(office: Office) -> None:
    office.add(*[office.document(f"{n}.pdf", "hang") for n in range(3)])
    (job_id,) = office.add(office.document("waits.pdf", *["ok"] * 40))
    office.wait(lambda: office.seen[job_id].page_count == 40)
    assert office.seen[job_id].status is JobStatus.QUEUED


def test_a_short_document_passes_by_the_long_ones(office: Office) -> None:
    long = office.add(*[office.document(f"{n}.pdf", *["slow"] * 200) for n in range(5)])
    (short,) = office.add(office.document("short.pdf", "ok", "ok"))
    office.wait_until_finished(short)
    assert not any(office.seen[job_id].status is JobStatus.DONE for job_id in long)


def test_five_hundred_documents_all_end(office: Office) -> None:
    paths = [office.document(f"{n}.pdf", "ok", "look" if n % 10 == 0 else "ok") for n in range(500)]
    ids = office.add(*paths)
    jobs = office.wait_until_finished(*ids)
    assert len(jobs) == 500
    assert sum(job.status is JobStatus.DONE_WITH_ISSUES for job in jobs) == 50
    assert sum(job.status is JobStatus.DONE for job in jobs) == 450


def test_events_agree_with_the_database_at_the_end(office: Office) -> None:
    ids = office.add(*[office.document(f"{n}.pdf", "ok", "ocr") for n in range(20)])
    office.wait_until_finished(*ids)
    assert {job.id: job for job in office.service.jobs()} == office.seen
    assert sum(isinstance(event, JobsAdded) for event in office.events) == 1


def test_a_preview_is_drawn(office: Office) -> None:
    (job_id,) = office.add(office.document("a.pdf", "ok"))
    assert office.service.preview(job_id, 0, width_px=300).result(timeout=60).width_px == 300


def test_processes_can_be_had_ready_before_there_is_anything_to_read(office: Office) -> None:
    def workers() -> int:
        found = 0
        for child in psutil.Process().children():
            with suppress(psutil.Error):
                found += "spawn_main" in " ".join(child.cmdline())
        return found

    before = workers()
    office.service.warm_up()
    assert waited_for(lambda: workers() >= before + 2)
