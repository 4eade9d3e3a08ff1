"""One page read again, and its earlier reading brought back."""

from __future__ import annotations

import threading
from dataclasses import replace
from uuid import UUID

from tests.jobs.office import BOUND_S, Office
from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.jobs.events import PagesEdited
from transcritor_gui.model import (
    Correction,
    CorrectionKind,
    JobStatus,
    OcrMode,
    PageWish,
    TranscriptionOptions,
)


def _read(office: Office, *pages: str) -> UUID:
    (job_id,) = office.add(office.document("a.pdf", *pages))
    office.wait_until_finished(job_id)
    return job_id


def _again(
    office: Office, job_id: UUID, page_index: int = 0, wish: PageWish | None = None
) -> ErrorInfo | None:
    ended = threading.Event()
    outcome: list[ErrorInfo | None] = []

    def on_end(error: ErrorInfo | None) -> None:
        outcome.append(error)
        ended.set()

    options = replace(office.service.job(job_id).options, ocr_mode=OcrMode.ALWAYS)
    office.service.page_again.read(job_id, page_index, options, wish=wish, on_end=on_end)
    assert ended.wait(BOUND_S)
    return outcome[0]


def _text(office: Office, job_id: UUID, page_index: int = 0) -> str:
    page = office.service.page(job_id, page_index)
    assert page is not None
    return page.text


def test_only_that_page_runs_and_undo_brings_the_earlier_reading_back(office: Office) -> None:
    job_id = _read(office, "again", "ok")
    before, other = _text(office, job_id), _text(office, job_id, 1)
    assert _again(office, job_id) is None
    after = _text(office, job_id)
    assert after != before
    assert _text(office, job_id, 1) == other
    assert PagesEdited(((job_id, 0),)) in office.events
    assert office.service.corrections.undo(job_id) is not None
    assert _text(office, job_id) == before
    assert office.service.corrections.redo(job_id) is not None
    assert _text(office, job_id) == after


def test_corrections_are_laid_over_the_new_reading_where_they_fit(office: Office) -> None:
    job_id = _read(office, "again")
    page = office.service.page(job_id, 0)
    assert page is not None
    word = next(iter(page.words()))
    fix = Correction(0, CorrectionKind.TEXT, word.box, word.text, "Página")
    office.service.corrections.correct(job_id, [fix])
    assert _again(office, job_id) is None
    assert _text(office, job_id).startswith("Página")


def test_a_failure_is_told_and_changes_nothing(office: Office) -> None:
    job_id = _read(office, "ok", "refuse-later")
    before = _text(office, job_id, 1)
    error = _again(office, job_id, 1)
    assert error is not None
    assert error.code is ErrorCode.PAGE_UNREADABLE
    assert _text(office, job_id, 1) == before


def test_what_was_asked_for_a_page_is_kept_when_it_is_read_again_in_another_way(office: Office) -> None:
    job_id = _read(office, "again")
    assert _again(office, job_id, wish=PageWish(turn=90)) is None
    assert _text(office, job_id) == "página lida always 90"
    assert _again(office, job_id) is None
    assert _text(office, job_id) == "página lida always 90"
    assert _again(office, job_id, wish=PageWish()) is None
    assert _text(office, job_id) == "página lida always None"


def test_what_was_asked_for_a_page_holds_when_its_document_is_read_with_other_options(office: Office) -> None:
    job_id = _read(office, "again", "again")
    assert _again(office, job_id, wish=PageWish(turn=270)) is None
    office.service.retry((job_id,), TranscriptionOptions(ocr_mode=OcrMode.NEVER))
    office.wait_for_status(job_id, JobStatus.DONE)
    assert [_text(office, job_id, page) for page in (0, 1)] == [
        "página lida never 270",
        "página lida never None",
    ]


def test_a_copy_of_the_document_is_read_as_was_asked_for_its_pages(office: Office) -> None:
    job_id = _read(office, "again", "again")
    assert _again(office, job_id, wish=PageWish(turn=180)) is None
    (copy,) = office.add(office.document("b.pdf", "again", "again", salt="a.pdf"))
    office.wait_until_finished(copy)
    assert [_text(office, copy, page) for page in (0, 1)] == [
        "página lida auto 180",
        "página lida auto None",
    ]


def test_what_is_undone_is_asked_for_no_more(office: Office) -> None:
    job_id = _read(office, "again")
    assert _again(office, job_id, wish=PageWish(turn=90)) is None
    office.service.corrections.undo(job_id)
    office.service.retry((job_id,), TranscriptionOptions(ocr_mode=OcrMode.NEVER))
    office.wait_for_status(job_id, JobStatus.DONE)
    assert _text(office, job_id) == "página lida never None"
