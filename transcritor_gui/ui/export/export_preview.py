"""What an export would do, in words: which documents it takes, under which names, and why not. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from transcritor_gui.errors import TranscritorError
from transcritor_gui.export import Exporter, filled_name
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.jobs import joined_name_fields, name_fields
from transcritor_gui.model import FINISHED, MAX_PAGES, Job, selected_page_indices

__all__ = ["example_words", "pages_fault", "state_words", "with_pages"]

_EXAMPLES: Final = 3


def with_pages(jobs: Sequence[Job], pages: str) -> tuple[Job, ...]:
    """The jobs that have one of the pages wanted, which are all for ''."""
    return tuple(
        job
        for job in jobs
        if not pages or _names_a_page(pages, MAX_PAGES if job.page_count is None else job.page_count)
    )


def pages_fault(jobs: Sequence[Job], pages: str) -> str:
    """Why no job has the pages wanted; '' where one has."""
    if not pages or not jobs or with_pages(jobs, pages):
        return ""
    if not _names_a_page(pages, MAX_PAGES):
        return tr("Write page numbers like this: 1-3,7.")
    if len(jobs) == 1 and jobs[0].page_count is not None:
        count = jobs[0].page_count
        return ntr("The document has only {count} page.", "The document has only {count} pages.", count)
    return tr("None of the documents has these pages.")


def example_words(
    jobs: Sequence[Job], exporter: Exporter, template: str, *, folder: Path | None, all_in_one: bool
) -> str:
    """The first few files that will be written, a line each; `folder` is None for beside each PDF."""
    if all_in_one and jobs:
        fields = [joined_name_fields(jobs, format=exporter.format)]
    else:
        fields = [
            name_fields(job, number=number, format=exporter.format)
            for number, job in enumerate(jobs[:_EXAMPLES], start=1)
        ]
    lines = [
        str(
            (Path(job.path).parent if folder is None else folder)
            / filled_name(template, values, exporter.suffix)
        )
        for job, values in zip(jobs, fields, strict=False)
    ]
    more = 0 if all_in_one else len(jobs) - len(lines)
    if more > 0:
        lines.append(ntr("and {count} more", "and {count} more", more))
    return "\n".join(lines)


def state_words(jobs: Sequence[Job], *, without_pages: int, without_these: int) -> str:
    """What of the selection is not finished, or is left out; '' for nothing.

    `jobs` are those that are exported; how many others have no page yet, and none of the pages wanted.
    """
    lines = []
    unfinished = sum(1 for job in jobs if job.status not in FINISHED)
    if unfinished:
        lines.append(
            ntr(
                "{count} file is not finished: the pages read so far are exported.",
                "{count} files are not finished: the pages read so far are exported.",
                unfinished,
            )
        )
    if without_pages:
        lines.append(
            ntr(
                "{count} file has no finished page yet and is left out.",
                "{count} files have no finished page yet and are left out.",
                without_pages,
            )
        )
    if jobs and without_these:
        lines.append(
            ntr(
                "{count} file has none of these pages and is left out.",
                "{count} files have none of these pages and are left out.",
                without_these,
            )
        )
    return "\n".join(lines)


def _names_a_page(text: str, page_count: int) -> bool:
    try:
        return bool(selected_page_indices(text, page_count))
    except TranscritorError:
        return False
