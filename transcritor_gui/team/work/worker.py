"""A worker: Celery's prefork pool, each of its processes with one page process of our own.

    worker (Celery: fetches messages, ends a process that is over its hard limit)
      process 1 (one message at a time) - page process (one page at a time: deadline, memory limit, may crash)
      process 2 ...

It is begun by `transcritor worker` (`run_worker`), or by Celery's own command line (`celery_app`). Why it is
so is in docs/decisions/0051-prefork-with-page-processes.md.
"""

from __future__ import annotations

import logging
import multiprocessing
import multiprocessing.process
import os
import platform
import secrets
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from celery import Celery, bootsteps, signals
from celery.exceptions import SoftTimeLimitExceeded

from transcritor_gui import __version__
from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.jobs import Pipeline, built_in_pipeline
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.copies import Copies
from transcritor_gui.team.storage.export_calls import ExportOrder
from transcritor_gui.team.storage.live import PREPARE, Live
from transcritor_gui.team.storage.presence import Worker, WorkerFacts
from transcritor_gui.team.storage.spool import Spool
from transcritor_gui.team.work.celery_results import CeleryResults
from transcritor_gui.team.work.exporting import ExportWork
from transcritor_gui.team.work.queue import EXPORT_TASK, PREPARE_TASK, READ_TASK, TeamQueue, make_celery
from transcritor_gui.team.work.reading import DocumentWork
from transcritor_gui.workers import WorkerPool

__all__ = ["run_worker", "worker_app"]

_log = logging.getLogger(__name__)

_BEAT_INTERVAL_S = 5.0
_FACTS_INTERVAL_S = 60.0
_PARENT_INTERVAL_S = 0.5
_MOST_RETRIES = 6
_FIRST_BACKOFF_S = 1
_MOST_BACKOFF_S = 60


def worker_app(
    config: TeamConfig, *, concurrency: int, logs: Path, cache: Path, pipeline: Pipeline | None = None
) -> Celery:
    """The application with all that a worker does; nothing is reached before one is begun.

    `pipeline` reads the pages, in the place of the built-in one.
    """
    app = make_celery(config)
    app.conf.worker_concurrency = concurrency
    process = _Process(app, config, logs=logs, cache=cache, pipeline=pipeline)
    _add_tasks(app, process.work)
    app.steps["worker"].add(_beat(config))
    signals.worker_process_init.connect(process.begin, weak=False)
    signals.worker_process_shutdown.connect(process.end, weak=False)
    return app


def run_worker(
    config: TeamConfig, *, concurrency: int, logs: Path, cache: Path, pipeline: Pipeline | None = None
) -> int:
    """Work until SIGTERM or SIGINT (chunks begun are finished first); the exit code."""
    Spool(config.spool_url)  # an address that cannot be used is told at once
    app = worker_app(config, concurrency=concurrency, logs=logs, cache=cache, pipeline=pipeline)
    signals.setup_logging.connect(_keep_logging, weak=False)
    worker = app.Worker(
        hostname=f"transcritor-{os.getpid()}@{platform.node()}",
        pool="prefork",
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
        quiet=True,
    )
    worker.start()
    return int(worker.exitcode or 0)


class _Process:
    """What one process of Celery's pool has: made after the fork, so that nothing is shared through it."""

    def __init__(
        self, app: Celery, config: TeamConfig, *, logs: Path, cache: Path, pipeline: Pipeline | None
    ) -> None:
        self._app = app
        self._config = config
        self._logs = logs
        self._cache = cache
        self._pipeline = pipeline
        self._before_fork = multiprocessing.current_process()
        self._work: DocumentWork | None = None

    def begin(self, **_: object) -> None:
        _end_with_parent()
        # Billiard has put a view of this process in the place of the standard library's own that may have no
        # children, so that none outlives it. Ours end by themselves when their parent does (workers.process).
        multiprocessing.process._current_process = self._before_fork  # type: ignore[attr-defined]
        logs = self._logs / f"worker-{os.getpid()}"
        logs.mkdir(parents=True, exist_ok=True)
        pool = WorkerPool(workers=1, memory_limit_mb=self._config.page_memory_mb, log_dir=logs)
        pool.start()
        live = Live(self._config)
        book = TaskBook(Spool(self._config.spool_url))
        copies = Copies(book, self._cache)
        copies.start()
        self._work = DocumentWork(
            config=self._config,
            book=book,
            live=live,
            queue=TeamQueue(self._app, live),
            pool=pool,
            pipeline=built_in_pipeline() if self._pipeline is None else self._pipeline,
            copies=copies,
            celery_results=CeleryResults(self._app),
        )

    def end(self, **_: object) -> None:
        if self._work is not None:
            self._work.pool.stop()
            self._work.copies.stop()
            self._work.live.close()
        logs = self._logs / f"worker-{os.getpid()}"
        for file in logs.glob("worker-*.log"):
            if not file.stat().st_size:
                file.unlink()
        if logs.is_dir() and not any(logs.iterdir()):
            logs.rmdir()

    def work(self) -> DocumentWork:
        if self._work is None:
            raise RuntimeError("the process has not begun")
        return self._work


