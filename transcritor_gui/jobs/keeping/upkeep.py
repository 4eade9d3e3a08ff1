"""Keeps the history clean and safe beside the work: removals carried out, without traces, and backups."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

from transcritor_gui.errors import TranscritorError
from transcritor_gui.jobs.event_bus import EventBus
from transcritor_gui.jobs.events import HistoryMended
from transcritor_gui.jobs.keeping.retention import outdated
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.temporary import remove_abandoned

__all__ = ["Upkeep"]

_log = logging.getLogger(__name__)

_REMOVED_IS_KEPT: Final = timedelta(seconds=30)
"""A removal can be undone for ten seconds; another program on the same database may be in these."""
_LOOK_S: Final = 3600.0
"""Between two looks whether a backup is due."""
_TRY_AGAIN_S: Final = 60.0
_LAST_S: Final = 60.0
"""For what is still to be done when the program ends; the next start goes on with the rest."""


class _OwnFiles(Protocol):
    """Files of the program's own that are kept as long as their jobs."""

    def remove_unwanted(self) -> None: ...


class Upkeep:
    """One thread. What it does takes short transactions, so that the work goes on meanwhile."""

    def __init__(
        self,
        context: ServiceContext,
        own_files: Sequence[_OwnFiles],
        *,
        purge: Callable[[Collection[UUID]], object],
    ) -> None:
        """`purge` deletes jobs for good, and tells of it."""
        self._purge = purge
        self._own_files = tuple(own_files)
        self._store = context.store
        self._settings = context.settings
        self._event_bus: EventBus = context.event_bus
        self._changed = threading.Condition()
        self._is_woken = False
        self._is_ending = False
        self._thread: threading.Thread | None = None
        self._removed: set[UUID] = set()
        """By this service; they may still be restored."""
        self._told = 0
        self._earlier_than: datetime | None = None
        """When whoever removed something before then is not there any more to restore it."""

    def start(self, *, adopt: bool) -> None:
        """Begin. With `adopt` this service takes over from earlier ones, and carries out their removals."""
        self._earlier_than = datetime.now(UTC) if adopt else None
        self._store.tell_mended(self.wake)
        self._thread = threading.Thread(target=self._work, name="upkeep")
        self._thread.start()

    def note_removed(self, ids: Collection[UUID]) -> None:
        """These have been taken off the list, and are deleted when that can no longer be undone."""
        with self._changed:
            self._removed.update(ids)
        self.wake()

    def wake(self) -> None:
        """There may be something to do. Returns at once."""
        with self._changed:
            self._is_woken = True
            self._changed.notify_all()

    def stop(self) -> None:
        """Carry out what this service has removed, and end when nothing of it is left in any file."""
        with self._changed:
            self._is_ending = True
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join()

    def forget(self) -> bool:
        """Remove the traces of deleted documents now, on the calling thread; whether all are gone."""
        return not self._store.is_forgetting_due() or self._store.forget(
            backups=self._settings.current.backups
        )

    def _work(self) -> None:
        try:
            remove_abandoned()
            while self._next_round(self._done()):
                pass
            self._finish()
        except Exception:  # noqa: BLE001 - the edge of a thread
            _log.exception("the upkeep of the history ended in an error of the program")
        finally:
            self._store.close_thread()

    def _next_round(self, wait_s: float) -> bool:
        """Wait for something to do; False when the program ends."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_woken or self._is_ending, timeout=wait_s)
            self._is_woken = False
            return not self._is_ending

    def _done(self) -> float:
        """Do what is due, and tell for how many seconds nothing is."""
        try:
            self._tell()
            before = datetime.now(UTC) - _REMOVED_IS_KEPT
            if self._earlier_than is not None:
                before = max(before, self._earlier_than)
            self._store.jobs.delete_removed(before=before)
            self._purge_outdated()
            for files in self._own_files:
                files.remove_unwanted()
            backups = self._settings.current.backups
            is_clean = not self._store.is_forgetting_due() or self._store.forget(
                backups=backups, is_wanted=lambda: not self._is_ending
            )
            self._store.back_up(keep=backups)
            first = self._store.jobs.first_removed_at()
        except TranscritorError as error:  # a full disk, say: the queue tells of that
            _log.warning("the upkeep of the history has to wait: %s", error)
            return _TRY_AGAIN_S
        finally:
            self._tell()
        if first is not None:
            left = first + _REMOVED_IS_KEPT - datetime.now(UTC)
            return min(_LOOK_S, max(1.0, left.total_seconds()))
        return _LOOK_S if is_clean else _TRY_AGAIN_S

    def _purge_outdated(self) -> None:
        """Only a service that takes over from earlier ones does so: a single command does what it says."""
        keep_days = self._settings.current.keep_days
        if not keep_days or self._earlier_than is None:
            return
        old = outdated(self._store.jobs.all(), keep_days=keep_days, now=datetime.now(UTC))
        if old:
            _log.info("%d documents are older than %d days and leave the history", len(old), keep_days)
            self._purge([job.id for job in old])

    def _finish(self) -> None:
        with self._changed:
            removed = tuple(self._removed)
        until_s = time.monotonic() + _LAST_S
        try:
            if removed:
                self._store.jobs.delete_removed_among(removed)
            for files in self._own_files:
                files.remove_unwanted()
            if self._store.is_forgetting_due():
                self._store.forget(
                    backups=self._settings.current.backups, is_wanted=lambda: time.monotonic() < until_s
                )
        except TranscritorError as error:
            _log.warning("traces of deleted documents are left to the next start: %s", error)

    def _tell(self) -> None:
        for mended in self._store.mendings()[self._told :]:
            self._told += 1
            self._event_bus.send(HistoryMended(mended))
