"""From files that are there to jobs in the queue, with all that was asked for with them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.jobs.events import IntakeFinished, JobsAdded, RefusedFile
from transcritor_gui.jobs.intake.found import found_documents
from transcritor_gui.jobs.queue import JobQueue
from transcritor_gui.jobs.recovery import recover
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import ExportWish, Job, JobStatus, TranscriptionOptions, WorkPlace

__all__ = ["IntakeOrder", "TakingIn"]

_BATCH: Final = 500
"""Files added in one transaction: enough to be quick, few enough for the first to show at once."""


@dataclass(frozen=True, slots=True, repr=False)
class IntakeOrder:
    """What is asked for with files. (Its password is nothing to be shown.)"""

    options: TranscriptionOptions
    share: bool = False
    """Go on with the same work where it has been broken off, and join that of another program."""
    password: str | None = None
    """Tried on each file that needs one."""
    export: ExportWish | None = None
    """How each is written by itself when it has been read; None for as the settings say."""
    is_unasked: bool = False
    """Whether nobody asks for them just now: they came into a watched folder."""


class TakingIn:
    """`inspect` is called with new jobs, `place` says where they are read. From any thread."""

    def __init__(
        self,
        context: ServiceContext,
        queue: JobQueue,
        *,
        inspect: Callable[[Iterable[Job]], None],
        place: Callable[[], WorkPlace],
    ) -> None:
        self._context = context
        self._store = context.store
        self._event_bus = context.event_bus
        self._queue = queue
        self._inspect = inspect
        self._place = place

    def add(self, paths: Iterable[str | os.PathLike[str]], order: IntakeOrder) -> IntakeFinished:
        """Put documents, and those in folders, into the queue; what was added, and what was refused."""
        insert = self._insert_or_share if order.share else self._insert
        parts: list[IntakeFinished] = []
        refused: list[RefusedFile] = []
        batch: list[Path] = []
        for found in found_documents(paths):
            if isinstance(found, RefusedFile):
                refused.append(found)
            else:
                batch.append(found)
            if len(batch) == _BATCH:
                parts.append(insert(batch, order))
                batch = []
        parts.append(insert(batch, order))
        return IntakeFinished(
            tuple(job_id for part in parts for job_id in part.added),
            (*refused, *(each for part in parts for each in part.refused)),
            tuple(job for part in parts for job in part.joined),
            is_unasked=order.is_unasked,
        )

    def _insert(self, paths: Sequence[Path], order: IntakeOrder) -> IntakeFinished:
        """Add jobs for `paths`; those that have one already are refused."""
        self._queue.revive()
        with self._event_bus.in_order():
            known = self._store.jobs.unfinished_among([str(path) for path in paths])
            refused = tuple(_already_queued(path) for path in paths if str(path) in known)
            jobs = self._new_jobs([path for path in paths if str(path) not in known], order.options)
            if jobs:
                self._store.jobs.insert(jobs, owner=self._context.owner)
                self._keep_wishes(jobs, order)
                self._event_bus.send(JobsAdded(jobs))
                self._queue.fill()
        self._inspect(jobs)
        return IntakeFinished(_ids(jobs), refused)

    def _insert_or_share(self, paths: Sequence[Path], order: IntakeOrder) -> IntakeFinished:
        """Add jobs for `paths`, go on with what has been broken off, and leave to others what they are at."""
        self._queue.revive()
        with self._event_bus.in_order():
            self._event_bus.changed(recover(self._context, resume=False, adopt=False))
            jobs = self._new_jobs(paths, order.options)
            intake = self._store.jobs.insert_or_share(jobs, owner=self._context.owner)
            inserted = tuple(job for job in jobs if job.id in intake.inserted)
            self._keep_wishes((*inserted, *intake.claimed), order)
            if inserted:
                self._event_bus.send(JobsAdded(inserted))
            self._event_bus.changed(intake.claimed)
            self._queue.fill()
        mine = tuple(sorted((*inserted, *intake.claimed), key=lambda job: job.position))
        self._inspect(mine)
        return IntakeFinished(_ids(mine), (), intake.theirs)

    def _keep_wishes(self, jobs: Sequence[Job], order: IntakeOrder) -> None:
        """Before anything is done with these jobs."""
        if order.password:
            for job in jobs:
                self._context.passwords.offer(job.id, order.password)
        if order.export is not None:
            self._store.export_wishes.put(_ids(jobs), order.export)

    def _new_jobs(self, paths: Iterable[Path], options: TranscriptionOptions) -> tuple[Job, ...]:
        """Jobs for `paths` that come last, not stored yet."""
        last = self._store.jobs.last_position()
        now = datetime.now(UTC)
        place = self._place()
        return tuple(
            _new_job(path, options, added_at=now, position=last + number, place=place)
            for number, path in enumerate(paths, start=1)
        )


def _new_job(
    path: Path, options: TranscriptionOptions, *, added_at: datetime, position: float, place: WorkPlace
) -> Job:
    try:
        size_bytes = path.stat().st_size
    except OSError:  # it has gone since it was found: the run will say so
        size_bytes = 0
    return Job(
        id=uuid4(),
        name=path.name.encode("utf-8", "replace").decode(),
        path=str(path),
        status=JobStatus.QUEUED,
        options=options,
        added_at=added_at,
        position=position,
        size_bytes=size_bytes,
        place=place,
    )


def _already_queued(path: Path) -> RefusedFile:
    return RefusedFile(str(path), ErrorInfo(ErrorCode.ALREADY_QUEUED, (("name", path.name),)))


def _ids(jobs: Iterable[Job]) -> tuple[UUID, ...]:
    return tuple(job.id for job in jobs)
