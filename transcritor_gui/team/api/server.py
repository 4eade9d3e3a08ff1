"""The parts of the running server, made once and handed to all that answers requests."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from transcritor_gui.team.api.limits import Limits
from transcritor_gui.team.api.metrics import Metrics
from transcritor_gui.team.api.results import NO_WORKER_S, Results
from transcritor_gui.team.api.standings import FRESH_S, Standings
from transcritor_gui.team.api.tokens import TokenFile
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.live import Live
from transcritor_gui.team.storage.spool import Spool
from transcritor_gui.team.work.celery_results import CeleryResults
from transcritor_gui.team.work.queue import TeamQueue, make_celery
from transcritor_gui.team.work.reaper import Reaper

__all__ = ["Server", "make_server"]


@dataclass(frozen=True, slots=True)
class Server:
    config: TeamConfig
    book: TaskBook
    live: Live
    queue: TeamQueue
    celery_results: CeleryResults
    reaper: Reaper
    tokens: TokenFile
    limits: Limits
    standings: Standings
    results: Results
    is_open: bool
    """Whether it answers without a token: only one that listens on this computer alone."""
    metrics: Metrics = field(default_factory=Metrics)
    ending: threading.Event = field(default_factory=threading.Event)
    """Set when the server is told to end: answers that would go on without end stop."""


def make_server(
    config: TeamConfig, *, is_open: bool, fresh_s: float = FRESH_S, no_worker_s: float = NO_WORKER_S
) -> Server:
    """All parts for `config`; nothing runs yet.

    What is told of a task may be `fresh_s` old; whoever waits for a file is told after `no_worker_s` that no
    worker is there.
    """
    book = TaskBook(Spool(config.spool_url))
    live = Live(config)
    app = make_celery(config)
    queue = TeamQueue(app, live)
    celery_results = CeleryResults(app)
    ending = threading.Event()
    return Server(
        config=config,
        book=book,
        live=live,
        queue=queue,
        celery_results=celery_results,
        reaper=Reaper(config, book, live, queue, celery_results),
        tokens=TokenFile(config.tokens_file),
        limits=Limits(uploads_per_minute=config.uploads_per_minute, open_tasks=config.open_tasks),
        standings=Standings(book, live, fresh_s=fresh_s),
        results=Results(book, live, queue, ending=ending, no_worker_s=no_worker_s),
        is_open=is_open,
        ending=ending,
    )
