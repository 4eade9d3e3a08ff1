"""The PDF that a transcript was read from, for the formats whose files hold its pages."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from transcritor_gui.errors import ErrorCode, TranscritorError

__all__ = ["SourceFile", "check_unchanged"]

_CHUNK_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class SourceFile:
    path: Path
    password: str | None = field(default=None, repr=False)
    """What opens it; None where nothing is needed, or nothing known."""


def check_unchanged(source: SourceFile, sha256: str) -> None:
    """Raise FILE_MISSING, FILE_UNREADABLE, or FILE_CHANGED where the bytes are not those of `sha256`."""
    digest = hashlib.sha256()
    name = source.path.name
    try:
        with source.path.open("rb") as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                digest.update(chunk)
    except FileNotFoundError as error:
        raise TranscritorError(ErrorCode.FILE_MISSING, name=name) from error
    except OSError as error:
        raise TranscritorError(ErrorCode.FILE_UNREADABLE, name=name) from error
    if digest.hexdigest() != sha256:
        raise TranscritorError(ErrorCode.FILE_CHANGED, name=name)
