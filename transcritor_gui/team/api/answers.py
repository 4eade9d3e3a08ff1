"""What the server answers, as its OpenAPI description names it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from transcritor_gui.errors import ErrorCode, ErrorInfo, message_for
from transcritor_gui.i18n import tr
from transcritor_gui.model import PageSource
from transcritor_gui.team.api.state import Standing
from transcritor_gui.team.storage.records import Summary, TaskState
from transcritor_gui.team.work.celery_results import result_links

__all__ = [
    "Accepted",
    "Deleted",
    "ErrorAnswer",
    "Health",
    "HealthPart",
    "Result",
    "TaskList",
    "TaskProgress",
    "TaskStatus",
    "error_answer",
    "lacks_worker_words",
    "status_answer",
]


class ErrorAnswer(BaseModel):
    """A failure, in the language that the request asks for (`Accept-Language`)."""

    code: ErrorCode
    message: str
    advice: str = ""
    facts: dict[str, str] = {}
    """What the message was made of, for a program that says it in its own words."""


class Accepted(BaseModel):
    task_id: str
    message: str


class TaskProgress(BaseModel):
    done: int = 0
    total: int | None = None
    """Pages to be read; null until the file has been opened."""


class Result(BaseModel):
    pages: int
    pages_failed: int
    pages_to_check: int
    source: PageSource
    confidence: float | None
    links: dict[str, str]
    """Where each format is fetched from."""


class TaskStatus(BaseModel):
    task_id: str
    name: str
    created_at: datetime
    status: TaskState
    progress: TaskProgress
    result: Result | None = None
    error_info: ErrorAnswer | None = None
    """Why the task failed, or what it is tried again for."""
    note: str = ""
    """What people should know while it waits, such as that no worker is there."""


class TaskList(BaseModel):
    tasks: list[TaskStatus]
    total: int
    page: int
    pages: int


class Deleted(BaseModel):
    task_id: str
    status: TaskState
    """REVOKED for a task that was still at work: it answers so until it is swept, or deleted again."""


class HealthPart(BaseModel):
    ok: bool
    detail: str = ""


class Health(BaseModel):
    ok: bool
    broker: HealthPart
    store: HealthPart
    workers: HealthPart
    worker_count: Annotated[int, Field(ge=0)] = 0
    slots: Annotated[int, Field(ge=0)] = 0
    version: str = ""
    """Of the server."""


def error_answer(info: ErrorInfo) -> ErrorAnswer:
    """The words for `info` in the language in force."""
    message = message_for(info)
    return ErrorAnswer(code=info.code, message=message.what, advice=message.advice, facts=dict(info.facts))


def lacks_worker_words() -> str:
    return tr("No worker is there at the moment; the document waits for one.")


def status_answer(standing: Standing) -> TaskStatus:
    """What is told of a task, in the language in force."""
    record, ending = standing.known.record, standing.ending
    error = standing.retry_reason if ending is None else ending.error
    succeeded = ending is not None and ending.state is TaskState.SUCCESS
    summary = ending.summary if ending is not None and succeeded else None
    return TaskStatus(
        task_id=record.id,
        name=record.name,
        created_at=record.created_at,
        status=standing.state,
        progress=TaskProgress(done=standing.done, total=standing.total),
        result=None if summary is None else _result(record.id, summary),
        error_info=None if error is None else error_answer(error),
        note=lacks_worker_words() if standing.lacks_worker else "",
    )


def _result(task_id: str, summary: Summary) -> Result:
    return Result(
        pages=summary.pages,
        pages_failed=summary.pages_failed,
        pages_to_check=summary.pages_to_check,
        source=summary.source,
        confidence=summary.confidence,
        links=result_links(task_id),
    )
