"""The digest by which the program knows the bytes of a file again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from transcritor_gui.errors import ErrorCode, TranscritorError

__all__ = ["file_sha256", "wanted_sha256"]

_CHUNK_BYTES: Final = 1024 * 1024


def file_sha256(path: str | Path) -> str:
    """SHA-256 of the file's bytes, hexadecimal. Raises TranscritorError: FILE_MISSING or FILE_UNREADABLE."""
    digest = wanted_sha256(path, is_wanted=lambda: True)
    assert digest is not None
    return digest


def wanted_sha256(path: str | Path, *, is_wanted: Callable[[], bool]) -> str | None:
    """As `file_sha256`; None when it is not wanted any more before the end, which is asked every megabyte."""
    digest = hashlib.sha256()
    name = Path(path).name
    try:
        with Path(path).open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                if not is_wanted():
                    return None
                digest.update(chunk)
    except FileNotFoundError as error:
        raise TranscritorError(ErrorCode.FILE_MISSING, name=name) from error
    except OSError as error:
        raise TranscritorError(ErrorCode.FILE_UNREADABLE, name=name) from error
    return digest.hexdigest()
