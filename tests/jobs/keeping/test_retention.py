from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.jobs.office import Office
from tests.store import samples
from transcritor_gui.jobs.events import JobsRemoved
from transcritor_gui.jobs.keeping.retention import outdated
from transcritor_gui.model import JobStatus
from transcritor_gui.settings import Settings

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def test_only_what_ended_long_ago_is_outdated() -> None:
    old = replace(samples.job("old.pdf"), status=JobStatus.DONE, finished_at=NOW - timedelta(days=40))
    older = replace(samples.job("older.pdf"), status=JobStatus.FAILED, added_at=NOW - timedelta(days=50))
    new = replace(samples.job("new.pdf"), status=JobStatus.DONE, finished_at=NOW - timedelta(days=20))
    waiting = replace(samples.job("waiting.pdf"), added_at=NOW - timedelta(days=90))
    jobs = (old, new, waiting, older)
    assert outdated(jobs, keep_days=30, now=NOW) == (older, old)
    assert outdated(jobs, keep_days=0, now=NOW) == ()


def test_outdated_documents_leave_the_history_and_are_told_of(office: Office) -> None:
    job_id, kept = office.add(office.document("a.pdf", "ok"), office.document("b.pdf", "ok"))
    office.wait_until_finished(job_id, kept)
    with office.store._database.transaction() as connection:
        connection.execute(
            "UPDATE job SET finished_at = '2001-01-01T00:00:00.000000+00:00' WHERE id = ?", (str(job_id),)
        )
    office.service.configure(replace(Settings(), keep_days=365))
    office.wait(lambda: JobsRemoved((job_id,)) in office.events)
    assert [job.id for job in office.service.jobs()] == [kept]
