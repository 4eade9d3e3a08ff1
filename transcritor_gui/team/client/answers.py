"""What a team server's answers mean: states of tasks, and failures as this program knows them."""

from __future__ import annotations

from datetime import datetime
from http.client import HTTPMessage
from typing import TypeVar

import msgspec

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.jobs.remote.backend import (
    BackendUnavailable,
    RemoteCorrections,
    RemoteProgress,
    RemoteState,
    UnavailableReason,
)
from transcritor_gui.model import Box, Conferral, Correction, CorrectionKind

__all__ = ["HealthAnswer", "corrections_of", "failure_of", "health_of", "progress_of", "task_id_of"]

_T = TypeVar("_T")

_PASSES_BY_ITSELF = frozenset({408, 425, 429, 502, 503, 504, 507})
_LONGEST_WAIT_S = 300.0
"""A server that asks for more is asked again all the same."""
_SAME_FOR_PEOPLE_HERE = frozenset(
    {
        ErrorCode.NOT_A_PDF,
        ErrorCode.PDF_EMPTY,
        ErrorCode.PDF_DAMAGED,
        ErrorCode.PDF_NO_PAGES,
        ErrorCode.PDF_ENCRYPTION_UNSUPPORTED,
        ErrorCode.PDF_TOO_DEMANDING,
        ErrorCode.PDF_TOO_MANY_PAGES,
        ErrorCode.PASSWORD_NEEDED,
        ErrorCode.PASSWORD_WRONG,
        ErrorCode.BAD_PAGE_RANGE,
        ErrorCode.PAGE_UNREADABLE,
        ErrorCode.PAGE_TIMEOUT,
        ErrorCode.PAGE_OUT_OF_MEMORY,
        ErrorCode.WORKER_CRASHED,
        ErrorCode.TOKEN_REFUSED,
        ErrorCode.TASK_UNKNOWN,
        ErrorCode.TASK_CANCELLED,
        ErrorCode.TASK_OVERDUE,
        ErrorCode.UPLOAD_TOO_LARGE,
    }
)
"""Failures of the document or of the exchange. All others are of the server's own computer (its disk is full,
its engine is missing), and would be taken for this one's: they are told as what the server says."""

_STATES = {
    "PENDING": RemoteState.WAITING,
    "STARTED": RemoteState.READING,
    "PROGRESS": RemoteState.READING,
    "RETRY": RemoteState.READING,
    "SUCCESS": RemoteState.DONE,
    "FAILURE": RemoteState.FAILED,
    "REVOKED": RemoteState.CANCELLED,
}


class _Failure(msgspec.Struct):
    code: str
    message: str
    facts: dict[str, str] = {}


class _Accepted(msgspec.Struct):
    task_id: str


class _Progress(msgspec.Struct):
    done: int = 0


class _Status(msgspec.Struct):
    status: str
    progress: _Progress
    error_info: _Failure | None = None


class _Correction(msgspec.Struct):
    page_number: int
    kind: CorrectionKind
    box: tuple[float, float, float, float]
    read: str
    corrected: str
    row: int = -1
    column: int = -1
    made_at: datetime | None = None
    made_by: str = ""


class _Conferred(msgspec.Struct):
    page_number: int
    made_at: datetime
    made_by: str = ""


class _Corrections(msgspec.Struct):
    corrections: tuple[_Correction, ...] = ()
    conferred: tuple[_Conferred, ...] = ()


class _Part(msgspec.Struct):
    ok: bool


class HealthAnswer(msgspec.Struct):
    broker: _Part
    store: _Part
    worker_count: int = 0
    slots: int = 0
    version: str = ""


# Made when the module is: two threads that meet a type for the first time crash msgspec (decisions/0062).
_failure = msgspec.json.Decoder(_Failure)
_accepted = msgspec.json.Decoder(_Accepted)
_status = msgspec.json.Decoder(_Status)
_corrections = msgspec.json.Decoder(_Corrections)
_health = msgspec.json.Decoder(HealthAnswer)


def task_id_of(body: bytes) -> str:
    """The task of an upload that was accepted."""
    return _decoded(body, _accepted).task_id


def progress_of(body: bytes) -> RemoteProgress:
    """How a task stands, from the answer about its status or from an event."""
    status = _decoded(body, _status)
    state = _STATES.get(status.status)
    if state is None:
        raise TranscritorError(ErrorCode.TEAM_UNKNOWN_SERVER)
    error = None if status.error_info is None else _info(status.error_info)
    return RemoteProgress(state, status.progress.done, error)


def corrections_of(body: bytes) -> RemoteCorrections:
    """What people have corrected there."""
    found = _decoded(body, _corrections)
    made = tuple(
        Correction(
            each.page_number - 1,
            each.kind,
            Box(*each.box),
            each.read,
            each.corrected,
            each.row,
            each.column,
            each.made_at,
            each.made_by,
        )
        for each in found.corrections
    )
    ticks = tuple((each.page_number - 1, Conferral(each.made_at, each.made_by)) for each in found.conferred)
    return RemoteCorrections(made, ticks)


def health_of(body: bytes) -> HealthAnswer:
    return _decoded(body, _health)


def failure_of(status: int, headers: HTTPMessage, body: bytes) -> TranscritorError:
    """What to raise for an answer that is no success."""
    if status in _PASSES_BY_ITSELF:
        return BackendUnavailable(UnavailableReason.BUSY, wait_s=_wait_s(headers))
    try:
        info = _info(_failure.decode(body))
    except (msgspec.DecodeError, UnicodeDecodeError):
        # Not our server's words: something stands before it, or it is another one.
        codes = {401: ErrorCode.TOKEN_REFUSED, 403: ErrorCode.TOKEN_REFUSED}
        return TranscritorError(codes.get(status, ErrorCode.TEAM_UNKNOWN_SERVER))
    return TranscritorError(info.code, **dict(info.facts))


def _info(failure: _Failure) -> ErrorInfo:
    try:
        code = ErrorCode(failure.code)
    except ValueError:  # a newer server's
        code = ErrorCode.TEAM_REFUSED
    if code in _SAME_FOR_PEOPLE_HERE:
        return ErrorInfo(code, tuple(failure.facts.items()))
    return ErrorInfo(ErrorCode.TEAM_REFUSED, (("reason", failure.message),))


def _wait_s(headers: HTTPMessage) -> float | None:
    text = headers.get("Retry-After", "")
    return min(_LONGEST_WAIT_S, float(text)) if text.isdecimal() else None


def _decoded(body: bytes, decoder: msgspec.json.Decoder[_T]) -> _T:
    try:
        return decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise TranscritorError(ErrorCode.TEAM_UNKNOWN_SERVER) from error
