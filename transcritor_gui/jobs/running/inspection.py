"""Opening a document in the quick lane, to know its pages and whether it needs a password."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import DocumentFacts, Job

__all__ = ["inspected", "submit_inspection"]

_TIMEOUT_S = 180.0
"""Also for a file of gigabytes, which is read through once, on a slow disk."""
_OF_THE_FILE = {
    ErrorCode.WORKER_CRASHED: ErrorCode.PDF_DAMAGED,
    ErrorCode.PAGE_TIMEOUT: ErrorCode.PDF_TOO_DEMANDING,
    ErrorCode.PAGE_OUT_OF_MEMORY: ErrorCode.PDF_TOO_DEMANDING,
}
"""What a process dies of that opens a file, and the name for it where that is the file's doing: the second
time. At the first, an earlier file may have spoilt the process."""


def submit_inspection(context: ServiceContext, job: Job) -> Future[DocumentFacts]:
    """The facts of the job's file, as soon as the quick lane has opened it."""
    inspect = partial(context.pipeline.inspect_document, job.path, password=context.passwords.get(job.id))
    return context.pool.submit_quick(inspect, timeout_s=_TIMEOUT_S)


def inspected(
    submit: Callable[[], Future[DocumentFacts]],
    *,
    watch: Callable[[Future[DocumentFacts]], None],
    unlock: Callable[[], bool] = lambda: False,
) -> DocumentFacts:
    """What the inspection that `submit` starts finds out, at the second try if need be.

    `unlock` is asked when a password is needed: whether the next try is made with one.

    Each try is shown to `watch` as a future, which may be cancelled. Raises CancelledError, and the
    TranscritorError that the file is to fail with; WORKER_UNAVAILABLE has nothing to do with it.
    """
    try:
        return _result(submit(), watch)
    except TranscritorError as error:
        code = error.info.code
        is_locked = code is ErrorCode.PASSWORD_NEEDED and unlock()
        if not is_locked and code not in _OF_THE_FILE:
            raise
    try:
        return _result(submit(), watch)
    except TranscritorError as error:
        known = _OF_THE_FILE.get(error.info.code)
        if known is None:
            raise
        raise TranscritorError(known, reason=error.info.code) from error


def _result(future: Future[DocumentFacts], watch: Callable[[Future[DocumentFacts]], None]) -> DocumentFacts:
    watch(future)
    return future.result()
