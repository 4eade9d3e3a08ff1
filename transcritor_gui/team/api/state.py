"""How tasks stand: the truth from the spool, made quicker and finer by what Redis knows, if it answers."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from transcritor_gui.errors import ErrorInfo, TranscritorError
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.live import Live, LiveProgress
from transcritor_gui.team.storage.records import Ending, TaskRecord, TaskState

__all__ = ["Known", "Standing", "known_task", "standings_of"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Known:
    """What never changes of a task that is there."""

    record: TaskRecord
    total: int | None = None
    """Pages to be read; None as long as the file has not been opened."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a task stood when it was looked up."""

    known: Known
    state: TaskState
    done: int
    total: int | None
    ending: Ending | None = None
    retry_reason: ErrorInfo | None = None
    lacks_worker: bool = False
    """It waits, and no worker at all is there."""


def known_task(book: TaskBook, task_id: str) -> Known | None:
    """None where there is no such task. Raises TranscritorError(SPOOL_AWAY) only."""
    record = book.record(task_id)
    return None if record is None else _with_total(book, Known(record))


def standings_of(book: TaskBook, live: Live, tasks: Sequence[Known]) -> tuple[Standing, ...]:
    """Those of the tasks that are still there, in their order. TranscritorError(SPOOL_AWAY) only."""
    found: dict[str, Standing] = {}
    open_tasks = []
    for task in tasks:
        known = _with_total(book, task)
        ending = book.ending(known.record.id)
        if ending is not None:
            found[known.record.id] = _ended(known, ending)
        elif book.is_there(known.record.id):
            open_tasks.append(known)
    progress = _progress(live, [each.record.id for each in open_tasks])
    for known in open_tasks:
        found[known.record.id] = _open(book, known, progress.get(known.record.id))
    return tuple(found[each.record.id] for each in tasks if each.record.id in found)


def _with_total(book: TaskBook, known: Known) -> Known:
    if known.total is not None:
        return known
    plan = book.plan(known.record.id)
    return known if plan is None else replace(known, total=len(plan.page_indices))


def _ended(known: Known, ending: Ending) -> Standing:
    if ending.summary is not None:
        return Standing(known, ending.state, ending.summary.pages, ending.summary.pages, ending)
    return Standing(known, ending.state, 0, known.total, ending)


def _progress(live: Live, task_ids: Sequence[str]) -> Mapping[str, LiveProgress]:
    """Nothing where Redis does not answer."""
    if not task_ids:
        return {}
    try:
        return live.progress_of(task_ids)
    except TranscritorError as error:
        _log.warning("the progress of tasks is counted in the spool: %s", error)
        return {}


def _open(book: TaskBook, known: Known, progress: LiveProgress | None) -> Standing:
    done = None if progress is None else progress.pages_done
    if done is None:  # Redis is away, or has lost it
        done = 0 if known.total is None else len(book.pages_done(known.record.id))
    done = done if known.total is None else min(done, known.total)
    if progress is None:
        return Standing(known, _usual_state(known), done, known.total)
    if progress.retry_reason is not None:
        state = TaskState.RETRY
    elif known.total is None and progress.is_started:
        state = TaskState.STARTED
    else:
        state = _usual_state(known)
    return Standing(
        known,
        state,
        done,
        known.total,
        retry_reason=progress.retry_reason,
        lacks_worker=not progress.is_any_worker_there,
    )


def _usual_state(known: Known) -> TaskState:
    return TaskState.PENDING if known.total is None else TaskState.PROGRESS
