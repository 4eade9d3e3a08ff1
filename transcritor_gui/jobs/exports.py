"""Writing the transcripts of many jobs: one outcome each, and never over a file unasked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from transcritor_gui.errors import ErrorInfo, TranscritorError
from transcritor_gui.export import (
    DEFAULT_OPTIONS,
    Exporter,
    ExportOptions,
    SourceFile,
    export_name,
    exporter_for,
    write_export,
    write_export_under_free_name,
)
from transcritor_gui.jobs.parts import Passwords
from transcritor_gui.model import Job, Transcript
from transcritor_gui.store import Store, StoredPages

__all__ = ["Conflict", "ExportOutcome", "export_chunks", "export_jobs", "transcript_of"]


class Conflict(StrEnum):
    """What to do where a file of that name exists."""

    RENAME = "rename"
    """Take the next free name, 'name (2).txt'."""
    REPLACE = "replace"
    SKIP = "skip"
    """Leave it; the outcome is EXPORT_EXISTS."""


@dataclass(frozen=True, slots=True)
class ExportOutcome:
    job_id: UUID
    path: Path | None
    """Where the file is; None when it could not be written."""
    error: ErrorInfo | None = None


def transcript_of(store: Store, job_id: UUID) -> Transcript:
    """All that has been read of the job so far; TranscritorError(JOB_UNKNOWN)."""
    return Transcript(store.jobs.facts(job_id), store.jobs.get(job_id).options, store.pages.all(job_id))


def export_chunks(
    store: Store, job: Job, exporter: Exporter, options: ExportOptions, *, password: str | None
) -> Iterator[bytes]:
    """The file piece by piece, its pages fetched from the store one by one. Raises as `chunks` does."""
    transcript = Transcript(store.jobs.facts(job.id), job.options, StoredPages(store.pages, job.id))
    return exporter.with_source(SourceFile(Path(job.path), password)).chunks(transcript, options)


def export_jobs(
    store: Store,
    ids: Collection[UUID],
    *,
    passwords: Passwords,
    format: str,  # noqa: A002 - the word that people use for it
    folder: Path | None,
    file_name: str,
    conflict: Conflict,
    options: ExportOptions = DEFAULT_OPTIONS,
) -> tuple[ExportOutcome, ...]:
    """Export each of `ids` into `folder`, or beside its source where that is None.

    `file_name` names the file of a single job. Raises TranscritorError(FORMAT_UNKNOWN); every other failure
    is the outcome of its job.
    """
    exporter = exporter_for(format)
    written: set[Path] = set()
    outcomes = []
    for job_id in ids:
        try:
            job = store.jobs.get(job_id)
            target = _target(job, exporter, folder, file_name if len(ids) == 1 else "")
            # Two documents of the same name in one export: the second never replaces the first. Nothing
            # replaces the PDF that was read, beside which a searchable copy may be put.
            is_taken = target in written or _is_same_file(target, Path(job.path))
            way = Conflict.RENAME if is_taken else conflict
            chunks = export_chunks(store, job, exporter, options, password=passwords.get(job_id))
            path = _write(chunks, target, way)
        except TranscritorError as error:
            outcomes.append(ExportOutcome(job_id, None, error.info))
        else:
            written.add(path)
            outcomes.append(ExportOutcome(job_id, path))
    return tuple(outcomes)


def _target(job: Job, exporter: Exporter, folder: Path | None, file_name: str) -> Path:
    place = Path(job.path).parent if folder is None else folder
    return place / (file_name if file_name else export_name(job.name, exporter.suffix))


def _is_same_file(target: Path, source: Path) -> bool:
    try:
        return target.samefile(source)
    except OSError:  # one of them is not there
        return target == source


def _write(data: Iterator[bytes], target: Path, conflict: Conflict) -> Path:
    if conflict is Conflict.RENAME:
        return write_export_under_free_name(data, target.parent, target.name)
    write_export(data, target, replace=conflict is Conflict.REPLACE)
    return target
