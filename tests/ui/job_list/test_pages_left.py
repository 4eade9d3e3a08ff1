from __future__ import annotations

from tests.ui.made_jobs import made_job
from transcritor_gui.model import JobStatus
from transcritor_gui.ui.job_list.pages_left import pages_left


def test_pages_left_are_those_that_go_on_by_themselves() -> None:
    running = made_job(status=JobStatus.RUNNING, pages_wanted=10, pages_done=4)
    queued = made_job(status=JobStatus.QUEUED, pages_wanted=5)
    paused = made_job(status=JobStatus.PAUSED, pages_wanted=100)
    assert pages_left((running, queued, paused)) == 11


def test_pages_left_are_unknown_while_a_document_is_not_open() -> None:
    assert pages_left((made_job(status=JobStatus.QUEUED),)) is None
