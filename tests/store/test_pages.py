from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store import samples
from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.model import PageResult, PageSource, PageStatus
from transcritor_gui.model.packed import pack_page
from transcritor_gui.store import Store, content_key

CONTENT = content_key("ab", "key")


@pytest.fixture
def job_id(store: Store) -> UUID:
    return new_job(store)


def new_job(store: Store) -> UUID:
    job = samples.job()
    store.jobs.insert([job], owner=samples.OWNER)
    return job.id


def save(store: Store, job_id: UUID, page: PageResult, content: bytes = CONTENT) -> bool:
    return store.pages.save(job_id, pack_page(page), content)


def test_a_page_comes_back_as_it_was(store: Store, job_id: UUID) -> None:
    page = replace(
        samples.page(source=PageSource.OCR, confidence=0.875, to_check=True, page_index=4),
        error=ErrorInfo(ErrorCode.PAGE_TIMEOUT, (("page", "5"), ("seconds", "180"))),
    )
    save(store, job_id, page)
    assert store.pages.get(job_id, 4) == page
    assert store.pages.all(job_id) == (page,)
    assert store.pages.get(job_id, 0) is None


def test_words_that_are_no_text_can_be_kept(store: Store, job_id: UUID) -> None:
    page = samples.page("nul\0 half\ud83d emoji😀")
    packed = pack_page(replace(page, blocks=()))
    assert store.pages.save(job_id, replace(packed, text=page.text), CONTENT)
    assert len(store.search("emoji")) == 1


def test_a_page_saved_again_replaces_the_first(store: Store, job_id: UUID) -> None:
    save(store, job_id, samples.page("primeira", to_check=True))
    save(store, job_id, samples.page("segunda"))
    job = store.jobs.get(job_id)
    assert (job.pages_done, job.pages_to_check) == (1, 0)
    assert store.search("primeira") == ()
    assert len(store.search("segunda")) == 1


def test_a_page_of_a_deleted_job_is_not_kept(store: Store, job_id: UUID) -> None:
    assert not save(store, uuid4(), samples.page())
    store.jobs.delete([job_id])
    assert not save(store, job_id, samples.page())


def test_confidence_is_weighted_by_length(store: Store, job_id: UUID) -> None:
    save(store, job_id, samples.page("abc", source=PageSource.OCR, confidence=0.5))
    save(store, job_id, samples.page("abcdefghi", source=PageSource.OCR, confidence=0.9, page_index=1))
    save(store, job_id, samples.page("digital text", page_index=2))
    assert store.jobs.get(job_id).confidence == pytest.approx((3 * 0.5 + 9 * 0.9) / 12)


@pytest.mark.parametrize(
    ("sources", "whole"),
    [
        ("text", PageSource.TEXT),
        ("ocr", PageSource.OCR),
        ("mixed", PageSource.MIXED),
        ("text ocr", PageSource.MIXED),
        ("blank", PageSource.BLANK),
        ("blank ocr", PageSource.OCR),
    ],
)
def test_the_source_of_a_document_sums_up_its_pages(
    store: Store, job_id: UUID, sources: str, whole: PageSource
) -> None:
    for page_index, source in enumerate(sources.split()):
        save(store, job_id, samples.page(source=PageSource(source), page_index=page_index))
    assert store.jobs.get(job_id).source is whole


def test_failed_pages_count_as_done_and_to_check_but_have_no_source(store: Store, job_id: UUID) -> None:
    save(store, job_id, samples.page("", status=PageStatus.FAILED, source=PageSource.BLANK))
    job = store.jobs.get(job_id)
    assert (job.pages_done, job.pages_to_check, job.source) == (1, 1, None)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(0, 5),
            st.sampled_from([*PageSource, None]),  # None: delete the failed ones
            st.booleans(),
            st.sampled_from([PageStatus.DONE, PageStatus.FAILED]),
        ),
        max_size=12,
    )
)
def test_counts_never_drift_from_the_pages(
    store: Store, steps: list[tuple[int, PageSource | None, bool, PageStatus]]
) -> None:
    job_id = new_job(store)
    for page_index, source, to_check, status in steps:
        if source is None:
            store.pages.delete_failed([job_id])
        else:
            page = samples.page(page_index=page_index, source=source, to_check=to_check, status=status)
            save(store, job_id, replace(page, confidence=0.5 if source is PageSource.OCR else None))
    pages = store.pages.all(job_id)
    job = store.jobs.get(job_id)
    assert job.pages_done == len(pages)
    assert job.pages_to_check == sum(page.needs_attention for page in pages)
    assert (job.confidence is None) is not any(page.source is PageSource.OCR for page in pages)
    assert store.pages.indices(job_id) == tuple(page.page_index for page in pages)


