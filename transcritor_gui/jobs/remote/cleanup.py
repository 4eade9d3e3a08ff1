"""Deletes at the team server what no job here wants any more: cancelled, removed, or done and fetched.

The server may be away when that is decided, and the program may end: what is to be deleted is in the store.
"""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs.interrupt import Interrupt
from transcritor_gui.jobs.remote.backend import BackendUnavailable, OpenBackend
from transcritor_gui.store import Store, TeamTask

__all__ = ["RemoteCleanup"]

_log = logging.getLogger(__name__)

_FIRST_WAIT_S = 1.0
_LONGEST_WAIT_S = 60.0
_LAST_WORDS_S = 2.0
"""For deleting what has just been released, when the program ends."""
_SERVERS_KEEP = timedelta(days=7)
"""Far longer than a server keeps a task that nobody asks for."""


class RemoteCleanup:
    """One thread, which begins when there is something to delete for the first time."""

    def __init__(self, store: Store, open_backend: OpenBackend) -> None:
        self._store = store
        self._open_backend = open_backend
        self._interrupt = Interrupt()
        self._changed = threading.Condition()
        self._is_news = False
        self._is_deleting = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """See to what earlier programs left."""
        self._store.team_tasks.forget_released(before=datetime.now(UTC) - _SERVERS_KEEP)
        if self._store.team_tasks.released():
            self.wake()

    def wake(self) -> None:
        """There may be something new to delete. Returns at once."""
        with self._changed:
            if self._interrupt.is_set:
                return
            self._is_news = True
            self._is_deleting = True
            self._changed.notify_all()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="remote-cleanup")
                self._thread.start()

    def stop(self) -> None:
        """End, after what a server that answers is being told at this moment."""
        with self._changed:
            self._changed.wait_for(lambda: not self._is_deleting, timeout=_LAST_WORDS_S)
        self._interrupt.set()
        with self._changed:
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _work(self) -> None:
        try:
            wait_s = _FIRST_WAIT_S
            while self._next_round():
                is_done = self._delete_all()
                with self._changed:
                    self._is_deleting = self._is_news and is_done
                    self._changed.notify_all()
                if is_done:
                    wait_s = _FIRST_WAIT_S
                    continue
                self._interrupt.wait(wait_s)
                wait_s = min(_LONGEST_WAIT_S, 2 * wait_s)
                with self._changed:
                    self._is_news = True
        except TranscritorError as error:  # the store: the queue tells of that, and the next start goes on
            _log.warning("tasks at the team server stay there for now: %s", error)
        except Exception:  # noqa: BLE001 - the edge of a thread
            _log.exception("deleting tasks at the team server ended in an error of the program")
        finally:
            with self._changed:
                self._is_deleting = False
                self._changed.notify_all()
            self._store.close_thread()

    def _next_round(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._is_news or self._interrupt.is_set)
            self._is_news = False
            return not self._interrupt.is_set

    def _delete_all(self) -> bool:
        """Whether all has been seen to; False when a server is away."""
        for task in self._store.team_tasks.released():
            if self._interrupt.is_set:
                return True
            try:
                self._delete(task)
            except BackendUnavailable:
                return False
        return True

    def _delete(self, task: TeamTask) -> None:
        try:
            self._open_backend(task.address).delete(task.task_id, interrupt=self._interrupt)
        except BackendUnavailable:
            raise
        except TranscritorError as error:
            if error.info.code is not ErrorCode.TASK_UNKNOWN:
                _log.warning("the team server does not delete a task: %s", error)
                return
        self._store.team_tasks.forget(task)
