from __future__ import annotations

from uuid import uuid4

from tests.store import samples
from transcritor_gui.model import ExportWish
from transcritor_gui.store import Store


def test_due_exports_come_back_in_their_order_once_each(store: Store) -> None:
    jobs = [samples.job(), samples.job()]
    store.jobs.insert(jobs, owner=samples.OWNER)
    for job in (jobs[1], jobs[0], jobs[1]):
        store.due_exports.add(job.id)
    assert set(store.due_exports.all()) == {jobs[0].id, jobs[1].id}
    store.due_exports.remove((jobs[1].id,))
    assert store.due_exports.all() == (jobs[0].id,)


def test_what_is_gone_or_removed_is_not_due(store: Store) -> None:
    deleted, removed = samples.job(), samples.job()
    store.jobs.insert([deleted, removed], owner=samples.OWNER)
    for job_id in (deleted.id, removed.id, uuid4()):
        store.due_exports.add(job_id)
    store.jobs.delete((deleted.id,))
    store.jobs.set_removed((removed.id,), removed=True)
    assert store.due_exports.all() == ()


def test_a_wish_of_a_job_comes_back_and_goes_with_it(store: Store) -> None:
    jobs = [samples.job(), samples.job()]
    store.jobs.insert(jobs, owner=samples.OWNER)
    wish = ExportWish(format="docx", folder="/out", without_headers=True)
    store.export_wishes.put((jobs[0].id, jobs[1].id, uuid4()), wish)
    assert store.export_wishes.get(jobs[0].id) == store.export_wishes.get(jobs[1].id) == wish
    store.export_wishes.put((jobs[0].id,), None)
    store.jobs.delete((jobs[1].id,))
    assert store.export_wishes.get(jobs[0].id) is store.export_wishes.get(jobs[1].id) is None
