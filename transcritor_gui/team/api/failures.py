"""Failures as HTTP answers: always a sentence with a code, never a traceback."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.team.api.answers import ErrorAnswer, error_answer

__all__ = ["add_failures", "described", "failure_response"]

_log = logging.getLogger(__name__)

_STATUS = {
    ErrorCode.TOKEN_REFUSED: 401,
    ErrorCode.TASK_UNKNOWN: 404,
    ErrorCode.TASK_NOT_FINISHED: 409,
    ErrorCode.TASK_CANCELLED: 409,
    ErrorCode.CORRECTIONS_CHANGED: 409,
    ErrorCode.UPLOAD_TOO_LARGE: 413,
    ErrorCode.NOT_A_PDF: 415,
    ErrorCode.TOO_MANY_UPLOADS: 429,
    ErrorCode.TOO_MANY_TASKS: 429,
    ErrorCode.INTERNAL: 500,
    ErrorCode.QUEUE_AWAY: 503,
    ErrorCode.RESULT_WAITS: 503,
    ErrorCode.SPOOL_AWAY: 503,
    ErrorCode.DISK_FULL: 507,
}
_OF_THE_REQUEST = 422
_RETRY_LATER_S = "30"


def add_failures(app: FastAPI) -> None:
    """Let `app` answer every failure in this form."""

    async def known(_request: Request, error: Exception) -> Response:
        info = error.info if isinstance(error, TranscritorError) else ErrorInfo(ErrorCode.INTERNAL)
        return failure_response(info)

    async def invalid(request: Request, error: Exception) -> Response:
        found = error.errors() if isinstance(error, RequestValidationError) else []
        if any(each["loc"] == ("path", "task_id") for each in found):  # no id looks like that
            task_id = str(request.path_params.get("task_id", ""))[:80]
            return failure_response(ErrorInfo(ErrorCode.TASK_UNKNOWN, (("id", task_id),)))
        place = ".".join(str(part) for part in found[0]["loc"][1:]) if found else ""
        return failure_response(ErrorInfo(ErrorCode.REQUEST_INVALID, (("reason", place[:80]),)))

    async def other(_request: Request, error: Exception) -> Response:
        """No such address, no such method."""
        if not isinstance(error, HTTPException):
            return failure_response(ErrorInfo(ErrorCode.INTERNAL))
        info = ErrorInfo(ErrorCode.REQUEST_INVALID, (("reason", str(error.detail)),))
        return failure_response(info, status=error.status_code, headers=error.headers)

    async def gone(_request: Request, _error: Exception) -> Response:
        """The client has broken off its upload: nobody is there to read the answer."""
        return failure_response(ErrorInfo(ErrorCode.REQUEST_INVALID, (("reason", "multipart/form-data"),)))

    async def unforeseen(request: Request, error: Exception) -> Response:
        _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return failure_response(ErrorInfo(ErrorCode.INTERNAL))

    app.add_exception_handler(TranscritorError, known)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, other)
    app.add_exception_handler(ClientDisconnect, gone)
    app.add_exception_handler(Exception, unforeseen)


def failure_response(info: ErrorInfo, *, status: int = 0, headers: Any = None) -> Response:
    """The answer for `info`, in the language in force."""
    status = status if status else _STATUS.get(info.code, _OF_THE_REQUEST)
    more = dict(headers or {})
    if status == 401:
        more["WWW-Authenticate"] = "Bearer"
    elif status in (429, 503):
        more["Retry-After"] = info.fact("seconds") or _RETRY_LATER_S
    return JSONResponse(error_answer(info).model_dump(mode="json"), status, more)


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For the OpenAPI description of a route: these may be answered, each with an ErrorAnswer."""
    words = {
        401: "The token is missing or not known",
        404: "No such task",
        409: "The task has not ended well, or somebody else was quicker",
        413: "The file is larger than this server takes",
        415: "Neither a PDF nor a picture",
        422: "The request cannot be understood",
        429: "Too many; `Retry-After` tells when to come back",
        503: "The queue or the storage does not answer, or no worker has had time",
        507: "The disk of the server is full",
    }
    return {status: {"model": ErrorAnswer, "description": words[status]} for status in statuses}
