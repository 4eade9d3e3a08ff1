"""The n-th write fails, for every n of one job, as SQLite tests itself: in the database, and in an export."""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from benchmarks.faults.documents import numbered_document, words_of_page
from benchmarks.faults.outcome import Part
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export import writing
from transcritor_gui.jobs import Conflict, JobService, built_in_pipeline
from transcritor_gui.jobs.events import Event, ServiceFailed
from transcritor_gui.model import FINISHED, JobStatus
from transcritor_gui.settings import Settings
from transcritor_gui.store import Store, database
from transcritor_gui.workers import WorkerPool

__all__ = ["failing_database", "failing_export"]

_PAGES = 3
_MOST_WRITES = 400
_WITHIN_S = 60.0
_WRITES = ("INSERT", "UPDATE", "DELETE", "COMMIT", "BEGIN")
_EXPECTED = frozenset({ErrorCode.DISK_FULL, ErrorCode.DATABASE_UNUSABLE, ErrorCode.EXPORT_FAILED})


class _Nth:
    """Fails the n-th of what is counted, once."""

    def __init__(self, number: int) -> None:
        self._left = number
        self._lock = threading.Lock()
        self.has_failed = False

    def is_it(self) -> bool:
        with self._lock:
            self._left -= 1
            self.has_failed = self.has_failed or self._left == 0
            return self._left == 0


def failing_database(folder: Path, *, step: int = 1) -> Part:
    """`step` passes over all writes but each so many'th."""
    part = Part("the n-th write to the database fails, for every n of one job", "pages lost or doubled: 0")
    for number in range(1, _MOST_WRITES, step):
        nth = _Nth(number)
        faults = _job_with(nth, folder / f"write-{number}")
        if not nth.has_failed:
            break
        part.add(f"write {number}", faults)
    return part


def failing_export(folder: Path) -> Part:
    part = Part("the n-th call to the system fails, for every n of one export", "half files: 0")
    (folder / "read").mkdir(parents=True)
    with _open_service(folder / "read", _Nth(_MOST_WRITES**2)) as service:
        (job_id,) = service.add([numbered_document(folder / "ata.pdf", _PAGES)]).added
        _wait_until(lambda: service.job(job_id).status in FINISHED)
        for format_name in ("txt", "docx", "pdf"):
            for conflict in (Conflict.SKIP, Conflict.RENAME, Conflict.REPLACE):
                for number in range(1, _MOST_WRITES):
                    nth = _Nth(number)
                    out = folder / f"{format_name}-{conflict.value}-{number}"
                    out.mkdir()
                    with _failing_system(nth):
                        (outcome,) = service.export(
                            (job_id,), format=format_name, folder=out, conflict=conflict
                        )
                    if not nth.has_failed:
                        break
                    left = sorted(path.name for path in out.iterdir())
                    faults = [f"{name} is left" for name in left if ".part" in name]
                    if outcome.error is None and len(left) != 1:
                        faults.append(f"it says that it is written, and there is {left}")
                    if outcome.error is not None and outcome.error.code not in _EXPECTED:
                        faults.append(f"it failed as {outcome.error.code}")
                    part.add(f"{format_name}, {conflict.value}, call {number}", faults)
    return part


def _job_with(nth: _Nth, folder: Path) -> list[str]:
    folder.mkdir(parents=True)
    path = numbered_document(folder / "ata.pdf", _PAGES)
    faults = []
    for _attempt in range(2):  # the second as after a restart
        try:
            with _open_service(folder, nth) as service:
                failures: list[Event] = []
                service.subscribe(lambda event, seen=failures: _note_failure(event, seen))  # type: ignore[misc]
                service.add([path], share=True)
                _wait_until(lambda s=service, seen=failures: bool(seen) or _is_over(s))  # type: ignore[misc]
                if failures:  # a person makes room, and goes on
                    service.resume(())
                    _wait_until(lambda s=service: _is_over(s))  # type: ignore[misc]
        except TranscritorError as error:
            if error.info.code not in _EXPECTED:
                faults.append(f"it failed as {error}")
    with _open_service(folder, _Nth(_MOST_WRITES**2)) as service:
        done = [job for job in service.jobs() if job.status is JobStatus.DONE]
        if not done:
            faults.append(f"no job is done: {[(job.status, job.error) for job in service.jobs()]}")
        for job in done:
            text = "\n".join(page.text for page in service.transcript(job.id).pages)
            for page in range(1, _PAGES + 1):
                if text.count(words_of_page("ata", page)) != 1:
                    faults.append(f"page {page} is there {text.count(words_of_page('ata', page))} times")
    return faults


