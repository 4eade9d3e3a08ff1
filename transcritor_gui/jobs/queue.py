"""Which document runs when: a few at once, in the order of the queue, with an extra place for short ones.

Jobs of the team server have places of their own: they cost this computer next to nothing.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection
from uuid import UUID

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.jobs.events import ServiceFailed
from transcritor_gui.jobs.launcher import Launcher
from transcritor_gui.jobs.remote.run import TeamRun
from transcritor_gui.jobs.running.outcome import Outcome
from transcritor_gui.jobs.running.runner import DocumentRun
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import Job, JobStatus, WorkPlace

__all__ = ["JobQueue"]

_log = logging.getLogger(__name__)

_LOOK_AGAIN_S = 30.0
_SHORT_PAGES = 20
"""A document with no more pages than this may take the express place."""
_HOLDS_TEAM = frozenset({ErrorCode.TOKEN_REFUSED, ErrorCode.TEAM_NOT_SET_UP, ErrorCode.TEAM_UNKNOWN_SERVER})
_TEAM_PLACES = 8
"""Documents sent to the team server and watched at the same time: enough for many workers there."""

_Run = DocumentRun | TeamRun


class JobQueue:
    """Starts runs while there is room, and sees to the job when one has ended.

    The database is the queue; in memory there are only the runs. Documents in the ordinary places are one
    more than there are workers, so that these have pages to read while one document ends and another opens.
    """

    def __init__(
        self,
        context: ServiceContext,
        launcher: Launcher,
        *,
        about_to_end: Callable[[UUID, JobStatus], None] = lambda _job_id, _status: None,
        on_team_end: Callable[[], None] = lambda: None,
    ) -> None:
        self._context = context
        self._about_to_end = about_to_end
        self._on_team_end = on_team_end
        self._team_is_held = False
        self._asked_before: set[UUID] = set()
        """Runs at the team server that began with a token which may be another one by now."""
        self._launcher = launcher
        self._ordinary_places = context.pool.workers + 1
        self._runs: dict[UUID, _Run] = {}
        self._threads = 0
        self._thread_ended = threading.Condition()
        self._is_open = False
        self._halted_by: ErrorInfo | None = None
        self._next_look: threading.Timer | None = None

    def open(self) -> None:
        self._is_open = True
        self.fill()

    def fill(self) -> None:
        """Start documents while there is room for them."""
        with self._context.event_bus.in_order():
            while self._is_open and self._halted_by is None and (self._start_here() or self._start_there()):
                pass

    def let_team_go_on(self) -> None:
        """The token may be another one now: send documents to the team server again."""
        with self._context.event_bus.in_order():
            self._team_is_held = False
            self._asked_before |= {run.job_id for run in self._runs.values() if run.place is WorkPlace.TEAM}
            self.fill()

    def pause(self, ids: Collection[UUID]) -> None:
        for run in self._chosen(ids):
            run.pause()

    def cancel(self, ids: Collection[UUID]) -> None:
        for run in self._chosen(ids):
            run.cancel()

    def halt(self, error: ErrorInfo) -> None:
        """Stop starting anything: the database cannot be written, or no process started. Jobs stay.

        The queue goes on when the disk has room again, or with `revive`; it does not stop where a damaged
        database has been mended.
        """
        if self._is_mended(error):
            return
        with self._context.event_bus.in_order():
            is_news = self._halted_by is None
            self._halted_by = error
            self.pause(tuple(self._runs))
            if is_news:
                self._context.event_bus.send(ServiceFailed(error))
                self._look_again_later()

    def revive(self) -> None:
        """Go on after `halt`; raises the store's TranscritorError when it still cannot be written."""
        with self._context.event_bus.in_order():
            if self._halted_by is None:
                return
            self._return_lost()
            self._halted_by = None
            self.fill()

    def close(self, *, timeout_s: float) -> None:
        """Start nothing more, and end: pages in flight have `timeout_s`, then they are killed."""
        with self._context.event_bus.in_order():
            self._is_open = False
            runs = tuple(self._runs)
            next_look = self._next_look
        if next_look is not None:
            next_look.cancel()
            next_look.join()
        self.pause(runs)
        if not self._wait_for_runs(timeout_s):
            for run in self._chosen(runs):
                if run.place is WorkPlace.HERE:  # the others have no pages in flight here, and soon end
                    run.cancel()
            self._wait_for_runs(None)

    def _wait_for_runs(self, timeout_s: float | None) -> bool:
        with self._thread_ended:
            return self._thread_ended.wait_for(lambda: self._threads == 0, timeout=timeout_s)

    def _look_again_later(self) -> None:
        if self._is_open:
            self._next_look = threading.Timer(_LOOK_AGAIN_S, self._look_again)
            self._next_look.start()

    def _look_again(self) -> None:
        """Go on by itself when the disk has room again."""
        try:
            if self._context.store.has_room():
                self.revive()
                return
        except (TranscritorError, OSError) as error:
            _log.warning("the database still cannot be written: %s", error)
        finally:
            self._context.store.close_thread()
        with self._context.event_bus.in_order():
            self._look_again_later()

    def _chosen(self, ids: Collection[UUID]) -> list[_Run]:
        with self._context.event_bus.in_order():
            return [run for job_id in ids if (run := self._runs.get(job_id)) is not None]

    def _start_here(self) -> bool:
        """Start the next document there is room for on this computer; whether there was one."""
        runs = [run for run in self._runs.values() if run.place is WorkPlace.HERE]
        express = sum(run.is_express for run in runs)
        is_express = len(runs) - express >= self._ordinary_places
        if is_express and express > 0:
            return False
        jobs = self._context.store.jobs
        candidates = jobs.waiting(
            owner=self._context.owner,
            limit=1,
            most_pages=_SHORT_PAGES if is_express else None,
            except_for=self._runs,
        )

        def run_of(job: Job) -> _Run:
            return DocumentRun(job, self._context, is_express=is_express, on_end=self._ended)

        return self._start(candidates, run_of)

    def _start_there(self) -> bool:
        """The same for the team server."""
        open_backend = self._context.open_backend
        busy = sum(run.place is WorkPlace.TEAM for run in self._runs.values())
        if open_backend is None or self._team_is_held or busy >= _TEAM_PLACES:
            return False
        candidates = self._context.store.jobs.waiting(
            owner=self._context.owner, limit=1, place=WorkPlace.TEAM, except_for=self._runs
        )
        return self._start(
            candidates, lambda job: TeamRun(job, self._context, open_backend, on_end=self._ended)
        )

    def _start(self, candidates: Collection[Job], run_of: Callable[[Job], _Run]) -> bool:
        jobs = self._context.store.jobs
        started = jobs.change_status(
            [job.id for job in candidates], JobStatus.RUNNING, only={JobStatus.QUEUED}
        )
        for job in started:
            run = run_of(job)
            self._runs[job.id] = run
            self._context.event_bus.changed((job,))
            with self._thread_ended:
                self._threads += 1
            try:
                self._launcher.launch(run.run)
            except RuntimeError:  # the system has no more threads to give
                _log.exception("the thread of a document could not be started")
                self.halt(ErrorInfo(ErrorCode.INTERNAL))
                self._ended(run, Outcome())
                return False
        return bool(started)

    def _ended(self, run: _Run, outcome: Outcome) -> None:
        """See to the job's status, and start the next one: the last thing that a run's thread does."""
        try:
            with self._context.event_bus.in_order():
                self._leave(run, outcome)
        finally:
            self._context.store.close_thread()
            with self._thread_ended:
                self._threads -= 1
                self._thread_ended.notify_all()

    def _leave(self, run: _Run, outcome: Outcome) -> None:
        if run.place is WorkPlace.TEAM:
            self._on_team_end()
            outcome = self._after_refusal(run, outcome)
        try:
            failure = outcome.computer_failure
            if failure is not None and not self._is_mended(failure):
                self.halt(failure)
            else:
                self._settle(run, outcome)
        except TranscritorError as error:
            self.halt(error.info)
        del self._runs[run.job_id]
        try:
            self.fill()
        except TranscritorError as error:
            self.halt(error.info)

    def _is_mended(self, error: ErrorInfo) -> bool:
        """Whether the work goes on after a failure of the database: it was damaged, and is whole again."""
        return error.code is ErrorCode.DATABASE_DAMAGED and self._context.store.can_be_mended

    def _after_refusal(self, run: _Run, outcome: Outcome) -> Outcome:
        """Hold back all other runs, which would be refused as well; what the old token met does not count."""
        was_asked_before = run.job_id in self._asked_before
        self._asked_before.discard(run.job_id)
        if outcome.error is None or outcome.error.code not in _HOLDS_TEAM:
            return outcome
        if was_asked_before:
            return Outcome()
        self._team_is_held = True
        return outcome

    def _settle(self, run: _Run, outcome: Outcome) -> None:
        """A run that was told to end, while its job still counts as running, goes back into the queue."""
        status = JobStatus.QUEUED if outcome.status is None else outcome.status

        def keep() -> tuple[Job, ...]:
            self._about_to_end(run.job_id, status)
            return self._context.store.jobs.change_status(
                (run.job_id,), status, only={JobStatus.RUNNING}, error=outcome.error
            )

        try:
            changed = keep()
        except TranscritorError as error:
            if not self._is_mended(error.info):
                raise
            changed = keep()
        self._context.event_bus.changed(changed)

    def _return_lost(self) -> None:
        """Queue the jobs that count as running although nothing runs them: their end could not be written."""
        jobs = self._context.store.jobs
        lost = [
            job.id
            for job in jobs.with_status(JobStatus.RUNNING, owner=self._context.owner)
            if job.id not in self._runs
        ]
        self._context.event_bus.changed(jobs.change_status(lost, JobStatus.QUEUED, only={JobStatus.RUNNING}))
