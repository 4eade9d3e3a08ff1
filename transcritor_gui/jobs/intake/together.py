"""Pictures that are one document together: joined when they come in or later, and separated again."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Final
from uuid import UUID

from transcritor_gui.jobs.events import IntakeFinished, RefusedFile
from transcritor_gui.jobs.intake.found import found_documents
from transcritor_gui.jobs.intake.joining import PictureJoining, pictures_among
from transcritor_gui.jobs.intake.taking_in import IntakeOrder, TakingIn
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import Job

__all__ = ["Together"]

_FEWEST: Final = 2


class Together:
    """May be called from any thread, and takes its time: every picture is looked at.

    `remove` takes jobs off the list, as the service does it.
    """

    def __init__(
        self, context: ServiceContext, taking_in: TakingIn, *, remove: Callable[[Collection[UUID]], None]
    ) -> None:
        self._context = context
        self._store = context.store
        self._taking_in = taking_in
        self._remove = remove
        self.files = PictureJoining(context.store, context.pool)

    def add(self, paths: Iterable[str | os.PathLike[str]], order: IntakeOrder) -> IntakeFinished:
        """Put the pictures among `paths` into the queue as one document, in natural order of their names.

        All else is added as it is, and so is a picture that is the only one. Pictures that cannot be read are
        refused. Raises EXPORT_FAILED or DISK_FULL where the document cannot be made.
        """
        found = list(found_documents(paths))
        refused = tuple(each for each in found if isinstance(each, RefusedFile))
        documents = [each for each in found if isinstance(each, Path)]
        pictures = pictures_among(documents)
        if len(pictures) < _FEWEST:
            pictures = ()
        among = frozenset(pictures)
        parts = [IntakeFinished((), refused)]
        if pictures:
            with self.files.joined(pictures) as made:
                whole = self._taking_in.add((made.path,), order)
                for job_id in (*whole.added, *(job.id for job in whole.joined)):
                    self._store.joined_pictures.put(job_id, made.pictures)
            parts += [whole, IntakeFinished((), made.refused)]
        parts.append(self._taking_in.add([path for path in documents if path not in among], order))
        return self._told(parts)

    def join(self, ids: Collection[UUID]) -> IntakeFinished:
        """Make the pictures among these jobs one document, read as the first is; they leave the list.

        `separate` takes it back. Where fewer than two are pictures, nothing happens.
        """
        jobs = {Path(job.path): job for job in self._store.jobs.chosen(ids)}
        pictures = pictures_among(tuple(jobs))
        if len(pictures) < _FEWEST:
            return IntakeFinished((), ())
        outcome = self.add(pictures, self._order_of(jobs[pictures[0]]))
        if outcome.added:
            refused = {each.path for each in outcome.refused}
            self._remove([jobs[path].id for path in pictures if str(path) not in refused])
        return outcome

    def separate(self, ids: Collection[UUID]) -> IntakeFinished:
        """Make the pictures of joined documents a document each again; the joined ones leave the list."""
        parts: list[IntakeFinished] = []
        for job in self._store.jobs.chosen(ids):
            pictures = self.pictures(job.id)
            if pictures:
                parts.append(self._taking_in.add(pictures, self._order_of(job)))
                self._remove((job.id,))
        return self._told(parts)

    def pictures(self, job_id: UUID) -> tuple[Path, ...]:
        """Those that a document was joined from, in the order of its pages; () for any other."""
        return self._store.joined_pictures.of(job_id)

    def _order_of(self, job: Job) -> IntakeOrder:
        """What was asked for with `job`, for what takes its place."""
        return IntakeOrder(job.options, export=self._store.export_wishes.get(job.id))

    def _told(self, parts: Iterable[IntakeFinished]) -> IntakeFinished:
        """All `parts` as one, which is told."""
        known = list(parts)
        outcome = IntakeFinished(
            tuple(job_id for part in known for job_id in part.added),
            tuple(each for part in known for each in part.refused),
            tuple(job for part in known for job in part.joined),
        )
        self._context.event_bus.send(outcome)
        return outcome
