"""What the files of an export are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from transcritor_gui.document_kinds import document_stem
from transcritor_gui.export import NameFields
from transcritor_gui.model import Job

__all__ = ["joined_name_fields", "name_fields"]


def name_fields(job: Job, *, number: int, format: str) -> NameFields:  # noqa: A002 - the word that people use
    """What a template may name of `job`, the `number`th of its export; times are local."""
    return NameFields(
        name=document_stem(job.name),
        done_at=(job.finished_at if job.finished_at is not None else job.added_at).astimezone(),
        pages=job.page_count if job.page_count is not None else job.pages_done,
        n=number,
        language=job.options.languages,
        format=format,
        folder=Path(job.path).parent.name,
    )


def joined_name_fields(jobs: Sequence[Job], *, format: str) -> NameFields:  # noqa: A002
    """The same of one file that holds all of `jobs`: called after the first, 'contrato + 11'."""
    first = name_fields(jobs[0], number=1, format=format)
    each = [name_fields(job, number=1, format=format) for job in jobs]
    return replace(
        first,
        name=first.name if len(jobs) == 1 else f"{first.name} + {len(jobs) - 1}",
        done_at=max(fields.done_at for fields in each),
        pages=sum(fields.pages for fields in each),
    )
