"""The only object that widgets talk to: requests go in as methods, news comes out as signals.

The service is opened and called on two threads of this module's own, never on the GUI thread: one does
commands in the order they were given, the other reads. Answers and events return through `bridge`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from PySide6.QtGui import QImage

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.jobs.events import (
    Event,
    IntakeFinished,
    JobsAdded,
    JobsChanged,
    JobsRemoved,
    PageFinished,
    ServiceFailed,
)
from transcritor_gui.jobs.service import JobService
from transcritor_gui.settings import Settings, save_settings
from transcritor_gui.ui.bridge import Answer, Bridge
from transcritor_gui.ui.requests import ExportRequest

__all__ = ["Controller"]

_log = logging.getLogger(__name__)

_READERS = 1
_STOP_TIMEOUT_S = 5.0


@dataclass(frozen=True, slots=True)
class _PageAnswer:
    job_id: UUID
    page_index: int
    value: Any
    """A PageResult, a QImage, an ErrorInfo, or None."""


class _Work(QRunnable):
    """One call on a thread of the pool. What it raises is reported, never lost."""

    def __init__(self, work: Callable[[], None], on_error: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._work = work
        self._on_error = on_error

    def run(self) -> None:
        try:
            self._work()
        except BaseException as error:  # noqa: BLE001 - the edge of a thread
            self._on_error(error)


class Controller(QObject):
    """Requests to the service and its news, for widgets, on the GUI thread.

    `open_service` builds the service; it is called on the command thread, so that opening (and migrating)
    the database never holds up the window. `save_to` is where changed settings are kept.
    """

    started = Signal()
    """The service is open; `jobs_loaded` has been sent."""
    start_failed = Signal(object)
    """ErrorInfo: the database cannot be used. Nothing else will come."""
    stopped = Signal()
    """All work has ended after `stop`; the program may quit."""

    jobs_loaded = Signal(object)
    """tuple[Job, ...]: all there is, once, at the start."""
    jobs_added = Signal(object)
    """tuple[Job, ...]"""
    jobs_changed = Signal(object)
    """tuple[Job, ...]: new snapshots, gathered to at most 20 signals a second."""
    jobs_removed = Signal(object)
    """tuple[UUID, ...]"""
    page_finished = Signal(object)
    """jobs.events.PageFinished"""
    intake_finished = Signal(object)
    """jobs.events.IntakeFinished"""
    service_failed = Signal(object)
    """ErrorInfo of something that belongs to no single job."""

    page_ready = Signal(object, int, object)
    """UUID, page_index, PageResult or None where the page has not been read yet."""
    preview_ready = Signal(object, int, QImage)
    """UUID, page_index, the page's picture."""
    preview_failed = Signal(object, int, object)
    """UUID, page_index, ErrorInfo."""
    search_finished = Signal(str, object)
    """The words searched for, tuple of the store's hits."""
    export_finished = Signal(object)
    """tuple of the service's export outcomes, one a job."""
    settings_changed = Signal(object)
    """Settings, after they have been saved."""

    def __init__(
        self,
        open_service: Callable[[], JobService],
        settings: Settings,
        *,
        save_to: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_service = open_service
        self._settings = settings
        self._save_to = save_to
        self._service: JobService | None = None
        self._removed: tuple[UUID, ...] = ()
        self._previews: dict[tuple[UUID, int], Future[Any]] = {}
        self._bridge = Bridge(self)
        self._bridge.event_arrived.connect(self._on_event)
        self._commands = _pool(self, threads=1)
        self._reads = _pool(self, threads=_READERS)

    @property
    def settings(self) -> Settings:
        return self._settings

    # Life

    def start(self) -> None:
        """Open the service on the command thread; `jobs_loaded` and `started`, or `start_failed`, follow."""

    def stop(self) -> None:
        """Put running jobs back into the queue and end; `stopped` follows."""

    # Commands

    def add_paths(self, paths: Iterable[str | Path]) -> None:
        """Files and folders to transcribe; `jobs_added` and one `intake_finished` follow."""

    def pause(self, job_ids: tuple[UUID, ...]) -> None: ...
    def resume(self, job_ids: tuple[UUID, ...]) -> None: ...
    def cancel(self, job_ids: tuple[UUID, ...]) -> None: ...
    def retry(self, job_ids: tuple[UUID, ...]) -> None: ...
    def remove(self, job_ids: tuple[UUID, ...]) -> None:
        """Take jobs off the list; `undo_remove` brings the last ones back."""

    def undo_remove(self) -> None: ...
    def purge(self, job_ids: tuple[UUID, ...]) -> None:
        """Delete removed jobs and all their text for good."""

    def move_up(self, job_ids: tuple[UUID, ...]) -> None: ...
    def set_password(self, job_id: UUID, password: str) -> None: ...
    def export(self, request: ExportRequest) -> None: ...
    def change_settings(self, settings: Settings) -> None: ...

    # Reads

    def request_page(self, job_id: UUID, page_index: int) -> None: ...
    def request_preview(self, job_id: UUID, page_index: int, width_px: int) -> None: ...
    def search(self, text: str) -> None: ...

    def _on_event(self, event: Event) -> None: ...


def _pool(parent: QObject, *, threads: int) -> QThreadPool:
    pool = QThreadPool(parent)
    pool.setMaxThreadCount(threads)
    pool.setExpiryTimeout(-1)  # one database connection a thread: keep the threads
    return pool
