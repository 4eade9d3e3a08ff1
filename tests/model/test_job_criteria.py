from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.store import samples
from transcritor_gui.model import Job, JobStatus, PageSource, TranscriptionOptions
from transcritor_gui.model.job_criteria import JobCriteria

JOB = replace(
    samples.job("a.pdf"),
    path="/casos/silva/a.pdf",
    status=JobStatus.DONE,
    source=PageSource.OCR,
    options=TranscriptionOptions(languages="por+eng"),
    tags=("cliente Silva", "urgente"),
)
DAY = JOB.added_at.astimezone().date()


@pytest.mark.parametrize(
    "criteria",
    [
        JobCriteria(),
        JobCriteria(since=DAY, until=DAY),
        JobCriteria(folder="/casos"),
        JobCriteria(folder="/casos/silva/"),
        JobCriteria(statuses=frozenset({JobStatus.DONE, JobStatus.FAILED})),
        JobCriteria(languages=frozenset({"eng"})),
        JobCriteria(sources=frozenset({PageSource.OCR})),
        JobCriteria(tags=frozenset({"URGENTE", "cliente Silva"})),
    ],
)
def test_what_holds_passes(criteria: JobCriteria) -> None:
    assert criteria.passes(JOB)


@pytest.mark.parametrize(
    "criteria",
    [
        JobCriteria(since=DAY + timedelta(days=1)),
        JobCriteria(until=date(2020, 1, 1)),
        JobCriteria(folder="/casos/sil"),
        JobCriteria(statuses=frozenset({JobStatus.FAILED})),
        JobCriteria(languages=frozenset({"spa"})),
        JobCriteria(sources=frozenset({PageSource.TEXT})),
        JobCriteria(tags=frozenset({"urgente", "outra"})),
        JobCriteria(folder="/casos", tags=frozenset({"outra"})),
    ],
)
def test_what_does_not_hold_is_kept_out(criteria: JobCriteria) -> None:
    assert not criteria.passes(JOB)


def test_a_folder_of_windows_is_one_too() -> None:
    job: Job = replace(JOB, path=r"C:\casos\silva\a.pdf")
    assert JobCriteria(folder=r"C:\casos").passes(job)
