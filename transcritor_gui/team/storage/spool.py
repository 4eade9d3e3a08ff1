"""Files shared by the server and all workers: a folder, or whatever else fsspec has an address for.

A file is written whole or not at all, and may be written again with the same content at any time. All paths
are relative to the spool, with '/', and are made by this program: nothing that a client names is in them.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

from fsspec.core import split_protocol, url_to_fs

from transcritor_gui.errors import ErrorCode, TranscritorError

__all__ = ["Spool"]

_WHOLE_AT_ONCE = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oci", "oss"})
"""Stores in which an object appears when it has been written, and not before."""
_LOCAL = frozenset({"file", "local", None})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_NO_SYNC = frozenset({errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS})
"""Of file systems that cannot wait for a folder: those shared with virtual machines, or over networks."""
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK})
"""From folders of Windows shares, and others that know no second name for a file."""
_DRAFT = ".part"
_MOST_TRIES = 5
"""Of what fails because somebody else is writing or removing in the same folder."""
_LIBRARIES = frozenset(
    {"adlfs", "aiobotocore", "aiohttp", "azure", "botocore", "gcsfs", "google", "ocifs", "ossfs", "requests"}
)
"""What fsspec's stores speak through. Not all that these raise is an OSError (botocore's errors are none): it
means all the same that the store does not do what it is asked for now."""


class Spool:
    """May be used from many threads. Every method raises TranscritorError(SPOOL_AWAY | DISK_FULL)."""

    def __init__(self, url: str) -> None:
        protocol = split_protocol(url)[0]
        # What another host has written a moment ago must be seen.
        options: dict[str, Any] = {"use_listings_cache": False}
        if protocol in _LOCAL:
            options["auto_mkdir"] = True
        try:
            self._fs, self._root = url_to_fs(url, **options)
        except (ImportError, ValueError) as error:
            raise TranscritorError(
                ErrorCode.SETTINGS_INVALID, name="TRANSCRITOR_SPOOL_URL", allowed=str(error)
            ) from error
        self._is_local = protocol in _LOCAL
        self._whole_at_once = protocol in _WHOLE_AT_ONCE

    @property
    def is_local(self) -> bool:
        return self._is_local

    def read(self, path: str) -> bytes | None:
        """The content of the file, None where there is none."""
        with _told():
            try:
                if self._is_local:  # a look at how a task stands is three of these; fsspec's own takes 0.1 ms
                    return Path(self._full(path)).read_bytes()
                data: bytes = self._fs.cat_file(self._full(path))
            except (FileNotFoundError, NotADirectoryError):
                return None
            return data

    def write(self, path: str, data: bytes, *, outlives_power_cut: bool = True) -> None:
        with self.writer(path, outlives_power_cut=outlives_power_cut) as file:
            file.write(data)

    @contextlib.contextmanager
    def writer(self, path: str, *, outlives_power_cut: bool = True) -> Iterator[IO[bytes]]:
        """A file that gets its name at the end of the block, and leaves nothing behind if that fails.

        In a folder the disk is waited for where the file `outlives_power_cut`; any other may be empty, broken
        or gone after one. Stores of objects make no difference.
        """
        full = self._full(path)
        draft = full if self._whole_at_once else f"{full}.{secrets.token_hex(6)}{_DRAFT}"
        with _told():
            file = self._opened(draft)
            try:
                yield file
                if self._is_local and outlives_power_cut:
                    file.flush()
                    os.fsync(file.fileno())
                file.close()
                if draft != full:
                    self._rename(draft, full)
                if self._is_local and outlives_power_cut:
                    _sync_folder(Path(full).parent)
            except BaseException:
                self._discard(file, draft)
                raise

    def create(self, path: str, data: bytes) -> bool:
        """Write the file unless there is one; whether there was none. Of several at once one succeeds.

        With a store that cannot promise that, two may: then what was written last holds.
        """
        full = self._full(path)
        if self.exists(path):
            return False
        if not self._is_local:
            with _told():
                try:
                    self._fs.pipe_file(full, data, mode="create")
                except FileExistsError:
                    return False
            return True
        draft = f"{path}.{secrets.token_hex(6)}{_DRAFT}"
        self.write(draft, data)
        with _told():
            try:
                os.link(self._full(draft), full)  # as open(O_EXCL), but with its content, and on NFS too
            except FileExistsError:
                return False
            except OSError as error:
                if error.errno not in _NO_LINKS:
                    raise
                self._rename(self._full(draft), full)
            finally:
                Path(self._full(draft)).unlink(missing_ok=True)
            _sync_folder(Path(full).parent)
        return True

    def now(self) -> datetime:
        """The time by the clock of the computer that keeps the files: when it has written one."""
        path = f"clock/{secrets.token_hex(6)}"
        self.write(path, b"", outlives_power_cut=False)
        with _told():
            try:
                found: datetime = self._fs.modified(self._full(path))
            finally:
                self._fs.rm_file(self._full(path))
        return found if found.tzinfo is not None else found.replace(tzinfo=UTC)

    def exists(self, path: str) -> bool:
        with _told():
            full = self._full(path)
            return Path(full).exists() if self._is_local else bool(self._fs.exists(full))

    def names(self, folder: str, *, drafts: bool = False) -> list[str]:
        """Names in a folder, sorted; none where there is no such folder. Of `drafts` if they are wanted."""
        return sorted(name for name in self._all_names(folder) if drafts or not name.endswith(_DRAFT))

    def delete_drafts(self, folder: str) -> None:
        """Remove what writers that were killed have left in a folder; one at work there fails."""
        for name in self._all_names(folder):
            if name.endswith(_DRAFT):
                self.delete(f"{folder}/{name}")

    def _all_names(self, folder: str) -> set[str]:
        with _told():
            try:
                found = self._fs.ls(self._full(folder), detail=False)
            except (FileNotFoundError, NotADirectoryError):
                return set()
            return {str(each).rstrip("/").rpartition("/")[2] for each in found} - {""}

    def delete(self, path: str) -> None:
        """Remove the file, where it is."""
        with _told(), contextlib.suppress(FileNotFoundError, NotADirectoryError):
            self._fs.rm_file(self._full(path))

    def delete_tree(self, folder: str) -> None:
        """Remove the folder with all that is in it, where it is; others may be at work there."""
        with _told():
            if self._is_local:
                _remove_tree(Path(self._full(folder)))
                return
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                self._fs.rm(self._full(folder), recursive=True)

    def delete_if_empty(self, folder: str) -> None:
        """Remove the folder where nothing is in it; stores of objects have no empty folders."""
        if self._is_local:
            with contextlib.suppress(OSError):
                Path(self._full(folder)).rmdir()

    def open(self, path: str) -> IO[bytes] | None:
        """The file for reading, None where there is none."""
        with _told():
            try:
                file: IO[bytes] = self._fs.open(self._full(path), "rb")
            except (FileNotFoundError, NotADirectoryError):
                return None
            return file

    def local_path(self, path: str) -> Path | None:
        """Where the file lies on this computer; None for a spool that is elsewhere."""
        return Path(self._full(path)) if self._is_local else None

    def fetch(self, path: str, target: Path) -> bool:
        """Copy the file to `target`, whole or not at all; False where there is none."""
        source = self.open(path)
        if source is None:
            return False
        draft = target.with_name(f".{target.name}.{secrets.token_hex(6)}{_DRAFT}")
        with _told(), source:
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                with draft.open("wb") as copy:
                    shutil.copyfileobj(source, copy, 1024 * 1024)
                draft.replace(target)
            finally:
                draft.unlink(missing_ok=True)
        return True

    def _opened(self, draft: str) -> Any:
        for _ in range(_MOST_TRIES):
            try:
                return self._fs.open(draft, "wb")
            except FileNotFoundError:  # its folder was empty, and another has just removed it
                continue
        return self._fs.open(draft, "wb")

    def _full(self, path: str) -> str:
        return f"{self._root}/{path}"

    def _rename(self, draft: str, full: str) -> None:
        if self._is_local:
            Path(draft).replace(full)
        else:
            self._fs.mv(draft, full)

    def _discard(self, file: IO[bytes], draft: str) -> None:
        if self._whole_at_once:
            try:
                file.discard()  # type: ignore[attr-defined]  # of fsspec's own files
            finally:
                file.closed = True  # type: ignore[misc]  # or it is sent after all when it is collected
            return
        with contextlib.suppress(OSError):
            file.close()
        with contextlib.suppress(OSError):
            self._fs.rm_file(draft)


def _sync_folder(folder: Path) -> None:
    """Wait until the names in it are on the disk, where the system lets a folder be opened."""
    if os.name == "nt":
        return
    with contextlib.suppress(FileNotFoundError):  # deleted in this very moment
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in _NO_SYNC:
                raise
        finally:
            os.close(descriptor)


_MADE_ANEW: Final = frozenset({errno.ENOTEMPTY, None})
"""Somebody writes there: something was put into the folder, or it was removed and made anew between two
looks, which shutil takes for a symbolic link and says without a number."""


def _remove_tree(folder: Path) -> None:
    """What another removes first is no failure, and what another puts there meanwhile goes as well."""

    def go_on(_function: object, _path: object, error: tuple[Any, BaseException, Any]) -> None:
        if not isinstance(error[1], FileNotFoundError | NotADirectoryError):
            raise error[1]

    for left in reversed(range(_MOST_TRIES)):
        try:
            shutil.rmtree(folder, onerror=go_on)
        except OSError as error:
            if error.errno not in _MADE_ANEW or not left:
                raise
        else:
            return


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Errors of the store as the program knows them."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise TranscritorError(ErrorCode.DISK_FULL) from error
        raise TranscritorError(ErrorCode.SPOOL_AWAY, reason=error.strerror or type(error).__name__) from error
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in _LIBRARIES:
            raise
        raise TranscritorError(ErrorCode.SPOOL_AWAY, reason=type(error).__name__) from error
