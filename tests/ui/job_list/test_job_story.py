from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.ui.made_jobs import made_job
from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.model import JobStatus
from transcritor_gui.ui.job_list.job_story import RowAction, added_words, story_of
from transcritor_gui.ui.widgets.icons import ICON_NAMES


def test_a_running_job_tells_its_page_and_the_time_left() -> None:
    job = made_job(status=JobStatus.RUNNING, page_count=340, pages_wanted=340, pages_done=12)
    story = story_of(job, seconds_left=235)
    assert story.text == "Page 13 of 340, about 4 minutes"
    assert story.fraction == pytest.approx(12 / 340)


def test_a_job_being_opened_has_an_empty_bar() -> None:
    story = story_of(made_job(status=JobStatus.RUNNING))
    assert (story.text, story.fraction) == ("Opening", 0.0)


def test_pages_to_look_at_are_offered_as_the_action() -> None:
    story = story_of(made_job(status=JobStatus.DONE_WITH_ISSUES, pages_to_check=3))
    assert (story.action, story.action_text) == (RowAction.LOOK, "3 pages to look at")


@pytest.mark.parametrize(
    ("code", "action"),
    [
        (ErrorCode.PASSWORD_NEEDED, RowAction.ENTER_PASSWORD),
        (ErrorCode.PASSWORD_WRONG, RowAction.ENTER_PASSWORD),
        (ErrorCode.FILE_MISSING, RowAction.TRY_AGAIN),
        (ErrorCode.PDF_DAMAGED, RowAction.SHOW_FILE),
        (ErrorCode.INTERNAL, RowAction.SHOW_LOG),
    ],
)
def test_a_failure_comes_with_the_one_action_that_helps(code: ErrorCode, action: RowAction) -> None:
    story = story_of(made_job(status=JobStatus.FAILED, error=ErrorInfo(code)))
    assert story.action is action
    assert story.action_text in story.spoken


def test_a_failure_keeps_its_advice_for_the_hover() -> None:
    story = story_of(made_job(status=JobStatus.FAILED, error=ErrorInfo(ErrorCode.PDF_DAMAGED)))
    assert story.text == "The PDF is damaged and could not be repaired."
    assert "Ask for a new copy" in story.detail


def test_an_interrupted_job_can_be_carried_on() -> None:
    job = made_job(status=JobStatus.INTERRUPTED, page_count=9, pages_wanted=9, pages_done=4)
    story = story_of(job)
    assert (story.text, story.action) == ("Interrupted, 4 of 9 pages kept", RowAction.CARRY_ON)
    assert story.brief == "Interrupted, 4 of 9"


@pytest.mark.parametrize("status", list(JobStatus))
def test_every_status_has_words_and_an_icon_that_exists(status: JobStatus) -> None:
    story = story_of(made_job(status=status))
    assert story.text
    assert story.icon in ICON_NAMES


def test_what_was_added_today_shows_the_local_hour_and_the_rest_the_day() -> None:
    zone = timezone(timedelta(hours=-3))
    now = datetime(2026, 3, 2, 12, 0, tzinfo=zone)
    assert added_words(datetime(2026, 3, 2, 13, 5, tzinfo=UTC), now) == "10:05"
    assert added_words(datetime(2026, 3, 2, 1, 0, tzinfo=UTC), now) == "2026-03-01"
