"""Correcting, undoing and finding, through the service."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.jobs.office import Office
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs.events import PagesEdited
from transcritor_gui.model import Correction, CorrectionKind, EditKind, PageResult


def _read(office: Office, name: str, *pages: str, salt: str = "the same") -> UUID:
    says = [f"says:{text.replace(' ', '_')}" for text in pages]
    (job_id,) = office.add(office.document(name, *says, salt=salt))
    office.wait_until_finished(job_id)
    return job_id


def _page(office: Office, job_id: UUID, page_index: int = 0) -> PageResult:
    page = office.service.page(job_id, page_index)
    assert page is not None
    return page


def _correction(page: PageResult, before: str, after: str) -> Correction:
    word = next(word for word in page.words() if word.text == before)
    return Correction(page.page_index, CorrectionKind.TEXT, word.box, before, after)


def _edited(office: Office) -> list[PagesEdited]:
    return [event for event in office.events if isinstance(event, PagesEdited)]


def test_a_correction_is_seen_at_once_and_told(office: Office) -> None:
    job_id = _read(office, "a.pdf", "uma acao", "outra pagina")
    office.service.corrections.correct(job_id, [_correction(_page(office, job_id), "acao", "ação")])
    assert _page(office, job_id).text == "uma ação"
    assert [event.pages for event in _edited(office)] == [((job_id, 0),)]
    assert office.service.search("ação")


def test_undo_and_redo_go_across_pages(office: Office) -> None:
    job_id = _read(office, "a.pdf", "uma acao", "outra pagina")
    corrections = office.service.corrections
    corrections.correct(job_id, [_correction(_page(office, job_id), "acao", "ação")])
    corrections.correct(job_id, [_correction(_page(office, job_id, 1), "pagina", "página")])
    assert corrections.undo(job_id) is not None
    assert (_page(office, job_id).text, _page(office, job_id, 1).text) == ("uma ação", "outra pagina")
    assert corrections.undo(job_id) is not None
    assert corrections.undo(job_id) is None
    assert _page(office, job_id).text == "uma acao"
    assert corrections.redo(job_id) is not None
    assert corrections.redo(job_id) is not None
    assert corrections.redo(job_id) is None
    assert _page(office, job_id, 1).text == "outra página"


def test_both_jobs_of_one_file_are_told(office: Office) -> None:
    first = _read(office, "a.pdf", "uma acao")
    second = _read(office, "b.pdf", "uma acao")
    office.service.corrections.correct(first, [_correction(_page(office, first), "acao", "ação")])
    assert _page(office, second).text == "uma ação"
    assert set(_edited(office)[-1].pages) == {(first, 0), (second, 0)}


def test_what_is_found_is_replaced_in_many_documents_and_undone_as_one(office: Office) -> None:
    first = _read(office, "a.pdf", "a Camara decide", "a Camara volta")
    second = _read(office, "b.pdf", "na Camara", salt="b")
    corrections = office.service.corrections
    found = corrections.found((first, second), "Camara", "Câmara")
    assert [(each.job_id, each.page_index) for each in found] == [(first, 0), (first, 1), (second, 0)]
    assert found[0].context[slice(*found[0].mark)] == "Camara"
    edit = corrections.replace(found)
    assert edit.kind is EditKind.REPLACED
    assert _page(office, second).text == "na Câmara"
    corrections.undo(first)
    assert _page(office, second).text == "na Camara"


@pytest.mark.parametrize(
    ("text", "match_case", "whole_words", "expected"),
    [
        ("art", True, True, []),
        ("art", True, False, ["arte", "parte"]),
        ("ART", False, False, ["arte", "parte"]),
        ("Ata", True, True, ["Ata"]),
        ("ata", True, True, []),
        ("da Ata", True, True, ["da Ata"]),
    ],
)
def test_finding_minds_case_and_words_as_it_is_told(
    office: Office, text: str, match_case: bool, whole_words: bool, expected: list[str]
) -> None:
    job_id = _read(office, "a.pdf", "arte parte da Ata")
    found = office.service.corrections.found(
        (job_id,), text, "X", match_case=match_case, whole_words=whole_words
    )
    assert [each.before for each in found] == expected


def test_a_part_of_a_word_is_replaced_within_it(office: Office) -> None:
    job_id = _read(office, "a.pdf", "uma rnenina")
    corrections = office.service.corrections
    corrections.replace(corrections.found((job_id,), "rn", "m", whole_words=False))
    assert _page(office, job_id).text == "uma menina"


def test_a_page_is_conferred_and_unticked(office: Office) -> None:
    job_id = _read(office, "a.pdf", "uma", "duas")
    corrections = office.service.corrections
    corrections.confer(job_id, [0, 1], conferred=True)
    assert office.service.job(job_id).pages_conferred == 2
    corrections.confer(job_id, [0], conferred=False)
    assert office.service.job(job_id).pages_conferred == 1
    corrections.undo(job_id)
    assert office.service.job(job_id).pages_conferred == 2


def test_the_page_as_read_stays_at_hand(office: Office) -> None:
    job_id = _read(office, "a.pdf", "uma acao")
    office.service.corrections.correct(job_id, [_correction(_page(office, job_id), "acao", "ação")])
    as_read = office.service.corrections.page_as_read(job_id, 0)
    assert as_read is not None
    assert as_read.text == "uma acao"


def test_a_document_that_is_not_there_cannot_be_corrected(office: Office) -> None:
    job_id = _read(office, "a.pdf", "uma acao")
    correction = _correction(_page(office, job_id), "acao", "ação")
    office.service.purge([job_id])
    with pytest.raises(TranscritorError) as caught:
        office.service.corrections.correct(job_id, [correction])
    assert caught.value.info.code is ErrorCode.JOB_UNKNOWN
