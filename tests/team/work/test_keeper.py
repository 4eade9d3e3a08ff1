"""The reaper, with a clock of the test's own: what is lost comes back, what is overdue ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import redis

from tests.jobs.fakes import page_of
from tests.team.serving import fake_pdf, messages, work_through, working
from transcritor_gui.errors import TranscritorError
from transcritor_gui.model import TranscriptionOptions
from transcritor_gui.model.packed import pack_page
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.records import Ending, TaskRecord, TaskState
from transcritor_gui.team.storage.spool import Spool
from transcritor_gui.team.work.reading import DocumentWork
from transcritor_gui.team.work.reaper import Reaper

_ID = "6f1c6a0e-0000-4000-8000-000000000001"


class Clock:
    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def work(config: TeamConfig) -> Iterator[DocumentWork]:
    with working(replace(config, chunk_pages=1)) as work:
        yield work


@pytest.fixture
def reaper(work: DocumentWork, clock: Clock) -> Reaper:
    return Reaper(work.config, work.book, work.live, work.queue, work.celery_results, now=clock)


def _accepted(work: DocumentWork, clock: Clock, *pages: str) -> TaskRecord:
    data = fake_pdf(*pages)
    record = TaskRecord(
        id=_ID,
        owner="local",
        name="a.pdf",
        created_at=clock.now,
        size_bytes=len(data),
        sha256="",
        options=TranscriptionOptions(),
    )
    work.book.spool.write(work.book.source(record.id), data)
    work.book.open_task(record)
    return record


def _lose_all(config: TeamConfig) -> None:
    with redis.Redis.from_url(config.broker_url) as client:
        client.flushall()


def test_a_task_that_never_reached_the_queue_is_given_out(
    work: DocumentWork, reaper: Reaper, clock: Clock
) -> None:
    _accepted(work, clock, "ok")
    reaper.round()
    assert messages(work.config) == 1


def test_a_task_that_moves_is_left_alone(work: DocumentWork, reaper: Reaper, clock: Clock) -> None:
    work.queue.prepare(_accepted(work, clock, "ok"))
    reaper.round()
    reaper.round()
    assert messages(work.config) == 1


def test_a_task_that_waits_behind_others_is_left_alone_for_a_while(
    work: DocumentWork, reaper: Reaper, clock: Clock
) -> None:
    accepted = _accepted(work, clock, "ok")
    work.queue.prepare(replace(accepted, id="00000000-0000-4000-8000-000000000000"))
    reaper.round()
    assert messages(work.config) == 1
    clock.now += timedelta(minutes=3)
    reaper.round()
    assert messages(work.config) == 2


def test_a_task_whose_message_lies_in_the_queue_waits_however_long_that_takes(
    work: DocumentWork, reaper: Reaper, clock: Clock
) -> None:
    work.queue.prepare(_accepted(work, clock, "ok"))
    _stand_still(work.config)
    for _ in range(20):
        clock.now += timedelta(minutes=10)
        reaper.round()
    assert messages(work.config) == 1
    assert work.live.retry_reason(_ID) is None


def _stand_still(config: TeamConfig) -> None:
    """As when nobody has spoken of the task for long."""
    with redis.Redis.from_url(config.result_backend) as client:
        client.delete(f"transcritor:moved:{_ID}")


def test_a_chunk_lost_with_its_worker_is_given_out_again_at_once_while_others_wait(
    work: DocumentWork, reaper: Reaper, clock: Clock
) -> None:
    accepted = _accepted(work, clock, "ok", "ok")
    work.prepare(_ID)
    assert work.live.take(_ID, 0, "a worker")
    _take_message(work.config)
    work.queue.prepare(replace(accepted, id="00000000-0000-4000-8000-000000000000"))
    with redis.Redis.from_url(work.config.result_backend) as client:
        client.delete(f"transcritor:lease:{_ID}:0")  # it has run out

    reaper.round()
    reaper.round()

    assert messages(work.config) == 2
    assert work.live.waiting() == {_ID, "00000000-0000-4000-8000-000000000000"}


def test_chunks_that_were_lost_are_given_out_again_without_those_that_are_done(
    work: DocumentWork, reaper: Reaper, clock: Clock
) -> None:
    _accepted(work, clock, "ok", "ok", "ok")
    work.prepare(_ID)
    work.read_chunk(_ID, 1)
    _lose_all(work.config)

    reaper.round()

    assert messages(work.config) == 1
    assert work.live.pages_done(_ID) == 1
    reason = work.live.retry_reason(_ID)
    assert reason is not None
    assert reason.code == "work_lost"
    for chunk in (0, 2):
        work.read_chunk(_ID, chunk)
    ending = work.book.ending(_ID)
    assert ending is not None
    assert ending.state is TaskState.SUCCESS


def test_a_task_whose_pages_are_all_there_is_put_together(
    work: DocumentWork, reaper: Reaper, clock: Clock
) -> None:
    _accepted(work, clock, "ok")
    work.prepare(_ID)
    plan = work.book.plan(_ID)
    assert plan is not None
    work.book.save_page(_ID, pack_page(page_of(0, "ok")))
    _lose_all(work.config)
    reaper.round()
    assert messages(work.config) == 1
    work.read_chunk(_ID, 0)
    assert work.book.ending(_ID) is not None


def test_a_task_over_its_time_fails_even_without_redis(
    work: DocumentWork, reaper: Reaper, clock: Clock
) -> None:
    _accepted(work, clock, "ok")
    clock.now += timedelta(hours=25)
    reaper.round()
    ending = work.book.ending(_ID)
    assert ending is not None
    assert ending.error is not None
    assert (ending.state, ending.error.code) == (TaskState.FAILURE, "task_overdue")
    assert work.book.open_tasks() == ()


def test_more_workers_get_more_chunks(work: DocumentWork, reaper: Reaper, clock: Clock) -> None:
    _accepted(work, clock, "ok", "ok", "ok", "ok")
    work.prepare(_ID)
    _take_message(work.config)
    reaper.round()
    assert messages(work.config) == 1
    assert work.live.chunks_given(_ID) == 2


def _take_message(config: TeamConfig) -> None:
    with redis.Redis.from_url(config.broker_url) as client:
        client.delete("celery", "celery\x06\x166")


def test_tasks_are_swept_when_their_time_is_over(work: DocumentWork, reaper: Reaper, clock: Clock) -> None:
    _accepted(work, clock, "ok")
    work_through(work, _ID)
    reaper.sweep()
    assert work.book.record(_ID) is not None
    clock.now += timedelta(hours=25)
    reaper.sweep()
    assert work.book.record(_ID) is None
    assert work.book.tasks_of("local") == ()
    assert work.book.spool.names("ended") == []


def test_an_upload_that_broke_off_is_swept_much_later(
    work: DocumentWork, reaper: Reaper, clock: Clock
) -> None:
    work.book.spool.write(f"tasks/{_ID}/source.pdf", b"%PDF-")
    reaper.sweep()
    clock.now += timedelta(hours=5)
    reaper.sweep()
    assert work.book.spool.names("tasks") == [_ID]
    clock.now += timedelta(hours=2)
    reaper.sweep()
    assert work.book.spool.names("tasks") == []


def test_two_keepers_take_turns(work: DocumentWork, reaper: Reaper, clock: Clock) -> None:
    _accepted(work, clock, "ok")
    reaper.round()
    other = Reaper(work.config, work.book, work.live, work.queue, work.celery_results, now=clock)
    _take_message(work.config)
    other.round()
    assert messages(work.config) == 0


def test_a_page_that_takes_its_worker_with_it_is_given_up(work: DocumentWork, clock: Clock) -> None:
    _accepted(work, clock, "ok", "ok")
    work.prepare(_ID)
    for _ in range(3):  # three workers began, and were never heard of again
        work.book.note_attempt(_ID, 0, 0)
    work.read_chunk(_ID, 0)
    work.read_chunk(_ID, 1)
    ending = work.book.ending(_ID)
    assert ending is not None
    assert ending.summary is not None
    assert (ending.state, ending.summary.pages_failed) == (TaskState.SUCCESS, 1)


def test_work_that_somebody_is_at_is_not_done_twice(work: DocumentWork, clock: Clock) -> None:
    _accepted(work, clock, "ok")
    work.prepare(_ID)
    assert work.live.take(_ID, 0, "another")
    work.read_chunk(_ID, 0)
    assert work.book.ending(_ID) is None


def test_doing_everything_twice_changes_nothing(work: DocumentWork, clock: Clock) -> None:
    _accepted(work, clock, "ok", "ocr")
    work_through(work, _ID)
    first = work.book.ending(_ID)
    work_through(work, _ID)
    assert work.book.ending(_ID) == first
    assert work.book.spool.names(f"tasks/{_ID}/pages") == []


class _SpoolFarBehind(Spool):
    """Whose computer has a clock 25 hours behind this one's: to it, this one is 25 hours ahead."""

    def now(self) -> datetime:
        return super().now() - timedelta(hours=25)


