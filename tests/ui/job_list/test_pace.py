from __future__ import annotations

import pytest

from tests.ui.made_jobs import made_job
from transcritor_gui.model import JobStatus
from transcritor_gui.ui.job_list.pace import Pace, pages_left


def test_pages_a_minute_are_those_of_the_last_minute() -> None:
    pace = Pace()
    for second in range(0, 240, 2):
        pace.page_finished(float(second))
    assert pace.pages_a_minute(240.0) == pytest.approx(30, abs=1)


def test_a_first_page_says_nothing_about_a_minute() -> None:
    pace = Pace()
    pace.page_finished(0.0)
    assert pace.pages_a_minute(1.0) is None


def test_after_a_rest_the_pace_is_judged_anew() -> None:
    pace = Pace()
    for second in range(10):
        pace.page_finished(float(second))
    pace.rest()
    assert pace.pages_a_minute(11.0) is None


def test_pages_left_are_those_that_go_on_by_themselves() -> None:
    running = made_job(status=JobStatus.RUNNING, pages_wanted=10, pages_done=4)
    queued = made_job(status=JobStatus.QUEUED, pages_wanted=5)
    paused = made_job(status=JobStatus.PAUSED, pages_wanted=100)
    assert pages_left((running, queued, paused)) == 11


def test_pages_left_are_unknown_while_a_document_is_not_open() -> None:
    assert pages_left((made_job(status=JobStatus.QUEUED),)) is None
