"""Whether a file is still the one that was read before."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from transcritor_gui.errors import ErrorCode, TranscritorError

__all__ = ["FileStamp", "file_stamp"]


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
        raise TranscritorError(ErrorCode.FILE_MISSING, name=Path(path).name) from error
    except (OSError, ValueError) as error:
        raise TranscritorError(ErrorCode.FILE_UNREADABLE, name=Path(path).name) from error
    return FileStamp(status.st_size, status.st_mtime_ns, status.st_ino)
