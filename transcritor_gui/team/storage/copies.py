"""Uploads on this computer while their pages are read, where the spool is elsewhere."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.temporary import temporary_folder

__all__ = ["Copies", "lent_source"]

_log = logging.getLogger(__name__)

_SWEEP_S = 30.0
_ABANDONED_S = 600.0
"""A copy under way grows all the time; one that has not for so long belongs to a process that was killed."""


class Copies:
    """Fetches each upload once into `folder`, which the processes of one computer share.

    `start` and `stop` a thread that deletes the copies of tasks that are over: no document outlives its task
    here. With a spool on this computer nothing is ever copied.
    """

    def __init__(self, book: TaskBook, folder: Path) -> None:
        self._book = book
        self._folder = folder
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def source(self, task_id: str) -> Path:
        """The upload on this computer; TranscritorError(FILE_MISSING)."""
        path = self._book.spool.local_path(self._book.source(task_id))
        if path is not None:
            return path
        copy = self._folder / f"{task_id}.pdf"
        if not copy.exists() and not self._book.spool.fetch(self._book.source(task_id), copy):
            raise TranscritorError(ErrorCode.FILE_MISSING)
        return copy

    def sweep(self) -> None:
        """Delete the copies of tasks that have ended, or are not there any more, and those broken off."""
        for copy in sorted(self._folder.glob("*.pdf")):
            if self._book.ending(copy.stem) is not None or self._book.record(copy.stem) is None:
                copy.unlink(missing_ok=True)
        for draft in self._folder.glob(".*.part"):
            try:
                is_abandoned = time.time() - draft.stat().st_mtime > _ABANDONED_S
            except FileNotFoundError:
                continue
            if is_abandoned:
                draft.unlink(missing_ok=True)

    def start(self) -> None:
        if not self._book.spool.is_local:
            self._thread = threading.Thread(target=self._work, name="copies", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while True:
            try:
                self.sweep()
            except TranscritorError as error:
                _log.warning("copies of uploads are looked through again later: %s", error)
            except Exception:  # noqa: BLE001 - the edge of a thread
                _log.exception("looking through the copies of uploads failed")
            if self._stopping.wait(_SWEEP_S):
                return


@contextlib.contextmanager
def lent_source(book: TaskBook, task_id: str) -> Iterator[Path]:
    """The upload on this computer for the time of the block; TranscritorError(FILE_MISSING)."""
    path = book.spool.local_path(book.source(task_id))
    if path is not None:
        yield path
        return
    with temporary_folder() as folder:
        copy = folder / "source.pdf"
        if not book.spool.fetch(book.source(task_id), copy):
            raise TranscritorError(ErrorCode.FILE_MISSING)
        yield copy