def _note_failure(event: Event, seen: list[Event]) -> None:
    if isinstance(event, ServiceFailed):
        seen.append(event)


def _is_over(service: JobService) -> bool:
    try:
        return all(job.status in FINISHED for job in service.jobs())
    except TranscritorError:
        return True


def _wait_until(condition: Callable[[], bool]) -> bool:
    tick = threading.Event()
    for _ in range(int(_WITHIN_S / 0.02)):
        if condition():
            return True
        tick.wait(0.02)
    return False


class _Here:
    """Stands for the pool: pages are read in threads of this process, one after the other."""

    workers = 1

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(max_workers=1)

    def start(self) -> None:
        """Nothing to start."""

    def stop(self) -> None:
        self._threads.shutdown(cancel_futures=True)

    def submit(self, function: Callable[..., Any], *args: Any, **_: Any) -> Future[Any]:
        return self._threads.submit(function, *args)

    submit_quick = submit


@contextmanager
def _open_service(folder: Path, nth: _Nth) -> Iterator[JobService]:
    with _failing_connections(nth):
        service = JobService(
            store=Store(folder / "jobs.db"),
            pool=cast("WorkerPool", _Here()),
            pipeline=built_in_pipeline(),
            settings=Settings(second_opinion=False),
        )
        try:
            service.start()
            yield service
        finally:
            try:
                service.stop(timeout_s=5)
            except TranscritorError as error:
                if error.info.code not in _EXPECTED:
                    raise


@contextmanager
def _failing_connections(nth: _Nth) -> Iterator[None]:
    class Connection(sqlite3.Connection):
        def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
            if sql.lstrip().upper().startswith(_WRITES) and nth.is_it():
                error = sqlite3.OperationalError("database or disk is full")
                error.sqlite_errorcode = sqlite3.SQLITE_FULL
                error.sqlite_errorname = "SQLITE_FULL"
                raise error
            return super().execute(sql, *parameters)

        def executemany(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
            if nth.is_it():
                error = sqlite3.OperationalError("disk I/O error")
                error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
                error.sqlite_errorname = "SQLITE_IOERR_WRITE"
                raise error
            return super().executemany(sql, *parameters)

    class Module:
        """sqlite3 with these connections."""

        def __getattr__(self, name: str) -> Any:
            return getattr(sqlite3, name)

        def connect(self, *args: Any, **named: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = sqlite3.connect(*args, **{"factory": Connection, **named})
            return connection

    with _in_place_of(database, "sqlite3", Module()):
        yield


@contextmanager
def _failing_system(nth: _Nth) -> Iterator[None]:
    class System:
        """os, whose calls that change a disk fail when their turn has come."""

        def __getattr__(self, name: str) -> Any:
            found = getattr(os, name)
            if name not in ("open", "fdopen", "fsync", "link", "replace"):
                return found

            def counted(*args: Any, **named: Any) -> Any:
                if nth.is_it():
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                return found(*args, **named)

            return counted

    with _in_place_of(writing, "os", System()):
        yield


@contextmanager
def _in_place_of(module: ModuleType, name: str, stand_in: object) -> Iterator[None]:
    kept = getattr(module, name)
    setattr(module, name, stand_in)
    try:
        yield
    finally:
        setattr(module, name, kept)
