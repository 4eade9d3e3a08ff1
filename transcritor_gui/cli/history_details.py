"""`transcritor history tag`, `note` and `locate`: what people say of documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from transcritor_gui.cli.exit_codes import ExitCode
from transcritor_gui.cli.history import found_job
from transcritor_gui.cli.session import open_history
from transcritor_gui.cli.terminal.console import write_note
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.model.labels import tags_in
from transcritor_gui.settings import Settings

__all__ = ["locate_file", "note_job", "tag_jobs"]


def tag_jobs(
    settings: Settings, job_ids: Sequence[str], *, add: Sequence[str], remove: Sequence[str]
) -> ExitCode:
    """Give jobs tags and take some away, and say which each has; all or none when an id is unknown."""
    with open_history(settings) as service:
        ids = [found_job(service, job_id).id for job_id in job_ids]
        service.labels.tag(
            ids,
            add=[tag for text in add for tag in tags_in(text)],
            remove=[tag for text in remove for tag in tags_in(text)],
        )
        jobs = service.listed(ids)
    for job in jobs:
        tags = ", ".join(job.tags) if job.tags else tr("no tags")
        write_note(tr("{name}: {tags}", name=job.name, tags=tags))
    return ExitCode.DONE


def note_job(settings: Settings, job_id: str, text: str) -> ExitCode:
    """Put a note beside a job, in the place of an earlier one; '' takes it away."""
    with open_history(settings) as service:
        job = found_job(service, job_id)
        service.labels.set_note(job.id, text)
    write_note(tr("{name}: {note}", name=job.name, note=text.strip()) if text.strip() else job.name)
    return ExitCode.DONE


def locate_file(settings: Settings, job_id: str, path: Path) -> ExitCode:
    """Take a job's file from `path` from now on, and those of its folder that are found beside it there."""
    with open_history(settings) as service:
        job = found_job(service, job_id)
        others = service.sources.relocate(job.id, path)
    write_note(tr("{name}: {path}", name=job.name, path=path.absolute()))
    if others:
        write_note(
            ntr(
                "{count} other of its folder was found too",
                "{count} others of its folder were found too",
                others,
            )
        )
    return ExitCode.DONE
