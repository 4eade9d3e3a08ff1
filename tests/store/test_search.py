from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from tests.store import samples
from transcritor_gui.model import PageSource
from transcritor_gui.model.packed import pack_page
from transcritor_gui.store import Store, content_key

CONTENT = content_key("ab", "key")
TEXT = "A petição inicial nº 2024-01 foi julgada; o réu, João d'Ávila, apresentou contestação."


@pytest.fixture
def filled(store: Store) -> Store:
    keep(store, TEXT)
    return store


def keep(store: Store, *texts: str) -> UUID:
    job = samples.job()
    store.jobs.insert([job], owner=samples.OWNER)
    for page_index, text in enumerate(texts):
        store.pages.save(job.id, pack_page(samples.page(text, page_index=page_index)), CONTENT)
    return job.id


@pytest.mark.parametrize(
    "words",
    ["petição", "peticao", "PETICAO", "contesta", "2024-01", "d'Ávila", "joao reu", '"foi julgada"', "nº"],
)
def test_words_are_found_whatever_their_accents_and_case(filled: Store, words: str) -> None:
    assert len(filled.search(words)) == 1


@pytest.mark.parametrize("words", ["petição autor", '"julgada foi"', "contesta o", "", "  ", "-", '"'])
def test_all_words_are_required_and_phrases_kept_together(filled: Store, words: str) -> None:
    assert filled.search(words) == ()


def test_a_word_that_is_still_being_typed_is_a_beginning(filled: Store) -> None:
    assert filled.search("pet")
    assert not filled.search("pet ")
    assert not filled.search("pe")


def test_a_hit_tells_where_it_is_and_marks_the_words(store: Store) -> None:
    job_id = keep(store, "nada aqui", "antes da ação e da reação depois")
    (hit,) = store.search("acao")
    assert (hit.job_id, hit.job_name, hit.page_index) == (job_id, "a.pdf", 1)
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["ação"]


def test_the_better_page_comes_first_and_there_is_a_limit(store: Store) -> None:
    keep(store, "ação " + "outra coisa " * 50, "ação ação ação")
    assert [hit.page_index for hit in store.search("ação")] == [1, 0]
    assert len(store.search("ação", limit=1)) == 1


def test_removed_and_deleted_jobs_are_not_found(store: Store) -> None:
    removed, deleted = keep(store, "ação"), keep(store, "ação")
    store.jobs.set_removed([removed], removed=True)
    store.jobs.delete([deleted])
    assert store.search("ação") == ()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30))
@pytest.mark.filterwarnings("ignore")
def test_whatever_people_type_is_never_an_error(filled: Store, words: str) -> None:
    filled.search(words)


@pytest.mark.parametrize(
    "words", ['foo"', "a AND", "NEAR(a", "text:a", "zz*", "^zz", "(", "a OR b", "\0", "a\0b"]
)
def test_the_query_language_is_never_reached(filled: Store, words: str) -> None:
    assert filled.search(words) == ()


# Documents


def test_all_documents_are_counted_with_their_pages(store: Store) -> None:
    few = keep(store, "a ação", "nada")
    many = keep(store, "ação", "AÇÃO e acao", "sem")
    keep(store, "outra coisa")
    found = store.search_documents("ação ")
    assert [(each.job_id, each.pages, each.page_index) for each in found] == [(many, 2, 0), (few, 1, 0)]
    assert found[0].snippet


def test_words_that_engines_confuse_are_found_behind_the_exact_ones(store: Store) -> None:
    exact = keep(store, "uma menina")
    page = samples.page("uma rnenina", source=PageSource.OCR, confidence=0.5)
    job = samples.job()
    store.jobs.insert([job], owner=samples.OWNER)
    store.pages.save(job.id, pack_page(page), CONTENT)
    found = store.search_documents("menina ")
    assert [(each.job_id, each.is_similar) for each in found] == [(exact, False), (job.id, True)]
    assert store.pages_with(job.id, "menina ") == (0,)


def test_the_other_reading_of_a_word_is_found_too(store: Store) -> None:
    page = samples.page("uma coisa", source=PageSource.OCR, confidence=0.5)
    words = tuple(structs.replace(word, alternative="causa") for word in page.blocks[0].lines[0].words)
    line = structs.replace(page.blocks[0].lines[0], words=words)
    job = samples.job()
    store.jobs.insert([job], owner=samples.OWNER)
    changed = replace(page, blocks=(replace(page.blocks[0], lines=(line,)),))
    store.pages.save(job.id, pack_page(changed), CONTENT)
    assert [each.is_similar for each in store.search_documents("causa ")] == [True]


def test_removed_documents_are_not_found(store: Store) -> None:
    job_id = keep(store, "ação")
    store.jobs.set_removed([job_id], removed=True)
    assert store.search_documents("ação ") == ()


def test_a_search_without_a_limit_gives_every_page(store: Store) -> None:
    keep(store, *["ação"] * 250)
    assert len(store.search("ação", None)) == 250
