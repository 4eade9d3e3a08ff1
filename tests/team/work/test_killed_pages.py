"""A page whose process the system ends is read again before it is given up."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest

from tests.team.serving import fake_pdf, serving, upload, working
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.work.reading import DocumentWork
from transcritor_gui.workers import WorkerPool


class _ShortOfMemory(WorkerPool):
    """On a computer where the system ends processes, so many times."""

    kills_left = 0

    def submit(
        self, function: Callable[..., Any], *args: Any, timeout_s: float, urgent: bool = False
    ) -> Future[Any]:
        if not self.kills_left:
            return super().submit(function, *args, timeout_s=timeout_s, urgent=urgent)
        self.kills_left -= 1
        killed: Future[Any] = Future()
        killed.set_exception(TranscritorError(ErrorCode.WORKER_KILLED))
        return killed


def _read(config: TeamConfig, *, kills: int, tries: int) -> dict[str, Any]:
    """How a document of one page stands after its only chunk was begun so often."""
    pool = _ShortOfMemory(workers=1, memory_limit_mb=1024)
    pool.start()
    try:
        with serving(config) as (client, _), working(config) as usual:
            task = upload(client, fake_pdf("ok"))
            usual.prepare(task)
            work = DocumentWork(
                config=config,
                book=usual.book,
                live=usual.live,
                queue=usual.queue,
                pool=pool,
                pipeline=usual.pipeline,
                copies=usual.copies,
                celery_results=usual.celery_results,
            )
            pool.kills_left = kills
            for _ in range(tries - 1):
                with pytest.raises(TranscritorError, match="worker_killed"):
                    work.read_chunk(task, 0)
            work.read_chunk(task, 0)
            answer: dict[str, Any] = client.get(f"/process-pdf/status/{task}").json()
            return answer
    finally:
        pool.stop()


def test_a_page_is_read_when_there_is_memory_again(config: TeamConfig) -> None:
    status = _read(config, kills=4, tries=3)  # each time the page itself is tried twice
    assert (status["status"], status["result"]["pages_failed"]) == ("SUCCESS", 0)


def test_a_page_that_is_ended_always_is_given_up(config: TeamConfig) -> None:
    status = _read(config, kills=100, tries=4)
    assert (status["status"], status["error_info"]["code"]) == ("FAILURE", "worker_crashed")
