"""One document from its start to its end: opened, its known pages taken over, the others read and kept."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from enum import Enum
from functools import partial

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.jobs.eta import TimeLeft
from transcritor_gui.jobs.events import PageFinished
from transcritor_gui.jobs.fingerprint import file_sha256, file_stamp
from transcritor_gui.jobs.inspection import document_failure, submit_inspection
from transcritor_gui.jobs.page_reader import PageReader
from transcritor_gui.jobs.parts import Parts
from transcritor_gui.model import DocumentFacts, Job, JobStatus, selected_page_indices
from transcritor_gui.model.packed import PackedPage
from transcritor_gui.store import content_key
from transcritor_gui.workers import run_packed

__all__ = ["DocumentRun", "Outcome"]

_log = logging.getLogger(__name__)

_OF_STORE = frozenset({ErrorCode.DISK_FULL, ErrorCode.DATABASE_UNUSABLE})


class _Wish(Enum):
    """What others want of a run, in rising order of haste."""

    GO_ON = 0
    FINISH_PAGES = 1
    STOP_NOW = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended; both None when it was told to end, and others have seen to the job's status."""

    status: JobStatus | None = None
    error: ErrorInfo | None = None
    store_failure: ErrorInfo | None = None
    """The database could not be written: nothing to do with this document."""