def test_a_server_whose_clock_is_a_day_ahead_fails_and_sweeps_nothing(work: DocumentWork) -> None:
    book = TaskBook(_SpoolFarBehind(work.config.spool_url))
    reaper = Reaper(work.config, book, work.live, work.queue, work.celery_results)
    opened = replace(_accepted(work, Clock(), "ok"), id=_ID.replace("1", "2"), created_at=book.now())
    book.open_task(opened)
    book.delete(_ID)
    ended = replace(opened, id=_ID.replace("1", "3"))
    book.open_task(ended)
    book.end(ended.id, Ending(TaskState.SUCCESS, book.now()))
    reaper.round()
    reaper.sweep()
    assert book.ending(opened.id) is None
    assert book.ending(ended.id) is not None


def test_a_task_that_is_in_no_index_is_listed_and_read(
    work: DocumentWork, reaper: Reaper, clock: Clock
) -> None:
    """A server was killed, or the power failed, between the record and the index."""
    record = _accepted(work, clock, "ok")
    work.book.spool.delete_tree("open")
    work.book.spool.delete_tree("owners")
    reaper.sweep()
    reaper.round()
    assert work.book.tasks_of(record.owner) == (_ID,)
    assert messages(work.config) == 1


def test_what_is_no_task_is_taken_out_of_the_lists(work: DocumentWork, reaper: Reaper, clock: Clock) -> None:
    """A copy of the spool has the list of a moment later than the tasks."""
    record = _accepted(work, clock, "ok")
    work.book.spool.write("owners/local/20260101T000000.000000~gone", b"")
    reaper.sweep()
    assert work.book.tasks_of(record.owner) == (_ID,)


