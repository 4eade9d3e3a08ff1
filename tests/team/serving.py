"""The web application and a worker's hands in the test's own process: real spool and Redis, fake pages."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import redis
from starlette.testclient import TestClient

from tests.jobs.office import FAKE_PIPELINE
from transcritor_gui.team.api.application import create_api
from transcritor_gui.team.api.server import Server, make_server
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.copies import Copies
from transcritor_gui.team.storage.export_calls import ExportOrder
from transcritor_gui.team.storage.live import Live, queue_keys
from transcritor_gui.team.storage.presence import Worker
from transcritor_gui.team.storage.spool import Spool
from transcritor_gui.team.work.celery_results import CeleryResults
from transcritor_gui.team.work.exporting import ExportWork
from transcritor_gui.team.work.queue import EXPORT_TASK, TeamQueue, make_celery
from transcritor_gui.team.work.reading import DocumentWork
from transcritor_gui.workers import WorkerPool

__all__ = ["exporting", "fake_pdf", "messages", "serving", "upload", "work_through", "working"]


@contextmanager
def serving(config: TeamConfig, *, is_open: bool = True) -> Iterator[tuple[TestClient, Server]]:
    """Requests come from this computer itself, as a browser there would send them."""
    server = make_server(config, is_open=is_open, fresh_s=0, no_worker_s=0)
    with TestClient(create_api(server), base_url="http://localhost", raise_server_exceptions=False) as client:
        yield client, server


@contextmanager
def working(config: TeamConfig) -> Iterator[DocumentWork]:
    """What a process of a worker does with messages; the test hands it these."""
    live = Live(config)
    pool = WorkerPool(workers=1, memory_limit_mb=1024)
    pool.start()
    try:
        book = TaskBook(Spool(config.spool_url))
        app = make_celery(config)
        yield DocumentWork(
            config=config,
            book=book,
            live=live,
            queue=TeamQueue(app, live),
            pool=pool,
            pipeline=FAKE_PIPELINE,
            copies=Copies(book, Path(config.spool_url) / "copies"),
            celery_results=CeleryResults(app),
        )
    finally:
        pool.stop()
        live.close()


def work_through(work: DocumentWork, task_id: str) -> None:
    """Do all that there is to do for a task, one message after the other."""
    work.prepare(task_id)
    plan = work.book.plan(task_id)
    for chunk in range(0 if plan is None else len(plan.chunks)):
        work.read_chunk(task_id, chunk)


@contextmanager
def exporting(work: DocumentWork) -> Iterator[list[str]]:
    """A worker that makes exports and nothing else; the names of those that it was sent for."""
    done: list[str] = []
    ended = threading.Event()
    hands = ExportWork(work.config, work.book, work.live, work.pool)

    def take(broker: redis.Redis) -> None:
        for key in queue_keys():
            for message in broker.lrange(key, 0, -1):
                found = json.loads(message)
                if found["headers"]["task"] == EXPORT_TASK and broker.lrem(key, 1, str(message)):
                    order = ExportOrder(*json.loads(base64.b64decode(found["body"]))[0])
                    done.append(order.name)
                    hands.make(order)

    def serve() -> None:
        with redis.Redis.from_url(work.config.broker_url, decode_responses=True) as broker:
            while not ended.wait(0.02):
                take(broker)

    thread = threading.Thread(target=serve, name="exports")
    work.live.presence.beat(Worker("desk:1", 1))
    thread.start()
    try:
        yield done
    finally:
        ended.set()
        thread.join()


def fake_pdf(*pages: str) -> bytes:
    """See tests/jobs/fakes.py for what pages may do."""
    return f"%PDF-{' '.join(pages)}\n".encode()


def upload(client: TestClient, data: bytes, *, name: str = "a.pdf", **fields: Any) -> str:
    """The id of the task."""
    answer = client.post("/process-pdf/", files={"file": (name, data)}, data=fields)
    assert answer.status_code == 202, answer.text
    task_id: str = answer.json()["task_id"]
    return task_id


def messages(config: TeamConfig) -> int:
    """How many wait in the broker."""
    with redis.Redis.from_url(config.broker_url) as client:
        return sum(int(client.llen(key)) for key in queue_keys())
