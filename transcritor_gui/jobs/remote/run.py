"""One document at the team server: sent, watched, its transcript fetched and kept here.

Whatever goes wrong on the way is waited out; only an answer of the server ends the run. The id of the task is
kept as soon as it is known, so that a run after this one, in this program or the next, goes on with it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from uuid import uuid4

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.jobs.eta import TimeLeft
from transcritor_gui.jobs.events import PageFinished, Stage, StageChanged
from transcritor_gui.jobs.interrupt import Interrupt
from transcritor_gui.jobs.remote.backend import (
    BackendUnavailable,
    OpenBackend,
    RemoteOrder,
    RemoteProgress,
    RemoteState,
)
from transcritor_gui.jobs.remote.corrections import keep_corrections
from transcritor_gui.jobs.remote.fetched import FetchedPages, read_fetched
from transcritor_gui.jobs.running.opening import Opening, ResumePlan
from transcritor_gui.jobs.running.outcome import Outcome, conclusion, run_to_end
from transcritor_gui.jobs.running.page_reader import failed_page
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import Job, JobStatus, WorkPlace, page_numbers
from transcritor_gui.model.packed import pack_page
from transcritor_gui.store import TeamTask
from transcritor_gui.temporary import temporary_folder

__all__ = ["TeamRun"]

_log = logging.getLogger(__name__)

_FIRST_WAIT_S = 1.0
_LONGEST_WAIT_S = 30.0
_READ_TIMEOUT_S = 300.0
"""For unfolding a transcript, of thousands of pages too."""
_PAGES_AT_ONCE = 50
"""Kept in one transaction: some 30 ms, so that a command between two of them hardly waits."""


class _Over(Exception):  # noqa: N818 - no error: the server did what somebody asked it for
    """The task was cancelled at the server, not here."""


@dataclass(slots=True)
class _Tally:
    """What has been told of the pages that one watch saw."""

    pages: int = 0
    time_left: TimeLeft | None = None


class TeamRun:
    """Runs `job` once. `run` is called on a thread of its own; `pause` and `cancel` from any thread.

    Both stop only the watching: the task goes on at the server, until the service releases it.
    `on_end(run, outcome)` is called exactly once, at the very end, whatever happens.
    """

    place = WorkPlace.TEAM
    is_express = False

    def __init__(
        self,
        job: Job,
        context: ServiceContext,
        open_backend: OpenBackend,
        *,
        on_end: Callable[[TeamRun, Outcome], None],
    ) -> None:
        self.job_id = job.id
        self._job = job
        self._context = context
        self._open_backend = open_backend
        self._on_end = on_end
        self._interrupt = Interrupt()
        self._is_cancelled = False
        self._opening = Opening(job, context, is_wanted=lambda: not self._interrupt.is_set)
        self._stage: StageChanged | None = None
        self._failures = 0
        self._key = str(uuid4())

    def pause(self) -> None:
        self._interrupt.set()
        self._opening.stop()

    def cancel(self) -> None:
        """The same; a task that the server takes in this moment is not wanted any more."""
        self._is_cancelled = True
        self.pause()

    def run(self) -> None:
        run_to_end(self._outcome, self.job_id, partial(self._on_end, self))

    def _outcome(self) -> Outcome:
        plan = self._opening.resume_plan()
        if plan is None:
            return Outcome()
        if plan.missing:
            try:
                fetched = self._fetched(plan)
            except _Over:
                return Outcome(JobStatus.CANCELLED)
            if fetched is None or not self._keep(fetched, plan):
                return Outcome()
        self._context.store.team_tasks.release((self.job_id,))
        return conclusion(self._context.store, self.job_id)

    # At the server

    def _fetched(self, plan: ResumePlan) -> FetchedPages | None:
        """The missing pages; None when the run is to end instead."""
        may_send_again = True
        while not self._interrupt.is_set:
            task = self._context.store.team_tasks.of_job(self.job_id)
            try:
                if task is None:
                    self._send(plan)
                elif self._is_read(task, plan):
                    return self._fetch(task)
                self._failures = 0
            except BackendUnavailable as error:
                self._wait(error)
            except TranscritorError as error:
                if task is None or error.info.code is not ErrorCode.TASK_UNKNOWN or not may_send_again:
                    raise
                _log.info("the team server does not know the task of job %s any more", self.job_id)
                self._context.store.team_tasks.forget(task)
                may_send_again = False
        return None

    def _send(self, plan: ResumePlan) -> None:
        address = self._context.settings.current.team_address
        if not address:
            raise TranscritorError(ErrorCode.TEAM_NOT_SET_UP)
        pages = self._job.options.pages if plan.missing == plan.wanted else page_numbers(plan.missing)
        order = RemoteOrder(
            path=self._job.path,
            name=self._job.name,
            options=replace(self._job.options, pages=pages),
            password=self._context.passwords.get(self.job_id),
            key=self._key,
        )
        task_id = self._open_backend(address).submit(
            order, on_sent=lambda sent: self._tell(Stage.SENDING, sent=sent), interrupt=self._interrupt
        )
        with self._context.event_bus.in_order():
            self._context.store.team_tasks.keep(
                TeamTask(address, task_id), None if self._is_cancelled else self.job_id
            )

    def _is_read(self, task: TeamTask, plan: ResumePlan) -> bool:
        """Watch the task to its end; False when the connection ends before it.

        Raises the TranscritorError that the server failed with.
        """
        backend = self._open_backend(task.address)
        tally = _Tally()
        for progress in backend.watch(task.task_id, interrupt=self._interrupt):
            self._failures = 0
            if self._interrupt.is_set:
                return False
            match progress.state:
                case RemoteState.WAITING:
                    self._tell(Stage.WAITING_THERE)
                case RemoteState.READING:
                    self._tell(Stage.READING)
                    self._count(progress, tally, plan)
                case RemoteState.DONE:
                    return True
                case RemoteState.FAILED:
                    self._context.store.team_tasks.release((self.job_id,))
                    error = (
                        progress.error if progress.error is not None else ErrorInfo(ErrorCode.TEAM_REFUSED)
                    )
                    raise TranscritorError(error.code, **dict(error.facts))
                case RemoteState.CANCELLED:
                    self._context.store.team_tasks.forget(task)
                    raise _Over
        return False

    def _count(self, progress: RemoteProgress, tally: _Tally, plan: ResumePlan) -> None:
        """Tell of pages that have been read there since; those read before the watch began only count."""
        done = min(progress.pages_done, len(plan.missing))
        if done <= tally.pages and tally.time_left is not None:
            return
        wanted = len(plan.wanted)
        kept_here = wanted - len(plan.missing)
        event_bus = self._context.event_bus
        with event_bus.in_order():
            if self._interrupt.is_set:
                return
            job = self._context.store.team_tasks.set_pages_elsewhere(self.job_id, done)
            if job is None:
                return
            if tally.time_left is None:
                tally.time_left = TimeLeft(started_s=time.monotonic())
                tally.pages = done
            for number in range(tally.pages + 1, done + 1):
                left_s = tally.time_left.page_done(time.monotonic(), pages_left=len(plan.missing) - number)
                page_index = plan.missing[number - 1]
                event_bus.send(PageFinished(self.job_id, page_index, kept_here + number, wanted, left_s))
            tally.pages = done
            event_bus.changed((job,))

    def _fetch(self, task: TeamTask) -> FetchedPages | None:
        if self._stage is None or self._stage.stage is not Stage.AWAY:
            self._tell(Stage.FETCHING)
        backend = self._open_backend(task.address)
        corrections = backend.corrections(task.task_id, interrupt=self._interrupt)
        with temporary_folder() as folder:
            target = folder / "transcript.json"
            as_read = corrections is not None
            backend.fetch(task.task_id, target, interrupt=self._interrupt, as_read=as_read)
            future = self._context.pool.submit(
                read_fetched, str(target), timeout_s=_READ_TIMEOUT_S, urgent=True
            )

            def give_up() -> None:
                future.cancel()

            with self._interrupt.closing(give_up):
                try:
                    return replace(future.result(), corrections=corrections)
                except CancelledError:
                    return None

    def _wait(self, error: BackendUnavailable) -> None:
        """Say that the server is away, and since when; wait, each time longer."""
        is_news = self._stage is None or self._stage.stage is not Stage.AWAY
        since = datetime.now(UTC) if is_news or self._stage is None else self._stage.since
        wait_s = min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2**self._failures)
        if error.wait_s is not None:
            wait_s = max(wait_s, error.wait_s)
        self._failures = min(self._failures + 1, 10)
        if self._interrupt.is_set:
            return
        if is_news:
            _log.info("the team server is away (%s); job %s waits", error.reason, self.job_id)
        self._tell(Stage.AWAY, since=since, reason=error.reason)
        self._interrupt.wait(wait_s)

    def _tell(
        self, stage: Stage, *, sent: float = 0.0, since: datetime | None = None, reason: str = ""
    ) -> None:
        told = StageChanged(self.job_id, stage, sent, since, reason)
        if told == self._stage:
            return
        with self._context.event_bus.in_order():
            if not self._interrupt.is_set:
                self._stage = told
                self._context.event_bus.send(told)

    # Here again

    def _keep(self, fetched: FetchedPages, plan: ResumePlan) -> bool:
        """Keep the pages; False when the run is to end instead."""
        if fetched.sha256 != plan.facts.sha256:
            sha256 = self._opening.sha256()
            if sha256 is None:
                return False
            self._context.store.team_tasks.release((self.job_id,))
            changed = sha256 != plan.facts.sha256
            raise TranscritorError(
                ErrorCode.FILE_CHANGED if changed else ErrorCode.TEAM_OTHER_FILE, path=self._job.path
            )
        if fetched.corrections is not None:
            keep_corrections(self._context, fetched.sha256, fetched.corrections, fetched.pages)
        missing = frozenset(plan.missing)
        pages = [page for page in fetched.pages if page.page_index in missing]
        lacking = missing - {page.page_index for page in pages}
        pages += [
            pack_page(failed_page(index, ErrorInfo(ErrorCode.PAGE_UNREADABLE))) for index in sorted(lacking)
        ]
        store, event_bus = self._context.store, self._context.event_bus
        for start in range(0, len(pages), _PAGES_AT_ONCE):
            some = pages[start : start + _PAGES_AT_ONCE]
            with event_bus.in_order():
                if self._interrupt.is_set or not store.pages.save_fetched(self.job_id, some, plan.content):
                    return False
                event_bus.changed((store.jobs.get(self.job_id),))
        return True
