"""Pause, resume, cancel, retry, remove, order: on one job and on many."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
import pytest

from tests.jobs import fakes
from tests.jobs.office import FAKE_PIPELINE, Office
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs.events import JobsChanged, JobsRemoved
from transcritor_gui.model import JobStatus, TranscriptionOptions
from transcritor_gui.pipeline.ocr.language_packs import LanguagePacks, packs_in

HANGING = ["ok", *["hang"] * 5]


def test_pausing_finishes_the_pages_in_flight_and_no_more(office: Office) -> None:
    path = office.document("a.pdf", *["gate"] * 20)
    (job_id,) = office.add(path)
    office.wait(lambda: office.seen[job_id].page_count == 20)
    office.service.pause((job_id,))
    assert office.service.job(job_id).status is JobStatus.PAUSED
    fakes.open_gate(path)
    office.service.resume((job_id,))
    office.wait_for_status(job_id, JobStatus.DONE)
    assert sorted(fakes.pages_read(path)) == list(range(20))


def test_a_paused_job_stays_so_until_resumed(office: Office) -> None:
    blockers = office.add(*[office.document(f"{n}.pdf", "hang", "hang") for n in range(3)])
    (job_id,) = office.add(office.document("a.pdf", *["ok"] * 30))
    office.service.pause((job_id,))
    office.service.cancel(blockers)
    (other,) = office.add(office.document("b.pdf", "ok"))
    office.wait_until_finished(other)
    assert office.service.job(job_id).status is JobStatus.PAUSED
    office.service.resume((job_id,))
    office.wait_for_status(job_id, JobStatus.DONE)


def test_cancelling_ends_a_hanging_page_and_keeps_the_pages_before_it(office: Office) -> None:
    (job_id,) = office.add(office.document("a.pdf", *HANGING))
    office.wait_for_pages(job_id, 1)
    office.service.cancel((job_id,))
    assert office.service.job(job_id).status is JobStatus.CANCELLED
    (other,) = office.add(office.document("b.pdf", "ok"))
    office.wait_until_finished(other)
    assert office.service.page_indices(job_id) == (0,)


def test_a_cancelled_job_can_be_tried_again_and_keeps_its_pages(office: Office) -> None:
    path = office.document("a.pdf", "ok", *["gate"] * 5)
    (job_id,) = office.add(path)
    office.wait_for_pages(job_id, 1)
    office.service.cancel((job_id,))
    fakes.open_gate(path)
    office.service.retry((job_id,))
    office.wait_for_status(job_id, JobStatus.DONE)
    assert fakes.pages_read(path).count(0) == 1


def test_trying_again_reads_the_failed_pages_only(office: Office) -> None:
    path = office.document("a.pdf", "ok", "refuse", "ok")
    (job_id,) = office.add(path)
    office.wait_until_finished(job_id)
    office.service.retry((job_id,))
    office.wait_for_status(job_id, JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.DONE_WITH_ISSUES)
    office.wait(lambda: fakes.pages_read(path).count(1) == 2)
    (job,) = office.wait_until_finished(job_id)
    assert sorted(fakes.pages_read(path)) == [0, 1, 1, 2]
    assert (job.pages_done, job.pages_to_check) == (3, 1)


def test_trying_again_with_other_options_reads_all_pages(office: Office) -> None:
    path = office.document("a.pdf", "ok", "ok")
    (job_id,) = office.add(path)
    office.wait_until_finished(job_id)
    office.service.retry((job_id,), TranscriptionOptions(languages="eng"))
    office.wait(lambda: len(fakes.pages_read(path)) == 4)
    (job,) = office.wait_until_finished(job_id)
    assert job.options.languages == "eng"
    assert job.pages_done == 2


def test_trying_again_after_a_language_was_added_reads_all_pages(tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    packs.mkdir()
    (packs / "eng.traineddata").write_bytes(b"1")
    office = Office(tmp_path, pipeline=replace(FAKE_PIPELINE, language_packs=lambda _folder: packs_in(packs)))
    office.service.start()
    path = office.document("a.pdf", "ok", "ok")
    (job_id,) = office.add(path)
    office.wait_until_finished(job_id)
    (packs / "por.traineddata").write_bytes(b"2")
    assert office.service.page_indices(job_id) == (0, 1)  # what was read stays until it is asked for again
    office.service.retry((job_id,))
    office.wait(lambda: len(fakes.pages_read(path)) == 4)
    office.wait_until_finished(job_id)
    office.service.stop(timeout_s=0)


def test_work_that_was_broken_off_goes_on_with_the_pages_it_has(tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    packs.mkdir()
    office = Office(tmp_path, pipeline=replace(FAKE_PIPELINE, language_packs=lambda _folder: packs_in(packs)))
    office.service.start()
    path = office.document("a.pdf", "ok", *["gate"] * 5)
    (job_id,) = office.add(path)
    office.wait_for_pages(job_id, 1)
    office.service.pause((job_id,))
    fakes.open_gate(path)
    office.wait(lambda: len(fakes.pages_read(path)) == office.seen[job_id].pages_done)
    (packs / "por.traineddata").write_bytes(b"2")
    office.service.resume((job_id,))
    office.wait_until_finished(job_id)
    office.service.stop(timeout_s=0)
    assert sorted(fakes.pages_read(path)) == [0, 1, 2, 3, 4, 5]


def test_a_document_is_read_to_its_end_with_the_languages_it_was_begun_with(tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    packs.mkdir()
    given: list[LanguagePacks] = []

    def page_task(**facts: Any) -> Any:
        given.append(facts["packs"])
        (packs / f"p{len(given)}.traineddata").touch()
        return FAKE_PIPELINE.page_task(**facts)

    pipeline = replace(FAKE_PIPELINE, page_task=page_task, language_packs=lambda _folder: packs_in(packs))
    office = Office(tmp_path, pipeline=pipeline)
    office.service.start()
    office.wait_until_finished(*office.add(office.document("a.pdf", "ok", "ok", "ok")))
    office.service.stop(timeout_s=0)
    assert given == [LanguagePacks(str(packs))] * 3


def test_fewer_pages_chosen_later_leave_no_others_behind(office: Office) -> None:
    (job_id,) = office.add(office.document("a.pdf", "ok", "look", "ok"))
    office.wait_until_finished(job_id)
    office.service.retry((job_id,), TranscriptionOptions(pages="1"))
    job = office.wait_for_status(job_id, JobStatus.DONE)
    assert (job.pages_done, job.pages_wanted, job.pages_to_check) == (1, 1, 0)


def test_a_changed_file_is_refused_until_tried_again(office: Office) -> None:
    path = office.document("a.pdf", "ok", *["gate"] * 12)
    (job_id,) = office.add(path)
    office.wait_for_pages(job_id, 1)
    office.service.pause((job_id,))
    fakes.open_gate(path)
    fakes.write_document(path, "ok", "ocr", salt="other bytes")
    office.service.resume((job_id,))
    job = office.wait_for_status(job_id, JobStatus.FAILED)
    assert job.error is not None
    assert job.error.code is ErrorCode.FILE_CHANGED
    office.service.retry((job_id,))
    job = office.wait_for_status(job_id, JobStatus.DONE)
    assert (job.page_count, job.pages_done) == (2, 2)


def test_a_file_that_changes_before_a_page_was_read_is_simply_read(office: Office) -> None:
    blockers = office.add(*[office.document(f"{n}.pdf", "hang", "hang") for n in range(3)])
    path = office.document("a.pdf", *["ok"] * 30)
    (job_id,) = office.add(path)
    office.wait(lambda: office.seen[job_id].page_count == 30)
    fakes.write_document(path, "ok", salt="other")
    office.service.cancel(blockers)
    assert office.wait_for_status(job_id, JobStatus.DONE).page_count == 1


def test_removing_can_be_undone(office: Office) -> None:
    done, running = office.document("a.pdf", "ok"), office.document("b.pdf", "ok", "gate", "gate")
    (done_id,) = office.add(done)
    office.wait_until_finished(done_id)
    (running_id,) = office.add(running)
    office.wait_for_pages(running_id, 1)
    office.service.remove((done_id, running_id))
    assert office.service.jobs() == ()
    assert office.service.search("página") == ()
    fakes.open_gate(running)
    office.service.restore((done_id, running_id))
    office.wait_for_status(running_id, JobStatus.DONE)
    assert {job.id for job in office.service.jobs()} == {done_id, running_id}


def test_purging_deletes_for_good(office: Office) -> None:
    ids = office.add(office.document("a.pdf", "ok"))
    office.wait_until_finished(*ids)
    ids += office.add(office.document("b.pdf", *HANGING))
    office.wait_for_pages(ids[1], 1)
    office.service.purge(ids)
    assert office.service.jobs() == ()
    with pytest.raises(TranscritorError) as caught:
        office.service.job(ids[0])
    assert caught.value.info.code is ErrorCode.JOB_UNKNOWN
    (other,) = office.add(office.document("c.pdf", "ok"))
    office.wait_until_finished(other)


def test_the_order_can_be_changed(office: Office) -> None:
    office.add(*[office.document(f"block{n}.pdf", *["hang"] * 30) for n in range(3)])
    a, b, c = office.add(*[office.document(f"{name}.pdf", *["ok"] * 30) for name in "abc"])

    def waiting() -> list[str]:
        return [job.name[0] for job in office.service.jobs() if job.id in (a, b, c)]

    assert waiting() == ["a", "b", "c"]
    office.service.move_to_top((c,))
    assert waiting() == ["c", "a", "b"]
    office.service.move_up((b,))
    assert waiting() == ["c", "b", "a"]


def test_commands_pass_over_jobs_that_they_do_not_fit(office: Office) -> None:
    (job_id,) = office.add(office.document("a.pdf", "ok"))
    (job,) = office.wait_until_finished(job_id)
    ids = (job_id, uuid4())
    office.service.pause(ids)
    office.service.resume(ids)
    office.service.cancel(ids)
    office.service.restore(ids)
    office.service.move_to_top(ids)
    assert office.service.job(job_id) == job


def test_ten_thousand_jobs_are_paused_in_one_event(office: Office) -> None:
    for number in range(10_000):
        office.document(f"{number}.pdf", *["hang"] * 30)
    ids = office.service.add([office.folder]).added
    before = len([event for event in office.events if isinstance(event, JobsChanged)])
    office.service.pause(ids)
    bulk = [e for e in office.events if isinstance(e, JobsChanged) and len(e.jobs) > 1]
    assert len(ids) == 10_000
    assert before < 10_000
    assert [len(event.jobs) for event in bulk] == [10_000]
    office.service.remove(ids)
    assert [len(e.job_ids) for e in office.events if isinstance(e, JobsRemoved)] == [10_000]


def test_a_listener_that_fails_harms_nobody(office: Office) -> None:
    def fail(_event: object) -> None:
        raise ValueError("a listener's own fault")

    office.service.subscribe(fail)
    (job_id,) = office.add(office.document("a.pdf", "ok"))
    office.wait_until_finished(job_id)


def test_stopping_puts_running_jobs_back_and_the_next_start_goes_on(tmp_path: Path) -> None:
    first = Office(tmp_path)
    first.service.start()
    path = first.document("a.pdf", "ok", *["gate"] * 8)
    (job_id,) = first.add(path)
    first.wait_for_pages(job_id, 1)
    first.service.stop(timeout_s=0)
    fakes.open_gate(path)
    second = Office(tmp_path)
    assert second.service.job(job_id).status is JobStatus.QUEUED
    second.service.start()
    second.wait_for_status(job_id, JobStatus.DONE)
    second.service.stop(timeout_s=0)
    assert fakes.pages_read(path).count(0) == 1


def test_a_service_that_does_not_adopt_leaves_the_work_of_others(tmp_path: Path) -> None:
    first = Office(tmp_path)
    first.service.start()
    (job_id,) = first.add(first.document("a.pdf", "hang"))
    first.service.stop(timeout_s=0)
    second = Office(tmp_path)
    second.service.start(adopt=False)
    (other,) = second.add(second.document("b.pdf", "ok"))
    second.wait_until_finished(other)
    assert second.service.job(job_id).status is JobStatus.QUEUED
    second.service.stop(timeout_s=0)


def test_two_services_on_one_database_run_their_own_jobs(tmp_path: Path) -> None:
    first, second = Office(tmp_path), Office(tmp_path)
    first.service.start()
    second.service.start()
    (mine,) = first.add(first.document("a.pdf", "gate"))
    (theirs,) = second.add(second.document("b.pdf", "ok"))
    second.wait_until_finished(theirs)
    assert first.service.job(mine).status is JobStatus.RUNNING
    assert mine not in second.seen
    first.service.stop(timeout_s=0)
    second.service.stop(timeout_s=0)


def test_nothing_is_left_running_after_the_end(tmp_path: Path) -> None:
    threads = set(threading.enumerate())
    office = Office(tmp_path)
    office.service.start()
    running, waiting = office.add(office.document("a.pdf", *HANGING), office.document("b.pdf", *HANGING))
    office.wait_for_pages(running, 1)
    office.service.stop(timeout_s=0)
    left = {thread.name for thread in set(threading.enumerate()) - threads if thread.name != "document"}
    assert left == set()
    processes = psutil.Process().children(recursive=True)
    assert not [process for process in processes if "spawn_main" in " ".join(process.cmdline())]
    assert waiting in office.seen


def test_a_service_ends_that_was_never_busy_or_never_started(tmp_path: Path) -> None:
    idle, unused = Office(tmp_path), Office(tmp_path)
    idle.service.start()
    for office in (idle, unused, idle):
        office.service.stop(timeout_s=10)
