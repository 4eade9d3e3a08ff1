"""The files of watched folders: which there are, whether one is still written, and putting them aside."""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import psutil

from transcritor_gui.document_kinds import claimed_kind
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.names import candidate_names
from transcritor_gui.export.writing import reason_of, write_export_under_free_name
from transcritor_gui.file_digest import file_sha256
from transcritor_gui.jobs.file_stamp import FileStamp

__all__ = [
    "found_aside",
    "is_candidate",
    "is_on_network",
    "is_written",
    "looks_whole",
    "put_aside",
    "watched_files",
]

_NETWORK_SYSTEMS: Final = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "afpfs",
        "webdav",
        "davfs",
        "davfs2",
        "9p",
        "ncpfs",
        "afs",
        "ceph",
        "glusterfs",
        "lustre",
        "vboxsf",
        "vmhgfs",
        "prl_fs",
        "virtiofs",
    ]
)
"""File systems whose changes may be made elsewhere, of which the system here is not told."""
_NETWORK_FUSE: Final = frozenset(
    [
        "sshfs",
        "rclone",
        "glusterfs",
        "s3fs",
        "gvfsd-fuse",
        "davfs",
        "davfs2",
        "vmhgfs-fuse",
        "osxfuse",
        "macfuse",
    ]
)
_TAIL_BYTES: Final = 64 * 1024
_CHUNK_BYTES: Final = 1024 * 1024
_NO_LINKS: Final = frozenset(
    {errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK, errno.EINVAL}
)


def is_candidate(name: str) -> bool:
    """Whether a file of this name is looked at: one that claims to be a document, and is not hidden.

    Programs that copy (rsync, browsers, Syncthing, Office) hide what is not complete, or call it otherwise.
    """
    return claimed_kind(name) is not None and not name.startswith((".", "~"))


def watched_files(folder: Path, *, subfolders: bool) -> Iterator[tuple[Path, FileStamp]]:
    """The files in `folder` that may be taken, with their stamps. Links to folders are not followed.

    Raises OSError where the folder itself cannot be read; one below that cannot is passed over until it can.
    """
    with os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        try:
            if entry.is_dir(follow_symlinks=False):
                if subfolders and not entry.name.startswith("."):
                    yield from watched_files(Path(entry.path), subfolders=True)
            elif is_candidate(entry.name) and entry.is_file():
                status = Path(entry.path).stat()  # an entry's own has no inode on Windows
                yield Path(entry.path), FileStamp(status.st_size, status.st_mtime_ns, status.st_ino)
        except OSError:  # gone since, or not for us: the next look tells
            continue


def is_on_network(folder: Path) -> bool:
    """Whether files may come into `folder` from another computer, without the system here being told."""
    place = os.path.realpath(folder)
    if sys.platform == "win32" and place.startswith("\\\\"):
        return True
    best = ("", "", "")
    for part in psutil.disk_partitions(all=True):
        if Path(place).is_relative_to(part.mountpoint) and len(part.mountpoint) >= len(best[0]):
            best = (part.mountpoint, part.fstype.lower(), part.opts.lower())
    _, system, options = best
    if system.startswith("fuse."):
        return system.removeprefix("fuse.") in _NETWORK_FUSE
    return system in _NETWORK_SYSTEMS or "remote" in options.split(",")


def is_written(path: Path) -> bool:
    """Whether another program holds the file for writing, as far as the system tells.

    Raises OSError where it cannot be opened (on Windows also while it is held).
    """
    with path.open("rb") as file:
        return sys.platform != "win32" and _is_locked(file.fileno())


if sys.platform != "win32":
    import fcntl
    import signal

    _HELD: Final = frozenset({errno.EAGAIN, errno.EACCES})

    def _is_locked(descriptor: int) -> bool:
        """A lock of either sort; on Linux also a file of our own that anybody has open for writing."""
        for lock in (fcntl.flock, fcntl.lockf):
            try:
                lock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
                lock(descriptor, fcntl.LOCK_UN)
            except OSError as error:
                if error.errno in _HELD:
                    return True
        return sys.platform == "linux" and _is_open_for_writing(descriptor)

    if sys.platform == "linux":

        def _is_open_for_writing(descriptor: int) -> bool:
            """A lease for reading is only given on a file that nobody writes (fcntl(2)); it is given back."""
            try:
                # who opens the file in between would send us SIGIO, which ends a process
                fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
                fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            except OSError as error:  # EACCES: another user's file; EINVAL: a file system without leases
                return error.errno == errno.EAGAIN
            fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
            return False


def looks_whole(path: Path) -> bool:
    """Whether the end of the file is one that its kind has; True for kinds that do not tell.

    Programs that give a file its whole size first, and a line that stands still, leave an end that is none.
    Raises OSError.
    """
    with path.open("rb") as file:
        head = file.read(16)
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - _TAIL_BYTES))
        tail = file.read()
    if head.startswith(b"%PDF-"):
        return b"%%EOF" in tail
    if head.startswith(b"\x89PNG"):
        return b"IEND" in tail
    if head.startswith(b"\xff\xd8\xff"):
        return b"\xff\xd9" in tail
    return bool(head)


def put_aside(source: Path, folder: Path, *, again: bool) -> Path:
    """Move the file into `folder`, over nothing that is there; where it is now.

    It is never away: it goes from its old place when all of it is at the new one. `again` is for a move that
    may have been broken off: a file there that holds the very same bytes is then its own. Raises
    TranscritorError: SOURCE_NOT_MOVED with the reason, DISK_FULL.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in candidate_names(source.name):
            target = folder / name
            if not target.exists():
                if not _moved(source, target):
                    continue
            elif again and filecmp.cmp(source, target, shallow=False):
                source.unlink()
            else:
                continue
            return target
    except OSError as error:
        if error.errno == errno.EXDEV:
            return _moved_across(source, folder, again=again)
        raise _not_moved(source, error) from error
    raise AssertionError("names do not end")


def found_aside(name: str, folder: Path, sha256: str) -> Path | None:
    """Where `put_aside` has put a file of that name and content; None where there is none."""
    for candidate in candidate_names(name):
        target = folder / candidate
        try:
            if not target.is_file():
                return None
            if file_sha256(target) == sha256:
                return target
        except (OSError, TranscritorError):
            return None
    return None


def _moved(source: Path, target: Path) -> bool:
    """Whether it is at `target` now; not when somebody else took that name meanwhile."""
    try:
        if sys.platform == "win32" or source.is_symlink():
            source.rename(target)
        else:
            os.link(source, target)
            source.unlink()
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        source.rename(target)
    return True


def _moved_across(source: Path, folder: Path, *, again: bool) -> Path:
    """Onto another disk."""
    try:
        target = write_export_under_free_name(_pieces(source), folder, source.name, reuse_same=again)
        shutil.copystat(source, target)
        source.unlink()
    except OSError as error:
        raise _not_moved(source, error) from error
    return target


def _pieces(source: Path) -> Iterator[bytes]:
    with source.open("rb") as file:
        while piece := file.read(_CHUNK_BYTES):
            yield piece


def _not_moved(source: Path, error: OSError) -> TranscritorError:
    return TranscritorError(ErrorCode.SOURCE_NOT_MOVED, name=source.name, reason=reason_of(error))
