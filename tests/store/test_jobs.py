from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.store import samples
from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.model import DocumentFacts, JobStatus, TranscriptionOptions, can_become
from transcritor_gui.store import Store

FACTS = DocumentFacts("a.pdf", "ab" * 32, 99, 12, encrypted=True, repaired=False, xfa_form=True)


def test_a_job_comes_back_as_it_was(store: Store) -> None:
    job = replace(samples.job(), options=TranscriptionOptions(languages="eng", pages="1-3"))
    store.jobs.insert([job], owner=samples.OWNER)
    assert store.jobs.get(job.id) == job
    assert store.jobs.all() == (job,)


def test_an_unknown_job_is_an_error_with_its_id(store: Store) -> None:
    unknown = uuid4()
    with pytest.raises(TranscritorError) as caught:
        store.jobs.get(unknown)
    assert caught.value.info == ErrorInfo(ErrorCode.JOB_UNKNOWN, (("id", str(unknown)),))


@pytest.mark.parametrize("old", JobStatus)
@pytest.mark.parametrize("new", JobStatus)
def test_only_legal_changes_of_status_are_made(store: Store, old: JobStatus, new: JobStatus) -> None:
    job = samples.job()
    store.jobs.insert([job], owner=samples.OWNER)
    for step in way_to(old):
        store.jobs.change_status([job.id], step)
    changed = store.jobs.change_status([job.id], new)
    assert bool(changed) is (old is not new and can_become(old, new))
    assert store.jobs.get(job.id).status is (new if can_become(old, new) else old)


def way_to(status: JobStatus) -> tuple[JobStatus, ...]:
    if status is JobStatus.QUEUED:
        return ()
    return (status,) if can_become(JobStatus.QUEUED, status) else (JobStatus.RUNNING, status)


def test_a_start_and_an_end_leave_their_times(store: Store) -> None:
    job = samples.job()
    store.jobs.insert([job], owner=samples.OWNER)
    before = datetime.now(UTC)
    (running,) = store.jobs.change_status([job.id], JobStatus.RUNNING)
    (done,) = store.jobs.change_status([job.id], JobStatus.DONE)
    assert running.started_at is not None
    assert done.finished_at is not None
    assert before - timedelta(seconds=1) <= running.started_at <= done.finished_at
    (again,) = store.jobs.change_status([job.id], JobStatus.QUEUED)
    assert again.finished_at is None


def test_the_error_of_a_failure_is_kept_and_cleared_by_the_next_try(store: Store) -> None:
    job = samples.job()
    store.jobs.insert([job], owner=samples.OWNER)
    error = ErrorInfo(ErrorCode.PDF_DAMAGED, (("name", "ação.pdf"),))
    store.jobs.change_status([job.id], JobStatus.FAILED, error=error)
    assert store.jobs.get(job.id).error == error
    store.jobs.change_status([job.id], JobStatus.QUEUED)
    assert store.jobs.get(job.id).error is None


def test_what_is_known_of_the_file_is_kept(store: Store) -> None:
    job = samples.job()
    store.jobs.insert([job], owner=samples.OWNER)
    (changed,) = store.jobs.set_facts(job.id, FACTS, pages_wanted=3)
    assert (changed.page_count, changed.pages_wanted, changed.sha256) == (12, 3, FACTS.sha256)
    assert store.jobs.facts(job.id) == FACTS


def test_the_next_jobs_are_the_first_queued_ones_of_the_owner(store: Store) -> None:
    mine = [samples.job(f"{n}.pdf", position=10.0 - n) for n in range(4)]
    theirs = samples.job("x.pdf", position=0.0)
    store.jobs.insert(mine, owner=samples.OWNER)
    store.jobs.insert([theirs], owner="other")
    store.jobs.change_status([mine[3].id], JobStatus.PAUSED)
    waiting = store.jobs.waiting(owner=samples.OWNER, limit=2, except_for=[mine[2].id])
    assert [job.name for job in waiting] == ["1.pdf", "0.pdf"]


def test_short_documents_can_be_asked_for(store: Store) -> None:
    jobs = [samples.job(f"{n}.pdf", position=float(n)) for n in range(3)]
    store.jobs.insert(jobs, owner=samples.OWNER)
    store.jobs.set_facts(jobs[0].id, FACTS, pages_wanted=300)
    store.jobs.set_facts(jobs[2].id, FACTS, pages_wanted=2)
    waiting = store.jobs.waiting(owner=samples.OWNER, limit=5, most_pages=20)
    assert [job.name for job in waiting] == ["2.pdf"]


def test_removed_jobs_are_hidden_left_alone_and_come_back(store: Store) -> None:
    job = samples.job()
    store.jobs.insert([job], owner=samples.OWNER)
    assert store.jobs.set_removed([job.id], removed=True) == (job,)
    assert store.jobs.set_removed([job.id], removed=True) == ()
    assert store.jobs.all() == ()
    assert store.jobs.waiting(owner=samples.OWNER, limit=1) == ()
    assert store.jobs.change_status([job.id], JobStatus.CANCELLED) == ()
    assert store.jobs.set_removed([job.id], removed=False) == (job,)
    assert store.jobs.all() == (job,)


def test_what_was_removed_long_ago_is_deleted(store: Store) -> None:
    job, kept = samples.job(), samples.job()
    store.jobs.insert([job, kept], owner=samples.OWNER)
    store.jobs.set_removed([job.id], removed=True)
    now = datetime.now(UTC)
    store.jobs.delete_removed(before=now - timedelta(hours=1))
    assert store.jobs.get(job.id) == job
    store.jobs.delete_removed(before=now + timedelta(hours=1))
    with pytest.raises(TranscritorError):
        store.jobs.get(job.id)
    assert store.jobs.all() == (kept,)


def test_jobs_change_hands_by_owner(store: Store) -> None:
    orphan, mine = samples.job("a.pdf"), samples.job("b.pdf", position=2.0)
    store.jobs.insert([orphan], owner="gone")
    store.jobs.insert([mine], owner=samples.OWNER)
    store.jobs.change_owner([samples.OWNER], None, status=JobStatus.QUEUED)
    assert store.jobs.owners() == {"gone", None}
    store.jobs.change_owner(["gone", None], "new", status=JobStatus.QUEUED)
    assert store.jobs.with_status(JobStatus.QUEUED, owner="new") == (orphan, mine)


def test_unfinished_jobs_are_found_by_their_path(store: Store) -> None:
    waiting, done = samples.job("a.pdf"), samples.job("b.pdf")
    store.jobs.insert([waiting, done], owner=samples.OWNER)
    store.jobs.change_status([done.id], JobStatus.CANCELLED)
    assert store.jobs.unfinished_among([waiting.path, done.path, "/else"]) == {waiting.path}
    assert store.jobs.unfinished_among([]) == frozenset()
