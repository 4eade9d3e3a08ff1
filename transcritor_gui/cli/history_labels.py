"""`transcritor history tag` and `history note`: what people write beside documents."""

from __future__ import annotations

from collections.abc import Sequence

from transcritor_gui.cli.exit_codes import ExitCode
from transcritor_gui.cli.history import found_job
from transcritor_gui.cli.session import open_history
from transcritor_gui.cli.terminal.console import write_note
from transcritor_gui.i18n import tr
from transcritor_gui.model.labels import tags_in
from transcritor_gui.settings import Settings

__all__ = ["note_job", "tag_jobs"]


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
