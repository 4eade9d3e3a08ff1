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
from transcritor_gui.model.search_terms import similar_in
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
    assert [each.job_id for each in found] == [exact]
    similar = store.similar_documents("menina ", but=[exact])
    assert [(each.job_id, each.is_similar) for each in similar] == [(job.id, True)]
    assert [similar[0].snippet[start:end] for start, end in similar[0].marks] == ["rnenina"]
    there = store.pages_with(job.id, "menina ")
    assert there.page_indices == (0,)
    assert there.similar is not None
    assert similar_in([("uma", ""), ("Rnenina,", "")], there.similar) == (range(1, 2),)


def test_the_other_reading_of_a_word_is_found_too(store: Store) -> None:
    page = samples.page("uma coisa", source=PageSource.OCR, confidence=0.5)
    words = tuple(structs.replace(word, alternative="causa") for word in page.blocks[0].lines[0].words)
    line = structs.replace(page.blocks[0].lines[0], words=words)
    job = samples.job()
    store.jobs.insert([job], owner=samples.OWNER)
    changed = replace(page, blocks=(replace(page.blocks[0], lines=(line,)),))
    store.pages.save(job.id, pack_page(changed), CONTENT)
    assert store.search_documents("causa ") == ()
    assert [each.is_similar for each in store.similar_documents("causa ")] == [True]


def test_removed_documents_are_not_found(store: Store) -> None:
    job_id = keep(store, "ação")
    store.jobs.set_removed([job_id], removed=True)
    assert store.search_documents("ação ") == ()


def test_a_search_without_a_limit_gives_every_page(store: Store) -> None:
    keep(store, *["ação"] * 250)
    assert len(store.search("ação", None)) == 250


# Misread words


class _Words:
    """A word list of a few words."""

    def __init__(self, **counts: int) -> None:
        self._counts = counts

    def frequency(self, word: str) -> int:
        return self._counts.get(word, 0)

    def near(self, word: str) -> dict[str, int]:
        return {other: count for other, count in self._counts.items() if abs(len(other) - len(word)) < 2}


def keep_scan(store: Store, text: str) -> UUID:
    job = samples.job()
    store.jobs.insert([job], owner=samples.OWNER)
    page = samples.page(text, source=PageSource.OCR, confidence=0.5)
    store.pages.save(job.id, pack_page(page), CONTENT)
    return job.id


@pytest.mark.parametrize("read", ["proxesso", "procesco", "rocesso", "processso", "pr0ce5so", "xrocesxo"])
def test_a_word_with_wrong_letters_is_found_as_similar(store: Store, read: str) -> None:
    scan = keep_scan(store, f"o {read} foi")
    assert [each.job_id for each in store.similar_documents("processo ")] == [scan]


@pytest.mark.parametrize("read", ["recesso", "prazo", "processuais"])
def test_another_word_is_not_similar(store: Store, read: str) -> None:
    keep_scan(store, f"o {read} foi")
    words = _Words(processo=900, recesso=800, prazo=800, processuais=500)
    assert store.similar_documents("processo ", word_list=words) == ()


def test_what_is_nearer_to_another_word_is_not_similar(store: Store) -> None:
    keep_scan(store, "o receaso foi")
    assert store.similar_documents("processo ", word_list=_Words(processo=900, recesso=800)) == ()


def test_words_of_the_text_layer_are_not_misread(store: Store) -> None:
    keep(store, "o proxesso foi")
    assert store.similar_documents("processo ") == ()


def test_one_misread_word_among_several_is_forgiven(store: Store) -> None:
    scan = keep_scan(store, "o proxesso do autor")
    keep_scan(store, "o proxesso do rapaz")
    assert [each.job_id for each in store.similar_documents("processo autor ")] == [scan]


def test_removed_words_are_forgotten(store: Store) -> None:
    scan = keep_scan(store, "o proxesso foi")
    other = keep_scan(store, "o prosesso foi")
    store.jobs.delete([scan])
    store.forget(backups=0)
    rows = store._database.read("SELECT spelling FROM recognised_word ORDER BY spelling")
    assert [row[0] for row in rows] == ["foi", "prosesso"]
    assert [each.job_id for each in store.similar_documents("processo ")] == [other]


def test_a_search_can_be_among_some_documents(store: Store) -> None:
    one, other = keep(store, "a ação"), keep(store, "outra ação")
    assert [hit.job_id for hit in store.search("ação ", among=[other])] == [other]
    assert store.search("ação ", among=[]) == ()
    assert {hit.job_id for hit in store.search("ação ")} == {one, other}
