"""Exports of documents that have been read, by themselves, where the settings or their jobs want it.

A job is noted as due before its end is written, and taken off the note after its export: see
docs/decisions/0038. One thread exports one after the other.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from uuid import UUID

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.jobs.events import AutomaticExportFinished
from transcritor_gui.jobs.exporting.exports import Export
from transcritor_gui.jobs.exporting.order import ExportOutcome
from transcritor_gui.jobs.exporting.settings import automatic_export, export_order
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import ExportWish, JobStatus

__all__ = ["AutomaticExports"]

_log = logging.getLogger(__name__)

_READ = frozenset({JobStatus.DONE, JobStatus.DONE_WITH_ISSUES})
_NOT_WORTH_A_WORD = frozenset({ErrorCode.NO_TABLES, ErrorCode.JOB_UNKNOWN})
"""Most documents have no tables; a job that is gone wants nothing."""


class AutomaticExports:
    """Tells each outcome as AutomaticExportFinished. `about_to_end` may be called from any thread."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context
        self._changed = threading.Condition()
        self._due: deque[UUID] = deque()
        self._stopping = False
        self._thread = threading.Thread(target=self._work, name="automatic exports")

    def start(self, *, adopt: bool) -> None:
        """Begin; with `adopt` what an earlier program left is done first, or forgotten if not wanted."""
        if adopt:
            due = self._context.store.due_exports.all()
            wanted = [job_id for job_id in due if self._wish(job_id) is not None]
            self._context.store.due_exports.remove(set(due) - set(wanted))
            self._due.extend(wanted)
        self._thread.start()

    def stop(self) -> None:
        """End between two pages; what is still due is done at the next start."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread.ident is not None:
            self._thread.join()

    def about_to_end(self, job_id: UUID, status: JobStatus) -> None:
        """Note a job whose end as `status` is about to be written; call it under the lock of the news."""
        if status not in _READ or self._wish(job_id) is None:
            return
        self._context.store.due_exports.add(job_id)
        with self._changed:
            self._due.append(job_id)
            self._changed.notify_all()

    def _wish(self, job_id: UUID) -> ExportWish | None:
        """What was asked for with the job, else what the settings say; None where neither wants anything."""
        wish = self._context.store.export_wishes.get(job_id)
        settings = self._context.settings.current
        if wish is None and settings.auto_export:
            wish = automatic_export(settings)
        return wish if wish is not None and wish.is_wanted else None

    def _work(self) -> None:
        try:
            while (job_id := self._next()) is not None:
                outcome = self._outcome(job_id)
                if outcome is not None:
                    self._context.event_bus.send(AutomaticExportFinished(outcome))
        finally:
            self._context.store.close_thread()

    def _next(self) -> UUID | None:
        with self._changed:
            while not self._due and not self._stopping:
                self._changed.wait()
            return None if self._stopping else self._due.popleft()

    def _outcome(self, job_id: UUID) -> ExportOutcome | None:
        """What came of it; None where there is nothing to tell."""
        try:
            outcome = self._exported(job_id)
            if outcome is None and self._stopping:
                return None  # still due
            self._context.store.due_exports.remove((job_id,))
        except TranscritorError as error:
            outcome = ExportOutcome(job_id, None, error.info)
        except Exception:  # noqa: BLE001 - the edge of a thread
            _log.exception("the automatic export of job %s failed", job_id)
            outcome = ExportOutcome(job_id, None, ErrorInfo(ErrorCode.INTERNAL))
        if outcome is not None and outcome.error is not None and outcome.error.code in _NOT_WORTH_A_WORD:
            _log.info("job %s was not exported: %s", job_id, outcome.error.code)
            return None
        return outcome

    def _exported(self, job_id: UUID) -> ExportOutcome | None:
        """None where the job has not ended after all, the export was stopped, or is wanted no more."""
        with self._context.event_bus.in_order():  # its end is written under this lock
            job = self._context.store.jobs.get(job_id)
        if job.status not in _READ:
            return None
        wish = self._wish(job_id)
        if wish is None:  # taken back since
            return None
        order = export_order(wish, portals=self._context.settings.current.portals)
        export = Export(
            self._context.store, self._context.passwords, order, is_wanted=lambda: not self._stopping
        )
        outcomes = export.run((job_id,))
        return outcomes[0] if outcomes else None
