"""How tasks stand, kept for a moment: what is asked often is looked up once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace

import pytest

from tests.team.serving import fake_pdf, work_through, working
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model import TranscriptionOptions
from transcritor_gui.team.api.standings import Standings
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.live import Live, LiveProgress
from transcritor_gui.team.storage.presence import Worker
from transcritor_gui.team.storage.records import TaskRecord
from transcritor_gui.team.storage.spool import Spool
from transcritor_gui.team.work.reading import DocumentWork

_ID = "6f1c6a0e-0000-4000-8000-000000000001"


class Clock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


class CountingSpool(Spool):
    reads = 0

    def read(self, path: str) -> bytes | None:
        self.reads += 1
        return super().read(path)


@pytest.fixture
def work(config: TeamConfig) -> Iterator[DocumentWork]:
    with working(config) as work:
        data = fake_pdf("ok", "ok")
        record = TaskRecord(
            id=_ID,
            owner="ana",
            name="a.pdf",
            created_at=work.book.spool.now(),
            size_bytes=len(data),
            sha256="",
            options=TranscriptionOptions(),
        )
        work.book.spool.write(work.book.source(_ID), data)
        work.book.open_task(record)
        yield work


@pytest.fixture
def live(config: TeamConfig) -> Iterator[Live]:
    with closing(Live(config)) as live:
        yield live


def test_many_who_ask_at_once_cost_one_look(work: DocumentWork, live: Live, config: TeamConfig) -> None:
    spool = CountingSpool(config.spool_url)
    clock = Clock()
    standings = Standings(TaskBook(spool), live, fresh_s=1, clock_s=clock)

    async def ask(times: int) -> set[bytes]:
        return set(await asyncio.gather(*(standings.answer("ana", _ID) for _ in range(times))))

    asyncio.run(ask(1))
    clock.now_s = 2
    before = spool.reads
    assert len(asyncio.run(ask(50))) == 1
    assert spool.reads - before <= 2  # the ending, and the plan as long as there is none


def test_an_answer_is_as_old_as_it_may_be_and_no_older(work: DocumentWork, live: Live) -> None:
    clock = Clock()
    standings = Standings(work.book, live, fresh_s=1, clock_s=clock)
    assert b'"PENDING"' in asyncio.run(standings.answer("ana", _ID))
    work_through(work, _ID)
    clock.now_s = 0.9
    assert b'"PENDING"' in asyncio.run(standings.answer("ana", _ID))
    clock.now_s = 1.0
    assert b'"SUCCESS"' in asyncio.run(standings.answer("ana", _ID))


def test_what_is_kept_is_told_to_its_owner_alone(work: DocumentWork, live: Live) -> None:
    standings = Standings(work.book, live, fresh_s=1000)
    asyncio.run(standings.answer("ana", _ID))
    with pytest.raises(TranscritorError) as refused:
        asyncio.run(standings.answer("rui", _ID))
    assert refused.value.info.code is ErrorCode.TASK_UNKNOWN
    assert asyncio.run(standings.all("rui", [_ID])) == ()


def test_a_task_deleted_by_another_server_is_unknown_a_moment_later(work: DocumentWork, live: Live) -> None:
    clock = Clock()
    standings = Standings(work.book, live, fresh_s=1, clock_s=clock)
    asyncio.run(standings.answer("ana", _ID))
    work.book.delete(_ID)
    clock.now_s = 1.0
    with pytest.raises(TranscritorError) as refused:
        asyncio.run(standings.answer("ana", _ID))
    assert refused.value.info.code is ErrorCode.TASK_UNKNOWN


def test_it_is_told_that_no_worker_is_there(work: DocumentWork, live: Live) -> None:
    standings = Standings(work.book, live, fresh_s=0)
    assert b"No worker is there" in asyncio.run(standings.answer("ana", _ID))
    live.presence.beat(Worker("desk:1", 2))
    assert b'"note":""' in asyncio.run(standings.answer("ana", _ID))


class CountingLive(Live):
    questions = 0

    def progress_of(self, task_ids: Sequence[str]) -> dict[str, LiveProgress]:
        self.questions += 1
        return super().progress_of(task_ids)


def test_tasks_that_are_asked_about_in_turn_are_looked_up_together(
    work: DocumentWork, config: TeamConfig
) -> None:
    record = work.book.record(_ID)
    assert record is not None
    ids = [_ID, *(f"{_ID[:-1]}{digit}" for digit in range(2, 9))]
    for task_id in ids[1:]:
        work.book.open_task(replace(record, id=task_id))
    clock = Clock()
    with closing(CountingLive(config)) as live:
        standings = Standings(work.book, live, fresh_s=1, clock_s=clock)

        async def ask_in_turn() -> None:
            for task_id in ids:
                await standings.answer("ana", task_id)

        asyncio.run(ask_in_turn())
        clock.now_s, live.questions = 2, 0
        asyncio.run(ask_in_turn())
        assert live.questions == 1
        clock.now_s, live.questions = 20, 0
        asyncio.run(standings.answer("ana", _ID))
        assert live.questions == 1
        assert asyncio.run(standings.answer("ana", ids[-1]))
        assert live.questions == 2  # nobody had asked about it for long
