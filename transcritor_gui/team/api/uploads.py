"""Taking in an upload: the file goes into the spool while it arrives, counted and digested on the way."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from transcritor_gui.document_kinds import HEAD_BYTES, PDF, kind_of
from transcritor_gui.errors import ErrorCode, TranscritorError

__all__ = ["Upload", "UploadForm", "receive", "shown_name"]

_MOST_FIELD_BYTES = 4096
_MOST_PARTS = 20
_MOST_NAME_CHARACTERS = 200
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    """For people."""
    size_bytes: int
    sha256: str
    fields: Mapping[str, str]


def shown_name(name: str) -> str:
    """What a client called its file, as a label: its last part, without signs that cannot be seen."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    text = _FORBIDDEN.sub("", last).strip()[:_MOST_NAME_CHARACTERS]
    return text if text.strip(". ") else f"document{PDF.suffixes[0]}"


async def receive(request: Request, *, into: IO[bytes], most_bytes: int) -> Upload:
    """Take in the form that `request` brings, its part `file` written to `into`.

    Raises TranscritorError: REQUEST_INVALID, UPLOAD_TOO_LARGE as soon as that is known, NOT_A_PDF, PDF_EMPTY;
    and starlette's ClientDisconnect.
    """
    kind, options = parse_options_header(request.headers.get("content-type"))
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise TranscritorError(ErrorCode.REQUEST_INVALID, reason="multipart/form-data")
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > most_bytes + _MOST_PARTS * 2 * _MOST_FIELD_BYTES:
        raise _too_large(most_bytes)
    form = UploadForm(boundary, most_bytes=most_bytes)
    async for piece in request.stream():
        if piece:
            await run_in_threadpool(lambda taken: into.write(form.feed(taken)), piece)
    return form.finish()


class UploadForm:
    """Takes a multipart form apart piece by piece. Knows nothing of HTTP or files."""

    def __init__(self, boundary: bytes, *, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._digest = hashlib.sha256()
        self._head = bytearray()
        self._size = 0
        self._name: str | None = None
        self._fields: dict[str, str] = {}
        self._part = _Part()
        self._parts = 0
        self._is_complete = False
        self._file_data: list[bytes] = []
        try:
            self._parser = MultipartParser(
                boundary,
                {
                    "on_part_begin": self._begin_part,
                    "on_header_field": self._add_header_name,
                    "on_header_value": self._add_header_value,
                    "on_header_end": self._end_header,
                    "on_headers_finished": self._end_headers,
                    "on_part_data": self._add_data,
                    "on_part_end": self._end_part,
                    "on_end": self._end,
                },
            )
        except FormParserError as error:
            raise TranscritorError(ErrorCode.REQUEST_INVALID, reason="multipart/form-data") from error

    def feed(self, piece: bytes) -> bytes:
        """What of the file is in `piece`."""
        if piece:
            try:
                self._parser.write(piece)
            except FormParserError as error:
                raise TranscritorError(ErrorCode.REQUEST_INVALID, reason="multipart/form-data") from error
        data = b"".join(self._file_data)
        self._file_data.clear()
        self._size += len(data)
        if self._size > self._most_bytes:
            raise _too_large(self._most_bytes)
        self._digest.update(data)
        if data and len(self._head) < HEAD_BYTES:
            self._head += data[: HEAD_BYTES - len(self._head)]
            if len(self._head) == HEAD_BYTES:
                self._check_head()
        return data

    def finish(self) -> Upload:
        """The whole, once everything has been fed."""
        if not self._is_complete:
            raise TranscritorError(ErrorCode.REQUEST_INVALID, reason="multipart/form-data")
        if self._name is None:
            raise TranscritorError(ErrorCode.REQUEST_INVALID, reason="file")
        self._check_head()
        return Upload(self._name, self._size, self._digest.hexdigest(), self._fields)

    def _check_head(self) -> None:
        if not self._head:
            raise TranscritorError(ErrorCode.PDF_EMPTY)
        if kind_of(bytes(self._head)) is None:
            raise TranscritorError(ErrorCode.NOT_A_PDF)

    def _begin_part(self) -> None:
        self._parts += 1
        if self._parts > _MOST_PARTS:
            raise TranscritorError(ErrorCode.REQUEST_INVALID, reason="multipart/form-data")
        self._part = _Part()

    def _add_header_name(self, data: bytes, start: int, end: int) -> None:
        self._part.header_name += data[start:end]

    def _add_header_value(self, data: bytes, start: int, end: int) -> None:
        self._part.header_value += data[start:end]

    def _end_header(self) -> None:
        part = self._part
        if bytes(part.header_name).lower() == b"content-disposition":
            part.disposition = bytes(part.header_value)
        part.header_name.clear()
        part.header_value.clear()

    def _end_headers(self) -> None:
        _, options = parse_options_header(self._part.disposition)
        self._part.name = options.get(b"name", b"").decode("utf-8", "replace")
        if self._part.name == "file":
            if self._name is not None:
                raise TranscritorError(ErrorCode.REQUEST_INVALID, reason="file")
            name = options.get(b"filename")
            if name is None:
                raise TranscritorError(ErrorCode.REQUEST_INVALID, reason="file")
            self._name = shown_name(name.decode("utf-8", "replace"))

    def _add_data(self, data: bytes, start: int, end: int) -> None:
        if self._part.name == "file":
            self._file_data.append(data[start:end])
            return
        self._part.value += data[start:end]
        if len(self._part.value) > _MOST_FIELD_BYTES:
            raise TranscritorError(ErrorCode.REQUEST_INVALID, reason=self._part.name[:40])

    def _end_part(self) -> None:
        if self._part.name != "file":
            self._fields[self._part.name] = self._part.value.decode("utf-8", "replace")

    def _end(self) -> None:
        self._is_complete = True


@dataclass(slots=True)
class _Part:
    """The part of the form that is being read."""

    header_name: bytearray = field(default_factory=bytearray)
    header_value: bytearray = field(default_factory=bytearray)
    disposition: bytes = b""
    name: str = ""
    value: bytearray = field(default_factory=bytearray)


def _too_large(most_bytes: int) -> TranscritorError:
    return TranscritorError(ErrorCode.UPLOAD_TOO_LARGE, limit=most_bytes // (1024 * 1024))
