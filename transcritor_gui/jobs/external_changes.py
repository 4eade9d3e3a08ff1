"""What other programs do in the same database: a command line beside the window, say.

SQLite tells each connection, for next to nothing, whether another one has changed the file. Where one has,
the jobs are looked through, and what this service has not done itself is told as events.
"""

from __future__ import annotations

import threading
from uuid import UUID

from transcritor_gui.jobs.events import JobsAdded, JobsRemoved, PagesEdited
from transcritor_gui.jobs.recovery import is_alive
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import JobStatus
from transcritor_gui.store import JobMark

__all__ = ["ExternalChanges"]


_RECENT_EDITS = 200
"""More are not made between two looks, which are seconds apart."""
_AT_WORK = frozenset({JobStatus.QUEUED, JobStatus.RUNNING})


class ExternalChanges:
    def __init__(self, context: ServiceContext) -> None:
        self._context = context
        self._known: dict[UUID, JobMark] | None = None
        self._version: tuple[int, int, int] | None = None
        """Of the database as the connection of a thread had it: thread, number, how often it was mended."""
        self._buried: set[str | None] = set()
        self._edits: dict[int, bool] = {}

    def look(self) -> None:
        """Tell what others, or a mending, have changed since the last look.

        The first only finds out how things are.
        """
        store = self._context.store
        mendings = len(store.mendings())
        version = (threading.get_ident(), store.data_version(), mendings)
        if version == self._version:
            return
        jobs, event_bus = self._context.store.jobs, self._context.event_bus
        with event_bus.in_order():
            is_mended = self._version is not None and self._version[2] != mendings
            self._version = version
            before, now = self._known, jobs.marks()
            self._known = now
            if before is None:
                self._edits = store.edits.recent(_RECENT_EDITS)
                self.newly_gone()
                return
            gone = tuple(job_id for job_id in before if job_id not in now)
            theirs = {
                job_id: mark for job_id, mark in now.items() if mark.owner != self._context.owner or is_mended
            }
            added = [job_id for job_id in theirs if job_id not in before]
            changed = [job_id for job_id, mark in theirs.items() if before.get(job_id, mark) != mark]
            if gone:
                event_bus.send(JobsRemoved(gone))
            if added:
                event_bus.send(JobsAdded(jobs.chosen(added)))
            event_bus.changed(jobs.chosen(changed) if changed else ())
            self._tell_edits()

    def _tell_edits(self) -> None:
        """What people have corrected elsewhere, in whatever documents: who looks at them sees it now."""
        edits, own = self._context.store.edits, self._context.own_edits
        before, now = self._edits, edits.recent(_RECENT_EDITS)
        self._edits = now
        theirs = [key for key, undone in now.items() if before.get(key) != undone != own.get(key)]
        own.clear()  # they are among those of this look; what becomes of them later may be another's doing
        pages = edits.jobs_with({place for key in theirs for place in edits.places(key)})
        if pages:
            self._context.event_bus.send(PagesEdited(pages))
            self._context.event_bus.changed(self._context.store.jobs.chosen({job_id for job_id, _ in pages}))

    def newly_gone(self) -> frozenset[str | None]:
        """Services that had work at the last look, and whose process has gone since; each is told once.

        None is among them where one has left work in good order. Those that were gone at the first look are
        left to the start.
        """
        known = {} if self._known is None else self._known
        owners = {mark.owner for mark in known.values() if mark.status in _AT_WORK} - {self._context.owner}
        self._buried &= owners
        gone = frozenset(owner for owner in owners - self._buried if owner is None or not is_alive(owner))
        self._buried |= gone
        return gone
