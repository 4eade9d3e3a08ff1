"""Notes and tags of documents: changed here alone, told as events, and given back for an undo."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model.labels import Labels, normalised_tags, retagged

__all__ = ["LabelDesk"]


class LabelDesk:
    """Every change gives back what was there before, which `put` brings back."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context

    def set_note(self, job_id: UUID, note: str) -> tuple[Labels, ...]:
        """Raises TranscritorError(JOB_UNKNOWN)."""
        job = self._context.store.jobs.get(job_id)
        return self.put([Labels(job_id, note.strip(), job.tags)])

    def tag(
        self, ids: Collection[UUID], *, add: Iterable[str] = (), remove: Iterable[str] = ()
    ) -> tuple[Labels, ...]:
        """Give documents further tags, and take some away; unknown and removed ones are left out."""
        add, remove = list(add), list(remove)
        jobs = self._context.store.jobs.chosen(ids)
        return self.put(
            [Labels(job.id, job.note, retagged(job.tags, add=add, remove=remove)) for job in jobs]
        )

    def put(self, labels: Iterable[Labels]) -> tuple[Labels, ...]:
        """Give documents these notes and tags; what those that are changed by it had before."""
        wanted = [Labels(each.job_id, each.note, normalised_tags(each.tags)) for each in labels]
        with self._context.event_bus.in_order():
            before = {
                job.id: job for job in self._context.store.jobs.chosen([each.job_id for each in wanted])
            }
            changed = self._context.store.labels.put(wanted)
            self._context.event_bus.changed(changed)
        return tuple(
            Labels(job.id, before[job.id].note, before[job.id].tags) for job in changed if job.id in before
        )
