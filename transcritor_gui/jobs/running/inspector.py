"""Opens documents as soon as they are added, so that their pages and passwords are known early."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Future
from functools import partial
from uuid import UUID

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.jobs.running.inspection import inspected, submit_inspection
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import DocumentFacts, Job, JobStatus, selected_page_indices

__all__ = ["Inspector"]

_log = logging.getLogger(__name__)


class Inspector:
    """One thread that opens one waiting document after the other; a preview never waits for more than one."""

    def __init__(
        self,
        context: ServiceContext,
        *,
        on_inspected: Callable[[], None],
        on_failure: Callable[[ErrorInfo], None],
    ) -> None:
        self._context = context
        self._on_inspected = on_inspected
        self._on_failure = on_failure
        self._changed = threading.Condition()
        self._waiting: deque[UUID] = deque()
        self._current: Future[DocumentFacts] | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._work, name="inspector")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with self._changed:
            self._stopping = True
            self._waiting.clear()
            current = self._current
            self._changed.notify_all()
        if current is not None:
            current.cancel()
        if self._thread.ident is not None:
            self._thread.join()

    def add(self, ids: Iterable[UUID]) -> None:
        with self._changed:
            self._waiting.extend(ids)
            self._changed.notify_all()

    def _work(self) -> None:
        try:
            while (job_id := self._next()) is not None:
                try:
                    self._inspect(job_id)
                except TranscritorError as error:
                    if error.info.code is not ErrorCode.JOB_UNKNOWN:
                        self._on_failure(error.info)
                except Exception:  # noqa: BLE001 - the edge of a thread
                    _log.exception("an inspection failed")
                    self._on_failure(ErrorInfo(ErrorCode.INTERNAL))
        finally:
            self._context.store.close_thread()

    def _next(self) -> UUID | None:
        with self._changed:
            while not self._waiting and not self._stopping:
                self._changed.wait()
            return None if self._stopping else self._waiting.popleft()

    def _inspect(self, job_id: UUID) -> None:
        job = self._context.store.jobs.get(job_id)
        if job.status not in (JobStatus.QUEUED, JobStatus.PAUSED) or job.page_count is not None:
            return  # it runs already (and has been opened for that), or is not wanted any more
        try:
            facts = inspected(
                partial(submit_inspection, self._context, job),
                watch=self._note_current,
                unlock=partial(self._context.passwords.use_offered, job_id),
            )
            wanted = len(selected_page_indices(job.options.pages, facts.page_count))
        except CancelledError:
            return
        except TranscritorError as error:
            if error.info.code is ErrorCode.WORKER_UNAVAILABLE:
                raise
            self._refuse(job, error.info)
            return
        with self._context.event_bus.in_order():
            self._context.event_bus.changed(
                self._context.store.jobs.set_facts(job_id, facts, pages_wanted=wanted)
            )
        self._on_inspected()

    def _note_current(self, future: Future[DocumentFacts]) -> None:
        with self._changed:
            self._current = future
            if self._stopping:
                future.cancel()

    def _refuse(self, job: Job, error: ErrorInfo) -> None:
        with self._context.event_bus.in_order():
            self._context.event_bus.changed(
                self._context.store.jobs.change_status(
                    (job.id,), JobStatus.FAILED, only={JobStatus.QUEUED, JobStatus.PAUSED}, error=error
                )
            )