class DocumentRun:
    """Runs `job` once. `run` is called on a thread of its own; `pause` and `cancel` from any thread.

    `on_end(run, outcome)` is called exactly once, at the very end, whatever happens.
    """

    def __init__(
        self,
        job: Job,
        parts: Parts,
        *,
        is_express: bool,
        on_end: Callable[[DocumentRun, Outcome], None],
    ) -> None:
        self.job_id = job.id
        self.is_express = is_express
        self._job = job
        self._parts = parts
        self._on_end = on_end
        self._lock = threading.Lock()
        self._wish = _Wish.GO_ON
        self._reader: PageReader | None = None
        self._inspection: Future[DocumentFacts] | None = None

    def pause(self) -> None:
        """Begin no more pages; those in flight are still finished and kept."""
        self._set_wish(_Wish.FINISH_PAGES)

    def cancel(self) -> None:
        """Kill the pages in flight."""
        self._set_wish(_Wish.STOP_NOW)

    def run(self) -> None:
        outcome = Outcome(error=ErrorInfo(ErrorCode.INTERNAL))
        try:
            outcome = self._outcome()
        except TranscritorError as error:
            if error.info.code in _OF_STORE:
                outcome = Outcome(store_failure=error.info)
            else:
                outcome = Outcome(JobStatus.FAILED, error.info)
        except Exception:  # noqa: BLE001 - the edge of a thread
            _log.exception("job %s ended in an error of the program", self.job_id)
            outcome = Outcome(JobStatus.FAILED, ErrorInfo(ErrorCode.INTERNAL))
        finally:
            self._on_end(self, outcome)

    def _outcome(self) -> Outcome:
        stamp = file_stamp(self._job.path)
        facts = self._facts()
        if facts is None:
            return Outcome()
        options = self._job.options
        wanted = selected_page_indices(options.pages, facts.page_count)
        content = content_key(facts.sha256, options)
        if not self._take_stock(facts, wanted, content):
            return Outcome()
        done = frozenset(self._parts.store.pages.indices(self.job_id))
        if not self._read([index for index in wanted if index not in done], content, len(wanted)):
            return Outcome()
        if file_stamp(self._job.path) != stamp:
            sha256 = self._sha256()
            if sha256 is None:
                return Outcome()
            if sha256 != facts.sha256:
                raise TranscritorError(ErrorCode.FILE_CHANGED, path=self._job.path)
        return self._conclusion()

    def _facts(self) -> DocumentFacts | None:
        """What the file is; None when the run is to end instead.

        Raises TranscritorError: FILE_CHANGED when pages were read from other bytes, or why it does not open.
        """
        if self._job.page_count is None:
            return self._inspected()
        sha256 = self._sha256()
        if sha256 is None or sha256 == self._job.sha256:
            return None if sha256 is None else self._parts.store.jobs.facts(self.job_id)
        if self._parts.store.pages.indices(self.job_id):
            raise TranscritorError(ErrorCode.FILE_CHANGED, path=self._job.path)
        return self._inspected()

    def _sha256(self) -> str | None:
        return file_sha256(self._job.path, is_wanted=lambda: self._wish is _Wish.GO_ON)

    def _inspected(self) -> DocumentFacts | None:
        future = submit_inspection(self._parts, self._job)
        with self._lock:
            self._inspection = future
            stop = self._wish is not _Wish.GO_ON
        if stop:
            future.cancel()
        try:
            return future.result()
        except CancelledError:
            return None
        except TranscritorError as error:
            info = document_failure(error)
            raise TranscritorError(info.code, **dict(info.facts)) from error

    def _take_stock(self, facts: DocumentFacts, wanted: tuple[int, ...], content: bytes) -> bool:
        """Keep what the file is, forget pages of other bytes or options, take over those known already.

        False, and nothing of it, when the run is to end instead: commands give their wish and tell of it
        under the same lock, so that nothing is told of a job after it was cancelled or removed.
        """
        store, news = self._parts.store, self._parts.news
        with news.in_order():
            if self._wish is not _Wish.GO_ON:
                return False
            store.jobs.set_facts(self.job_id, facts, pages_wanted=len(wanted))
            store.pages.delete_others(self.job_id, content, wanted)
            taken = store.pages.take_over(self.job_id, content, wanted)
            job = store.jobs.get(self.job_id)
            for number, page_index in enumerate(taken, start=job.pages_done - len(taken) + 1):
                news.send(PageFinished(self.job_id, page_index, number, len(wanted), None))
            news.changed((job,))
        return True

    def _read(self, page_indices: list[int], content: bytes, pages_wanted: int) -> bool:
        """Read and keep pages; whether all have a result."""
        time_left = TimeLeft(started_s=time.monotonic())

        def keep(page: PackedPage) -> bool:
            return self._keep(page, content, pages_wanted, time_left)

        workers = self._parts.pool.workers
        reader = PageReader(
            submit=self._submit,
            keep=keep,
            # One more than there are workers, so that none waits for the next page. An express run shares
            # them with large documents, and leaves these half.
            most_in_flight=max(1, workers // 2) if self.is_express else workers + 1,
        )
        with self._lock:
            self._reader = reader
            wish = self._wish
        if wish is not _Wish.GO_ON:
            reader.finish()
        return reader.read(page_indices)

    def _submit(self, page_index: int) -> Future[PackedPage]:
        pipeline, settings = self._parts.pipeline, self._parts.settings.current
        task = pipeline.page_task(
            path=self._job.path,
            page_index=page_index,
            options=self._job.options,
            password=self._parts.passwords.get(self.job_id),
            tessdata_dir=settings.tessdata_dir if settings.tessdata_dir else pipeline.tessdata_dir,
        )
        return self._parts.pool.submit(
            partial(run_packed, pipeline.transcribe_page),
            task,
            timeout_s=settings.page_timeout_s,
            urgent=self.is_express,
        )

    def _keep(self, page: PackedPage, content: bytes, pages_wanted: int, time_left: TimeLeft) -> bool:
        store, news = self._parts.store, self._parts.news
        with news.in_order():
            if self._wish is _Wish.STOP_NOW or not store.pages.save(self.job_id, page, content):
                return False
            job = store.jobs.get(self.job_id)
            seconds_left = time_left.page_done(time.monotonic(), pages_left=pages_wanted - job.pages_done)
            news.send(PageFinished(self.job_id, page.page_index, job.pages_done, pages_wanted, seconds_left))
            news.changed((job,))
        return True

    def _conclusion(self) -> Outcome:
        failure = self._parts.store.pages.first_failure(self.job_id)
        if failure is not None:
            return Outcome(JobStatus.FAILED, failure.error)
        to_check = self._parts.store.jobs.get(self.job_id).pages_to_check
        return Outcome(JobStatus.DONE_WITH_ISSUES if to_check else JobStatus.DONE)

    def _set_wish(self, wish: _Wish) -> None:
        with self._lock:
            if wish.value <= self._wish.value:
                return
            self._wish = wish
            reader, inspection = self._reader, self._inspection
        if inspection is not None:
            inspection.cancel()
        if reader is not None:
            if wish is _Wish.STOP_NOW:
                reader.abort()
            else:
                reader.finish()
