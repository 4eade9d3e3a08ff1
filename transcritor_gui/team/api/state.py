"""How a task stands: the truth from the spool, made quicker and finer by what Redis knows, if it answers."""

from __future__ import annotations

import logging

from transcritor_gui.errors import ErrorInfo, TranscritorError
from transcritor_gui.team.api.answers import TaskProgress, TaskStatus, status_answer
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.live import Live
from transcritor_gui.team.storage.records import Ending, TaskRecord, TaskState

__all__ = ["task_status"]

_log = logging.getLogger(__name__)


def task_status(book: TaskBook, live: Live, record: TaskRecord) -> TaskStatus:
    """How the task stands now. Raises TranscritorError(SPOOL_AWAY) only."""
    ending = book.ending(record.id)
    plan = book.plan(record.id)
    total = None if plan is None else len(plan.page_indices)
    if ending is not None:
        return status_answer(record, ending.state, _progress_at_end(ending, total), ending=ending)
    done, state, reason = _now(live, record.id, is_open=plan is not None)
    if done is None:
        done = 0 if total is None else len(book.pages_done(record.id))
    progress = TaskProgress(done=done if total is None else min(done, total), total=total)
    return status_answer(record, state, progress, retry_reason=reason)


def _progress_at_end(ending: Ending, total: int | None) -> TaskProgress:
    if ending.summary is not None:
        return TaskProgress(done=ending.summary.pages, total=ending.summary.pages)
    return TaskProgress(done=0, total=total)


def _now(live: Live, task_id: str, *, is_open: bool) -> tuple[int | None, TaskState, ErrorInfo | None]:
    """How many pages are done, None when that has to be counted; the state of an open task; why it waits."""
    usual = TaskState.PROGRESS if is_open else TaskState.PENDING
    try:
        reason = live.retry_reason(task_id)
        if reason is not None:
            return live.pages_done(task_id), TaskState.RETRY, reason
        if not is_open and live.is_started(task_id):
            return 0, TaskState.STARTED, None
        return live.pages_done(task_id), usual, None
    except TranscritorError as error:
        _log.warning("the progress of a task is counted in the spool: %s", error)
        return None, usual, None
