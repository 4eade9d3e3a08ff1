"""The whole history as one file: backed up while the work goes on, and restored while none does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs.events import JobsAdded, JobsRemoved
from transcritor_gui.jobs.recovery import recover
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import ACTIVE
from transcritor_gui.store import ArchiveFacts, Stopped, read_facts

__all__ = ["ARCHIVE_SUFFIX", "Archive"]

ARCHIVE_SUFFIX = ".transcritor"


class Archive:
    """`folders` are the names of those beside the history in which the program keeps files of its own."""

    def __init__(self, context: ServiceContext, folders: Sequence[str]) -> None:
        self._context = context
        self._store = context.store
        self._folders = tuple(folders)

    def facts(self, path: Path) -> ArchiveFacts:
        """What the backup at `path` is; TranscritorError(ARCHIVE_BAD | FILE_MISSING | FILE_UNREADABLE)."""
        return read_facts(path)

    def back_up(
        self,
        target: Path,
        *,
        is_wanted: Callable[[], bool] = lambda: True,
        on_progress: Callable[[float], None] = lambda _done: None,
    ) -> ArchiveFacts | None:
        """Write a checked backup to `target`, in the place of a file there; None when it was given up.

        Takes its time, on the thread that calls it. Whole or not at all. Raises TranscritorError.
        """
        here = self._store.path.absolute().parent
        try:
            return self._store.write_archive(
                target, [here / name for name in self._folders], move=_moved(is_wanted, on_progress)
            )
        except Stopped:
            return None
        except OSError as error:
            raise TranscritorError(
                ErrorCode.EXPORT_FAILED, name=target.name, reason=error.strerror or type(error).__name__
            ) from error

    def restore(
        self,
        archive: Path,
        *,
        is_wanted: Callable[[], bool] = lambda: True,
        on_progress: Callable[[float], None] = lambda _done: None,
    ) -> ArchiveFacts | None:
        """Put a backup in the place of all there is, which is backed up first; None when it was given up.

        Raises TranscritorError: ARCHIVE_BUSY while anything is read or waits for it, ARCHIVE_BAD,
        DATABASE_NEWER, and as the database does; then nothing has changed.
        """
        event_bus = self._context.event_bus
        with event_bus.in_order():
            before = self._store.jobs.all()
            if any(job.status in ACTIVE for job in before):
                raise TranscritorError(ErrorCode.ARCHIVE_BUSY)
            try:
                facts = self._store.restore_archive(
                    archive, self._folders, move=_moved(is_wanted, on_progress)
                )
            except Stopped:
                return None
            except OSError as error:
                raise TranscritorError(
                    ErrorCode.DATABASE_UNUSABLE, path=self._store.path, reason=error.strerror
                ) from error
            recover(self._context, resume=False, adopt=False)
            event_bus.send(JobsRemoved(tuple(job.id for job in before)))
            event_bus.send(JobsAdded(self._store.jobs.all()))
        return facts


def _moved(is_wanted: Callable[[], bool], tell: Callable[[float], None]) -> Callable[[float], None]:
    def move(done: float) -> None:
        if not is_wanted() and done < 1.0:
            raise Stopped
        tell(done)

    return move
