"""Jobs at a team server that obeys the test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.jobs import fakes
from tests.jobs.made_server import ADDRESS, MadeServer
from tests.jobs.office import Office
from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.jobs.events import JobsChanged, PageFinished, Stage, StageChanged
from transcritor_gui.jobs.remote.backend import RemoteCorrections, RemoteState
from transcritor_gui.model import (
    Box,
    Conferral,
    Correction,
    CorrectionKind,
    JobStatus,
    TranscriptionOptions,
    WorkPlace,
)
from transcritor_gui.settings import Settings

AT_TEAM = Settings(work_place=WorkPlace.TEAM, team_address=ADDRESS)


@pytest.fixture
def server() -> MadeServer:
    return MadeServer()


@pytest.fixture
def office(tmp_path: Path, server: MadeServer) -> Iterator[Office]:
    office = _office(tmp_path, server)
    office.service.start()
    yield office
    office.service.stop(timeout_s=0)


def _office(folder: Path, server: MadeServer, settings: Settings = AT_TEAM) -> Office:
    return Office(folder, settings=settings, open_backend=server.open_backend)


def _stages(office: Office) -> list[Stage]:
    told = [event.stage for event in office.events if isinstance(event, StageChanged)]
    return [stage for number, stage in enumerate(told) if number == 0 or told[number - 1] is not stage]


def test_a_document_is_sent_watched_and_kept_here(office: Office, server: MadeServer) -> None:
    path = office.document("a.pdf", "ok", "look", "ok")
    (job_id,) = office.add(path)
    office.wait(lambda: _stages(office)[-1:] == [Stage.WAITING_THERE])
    server.set("t1", state=RemoteState.READING, done=1)
    office.wait_for_pages(job_id, 1)
    server.set("t1", done=2)
    office.wait_for_pages(job_id, 2)
    server.finish("t1")
    (job,) = office.wait_until_finished(job_id)
    assert (job.status, job.pages_done, job.pages_to_check, job.place) == (
        JobStatus.DONE_WITH_ISSUES, 3, 1, WorkPlace.TEAM,
    )  # fmt: skip
    assert [page.text for page in office.service.transcript(job_id).pages] == [
        "página 1 ok", "página 2 look", "página 3 ok",
    ]  # fmt: skip
    assert [hit.page_index for hit in office.service.search("pagina look")] == [1]
    assert fakes.pages_read(path) == []
    assert _stages(office) == [Stage.SENDING, Stage.WAITING_THERE, Stage.READING, Stage.FETCHING]
    finished = [event for event in office.events if isinstance(event, PageFinished)]
    assert [(event.pages_done, event.pages_wanted) for event in finished] == [(2, 3)]


def test_what_is_done_and_here_is_deleted_at_the_server(office: Office, server: MadeServer) -> None:
    (job_id,) = office.add(office.document("a.pdf", "ok"))
    server.wait(lambda: "t1" in server.tasks)
    server.finish("t1")
    office.wait_until_finished(job_id)
    server.wait(lambda: server.deleted == ["t1"])


def test_cancelling_deletes_the_task_at_the_server(office: Office, server: MadeServer) -> None:
    (job_id,) = office.add(office.document("a.pdf", "ok"))
    office.wait(lambda: _stages(office)[-1:] == [Stage.WAITING_THERE])
    office.service.cancel([job_id])
    assert office.service.job(job_id).status is JobStatus.CANCELLED
    server.wait(lambda: server.deleted == ["t1"])


def test_what_was_cancelled_while_the_server_was_away_is_deleted_when_it_is_back(
    office: Office, server: MadeServer
) -> None:
    (job_id,) = office.add(office.document("a.pdf", "ok"))
    office.wait(lambda: _stages(office)[-1:] == [Stage.WAITING_THERE])
    server.go_away()
    office.wait(lambda: _stages(office)[-1:] == [Stage.AWAY])
    office.service.cancel([job_id])
    office.wait_for_status(job_id, JobStatus.CANCELLED)
    server.come_back()
    server.wait(lambda: server.deleted == ["t1"])


def test_what_the_server_did_not_delete_for_the_old_token_is_deleted_with_the_new_one(
    office: Office, server: MadeServer
) -> None:
    (job_id,) = office.add(office.document("a.pdf", "ok"))
    office.wait(lambda: _stages(office)[-1:] == [Stage.WAITING_THERE])
    server.refuses = ErrorCode.TOKEN_REFUSED
    office.service.cancel([job_id])
    server.wait(lambda: server.delete_calls > 0)
    server.refuses = None
    office.service.team_changed()
    server.wait(lambda: server.deleted == ["t1"])


def test_removing_and_deleting_for_good_end_the_task_too(office: Office, server: MadeServer) -> None:
    (first,) = office.add(office.document("a.pdf", "ok"))
    server.wait(lambda: "t1" in server.tasks)
    (second,) = office.add(office.document("b.pdf", "ok"))
    server.wait(lambda: "t2" in server.tasks)
    office.wait(lambda: office.store.team_tasks.of_job(second) is not None)
    office.service.remove([first])
    office.service.purge([second])
    server.wait(lambda: sorted(server.deleted) == ["t1", "t2"])


def test_a_server_that_is_away_is_waited_for(office: Office, server: MadeServer) -> None:
    server.go_away()
    (job_id,) = office.add(office.document("a.pdf", "ok"))
    office.wait(lambda: _stages(office) == [Stage.AWAY])
    away = next(event for event in office.events if isinstance(event, StageChanged))
    assert away.since is not None
    assert away.reason == "no_answer"
    assert office.seen[job_id].status is JobStatus.RUNNING
    server.come_back()
    server.wait(lambda: "t1" in server.tasks)
    server.finish("t1")
    (job,) = office.wait_until_finished(job_id)
    assert job.status is JobStatus.DONE


def test_a_document_whose_answer_was_lost_is_read_once(office: Office, server: MadeServer) -> None:
    server.loses_next_answer = True
    (job_id,) = office.add(office.document("a.pdf", "ok"))
    office.wait(lambda: office.store.team_tasks.of_job(job_id) is not None)
    server.finish("t1")
    (job,) = office.wait_until_finished(job_id)
    assert job.status is JobStatus.DONE
    assert server.sent == ["a.pdf"]


def test_since_when_it_is_away_does_not_move_with_every_attempt(office: Office, server: MadeServer) -> None:
    server.go_away()
    office.add(office.document("a.pdf", "ok"))
    office.add(office.document("b.pdf", "ok"))
    office.wait(lambda: len(_aways(office)) >= 2)
    assert len({(event.job_id, event.since) for event in _aways(office)}) == 2


def _aways(office: Office) -> list[StageChanged]:
    return [event for event in office.events if isinstance(event, StageChanged) and event.stage is Stage.AWAY]


def test_a_server_that_goes_away_in_the_middle_is_gone_on_with(office: Office, server: MadeServer) -> None:
    (job_id,) = office.add(office.document("a.pdf", "ok", "ok"))
    server.wait(lambda: "t1" in server.tasks)
    server.set("t1", state=RemoteState.READING, done=1)
    office.wait_for_pages(job_id, 1)
    server.go_away()
    office.wait(lambda: _stages(office)[-1] is Stage.AWAY)
    server.come_back()
    server.finish("t1")
    office.wait_until_finished(job_id)
    assert server.sent == ["a.pdf"]


def test_a_program_started_anew_goes_on_with_the_same_task(tmp_path: Path, server: MadeServer) -> None:
    first = _office(tmp_path, server)
    first.service.start()
    (job_id,) = first.add(first.document("a.pdf", "ok", "ok"))
    first.wait(lambda: _stages(first)[-1:] == [Stage.WAITING_THERE])
    first.service.stop(timeout_s=0)
    assert server.deleted == []
    second = _office(tmp_path, server)
    second.service.start()
    server.finish("t1")
    (job,) = second.wait_until_finished(job_id)
    second.service.stop(timeout_s=5)
    assert job.status is JobStatus.DONE
    assert server.sent == ["a.pdf"]


def test_a_crash_does_not_interrupt_what_the_server_has(tmp_path: Path, server: MadeServer) -> None:
    first = _office(tmp_path, server)
    first.service.start()
    (job_id,) = first.add(first.document("a.pdf", "ok"))
    first.wait(lambda: _stages(first)[-1:] == [Stage.WAITING_THERE])
    first.service.stop(timeout_s=0)
    crashed = _office(tmp_path, server)  # leaves the job as a program does that was killed
    crashed.store.jobs.change_status([job_id], JobStatus.RUNNING, owner="999999:1.00:gone")
    crashed.store.close()
    second = _office(tmp_path, server)
    second.service.start()
    server.finish("t1")
    (job,) = second.wait_until_finished(job_id)
    second.service.stop(timeout_s=5)
    assert job.status is JobStatus.DONE
    assert server.sent == ["a.pdf"]


def test_a_task_that_the_server_has_lost_is_sent_again_once(office: Office, server: MadeServer) -> None:
    (job_id,) = office.add(office.document("a.pdf", "ok"))
    office.wait(lambda: _stages(office)[-1:] == [Stage.WAITING_THERE])
    with server.changed:
        server.tasks.clear()
        server.changed.notify_all()
    server.wait(lambda: "t2" in server.tasks)
    office.wait(lambda: office.store.team_tasks.of_job(job_id) is not None)
    with server.changed:
        server.tasks.clear()
        server.changed.notify_all()
    (job,) = office.wait_until_finished(job_id)
    assert job.error is not None
    assert job.error.code is ErrorCode.TASK_UNKNOWN
    assert server.sent == ["a.pdf", "a.pdf"]


def test_a_refused_token_fails_the_job_and_spares_the_others(office: Office, server: MadeServer) -> None:
    server.refuses = ErrorCode.TOKEN_REFUSED
    for number in range(10):
        office.document(f"{number}.pdf", "ok")
    ids = office.service.add([office.folder]).added
    office.wait(lambda: any(job.status is JobStatus.FAILED for job in office.seen.values()))
    failed = [job for job in office.service.jobs() if job.status is JobStatus.FAILED]
    assert all(job.error is not None and job.error.code is ErrorCode.TOKEN_REFUSED for job in failed)
    assert len(failed) <= 8
    server.refuses = None
    office.service.team_changed()
    server.wait(lambda: len(server.sent) == 8)
    for number in range(1, 11):
        server.wait(lambda number=number: f"t{number}" in server.tasks)  # type: ignore[misc]
        server.finish(f"t{number}")
    assert {job.status for job in office.wait_until_finished(*ids)} == {JobStatus.DONE}


def test_a_refusal_of_the_old_token_that_comes_after_the_new_one_does_not_count(
    office: Office, server: MadeServer
) -> None:
    with server.changed:  # nothing is answered meanwhile
        server.refuses_next = ErrorCode.TOKEN_REFUSED
        (job_id,) = office.add(office.document("a.pdf", "ok"))
        office.wait_for_status(job_id, JobStatus.RUNNING)
        office.service.team_changed()
    server.wait(lambda: "t1" in server.tasks)
    server.finish("t1")
    office.wait_for_status(job_id, JobStatus.DONE)
    assert server.refuses_next is None


def test_a_token_refused_in_the_middle_loses_no_work(office: Office, server: MadeServer) -> None:
    (job_id,) = office.add(office.document("a.pdf", "ok"))
    office.wait(lambda: _stages(office)[-1:] == [Stage.WAITING_THERE])
    server.refuses = ErrorCode.TOKEN_REFUSED
    with server.changed:
        server.changed.notify_all()
    server.set("t1", done=1)
    office.wait_for_status(job_id, JobStatus.FAILED)
    server.refuses = None
    office.service.team_changed()
    server.finish("t1")
    office.wait_for_status(job_id, JobStatus.DONE)
    assert server.sent == ["a.pdf"]


def test_the_server_s_own_failure_is_told_in_its_words(office: Office, server: MadeServer) -> None:
    (job_id,) = office.add(office.document("a.pdf", "ok"))
    server.wait(lambda: "t1" in server.tasks)
    error = ErrorInfo(ErrorCode.TASK_OVERDUE, (("hours", "6"),))
    server.set("t1", state=RemoteState.FAILED, error=error)
    (job,) = office.wait_until_finished(job_id)
    assert job.error == error
    office.service.retry([job_id])
    server.wait(lambda: "t2" in server.tasks)


def test_what_was_cancelled_at_the_server_is_cancelled_here(office: Office, server: MadeServer) -> None:
    (job_id,) = office.add(office.document("a.pdf", "ok"))
    server.wait(lambda: "t1" in server.tasks)
    server.set("t1", state=RemoteState.CANCELLED)
    (job,) = office.wait_until_finished(job_id)
    assert job.status is JobStatus.CANCELLED


def test_a_password_goes_with_the_document_and_nowhere_else(office: Office, server: MadeServer) -> None:
    (job_id,) = office.add(office.document("a.pdf", "password:segredo", "ok"))
    (job,) = office.wait_until_finished(job_id)
    assert job.error is not None
    assert job.error.code is ErrorCode.PASSWORD_NEEDED
    assert server.sent == []
    office.service.set_password(job_id, "segredo")
    server.wait(lambda: "t1" in server.tasks)
    assert server.tasks["t1"].order.password == "segredo"
    assert "segredo" not in repr(server.tasks["t1"].order)
    server.finish("t1")
    office.wait_for_status(job_id, JobStatus.DONE)
    office.service.stop(timeout_s=5)
    assert b"segredo" not in office.database.read_bytes()


def test_a_transcript_of_another_file_is_not_kept(office: Office, server: MadeServer) -> None:
    server.sha256 = "0" * 64
    (job_id,) = office.add(office.document("a.pdf", "ok"))
    server.wait(lambda: "t1" in server.tasks)
    server.finish("t1")
    (job,) = office.wait_until_finished(job_id)
    assert job.error is not None
    assert job.error.code is ErrorCode.TEAM_OTHER_FILE
    assert (job.pages_done, office.service.page_indices(job_id)) == (0, ())


def test_a_file_that_changed_while_it_was_away_is_told_so(office: Office, server: MadeServer) -> None:
    (job_id,) = office.add(office.document("a.pdf", "ok"))
    server.wait(lambda: "t1" in server.tasks)
    server.sha256 = "0" * 64
    office.document("a.pdf", "ok", salt="another")
    server.finish("t1")
    (job,) = office.wait_until_finished(job_id)
    assert job.error is not None
    assert job.error.code is ErrorCode.FILE_CHANGED


def test_only_the_pages_that_are_missing_are_sent_for(office: Office, server: MadeServer) -> None:
    path = office.document("a.pdf", "ok", "ok", "ok", "ok")
    (first,) = office.service.add([path], options=TranscriptionOptions(pages="2")).added
    server.wait(lambda: "t1" in server.tasks)
    assert server.tasks["t1"].order.options.pages == "2"
    server.finish("t1")
    office.wait_until_finished(first)
    (second,) = office.add(path)
    server.wait(lambda: "t2" in server.tasks)
    assert server.tasks["t2"].order.options.pages == "1,3-4"
    server.finish("t2")
    (job,) = office.wait_until_finished(second)
    assert (job.status, job.pages_done) == (JobStatus.DONE, 4)


def test_a_document_whose_pages_are_all_known_is_not_sent(office: Office, server: MadeServer) -> None:
    path = office.document("a.pdf", "ok")
    (first,) = office.add(path)
    server.wait(lambda: "t1" in server.tasks)
    server.finish("t1")
    office.wait_until_finished(first)
    (second,) = office.add(path)
    office.wait_until_finished(second)
    assert server.sent == ["a.pdf"]


def test_the_server_knows_no_pause(office: Office, server: MadeServer) -> None:
    (job_id,) = office.add(office.document("a.pdf", "ok"))
    office.wait(lambda: _stages(office)[-1:] == [Stage.WAITING_THERE])
    office.service.pause([job_id])
    assert office.service.job(job_id).status is JobStatus.RUNNING


def test_a_retry_is_done_where_new_jobs_are_done(office: Office, server: MadeServer) -> None:
    path = office.document("a.pdf", "ok")
    (job_id,) = office.add(path)
    office.wait(lambda: _stages(office)[-1:] == [Stage.WAITING_THERE])
    office.service.cancel([job_id])
    office.service.configure(Settings())
    office.service.retry([job_id])
    job = office.wait_for_status(job_id, JobStatus.DONE)
    assert job.place is WorkPlace.HERE
    assert fakes.pages_read(path) == [0]
    server.wait(lambda: server.deleted == ["t1"])


def test_without_an_address_the_job_says_so(tmp_path: Path, server: MadeServer) -> None:
    office = _office(tmp_path, server, Settings(work_place=WorkPlace.TEAM))
    office.service.start()
    (job_id,) = office.add(office.document("a.pdf", "ok"))
    (job,) = office.wait_until_finished(job_id)
    office.service.stop(timeout_s=5)
    assert job.error is not None
    assert job.error.code is ErrorCode.TEAM_NOT_SET_UP


def test_jobs_here_and_there_do_not_wait_for_each_other(office: Office, server: MadeServer) -> None:
    there = office.service.add([office.document(f"{number}.pdf", "ok") for number in range(9)]).added
    server.wait(lambda: len(server.sent) == 8)
    office.service.configure(Settings(team_address=ADDRESS))
    (here,) = office.add(office.document("here.pdf", "ok"))
    office.wait_for_status(here, JobStatus.DONE)
    assert len(server.sent) == 8
    server.finish("t1")
    server.wait(lambda: len(server.sent) == 9)
    assert sum(office.service.job(job_id).status is JobStatus.RUNNING for job_id in there) == 8


def test_snapshots_never_go_back(office: Office, server: MadeServer) -> None:
    (job_id,) = office.add(office.document("a.pdf", *["ok"] * 120))
    server.wait(lambda: "t1" in server.tasks)
    for done in (1, 40, 90):
        server.set("t1", state=RemoteState.READING, done=done)
        office.wait_for_pages(job_id, done)
    server.finish("t1")
    office.wait_until_finished(job_id)
    counts = [
        job.pages_done for event in office.events if isinstance(event, JobsChanged) for job in event.jobs
    ]
    assert counts[-1] == 120
    assert counts == sorted(counts)


def test_what_was_corrected_at_the_server_holds_here_once(office: Office, server: MadeServer) -> None:
    correction = Correction(
        0, CorrectionKind.TEXT, Box(72, 72, 300, 90), "ok", "certo", made_by="Ana",
    )  # fmt: skip
    tick = Conferral(datetime(2026, 11, 30, tzinfo=UTC), "Ana")
    server.corrections = RemoteCorrections((correction,), ((1, tick),))
    for copy in ("a.pdf", "b.pdf"):
        (job_id,) = office.add(office.document(copy, "ok", "ok"))
        server.wait(lambda: bool(server.tasks))
        server.finish(next(iter(server.tasks)))
        office.wait_until_finished(job_id)
        first, second = office.service.transcript(job_id).pages
        assert (first.text, second.conferral) == ("página 1 certo", tick)
        server.wait(lambda: not server.tasks)
    assert [edit.made_by for edit in office.service.corrections.edits(job_id)] == ["Ana", "Ana"]
