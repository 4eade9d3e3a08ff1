"""How a document stands, kept where every client of Celery looks for the result of a task.

    AsyncResult(task_id)     .state                             .info / .result
    not begun                PENDING                            None
    being opened             STARTED                            {"done": 0, "total": null}
    pages being read         PROGRESS                           {"done": 3, "total": 12}
    given out again          RETRY                              DocumentError(code, sentence)
    done                     SUCCESS                            {"pages": 12, ..., "links": {"txt": "/..."}}
    failed                   FAILURE                            DocumentError(code, sentence)
    cancelled                REVOKED                            TaskRevokedError

It is a copy for others to wait on: the truth is in the spool. What cannot be told now is told later by
`reaper`, as is what Redis has lost.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Mapping
from typing import Any

from celery import Celery
from celery.exceptions import CeleryError, TaskRevokedError
from kombu.exceptions import KombuError
from redis import RedisError

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError, message_for
from transcritor_gui.export import exporters
from transcritor_gui.i18n import speaking
from transcritor_gui.team.storage.records import ENDED_STATES, Ending, Summary, TaskState

__all__ = ["CeleryResults", "DocumentError", "result_links"]

_log = logging.getLogger(__name__)

_ERRORS = (RedisError, CeleryError, KombuError, OSError)


class DocumentError(Exception):
    """Why a document failed, or waits to be tried again: an ErrorCode, and a sentence in English.

    A client without this package gets a class of the same name from Celery.
    """


def result_links(task_id: str) -> dict[str, str]:
    """Where each format of a document that is done is fetched from, below the address of the server."""
    return {each.format: f"/process-pdf/result/{task_id}?format={each.format}" for each in exporters()}


class CeleryResults:
    """May be used from many threads. Nothing is raised: what fails is logged, and told later."""

    def __init__(self, app: Celery) -> None:
        self._backend = app.backend

    def started(self, task_id: str) -> None:
        self._tell(task_id, TaskState.STARTED, {"done": 0, "total": None})

    def progress(self, task_id: str, *, done: int, total: int) -> None:
        self._tell(task_id, TaskState.PROGRESS, {"done": min(done, total), "total": total})

    def retrying(self, task_id: str, reason: ErrorInfo) -> None:
        self._tell(task_id, TaskState.RETRY, _error(reason))

    def ended(self, task_id: str, ending: Ending) -> None:
        match ending.state:
            case TaskState.SUCCESS:
                self._tell(task_id, ending.state, _result(task_id, ending.summary))
            case TaskState.REVOKED:
                self._tell(task_id, ending.state, TaskRevokedError("revoked"))
            case _:
                error = ErrorInfo(ErrorCode.INTERNAL) if ending.error is None else ending.error
                self._tell(task_id, ending.state, _error(error))

    def forget(self, task_id: str) -> None:
        """The task is gone: Celery calls what it does not know PENDING."""
        try:
            self._backend.forget(task_id)
        except _ERRORS as error:
            _log.warning("what Celery's clients see of task %s stays for its time: %s", task_id, error)

    def untold(self, task_ids: Collection[str]) -> frozenset[str]:
        """Those of the tasks that have ended of which Celery's clients do not know it.

        TranscritorError(QUEUE_AWAY) where Redis does not answer.
        """
        ids = list(task_ids)
        if not ids:
            return frozenset()
        try:
            known = self._backend.mget([self._backend.get_key_for_task(task_id) for task_id in ids])
        except _ERRORS as error:
            raise TranscritorError(ErrorCode.QUEUE_AWAY, reason=type(error).__name__) from error
        return frozenset(
            task_id for task_id, data in zip(ids, known, strict=True) if not _says_that_it_ended(data)
        )

    def _tell(self, task_id: str, state: TaskState, result: Mapping[str, Any] | Exception) -> None:
        try:
            self._backend.store_result(task_id, result, str(state))
        except _ERRORS as error:
            _log.warning("Celery's clients are told later that task %s is %s: %s", task_id, state, error)


def _error(info: ErrorInfo) -> DocumentError:
    with speaking("en"):
        return DocumentError(str(info.code), message_for(info).what)


def _result(task_id: str, summary: Summary | None) -> dict[str, Any]:
    links = result_links(task_id)
    if summary is None:
        return {"links": links}
    return {
        "pages": summary.pages,
        "pages_failed": summary.pages_failed,
        "pages_to_check": summary.pages_to_check,
        "source": str(summary.source),
        "confidence": summary.confidence,
        "links": links,
    }


def _says_that_it_ended(data: bytes | None) -> bool:
    return data is not None and json.loads(data).get("status") in ENDED_STATES
