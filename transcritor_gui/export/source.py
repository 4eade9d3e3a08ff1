"""The PDF that a transcript was read from, for the formats whose files hold its pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.file_digest import file_sha256

__all__ = ["SourceFile", "check_unchanged"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    path: Path
    password: str | None = field(default=None, repr=False)
    """What opens it; None where nothing is needed, or nothing known."""


def check_unchanged(source: SourceFile, sha256: str) -> None:
    """Raise FILE_MISSING, FILE_UNREADABLE, or FILE_CHANGED where the bytes are not those of `sha256`."""
    if file_sha256(source.path) != sha256:
        raise TranscritorError(ErrorCode.FILE_CHANGED, name=source.path.name)
