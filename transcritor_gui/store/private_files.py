"""Files that hold what documents say: made for their owner alone."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

__all__ = [
    "FileIdentity",
    "companions",
    "draft_of",
    "drafts_in",
    "file_identity",
    "make_private",
    "make_private_folder",
]

FileIdentity: TypeAlias = tuple[int, int] | None
"""Which file lies at a path: device and number; None where there is none."""

_log = logging.getLogger(__name__)

_OWNER_ONLY = 0o600
_OTHERS = 0o077
_DRAFT = ".draft-"
_COMPANIONS = ("-wal", "-shm", "-journal")


def companions(database: Path) -> tuple[Path, ...]:
    """What SQLite keeps beside a database while it is in use; they need not exist."""
    return tuple(database.with_name(f"{database.name}{suffix}") for suffix in _COMPANIONS)


def file_identity(path: Path) -> FileIdentity:
    try:
        state = os.stat(path)  # noqa: PTH116 - half the time of Path.stat, and asked at every read
    except OSError:
        return None
    return state.st_dev, state.st_ino


def draft_of(target: Path) -> Path:
    """Where to write what is to become `target`, renamed when it is whole; no two callers write one draft."""
    return target.with_name(f"{target.name}{_DRAFT}{secrets.token_hex(4)}")


def drafts_in(folder: Path) -> Iterator[Path]:
    """What writers that were killed have left."""
    return folder.glob(f"*{_DRAFT}*")


def make_private(database: Path) -> None:
    """Make the file where there is none, and keep others from reading it and its companions.

    SQLite gives the companions that it makes later the rights of the file. Raises OSError where the file
    cannot be made. On Windows the folder of the user sees to it.
    """
    try:
        os.close(os.open(database, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY))
    except FileExistsError:
        _restrict((database, *companions(database)))


def make_private_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _restrict(files: Iterable[Path]) -> None:
    if os.name != "posix":
        return
    for file in files:
        try:
            state = file.stat()
            if file.is_file() and state.st_uid == os.getuid() and state.st_mode & _OTHERS:
                file.chmod(_OWNER_ONLY)
        except FileNotFoundError:
            continue
        except OSError as error:  # media that cannot be written
            _log.warning("%s stays as others may read it: %s", file.name, error)