def _add_tasks(app: Celery, work: Callable[[], DocumentWork]) -> None:
    @app.task(name=PREPARE_TASK, bind=True, max_retries=_MOST_RETRIES)  # type: ignore[untyped-decorator]
    def prepare(task: Any, task_id: str) -> None:
        _do(task, work(), task_id, PREPARE)

    @app.task(name=READ_TASK, bind=True, max_retries=_MOST_RETRIES)  # type: ignore[untyped-decorator]
    def read_chunk(task: Any, task_id: str, chunk: int) -> None:
        _do(task, work(), task_id, chunk)

    @app.task(name=EXPORT_TASK)  # type: ignore[untyped-decorator]
    def export(task_id: str, format_name: str, flowing: bool | None, revision: int) -> None:
        here = work()
        ExportWork(here.config, here.book, here.live, here.pool).make(
            ExportOrder(task_id, format_name, flowing, revision)
        )


def _do(task: Any, work: DocumentWork, named_id: str, named_chunk: int) -> None:
    """One message: the piece whose turn it is, which need not be the one that the message names.

    What may pass is tried again later; `reaper` sees to what even that does not help.
    """
    task_id, chunk = work.piece_for(named_id, named_chunk)
    try:
        work.do(task_id, chunk)
    except TranscritorError as error:
        _log.warning("task %s: %s; trying again later", task_id, error)
        countdown = min(_MOST_BACKOFF_S, _FIRST_BACKOFF_S * 2**task.request.retries)
        try:
            work.give_again(task_id, chunk)
            work.note_retry(task_id, error.info, in_s=countdown)
        except TranscritorError:
            _log.warning("task %s: the retry could not be told", task_id)
        raise task.retry(countdown=countdown, exc=RuntimeError(str(error.info.code))) from error
    except SoftTimeLimitExceeded:
        _log.error("task %s: a chunk is over its time", task_id)
        raise
    except Exception:  # noqa: BLE001 - the edge of a worker
        _log.exception("task %s ended in an error of the program", task_id)
        work.fail(task_id, ErrorInfo(ErrorCode.INTERNAL))


def _beat(config: TeamConfig) -> type:
    """A part of Celery's worker that tells every few seconds that it is there."""

    class Beat(bootsteps.StartStopStep):  # type: ignore[misc]
        requires = {"celery.worker.components:Timer", "celery.worker.components:Pool"}  # noqa: RUF012

        def start(self, parent: Any) -> None:
            name = f"{platform.node()}:{os.getpid()}-{secrets.token_hex(3)}"
            self._worker = Worker(name, parent.concurrency)
            self._live = Live(config)
            self._ending = threading.Event()
            self._beat()
            threading.Thread(target=self._tell_facts, name="facts", daemon=True).start()
            parent.timer.call_repeatedly(_BEAT_INTERVAL_S, self._beat)

        def stop(self, parent: Any) -> None:
            del parent
            self._ending.set()
            try:
                self._live.presence.gone(self._worker)
            except TranscritorError as error:
                _log.warning("could not say that this worker goes: %s", error)
            self._live.close()

        def _tell_facts(self) -> None:
            """On a thread of its own: a spool that hangs must not hold up the fetching of messages."""
            book = TaskBook(Spool(config.spool_url))
            while True:
                try:
                    self._live.presence.tell_facts(self._worker, _facts_here(book))
                except TranscritorError as error:
                    _log.warning("what this worker is could not be told: %s", error)
                if self._ending.wait(_FACTS_INTERVAL_S):
                    return

        def _beat(self) -> None:
            try:
                self._live.presence.beat(self._worker)
            except TranscritorError as error:
                _log.warning("could not say that this worker is there: %s", error)

    return Beat


def _facts_here(book: TaskBook) -> WorkerFacts:
    return WorkerFacts(__version__, book.identity(), book.clock.difference().total_seconds())


def _end_with_parent() -> None:
    """End this process when Celery's own is gone, even by kill -9, and with it its page process."""
    parent = os.getppid()

    def watch() -> None:
        never = threading.Event()
        while not never.wait(_PARENT_INTERVAL_S):
            if os.getppid() != parent:
                os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def _keep_logging(**_: object) -> None:
    """Celery sets up logging unless somebody else says that it has."""
