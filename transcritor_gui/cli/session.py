"""The service as the command line uses it: opened for one command, and ended in good order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from transcritor_gui.cli.terminal.console import write_note
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs import JobService, built_in_pipeline
from transcritor_gui.jobs.keeping.mended_words import mended_words
from transcritor_gui.jobs.remote.backend import OpenBackend
from transcritor_gui.model import WorkPlace
from transcritor_gui.paths import Places, places
from transcritor_gui.settings import Settings
from transcritor_gui.store import Store
from transcritor_gui.telemetry import remove_telemetry_traces
from transcritor_gui.workers import WorkerPool

__all__ = ["open_history", "running_service"]


@contextmanager
def open_history(settings: Settings) -> Iterator[JobService]:
    """The service for reading and deleting: it runs nothing, so neither processes nor threads are started."""
    with _told_of_mending(Store(_prepared().database)) as store:
        try:
            yield _service(store, settings, workers=1)
        finally:
            store.close()


@contextmanager
def running_service(settings: Settings, *, workers: int) -> Iterator[JobService]:
    """A service that reads pages. At the end pages in flight are killed; what was read is kept.

    Jobs that another program left are not touched: this one does what it was asked for.
    """
    with _told_of_mending(Store(_prepared().database)) as store:
        service = _service(store, settings, workers=workers, open_backend=_way_to_team_server(settings))
        try:
            service.start(adopt=False)
            yield service
        finally:
            service.stop(timeout_s=0)


@contextmanager
def _told_of_mending(store: Store) -> Iterator[Store]:
    """Say on standard error what became of a history that was damaged, at the beginning or meanwhile."""
    told = store.mendings()
    for mended in told:
        write_note(mended_words(mended))
    try:
        yield store
    finally:
        for mended in store.mendings()[len(told) :]:
            write_note(mended_words(mended))


def _service(
    store: Store, settings: Settings, *, workers: int, open_backend: OpenBackend | None = None
) -> JobService:
    pool = WorkerPool(workers=workers, memory_limit_mb=settings.page_memory_mb, log_dir=places().logs)
    pipeline = built_in_pipeline()
    # what is to be written is said with the command
    asked_for = replace(settings, auto_export=False)
    return JobService(
        store=store, pool=pool, pipeline=pipeline, settings=asked_for, open_backend=open_backend
    )


def _way_to_team_server(settings: Settings) -> OpenBackend | None:
    """The client of the team server, imported only where the settings choose that."""
    if settings.work_place is not WorkPlace.TEAM:
        return None
    from transcritor_gui.team.client.access import ClientAccess

    return ClientAccess().open_backend


def _prepared() -> Places:
    """The user's folders, made if need be."""
    where = places()
    try:
        where.create()
    except OSError as error:
        raise TranscritorError(ErrorCode.DATABASE_UNUSABLE, path=where.data, reason=error.strerror) from error
    remove_telemetry_traces(where.cache)
    return where
