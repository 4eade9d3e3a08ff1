"""Waiting for jobs: each end is told once, however often it is heard of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast
from uuid import UUID, uuid4

import pytest

from transcritor_gui.cli import job_watch
from transcritor_gui.cli.job_watch import JobWatch
from transcritor_gui.cli.terminal.progress import NoProgress
from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.jobs import JobService
from transcritor_gui.jobs.events import JobsAdded, JobsChanged, Listener
from transcritor_gui.model import Job, JobStatus, TranscriptionOptions

_NOW = datetime(2026, 5, 4, 13, 58, tzinfo=UTC)
_LOCKED = ErrorInfo(ErrorCode.PASSWORD_NEEDED)


class _Service:
    """Tells, after each password, what `then` holds next."""

    def __init__(self, *jobs: Job) -> None:
        self.jobs = {job.id: job for job in jobs}
        self.passwords: list[str] = []
        self.then: list[Job] = []
        self.tell: Listener = lambda _event: None

    def subscribe(self, listener: Listener) -> None:
        self.tell = listener

    def listed(self, ids: Collection[UUID]) -> tuple[Job, ...]:
        return tuple(job for job in self.jobs.values() if job.id in ids)

    def cancel(self, ids: Collection[UUID]) -> None:
        pass

    def set_password(self, job_id: UUID, password: str) -> None:
        assert job_id in self.jobs
        self.passwords.append(password)
        for job in self.then:
            self.jobs[job.id] = job
            self.tell(JobsChanged((job,)))
        self.then = []


def _failed(*, at: datetime = _NOW) -> Job:
    job = Job(uuid4(), "a.pdf", "/a.pdf", JobStatus.FAILED, TranscriptionOptions(), _NOW, 1.0)
    return replace(job, error=_LOCKED, finished_at=at)


def _watch(service: _Service, passwords: list[str]) -> JobWatch:
    return JobWatch(cast("JobService", service), ask=lambda _job: passwords.pop(0) if passwords else None)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs are looked up with every event, as on a slow computer."""
    monkeypatch.setattr(job_watch, "_REREAD_S", 0.0)


def test_a_failure_heard_of_twice_is_answered_once() -> None:
    failed = _failed()
    service = _Service(failed)
    service.then = [
        replace(failed, status=JobStatus.DONE, error=None, finished_at=_NOW + timedelta(seconds=1))
    ]
    watch = _watch(service, ["right"])
    service.tell(JobsAdded((failed,)))
    service.tell(JobsChanged((failed,)))
    service.tell(JobsChanged((failed,)))
    (ended,) = watch.finished([failed.id], (), NoProgress(quiet=True))
    assert ended.status is JobStatus.DONE
    assert service.passwords == ["right"]


def test_a_wrong_password_is_asked_again_and_then_told() -> None:
    failed = _failed()
    service = _Service(failed)
    service.then = [replace(failed, finished_at=_NOW + timedelta(seconds=1))]
    watch = _watch(service, ["wrong"])
    service.tell(JobsChanged((failed,)))
    (ended,) = watch.finished([failed.id], (), NoProgress(quiet=True))
    assert ended.status is JobStatus.FAILED
    assert service.passwords == ["wrong"]
