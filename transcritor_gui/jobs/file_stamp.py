"""Whether a file is still the one that was read before."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from transcritor_gui.errors import ErrorCode, TranscritorError

__all__ = ["FileStamp", "file_sha256", "file_stamp"]

_CHUNK_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileStamp:
    """Changes whenever the file is written; costs nothing to look at."""

    size_bytes: int
    modified_ns: int
    inode: int


def file_stamp(path: str) -> FileStamp:
    """The stamp of the file at `path`. Raises TranscritorError: FILE_MISSING or FILE_UNREADABLE."""
    try:
        status = Path(path).stat()
    except FileNotFoundError as error:
        raise TranscritorError(ErrorCode.FILE_MISSING, path=path) from error
    except (OSError, ValueError) as error:
        raise TranscritorError(ErrorCode.FILE_UNREADABLE, path=path) from error
    return FileStamp(status.st_size, status.st_mtime_ns, status.st_ino)


def file_sha256(path: str, *, is_wanted: Callable[[], bool]) -> str | None:
    """SHA-256 of the file's bytes, hexadecimal; None when it is not wanted any more before the end.

    Raises TranscritorError: FILE_MISSING or FILE_UNREADABLE.
    """
    digest = hashlib.sha256()
    try:
        with Path(path).open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                if not is_wanted():
                    return None
                digest.update(chunk)
    except FileNotFoundError as error:
        raise TranscritorError(ErrorCode.FILE_MISSING, path=path) from error
    except OSError as error:
        raise TranscritorError(ErrorCode.FILE_UNREADABLE, path=path) from error
    return digest.hexdigest()
