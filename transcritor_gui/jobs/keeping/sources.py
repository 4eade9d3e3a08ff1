"""The files that documents were read from: what is known of one that comes again, and where one has gone."""

from __future__ import annotations

import ntpath
import posixpath
from pathlib import Path
from uuid import UUID

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.file_digest import file_sha256
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import Job
from transcritor_gui.store import KnownFile

__all__ = ["Sources"]


class Sources:
    """Every method may be called from any thread."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context
        self._store = context.store

    def known_before(self, job_id: UUID) -> KnownFile | None:
        """What was known of the job's file before it was added; None for a new one, or one not opened yet."""
        return self._store.known_files.before(job_id)

    def relocate(self, job_id: UUID, path: Path) -> int:
        """The job's file is at `path` now; how many others of its folder were found beside it there.

        Reads the files through. Raises TranscritorError: FILE_OTHER where it has another content than what
        was read, FILE_MISSING, FILE_UNREADABLE, JOB_UNKNOWN.
        """
        job = self._store.jobs.get(job_id)
        if job.sha256 is not None and file_sha256(path) != job.sha256:
            raise TranscritorError(ErrorCode.FILE_OTHER, name=path.name, other=job.name)
        self._set_path(job, path)
        moved = [other for other in self._store.jobs.all() if other.id != job.id and _is_beside(other, job)]
        return sum(self._follow(other, path.parent) for other in moved)

    def _follow(self, job: Job, folder: Path) -> bool:
        """Take the file of `job` from `folder` where it is not in its place but there."""
        path = folder / _name(job.path)
        try:
            if Path(job.path).exists() or not path.is_file() or path.stat().st_size != job.size_bytes:
                return False
            if job.sha256 is None or file_sha256(path) != job.sha256:
                return False
        except (OSError, TranscritorError):  # it stays where it was, and can be asked for by itself
            return False
        self._set_path(job, path)
        return True

    def _set_path(self, job: Job, path: Path) -> None:
        with self._context.event_bus.in_order():
            self._context.event_bus.changed(self._store.jobs.set_path(job.id, str(path.absolute())))


def _is_beside(job: Job, other: Job) -> bool:
    """Whether the files of both lay in one folder."""
    return _folder(job.path) == _folder(other.path)


def _folder(path: str) -> str:
    return ntpath.dirname(path) if _is_of_windows(path) else posixpath.dirname(path)


def _name(path: str) -> str:
    return ntpath.basename(path) if _is_of_windows(path) else posixpath.basename(path)


def _is_of_windows(path: str) -> bool:
    return "\\" in path and not path.startswith("/")
