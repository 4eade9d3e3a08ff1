"""An upload as the team server takes it: a multipart form whose file is read while it is sent."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

from transcritor_gui.document_kinds import media_type_of
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs.remote.backend import RemoteOrder
from transcritor_gui.model import TranscriptionOptions, options_of

__all__ = ["UploadBody"]

_BLOCK_BYTES = 256 * 1024


class UploadBody:
    """The form of `order`. `blocks` gives its bytes once; no more than one block is in memory.

    Raises TranscritorError: FILE_MISSING or FILE_UNREADABLE when it is made, FILE_CHANGED from `blocks`.
    """

    def __init__(self, order: RemoteOrder) -> None:
        self._path = order.path
        try:
            self._file_bytes = Path(order.path).stat().st_size
        except FileNotFoundError as error:
            raise TranscritorError(ErrorCode.FILE_MISSING, path=order.path) from error
        except (OSError, ValueError) as error:
            raise TranscritorError(ErrorCode.FILE_UNREADABLE, path=order.path) from error
        boundary = f"transcritor-{secrets.token_hex(16)}"
        self.content_type = f"multipart/form-data; boundary={boundary}"
        self._head = _head(order, boundary)
        self._tail = f"\r\n--{boundary}--\r\n".encode()

    @property
    def length(self) -> int:
        """In bytes."""
        return len(self._head) + self._file_bytes + len(self._tail)

    def blocks(self) -> Iterator[bytes]:
        yield self._head
        left = self._file_bytes
        try:
            with Path(self._path).open("rb") as file:
                while left > 0 and (block := file.read(min(_BLOCK_BYTES, left))):
                    left -= len(block)
                    yield block
        except FileNotFoundError as error:
            raise TranscritorError(ErrorCode.FILE_MISSING, path=self._path) from error
        except OSError as error:
            raise TranscritorError(ErrorCode.FILE_UNREADABLE, path=self._path) from error
        if left > 0:
            raise TranscritorError(ErrorCode.FILE_CHANGED, path=self._path)
        yield self._tail


def _head(order: RemoteOrder, boundary: str) -> bytes:
    """Everything before the bytes of the file."""
    fields = {
        option.form_name: option.written(value)
        for option in options_of(TranscriptionOptions)
        if (value := getattr(order.options, option.name)) != option.default  # older servers know fewer
    }
    if order.password is not None:
        fields["password"] = order.password
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{_escaped(order.name)}"\r\n'
        f"Content-Type: {media_type_of(order.name)}\r\n\r\n"
    )
    return "".join(parts).encode("utf-8", "replace")


def _escaped(name: str) -> str:
    """As browsers write a file name into a form (HTML, multipart form data)."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
