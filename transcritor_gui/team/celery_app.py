"""The application that Celery's own command line asks for.

    celery -A transcritor_gui.team.celery_app worker -l INFO
    celery -A transcritor_gui.team.celery_app status

A worker begun so does what `transcritor worker` does. The application is made when Celery asks for it, from
`CELERY_BROKER_URL`, `CELERY_RESULT_BACKEND` and the other variables of docs/team-server.md; to import this
module reaches and makes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from celery import Celery, signals

from transcritor_gui.paths import Places, places
from transcritor_gui.settings import load_settings
from transcritor_gui.team.config import team_config
from transcritor_gui.team.work.container import fitted, share_here
from transcritor_gui.team.work.worker import worker_app
from transcritor_gui.temporary import remove_abandoned

__all__ = ["app"]  # noqa: F822 - made below, when it is asked for


def __getattr__(name: str) -> Any:
    if name == "app":
        return _app()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def _app() -> Celery:
    where = places()
    settings = load_settings(where.settings_file)

    def prepare(**_: object) -> None:
        _prepare(where)

    signals.worker_init.connect(prepare, weak=False)
    config = team_config(settings)
    chosen = settings.workers if settings.workers > 0 else None
    slots, page_memory_mb = fitted(share_here(), slots=chosen, page_memory_mb=config.page_memory_mb)
    return worker_app(
        replace(config, page_memory_mb=page_memory_mb),
        concurrency=slots,
        logs=where.logs,
        cache=where.cache / "team",
    )


def _prepare(where: Places) -> None:
    """What every other door does before it begins to work; OSError ends the worker with its reason."""
    where.create()
    remove_abandoned()
