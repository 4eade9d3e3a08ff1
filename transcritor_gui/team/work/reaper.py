"""Sees to it that every task ends: gives out again what was lost, fails what is overdue, sweeps what is old.

It looks at the truth (`book`) and at what moves (`live`), and so needs to know nothing of how work was lost:
a worker killed, Redis emptied, the server killed between two steps. It runs in a thread of every server; they
take turns. Ages are told by the clock of the spool, whatever the computers of the servers say.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.book import OpenTask, TaskBook
from transcritor_gui.team.storage.leavings import Leavings
from transcritor_gui.team.storage.live import PREPARE, Live
from transcritor_gui.team.storage.records import Ending, Plan, TaskRecord, TaskState
from transcritor_gui.team.work.celery_results import CeleryResults
from transcritor_gui.team.work.queue import TeamQueue

__all__ = ["Reaper"]

_log = logging.getLogger(__name__)

_ROUND_S = 2.0
_SWEEP_S = 600.0
_TELL_AGAIN_S = 30.0
_LOST = ErrorInfo(ErrorCode.WORK_LOST)
_STUCK_S = 30.0
"""A task that has not moved for so long is looked for in the queue, while there is something in that. Where
it lies there it waits for its turn, however long that takes; else its messages were lost."""
_UPLOAD_S = 6 * 3600.0
"""An upload that is not complete after so long never will be."""


class Reaper:
    """`start` and `stop` a thread that does `round` every two seconds."""

    def __init__(
        self,
        config: TeamConfig,
        book: TaskBook,
        live: Live,
        queue: TeamQueue,
        celery_results: CeleryResults,
        *,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self._config = config
        self._book = book
        self._leavings = Leavings(book)
        self._live = live
        self._queue = queue
        self._celery_results = celery_results
        self._now = book.now if now is None else now
        self._name = secrets.token_hex(8)
        self._still_since: dict[str, datetime] = {}
        self._plans: dict[str, Plan] = {}
        self._records: dict[str, TaskRecord] = {}
        self._incomplete_since: dict[str, datetime] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="reaper", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _work(self) -> None:
        swept = -_SWEEP_S
        told = time.monotonic()
        while not self._stopping.wait(_ROUND_S):
            try:
                self.round()
                if time.monotonic() - told > _TELL_AGAIN_S:
                    told = time.monotonic()
                    self.tell_endings()
                    if self._book.spool.is_local:  # elsewhere each look at a folder is paid for
                        self._leavings.delete()
                if time.monotonic() - swept > _SWEEP_S:
                    swept = time.monotonic()
                    self.sweep()
            except TranscritorError as error:
                _log.warning("the reaper will look again: %s", error)
            except Exception:  # noqa: BLE001 - the edge of a thread
                _log.exception("the reaper stumbled")

    def round(self) -> None:
        """Look at every open task once."""
        tasks = self._book.open_tasks()
        self._forget_all_but({task.id for task in tasks})
        for task in tasks:
            self._end_if_overdue(task)
        if not self._live.is_my_turn("reaper", self._name, seconds=5 * _ROUND_S):
            return
        is_queue_empty = self._live.queue_length() == 0
        for task in tasks:
            if task.id in self._records:
                self._see_to(task.id, is_queue_empty=is_queue_empty)

    def tell_endings(self) -> None:
        """Tell Celery's clients again of tasks that have ended, where Redis was away or has lost it."""
        for task_id in self._celery_results.untold(self._book.ended_ids()):
            ending = self._book.ending(task_id)
            if ending is not None:
                self._celery_results.ended(task_id, ending)

    def sweep(self) -> None:
        """Delete tasks whose time is over, uploads that were broken off, and what is left of deleted ones."""
        self._leavings.delete()
        swept = self._book.sweep(self._now() - timedelta(hours=self._config.keep_hours))
        if swept:
            _log.info("%d tasks were swept", swept)
        self._book.forget_unknown()
        unlisted = self._book.unlisted()
        for record in [self._book.record(task_id) for task_id in unlisted]:
            if record is not None:
                self._book.list_again(record)
        for task_id in self._incomplete_since.keys() - unlisted:
            del self._incomplete_since[task_id]
        for task_id in unlisted:
            since = self._incomplete_since.setdefault(task_id, self._now())
            if self._now() - since > timedelta(seconds=_UPLOAD_S):
                self._book.delete(task_id)

    def _end_if_overdue(self, task: OpenTask) -> None:
        record = self._records.get(task.id) or self._book.record(task.id)
        if record is None:
            self._book.spool.delete(f"open/{task.owner}~{task.id}")
            return
        self._records[task.id] = record
        if self._now() - record.created_at > timedelta(hours=self._config.task_hours):
            error = ErrorInfo(ErrorCode.TASK_OVERDUE, (("hours", f"{self._config.task_hours:g}"),))
            ending = self._book.end(task.id, Ending(TaskState.FAILURE, self._now(), error))
            self._celery_results.ended(task.id, ending)
            self._live.cancel(task.id)
            self._live.forget_progress(task.id)

    def _see_to(self, task_id: str, *, is_queue_empty: bool) -> None:
        lost = self._live.lost(task_id)
        if lost:
            self._give_lost(task_id, lost)
            return
        if self._live.is_moving(task_id):
            self._still_since.pop(task_id, None)
            if is_queue_empty:
                self._widen(task_id)
            return
        ending = self._book.ending(task_id)
        if ending is not None:
            self._book.file_as_ended(self._records[task_id], ending)
            self._celery_results.ended(task_id, ending)
            return
        still = self._now() - self._still_since.setdefault(task_id, self._now())
        is_stuck = still > timedelta(seconds=_STUCK_S)
        if is_queue_empty or (is_stuck and task_id not in self._live.waiting()):
            self._give_again(task_id)
        if is_queue_empty or is_stuck:
            self._still_since.pop(task_id, None)

    def _give_lost(self, task_id: str, chunks: frozenset[int]) -> None:
        """A worker has ended in the middle of these."""
        _log.warning(
            "task %s: %d chunks were lost with their worker, and are given out again", task_id, len(chunks)
        )
        self._live.forget_lost(task_id, chunks)
        self._note_loss(task_id)
        record, plan = self._records[task_id], self._plan(task_id)
        for chunk in sorted(chunks):
            if chunk == PREPARE or plan is None:
                self._queue.prepare(record)
            else:
                self._queue.read_chunk(record, plan, chunk)

    def _note_loss(self, task_id: str) -> None:
        self._live.note_retry(task_id, _LOST)
        self._celery_results.retrying(task_id, _LOST)

    def _widen(self, task_id: str) -> None:
        """Give out one more chunk, if there are more workers than when the task began, or one was lost."""
        plan = self._plan(task_id)
        if plan is None or self._live.chunks_given(task_id) >= len(plan.chunks):
            return
        chunk = self._live.next_chunk(task_id)
        if chunk < len(plan.chunks):
            self._queue.read_chunk(self._records[task_id], plan, chunk)

    def _give_again(self, task_id: str) -> None:
        _log.warning("task %s does not move: its work is given out again", task_id)
        plan = self._plan(task_id)
        if plan is None:
            self._queue.prepare(self._records[task_id])
            return
        done = self._book.pages_done(task_id)
        self._live.note_pages(task_id, done)
        self._note_loss(task_id)
        missing = [chunk for chunk in range(len(plan.chunks)) if not frozenset(plan.pages_of(chunk)) <= done]
        # With no page missing, whoever takes the last chunk puts the pages together.
        chunks = missing[: self._live.presence.slots()] if missing else [len(plan.chunks) - 1]
        self._live.skip_to_chunk(task_id, chunks[-1] + 1)
        for chunk in chunks:
            self._queue.read_chunk(self._records[task_id], plan, chunk)

    def _forget_all_but(self, task_ids: set[str]) -> None:
        for task_id in (self._still_since.keys() | self._plans.keys() | self._records.keys()) - task_ids:
            self._still_since.pop(task_id, None)
            self._plans.pop(task_id, None)
            self._records.pop(task_id, None)

    def _plan(self, task_id: str) -> Plan | None:
        plan = self._plans.get(task_id) or self._book.plan(task_id)
        if plan is not None:
            self._plans[task_id] = plan
        return plan
