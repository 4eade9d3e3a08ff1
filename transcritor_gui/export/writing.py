"""Files on disk, whole or not at all: written beside their place under another name, then renamed into it."""

from __future__ import annotations

import contextlib
import errno
import filecmp
import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.names import candidate_names
from transcritor_gui.i18n import tr

__all__ = ["failure_of", "is_stream", "reason_of", "write_export", "write_export_under_free_name"]

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_DRAFT_BEGINS, _DRAFT_ENDS = ".transcritor-", ".part"
_DRAFT_IS_OLD_S = 24 * 3600.0
_OPEN_FILES = Path("/proc/self/fd")
_NO_NAMELESS_FILES = frozenset({errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT})
"""What file systems and kernels without O_TMPFILE answer; ENOENT also where the folder is missing, which the
next attempt tells."""
_NO_LINKS = frozenset(
    {errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK, errno.EXDEV, errno.EINVAL}
)
"""What file systems without hard links (FAT, some network shares) answer."""


def write_export(data: bytes | Iterable[bytes], target: Path, *, replace: bool) -> None:
    """Put `data` at `target`; what was there stays as it was until all of it is on the disk.

    Raises TranscritorError: EXPORT_EXISTS when there is something and `replace` is false (also when another
    program took the name meanwhile), DISK_FULL, or EXPORT_FAILED with the reason. Nothing half written is
    left behind. Errors of an iterable `data` pass through.
    """
    try:
        place = _followed(target)
        if is_stream(place):  # there is nothing in it to be replaced
            with place.open("wb") as stream:
                stream.writelines(_pieces(data))
            return
        if place.exists() and not replace:
            raise TranscritorError(ErrorCode.EXPORT_EXISTS, name=target.name)
        if place.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        draft = _draft(data, place.parent)
    except OSError as error:
        raise failure_of(error, target) from error
    try:
        if replace:
            if place.exists():
                shutil.copymode(place, draft)
            draft.replace(place)
        else:
            _take_name(draft, place)
        _sync_folder(place.parent)
    except FileExistsError as error:
        raise TranscritorError(ErrorCode.EXPORT_EXISTS, name=target.name) from error
    except OSError as error:
        raise failure_of(error, target) from error
    finally:
        draft.unlink(missing_ok=True)


def write_export_under_free_name(
    data: bytes | Iterable[bytes], folder: Path, name: str, *, reuse_same: bool = False
) -> Path:
    """Put `data` into `folder` as `name`, or as 'name (2).txt' and so on; where it went.

    With `reuse_same` a file of such a name that holds the very same bytes is left alone, and is the answer.
    Raises as `write_export` does, but never EXPORT_EXISTS.
    """
    try:
        draft = _draft(data, folder)
    except OSError as error:
        raise failure_of(error, folder / name) from error
    try:
        for candidate in candidate_names(name):
            place = folder / candidate
            try:
                _take_name(draft, place)
            except FileExistsError:
                if reuse_same and place.is_file() and filecmp.cmp(draft, place, shallow=False):
                    return place
                continue
            _sync_folder(folder)
            return place
    except OSError as error:
        raise failure_of(error, folder / name) from error
    finally:
        draft.unlink(missing_ok=True)
    raise AssertionError("there is no end of candidate names")


def is_stream(place: Path) -> bool:
    """Whether `place` is a pipe or a device, such as /dev/stdout; OSError where that cannot be looked at."""
    return place.exists() and not place.is_file() and not place.is_dir()


def _followed(target: Path) -> Path:
    """Where the links of `target` lead; OSError(ELOOP) for links that lead to each other."""
    if not target.is_symlink():
        return target
    try:
        return target.resolve()
    except RuntimeError as error:  # what Python 3.11 makes of it
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error


def _pieces(data: bytes | Iterable[bytes]) -> Iterable[bytes]:
    return (data,) if isinstance(data, bytes) else data


def _draft(data: bytes | Iterable[bytes], folder: Path) -> Path:
    """A new file in `folder` that holds `data`, safely on the disk; removed again when that fails.

    Where the system can, the file has no name until all of it is written: a program that is killed meanwhile
    leaves nothing. Elsewhere the next one to write there clears away what was left long ago.
    """
    draft = folder / f"{_DRAFT_BEGINS}{secrets.token_hex(8)}{_DRAFT_ENDS}"
    descriptor = _nameless(folder)
    is_nameless = descriptor is not None
    if descriptor is None:
        _clear_away_old_drafts(folder)
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.writelines(_pieces(data))
            stream.flush()
            os.fsync(stream.fileno())
            if is_nameless:
                _give_name(stream.fileno(), draft)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    return draft


def _nameless(folder: Path) -> int | None:
    """A new file in `folder` that has no name yet, open for writing; None where there is no such thing."""
    if sys.platform != "linux" or not _OPEN_FILES.is_dir():
        return None
    try:
        return os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o666)
    except OSError as error:
        if error.errno not in _NO_NAMELESS_FILES:
            raise
        return None


def _give_name(descriptor: int, draft: Path) -> None:
    """Put the file of `descriptor` into its folder as `draft` (open(2), under O_TMPFILE)."""
    root = os.open("/", os.O_RDONLY)
    try:  # with a folder given, Python calls linkat, which can follow the link in /proc
        os.link(_OPEN_FILES / str(descriptor), draft, src_dir_fd=root, follow_symlinks=True)
    finally:
        os.close(root)


@cache
def _clear_away_old_drafts(folder: Path) -> None:
    """Remove unfinished files that have not been written to for a day; once for each folder."""
    long_ago_s = time.time() - _DRAFT_IS_OLD_S
    for left in folder.glob(f"{_DRAFT_BEGINS}*{_DRAFT_ENDS}"):
        with contextlib.suppress(OSError):
            if left.stat().st_mtime < long_ago_s:
                left.unlink()


def _take_name(draft: Path, place: Path) -> None:
    """Give `draft` its name; FileExistsError when the name is taken, even a moment ago."""
    if os.name == "nt":
        draft.rename(place)  # refuses an existing file there
        return
    try:
        os.link(draft, place)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        with os.fdopen(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666), "wb"):
            pass
        draft.replace(place)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EBADF, errno.ENOTSUP):  # some network shares cannot
            raise
    finally:
        os.close(descriptor)


def failure_of(error: OSError, target: Path) -> TranscritorError:
    """What kept `target` from being written, as DISK_FULL or EXPORT_FAILED."""
    if error.errno in _FULL:
        return TranscritorError(ErrorCode.DISK_FULL, path=target)
    return TranscritorError(ErrorCode.EXPORT_FAILED, name=target.name, reason=reason_of(error))


def reason_of(error: OSError) -> str:
    """Why something could not be written, as part of a sentence for people."""
    match error.errno:
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return tr("the folder or the file may not be written to")
        case errno.ENOENT | errno.ENOTDIR:
            return tr("the folder does not exist")
        case errno.ELOOP:
            return tr("it is a link that leads to itself")
        case errno.EISDIR:
            return tr("there is a folder of that name")
        case errno.ENAMETOOLONG:
            return tr("the name is too long")
        case _:
            return (error.strerror or type(error).__name__).rstrip(".")
