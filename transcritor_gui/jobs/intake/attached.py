"""Documents that are attached inside PDFs, taken in on request; kept beside the history with their jobs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath
from typing import Final
from uuid import UUID

from transcritor_gui.document_kinds import document_stem
from transcritor_gui.export import write_export_under_free_name
from transcritor_gui.export.names import safe_name
from transcritor_gui.export.writing import failure_of
from transcritor_gui.jobs.events import IntakeFinished
from transcritor_gui.jobs.intake.own_files import OwnFiles
from transcritor_gui.jobs.intake.taking_in import IntakeOrder, TakingIn
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import Job
from transcritor_gui.store import Store
from transcritor_gui.temporary import temporary_folder

__all__ = ["ATTACHED_FOLDER", "AttachedDocuments", "attached_folder"]

_TIMEOUT_S: Final = 600.0
ATTACHED_FOLDER: Final = "attached-documents"
_PIECE_BYTES: Final = 1024 * 1024


def attached_folder(store: Store) -> Path:
    """Where they lie: an absolute path, as those of jobs are."""
    return store.path.absolute().parent / ATTACHED_FOLDER


class AttachedDocuments:
    """May be called from any thread, and takes its time; PDFs are opened in worker processes."""

    def __init__(self, context: ServiceContext, taking_in: TakingIn) -> None:
        self._context = context
        self._store = context.store
        self._taking_in = taking_in
        self._folder = attached_folder(context.store)
        self.files = OwnFiles(context.store, self._folder, "*.*")

    def take_in(self, ids: Collection[UUID]) -> IntakeFinished:
        """Put the PDFs and pictures inside the documents of these jobs into the queue, read as those are.

        Nothing is told where there are none. Raises TranscritorError: DISK_FULL, EXPORT_FAILED, and what ends
        the worker that looks for them.
        """
        parts = [self._taken_in(job) for job in self._store.jobs.chosen(ids)]
        outcome = IntakeFinished(
            tuple(job_id for part in parts for job_id in part.added),
            tuple(each for part in parts for each in part.refused),
        )
        if outcome.added or outcome.refused:
            self._context.event_bus.send(outcome)
        return outcome

    def _taken_in(self, job: Job) -> IntakeFinished:
        from transcritor_gui.pipeline import take_out_documents  # brings the recognition engines

        password = self._context.passwords.get(job.id)
        order = IntakeOrder(replace(job.options, pages=""), export=self._store.export_wishes.get(job.id))
        try:
            with temporary_folder() as folder, ExitStack() as kept:
                call = self._context.pool.submit(
                    take_out_documents, job.path, str(folder), password, timeout_s=_TIMEOUT_S
                )
                taken = call.result()
                paths = [
                    kept.enter_context(self.files.kept(partial(_written, Path(path), name)))
                    for path, name in taken.documents
                ]
                return self._taking_in.add(paths, order)
        except OSError as error:
            raise failure_of(error, self._folder) from error


def _written(source: Path, name: str, folder: Path) -> Path:
    """`source` in `folder`, under a name as like `name` as is safe."""
    file_name = f"{safe_name(document_stem(name))}{PurePath(name).suffix.lower()}"
    return write_export_under_free_name(_pieces(source), folder, file_name, reuse_same=True)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            yield piece
