"""What is said about a page."""

from __future__ import annotations

import pytest

from tests.ui.review.pages import made_job, made_page, paragraph
from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.model import (
    Box,
    Correction,
    CorrectionKind,
    JobStatus,
    PageSource,
    PageStatus,
    PageWarning,
    RefusalReason,
    WarningCode,
)
from transcritor_gui.ui.review.page_state import NoteKind, page_notes


def test_nothing_is_said_of_a_page_that_was_simply_read() -> None:
    assert page_notes(made_job(), 0, made_page(paragraph("a"))) == ()


def test_a_page_that_is_being_read_again_says_so_until_it_is_read() -> None:
    (note,) = page_notes(made_job(), 0, made_page(paragraph("a")), is_read_again=True)
    assert note.kind is NoteKind.WAITING
    assert "read again" in note.text


def _unfit(before: str, after: str) -> Correction:
    return Correction(0, CorrectionKind.TEXT, Box(0, 0, 1, 1), before, after)


def test_many_corrections_that_no_longer_fit_are_one_line() -> None:
    unfit = [_unfit(f"w{number}", f"v{number}") for number in range(9)]
    (note,) = page_notes(made_job(), 0, made_page(paragraph("a")), unfit=unfit)
    assert note.text.startswith("9 of your corrections no longer fit")
    assert "“w0” → “v0”" in note.text
    assert "3 more" in note.text


def test_a_few_corrections_that_no_longer_fit_are_a_line_each() -> None:
    notes = page_notes(made_job(), 0, made_page(paragraph("a")), unfit=[_unfit("a", "b"), _unfit("c", "d")])
    assert len(notes) == 2


def test_a_word_that_was_taken_as_it_was_asks_for_nothing_once_it_is_gone() -> None:
    assert page_notes(made_job(), 0, made_page(paragraph("a")), unfit=[_unfit("abril", "abril")]) == ()


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
