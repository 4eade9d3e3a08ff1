"""One document from its start to its end: opened, its known pages taken over, the others read and kept."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from enum import Enum
from functools import partial

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs.eta import TimeLeft
from transcritor_gui.jobs.events import PageFinished
from transcritor_gui.jobs.file_stamp import file_stamp
from transcritor_gui.jobs.running.opening import Opening, ResumePlan
from transcritor_gui.jobs.running.outcome import Outcome, conclusion, run_to_end
from transcritor_gui.jobs.running.page_reader import PageReader
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import NO_WISH, Job, WorkPlace
from transcritor_gui.model.packed import PackedPage
from transcritor_gui.workers import run_packed

__all__ = ["DocumentRun"]


class _Wish(Enum):
    """What others want of a run, in rising order of haste."""

    GO_ON = 0
    FINISH_PAGES = 1
    STOP_NOW = 2


class DocumentRun:
    """Runs `job` once, here. `run` is called on a thread of its own; `pause` and `cancel` from any thread.

    `on_end(run, outcome)` is called exactly once, at the very end, whatever happens.
    """

    place = WorkPlace.HERE

    def __init__(
        self,
        job: Job,
        context: ServiceContext,
        *,
        is_express: bool,
        on_end: Callable[[DocumentRun, Outcome], None],
    ) -> None:
        self.job_id = job.id
        self.is_express = is_express
        self._job = job
        self._context = context
        self._on_end = on_end
        self._lock = threading.Lock()
        self._wish = _Wish.GO_ON
        self._reader: PageReader | None = None
        self._opening = Opening(job, context, is_wanted=lambda: self._wish is _Wish.GO_ON)

    def pause(self) -> None:
        """Begin no more pages; those in flight are still finished and kept."""
        self._set_wish(_Wish.FINISH_PAGES)

    def cancel(self) -> None:
        """Kill the pages in flight."""
        self._set_wish(_Wish.STOP_NOW)

    def run(self) -> None:
        run_to_end(self._outcome, self.job_id, partial(self._on_end, self))

    def _outcome(self) -> Outcome:
        stamp = file_stamp(self._job.path)
        plan = self._opening.resume_plan()
        if plan is None or not self._read(plan):
            return Outcome()
        if file_stamp(self._job.path) != stamp:
            sha256 = self._opening.sha256()
            if sha256 is None:
                return Outcome()
            if sha256 != plan.facts.sha256:
                raise TranscritorError(ErrorCode.FILE_CHANGED, path=self._job.path)
        return conclusion(self._context.store, self.job_id)

    def _read(self, plan: ResumePlan) -> bool:
        """Read and keep the missing pages; whether all have a result."""
        time_left = TimeLeft(started_s=time.monotonic())

        def keep(page: PackedPage) -> bool:
            return self._keep(
                page, plan.wished.get(page.page_index, plan.content), len(plan.wanted), time_left
            )

        workers = self._context.pool.workers
        reader = PageReader(
            submit=lambda page_index: self._submit(page_index, plan),
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
        return reader.read(plan.missing)

    def _submit(self, page_index: int, plan: ResumePlan) -> Future[PackedPage]:
        pipeline, settings = self._context.pipeline, self._context.settings.current
        task = pipeline.page_task(
            path=self._job.path,
            page_index=page_index,
            options=self._job.options,
            password=self._context.passwords.get(self.job_id),
            packs=plan.packs,
            wish=plan.wishes.get(page_index, NO_WISH),
        )
        return self._context.pool.submit(
            partial(run_packed, pipeline.transcribe_page),
            task,
            timeout_s=settings.page_timeout_s,
            urgent=self.is_express,
        )

    def _keep(self, page: PackedPage, content: bytes, pages_wanted: int, time_left: TimeLeft) -> bool:
        store, event_bus = self._context.store, self._context.event_bus
        with event_bus.in_order():
            if self._wish is _Wish.STOP_NOW or not store.pages.save(self.job_id, page, content):
                return False
            job = store.jobs.get(self.job_id)
            seconds_left = time_left.page_done(time.monotonic(), pages_left=pages_wanted - job.pages_done)
            event_bus.send(
                PageFinished(self.job_id, page.page_index, job.pages_done, pages_wanted, seconds_left)
            )
            event_bus.changed((job,))
        return True

    def _set_wish(self, wish: _Wish) -> None:
        with self._lock:
            if wish.value <= self._wish.value:
                return
            self._wish = wish
            reader = self._reader
        self._opening.stop()
        if reader is not None:
            if wish is _Wish.STOP_NOW:
                reader.abort()
            else:
                reader.finish()
