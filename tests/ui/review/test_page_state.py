"""What is said about a page."""

from __future__ import annotations

import pytest

from tests.ui.review.pages import made_job, made_page, paragraph
from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.model import JobStatus, PageSource, PageStatus, PageWarning, RefusalReason, WarningCode
from transcritor_gui.ui.review.page_state import NoteKind, page_notes


def test_nothing_is_said_of_a_page_that_was_simply_read() -> None:
    assert page_notes(made_job(), 0, made_page(paragraph("a"))) == ()


def test_a_page_that_is_being_read_again_says_so_until_it_is_read() -> None:
    (note,) = page_notes(made_job(), 0, made_page(paragraph("a")), is_read_again=True)
    assert note.kind is NoteKind.WAITING
    assert "read again" in note.text


def test_each_warning_is_a_line() -> None:
    page = made_page(warnings=(PageWarning(WarningCode.TURNED), PageWarning(WarningCode.LOW_CONFIDENCE)))
    notes = page_notes(made_job(), 0, page)
    assert [note.kind for note in notes] == [NoteKind.INFO, NoteKind.WARNING]


def test_a_refused_text_layer_is_said_with_its_reason() -> None:
    warning = PageWarning(WarningCode.TEXT_LAYER_REFUSED, refusal=RefusalReason.SHIFTED_CHARACTERS)
    (note,) = page_notes(made_job(), 0, made_page(warnings=(warning,)))
    assert note.kind is NoteKind.INFO
    assert note.text.endswith("Reason: every letter stands for another.")


def test_a_failed_page_says_why() -> None:
    error = ErrorInfo(ErrorCode.PAGE_TIMEOUT, (("page", "3"), ("seconds", "180")))
    (note,) = page_notes(made_job(), 2, made_page(status=PageStatus.FAILED, error=error))
    assert note.kind is NoteKind.FAILURE
    assert "180 s" in note.text


def test_a_blank_page_is_called_blank() -> None:
    (note,) = page_notes(made_job(), 0, made_page(source=PageSource.BLANK))
    assert "blank" in note.text


@pytest.mark.parametrize(
    "status",
    [JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.PAUSED, JobStatus.INTERRUPTED, JobStatus.CANCELLED],
)
def test_an_unread_page_says_so(status: JobStatus) -> None:
    (note,) = page_notes(made_job(status=status), 0, None)
    assert note.kind is NoteKind.WAITING
    assert "not been read" in note.text


def test_a_page_that_was_not_asked_for_says_so() -> None:
    (note,) = page_notes(made_job(pages="1-2"), 4, None)
    assert "1-2" in note.text


def test_a_failed_file_gives_its_reason_on_every_page() -> None:
    job = made_job(status=JobStatus.FAILED, error=ErrorInfo(ErrorCode.PASSWORD_NEEDED), page_count=None)
    (note,) = page_notes(job, 0, None)
    assert note.kind is NoteKind.FAILURE
    assert "password" in note.text
