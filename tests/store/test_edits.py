"""Corrections apart from what was read, and everywhere they have to be seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from msgspec import structs

from tests.store import samples
from transcritor_gui.model import (
    Correction,
    CorrectionKind,
    DocumentFacts,
    EditKind,
    PageSource,
    TranscriptionOptions,
)
from transcritor_gui.model.packed import pack_page
from transcritor_gui.store import Store, StoredPages, content_key, text_digest

SHA = "ab" * 32
OPTIONS = TranscriptionOptions()
CONTENT = content_key(SHA, "key")
READ = samples.page("Transcricao da acao", source=PageSource.OCR, confidence=0.5)


def _kept_job(store: Store, name: str = "a.pdf", *, sha256: str = SHA) -> UUID:
    job = samples.job(name)
    store.jobs.insert([job], owner=samples.OWNER)
    store.jobs.set_facts(job.id, DocumentFacts(name, sha256, 10, 3), pages_wanted=3)
    return job.id


def _correct(store: Store, before: str, after: str, page_index: int = 0) -> int:
    word = next(word for word in READ.words() if word.text == before)
    correction = Correction(page_index, CorrectionKind.TEXT, word.box, before, after)
    edit = store.edits.add(
        EditKind.CORRECTED, made_at=samples.NOW, made_by="Ana", corrections=[(SHA, correction)]
    )
    store.pages.correct(store.edits.places(edit.key))
    return edit.key


@pytest.fixture
def job_id(store: Store) -> UUID:
    job_id = _kept_job(store)
    store.pages.save(job_id, pack_page(READ), CONTENT)
    return job_id


def test_every_way_out_of_the_store_has_the_corrected_text(store: Store, job_id: UUID) -> None:
    _correct(store, "acao", "ação")
    page = store.pages.get(job_id, 0)
    assert page is not None
    assert page.text.startswith("Transcricao da ação")
    assert [p.text for p in store.pages.all(job_id)] == [page.text]
    assert [p.text for p in store.pages.some(job_id, [0])] == [page.text]
    assert [p.text for p in StoredPages(store.pages, job_id)] == [page.text]


def test_the_page_as_read_can_always_be_had(store: Store, job_id: UUID) -> None:
    _correct(store, "acao", "ação")
    assert store.pages.get(job_id, 0, as_read=True) == READ


def test_the_search_finds_the_corrected_word_and_no_longer_the_misread_one(
    store: Store, job_id: UUID
) -> None:
    _correct(store, "acao", "sentença")
    assert [hit.page_index for hit in store.search("sentenca")] == [0]
    assert store.search("acao") == ()


def test_a_correction_says_who_made_it_and_when(store: Store, job_id: UUID) -> None:
    _correct(store, "acao", "ação")
    page = store.pages.get(job_id, 0)
    assert page is not None
    (correction,) = page.corrections
    assert (correction.made_at, correction.made_by) == (samples.NOW, "Ana")


def test_undoing_brings_back_what_was_read_and_doing_again_corrects_it(store: Store, job_id: UUID) -> None:
    key = _correct(store, "acao", "ação")
    before = store.jobs.get(job_id)
    assert store.edits.set_undone(key, undone=True)
    store.pages.correct(store.edits.places(key))
    assert store.pages.get(job_id, 0) == READ
    assert store.search("acao") != ()
    assert store.edits.set_undone(key, undone=False)
    store.pages.correct(store.edits.places(key))
    assert store.jobs.get(job_id) == before


def test_the_last_edit_is_undone_first_and_done_again_first(store: Store, job_id: UUID) -> None:
    first, second = _correct(store, "acao", "ação"), _correct(store, "Transcricao", "Transcrição")
    last = store.edits.last(SHA, undone=False)
    assert last is not None
    assert last.key == second
    store.edits.set_undone(second, undone=True)
    store.edits.set_undone(first, undone=True)
    again = store.edits.last(SHA, undone=True)
    assert again is not None
    assert again.key == first


def test_a_new_edit_forgets_what_had_been_undone(store: Store, job_id: UUID) -> None:
    store.edits.set_undone(_correct(store, "acao", "ação"), undone=True)
    _correct(store, "Transcricao", "Transcrição")
    assert store.edits.last(SHA, undone=True) is None
    assert len(store.edits.all(SHA)) == 1


def test_counts_of_the_job_follow(store: Store) -> None:
    job_id = _kept_job(store)
    words = tuple(READ.words())
    doubted = replace(
        READ,
        blocks=(
            replace(
                READ.blocks[0],
                lines=(
                    structs.replace(
                        READ.blocks[0].lines[0], words=tuple(structs.replace(w, doubtful=True) for w in words)
                    ),
                ),
            ),
        ),
    )
    store.pages.save(job_id, pack_page(doubted), CONTENT)
    assert store.jobs.get(job_id).doubts == 3
    _correct(store, "acao", "ação")
    job = store.jobs.get(job_id)
    assert job.doubts == 2
    assert job.confidence is not None
    assert job.confidence > 0.5


def test_a_copy_of_the_file_has_the_same_corrections(store: Store, job_id: UUID) -> None:
    _correct(store, "acao", "ação")
    other = _kept_job(store, "copy.pdf")
    assert store.pages.take_over(other, CONTENT, [0]) == (0,)
    page = store.pages.get(other, 0)
    assert page is not None
    assert "ação" in page.text


def test_a_page_that_is_read_again_is_corrected_again(store: Store, job_id: UUID) -> None:
    _correct(store, "acao", "ação")
    store.pages.save(job_id, pack_page(replace(READ, engine="another")), b"other")
    page = store.pages.get(job_id, 0)
    assert page is not None
    assert (page.engine, "ação" in page.text) == ("another", True)
    assert store.search("ação") != ()


def test_what_fits_no_longer_is_offered(store: Store, job_id: UUID) -> None:
    _correct(store, "acao", "ação")
    store.pages.save(
        job_id, pack_page(samples.page("Transcricao da nação", source=PageSource.OCR, confidence=0.5)), b"x"
    )
    assert [correction.after for correction in store.pages.unfit(job_id, 0)] == ["ação"]


def test_other_files_are_left_alone(store: Store, job_id: UUID) -> None:
    other = _kept_job(store, "b.pdf", sha256="cd" * 32)
    store.pages.save(other, pack_page(READ), content_key("cd" * 32, "key"))
    _correct(store, "acao", "ação")
    assert store.pages.get(other, 0) == READ


def test_a_conferred_page_is_counted_until_it_is_read_otherwise(store: Store, job_id: UUID) -> None:
    edit = store.edits.add(
        EditKind.CONFERRED, made_at=samples.NOW, made_by="Ana", conferrals=[(SHA, 0, text_digest(READ), True)]
    )
    store.pages.correct(store.edits.places(edit.key))
    page = store.pages.get(job_id, 0)
    assert page is not None
    assert page.conferral is not None
    assert page.conferral.made_by == "Ana"
    assert store.jobs.get(job_id).pages_conferred == 1
    store.pages.save(job_id, pack_page(samples.page("Anderes", source=PageSource.OCR, confidence=0.5)), b"x")
    assert store.jobs.get(job_id).pages_conferred == 0


def test_the_words_of_a_document_that_is_deleted_leave_with_its_corrections(
    store: Store, job_id: UUID
) -> None:
    _correct(store, "acao", "Inconfundível")
    other = _kept_job(store, "copy.pdf")
    store.jobs.delete([job_id])
    assert len(store.edits.all(SHA)) == 1
    store.jobs.delete([other])
    assert store.edits.all(SHA) == ()


def test_corrections_are_kept_after_a_restart(tmp_path: Path) -> None:
    store = Store(tmp_path / "again.db")
    job_id = _kept_job(store)
    store.pages.save(job_id, pack_page(READ), CONTENT)
    _correct(store, "acao", "ação")
    store.close()
    again = Store(tmp_path / "again.db")
    page = again.pages.get(job_id, 0)
    again.close()
    assert page is not None
    assert "ação" in page.text
