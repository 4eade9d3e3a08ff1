"""The one table of legal transitions."""

from __future__ import annotations

import pytest

from transcritor_gui.model import ACTIVE, FINISHED, JobStatus, can_become


@pytest.mark.parametrize("status", list(JobStatus))
def test_every_finished_job_can_be_queued_again(status: JobStatus) -> None:
    assert can_become(status, status)
    if status in FINISHED:
        assert can_become(status, JobStatus.QUEUED)
        assert not can_become(status, JobStatus.RUNNING)


def test_only_queued_jobs_start_running() -> None:
    starters = {
        status
        for status in JobStatus
        if status is not JobStatus.RUNNING and can_become(status, JobStatus.RUNNING)
    }
    assert starters == {JobStatus.QUEUED}


def test_active_and_finished_and_paused_are_all_states() -> None:
    assert ACTIVE | FINISHED | {JobStatus.PAUSED} == set(JobStatus)
    assert not ACTIVE & FINISHED
