from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from tests.store import samples
from transcritor_gui.model import JobStatus, WorkPlace
from transcritor_gui.model.packed import pack_page
from transcritor_gui.store import Store, TeamTask

TASK = TeamTask("http://arquivo:8000", "t1")
SOON = datetime.now(UTC) + timedelta(hours=1)


def _running(store: Store, name: str = "a.pdf") -> UUID:
    job = samples.job(name)
    store.jobs.insert([job], owner=samples.OWNER)
    store.jobs.change_status([job.id], JobStatus.RUNNING)
    return job.id


def test_a_task_is_found_again_by_its_job(store: Store) -> None:
    job_id = _running(store)
    assert store.team_tasks.of_job(job_id) is None
    store.team_tasks.keep(TASK, job_id)
    assert store.team_tasks.of_job(job_id) == TASK
    assert store.team_tasks.released() == ()


def test_a_released_task_waits_to_be_deleted_until_it_is_forgotten(store: Store) -> None:
    job_id = _running(store)
    store.team_tasks.keep(TASK, job_id)
    assert store.team_tasks.release([job_id])
    assert store.team_tasks.of_job(job_id) is None
    assert store.team_tasks.released() == (TASK,)
    assert not store.team_tasks.release([job_id])
    store.team_tasks.forget(TASK)
    assert store.team_tasks.released() == ()


def test_the_task_of_a_deleted_job_is_released(store: Store) -> None:
    job_id = _running(store)
    store.team_tasks.keep(TASK, job_id)
    store.jobs.delete([job_id])
    assert store.team_tasks.released() == (TASK,)


def test_a_task_taken_for_a_job_that_is_gone_is_released_at_once(store: Store) -> None:
    store.team_tasks.keep(TASK, uuid4())
    assert store.team_tasks.released() == (TASK,)


def test_old_released_tasks_are_forgotten_and_wanted_ones_never(store: Store) -> None:
    job_id = _running(store)
    wanted = TeamTask(TASK.address, "t2")
    store.team_tasks.keep(TASK, None)
    store.team_tasks.keep(wanted, job_id)
    store.team_tasks.forget_released(before=SOON)
    assert store.team_tasks.released() == ()
    assert store.team_tasks.of_job(job_id) == wanted


def test_pages_read_elsewhere_count_as_done_until_they_come_or_the_run_ends(store: Store) -> None:
    job_id = _running(store)
    job = store.team_tasks.set_pages_elsewhere(job_id, 2)
    assert job is not None
    assert job.pages_done == 2
    pages = [pack_page(samples.page(page_index=index)) for index in range(2)]
    assert store.pages.save_fetched(job_id, pages[:1], b"key")
    assert store.jobs.get(job_id).pages_done == 2
    assert store.pages.save_fetched(job_id, pages[1:], b"key")
    assert store.jobs.get(job_id).pages_done == 2
    store.team_tasks.set_pages_elsewhere(job_id, 5)
    store.jobs.change_status([job_id], JobStatus.CANCELLED)
    assert store.jobs.get(job_id).pages_done == 2
    assert not store.pages.save_fetched(uuid4(), pages, b"key")
    assert store.team_tasks.set_pages_elsewhere(uuid4(), 1) is None


def test_a_job_keeps_its_place_and_waits_for_it_alone(store: Store) -> None:
    here, there = samples.job("a.pdf"), samples.job("b.pdf")
    store.jobs.insert([here, there], owner=samples.OWNER)
    (moved,) = store.jobs.set_place([there.id], WorkPlace.TEAM)
    assert moved.place is WorkPlace.TEAM
    assert [job.id for job in store.jobs.waiting(owner=samples.OWNER, limit=9)] == [here.id]
    waiting = store.jobs.waiting(owner=samples.OWNER, limit=9, place=WorkPlace.TEAM)
    assert [job.id for job in waiting] == [there.id]
