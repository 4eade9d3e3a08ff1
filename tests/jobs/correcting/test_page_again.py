"""One page read again, and its earlier reading brought back."""

from __future__ import annotations

import threading
from dataclasses import replace
from uuid import UUID

from tests.jobs.office import BOUND_S, Office
from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.jobs.events import PagesEdited
from transcritor_gui.model import Correction, CorrectionKind, OcrMode


def _read(office: Office, *pages: str) -> UUID:
    (job_id,) = office.add(office.document("a.pdf", *pages))
    office.wait_until_finished(job_id)
    return job_id


def _again(office: Office, job_id: UUID, page_index: int = 0) -> ErrorInfo | None:
    ended = threading.Event()
    outcome: list[ErrorInfo | None] = []

    def on_end(error: ErrorInfo | None) -> None:
        outcome.append(error)
        ended.set()

    options = replace(office.service.job(job_id).options, ocr_mode=OcrMode.ALWAYS)
    office.service.page_again.read(job_id, page_index, options, on_end=on_end)
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