def test_an_ended_task_that_is_in_no_index_is_swept_in_its_time(
    work: DocumentWork, reaper: Reaper, clock: Clock
) -> None:
    _accepted(work, clock, "ok")
    work_through(work, _ID)
    work.book.spool.delete_tree("ended")
    reaper.sweep()
    assert work.book.ended_ids() == (_ID,)
    assert work.book.open_tasks() == ()


@pytest.mark.parametrize("left", [b"", b"\x98", None], ids=["empty", "cut", "damaged"])
def test_a_page_that_a_power_cut_has_broken_is_read_again(
    work: DocumentWork, reaper: Reaper, clock: Clock, left: bytes | None
) -> None:
    _accepted(work, clock, "ok", "ok")
    work.prepare(_ID)
    work.read_chunk(_ID, 0)
    path = f"tasks/{_ID}/pages/0"
    whole = work.book.spool.read(path)
    assert whole is not None
    work.book.spool.write(path, whole.replace(b"x", b"\0", 1)[:-9] + bytes(9) if left is None else left)
    with pytest.raises(TranscritorError):
        work.read_chunk(_ID, 1)
    _lose_all(work.config)
    reaper.round()
    work.read_chunk(_ID, 0)
    ending = work.book.ending(_ID)
    assert ending is not None
    assert ending.state is TaskState.SUCCESS
