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
from pathlib import Path
from typing import IO, Any

from fsspec.core import split_protocol, url_to_fs

from transcritor_gui.errors import ErrorCode, TranscritorError

__all__ = ["Spool"]

_WHOLE_AT_ONCE = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oci", "oss"})
"""Stores in which an object appears when it has been written, and not before."""
_LOCAL = frozenset({"file", "local", None})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_DRAFT = ".part"
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
                data: bytes = self._fs.cat_file(self._full(path))
            except (FileNotFoundError, NotADirectoryError):
                return None
            return data

    def write(self, path: str, data: bytes) -> None:
        with self.writer(path) as file:
            file.write(data)

    @contextlib.contextmanager
    def writer(self, path: str) -> Iterator[IO[bytes]]:
        """A file that gets its name at the end of the block, and leaves nothing behind if that fails."""
        full = self._full(path)
        draft = full if self._whole_at_once else f"{full}.{secrets.token_hex(6)}{_DRAFT}"
        with _told():
            file = self._fs.open(draft, "wb")
            try:
                yield file
                if self._is_local:
                    file.flush()
                    os.fsync(file.fileno())
                file.close()
                if draft != full:
                    self._rename(draft, full)
            except BaseException:
                self._discard(file, draft)
                raise

    def exists(self, path: str) -> bool:
        with _told():
            return bool(self._fs.exists(self._full(path)))

    def names(self, folder: str) -> list[str]:
        """Names in a folder, sorted; none where there is no such folder. Drafts are left out."""
        return sorted(name for name in self._all_names(folder) if not name.endswith(_DRAFT))

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
        """Remove the folder with all that is in it, where it is."""
        with _told(), contextlib.suppress(FileNotFoundError, NotADirectoryError):
            self._fs.rm(self._full(folder), recursive=True)

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
