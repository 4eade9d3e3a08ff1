from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from tests.store import samples
from transcritor_gui.model import PageResult
from transcritor_gui.model.packed import pack_page
from transcritor_gui.store import Store, StoredPages, content_key

_CONTENT = content_key("ab", "key")


def _job_of(store: Store, indices: Sequence[int]) -> tuple[UUID, tuple[PageResult, ...]]:
    job = samples.job()
    store.jobs.insert([job], owner=samples.OWNER)
    pages = tuple(samples.page(f"página {index}", page_index=index) for index in indices)
    for page in pages:
        store.pages.save(job.id, pack_page(page), _CONTENT)
    return job.id, pages


def test_stored_pages_are_those_of_the_job_in_page_order(store: Store) -> None:
    job_id, pages = _job_of(store, range(0, 200, 2))
    stored = StoredPages(store.pages, job_id)
    assert len(stored) == 100
    assert tuple(stored) == pages
    assert stored[3] == pages[3]
    assert stored[-1] == pages[-1]
    assert stored[10:12] == pages[10:12]


def test_a_page_deleted_meanwhile_is_passed_over(store: Store) -> None:
    job_id, pages = _job_of(store, range(3))
    stored = StoredPages(store.pages, job_id)
    store.pages.delete_others(job_id, [_CONTENT], [0, 2])
    assert tuple(stored) == (pages[0], pages[2])