def test_pages_of_the_same_content_are_taken_over_in_bulk(store: Store, job_id: UUID) -> None:
    for page_index in range(5):
        save(store, job_id, samples.page(page_index=page_index, to_check=page_index == 1))
    other = new_job(store)
    assert store.pages.take_over(other, CONTENT, [0, 1, 3]) == (0, 1, 3)
    job = store.jobs.get(other)
    assert (job.pages_done, job.pages_to_check) == (3, 1)
    assert store.pages.get(other, 3) == store.pages.get(job_id, 3)
    assert store.pages.take_over(other, CONTENT, [0, 1, 3]) == ()


def test_pages_read_with_other_options_or_in_vain_are_not_taken_over(store: Store, job_id: UUID) -> None:
    save(store, job_id, samples.page(status=PageStatus.FAILED))
    save(store, job_id, samples.page(page_index=1))
    other = new_job(store)
    assert store.pages.take_over(other, CONTENT, [0]) == ()
    otherwise = content_key("ab", "other key")
    assert store.pages.take_over(other, otherwise, [0, 1]) == ()


def test_pages_taken_over_stay_when_the_first_job_is_deleted(store: Store, job_id: UUID) -> None:
    save(store, job_id, samples.page())
    other = new_job(store)
    store.pages.take_over(other, CONTENT, [0])
    store.jobs.delete([job_id])
    assert store.pages.get(other, 0) is not None
    assert [hit.job_id for hit in store.search("transcricao")] == [other]


def test_pages_not_wanted_are_forgotten_and_others_when_asked_again(store: Store, job_id: UUID) -> None:
    save(store, job_id, samples.page(page_index=0), content_key("old", "key"))
    save(store, job_id, samples.page(page_index=1))
    save(store, job_id, samples.page(page_index=2))
    store.pages.delete_others(job_id, [CONTENT], [0, 1])
    assert store.pages.indices(job_id) == (0, 1)
    store.jobs.set_read_anew([job_id])
    store.pages.delete_others(job_id, [CONTENT], [0, 1])
    assert store.pages.indices(job_id) == (1,)


def test_asking_again_is_done_with_once_the_pages_have_been_looked_at(store: Store, job_id: UUID) -> None:
    store.jobs.set_read_anew([job_id])
    store.pages.delete_others(job_id, [CONTENT], [0])
    save(store, job_id, samples.page(page_index=0))
    store.pages.delete_others(job_id, [content_key("ab", "a later key")], [0])
    assert store.pages.indices(job_id) == (0,)


def test_a_failure_sums_up_a_job_only_when_nothing_could_be_read(store: Store, job_id: UUID) -> None:
    assert store.pages.first_failure(job_id) is None
    save(store, job_id, samples.page("", page_index=1, status=PageStatus.FAILED))
    save(store, job_id, samples.page("", page_index=0, status=PageStatus.FAILED))
    failure = store.pages.first_failure(job_id)
    assert failure is not None
    assert failure.page_index == 0
    save(store, job_id, samples.page(page_index=2))
    assert store.pages.first_failure(job_id) is None


def test_a_page_of_spoilt_bytes_is_a_failed_page(store: Store, job_id: UUID) -> None:
    store.pages.save(job_id, replace(pack_page(samples.page()), data=b"spoilt"), CONTENT)
    (page,) = store.pages.all(job_id)
    assert page.error is not None
    assert page.error.code is ErrorCode.PAGE_LOST
    store.pages.delete_others(job_id, [CONTENT], [0])
    assert store.pages.indices(job_id) == (0,)


def test_a_page_of_spoilt_bytes_is_missing_when_its_job_goes_on(store: Store, job_id: UUID) -> None:
    store.pages.save(job_id, replace(pack_page(samples.page()), data=b"spoilt"), CONTENT)
    store.pages.delete_others(job_id, [CONTENT], [0])
    assert store.pages.indices(job_id) == ()
