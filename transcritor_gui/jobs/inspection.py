"""Opening a document in the quick lane, to know its pages and whether it needs a password."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import DocumentFacts, Job

__all__ = ["document_failure", "submit_inspection"]

_TIMEOUT_S = 180.0
"""Also for a file of gigabytes, which is read through once, on a slow disk."""
_PAGE_CODES = frozenset({ErrorCode.PAGE_TIMEOUT, ErrorCode.PAGE_OUT_OF_MEMORY, ErrorCode.WORKER_CRASHED})


def submit_inspection(context: ServiceContext, job: Job) -> Future[DocumentFacts]:
    """The facts of the job's file, as soon as the quick lane has opened it."""
    inspect = partial(context.pipeline.inspect_document, job.path, password=context.passwords.get(job.id))
    return context.pool.submit_quick(inspect, timeout_s=_TIMEOUT_S)


def document_failure(error: TranscritorError) -> ErrorInfo:
    """The failure of an inspection as one of the document: whatever killed the worker, it was the file."""
    if error.info.code in _PAGE_CODES:
        return ErrorInfo(ErrorCode.PDF_DAMAGED, (("reason", str(error.info.code)),))
    return error.info
