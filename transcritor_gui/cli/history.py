"""`transcritor history`: what was transcribed before, by this program or by the window."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from uuid import UUID

from transcritor_gui.cli.destination import check_parts, chosen_destination
from transcritor_gui.cli.exit_codes import ExitCode, exit_code_for
from transcritor_gui.cli.records import issue_records, job_record, page_record
from transcritor_gui.cli.session import open_history
from transcritor_gui.cli.terminal.console import write_bytes, write_error, write_json, write_line, write_note
from transcritor_gui.cli.terminal.interruption import interruptible
from transcritor_gui.cli.terminal.passwords import PasswordsToTry, given_password
from transcritor_gui.cli.terminal.progress import export_progress
from transcritor_gui.cli.usage import WrongUsage
from transcritor_gui.errors import ErrorCode, TranscritorError, message_for
from transcritor_gui.export import Exporter, ExportOptions
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.job_words import confidence_words, source_words, status_words, unsigned_words
from transcritor_gui.jobs import Conflict, JobService
from transcritor_gui.jobs.correcting.unkept import UnkeptChanges
from transcritor_gui.model import Job
from transcritor_gui.model.job_criteria import JobCriteria
from transcritor_gui.paths import places
from transcritor_gui.settings import Settings

__all__ = ["csv_line", "delete_jobs", "export_jobs", "found_job", "list_jobs", "search_text", "show_job"]

_SHORT_ID = 8
_EVERYTHING: Final = JobCriteria()


def list_jobs(
    settings: Settings, *, limit: int, as_json: bool, criteria: JobCriteria = _EVERYTHING
) -> ExitCode:
    """One line a job, the newest first; 0 for no limit."""
    with open_history(settings) as service:
        jobs = sorted(
            (job for job in service.jobs() if criteria.passes(job)),
            key=lambda job: (job.added_at, job.position),
            reverse=True,
        )
    chosen = jobs[:limit] if limit else jobs
    if as_json:
        write_json([job_record(job) for job in chosen])
        return ExitCode.DONE
    for job in chosen:
        write_line(_line(job))
    if not jobs:
        write_note(
            tr("Nothing has been transcribed yet.")
            if criteria == _EVERYTHING
            else tr("Nothing of what was transcribed is like this.")
        )
    return ExitCode.DONE


def search_text(
    settings: Settings,
    text: str,
    *,
    limit: int | None,
    as_json: bool,
    as_csv: bool = False,
    criteria: JobCriteria = _EVERYTHING,
) -> ExitCode:
    """One line a page that holds all words of `text`; ISSUES, as grep does, where there is none."""
    with open_history(settings) as service:
        among = None
        if criteria != _EVERYTHING:
            among = [job.id for job in service.jobs() if criteria.passes(job)]
        hits = service.search(text, limit, among=among)
    if as_json:
        write_json(
            [
                {
                    "id": str(hit.job_id),
                    "name": hit.job_name,
                    "page": hit.page_index + 1,
                    "snippet": hit.snippet,
                    "marks": [list(mark) for mark in hit.marks],
                }
                for hit in hits
            ]
        )
    elif as_csv:
        write_line(csv_line(("id", "name", "page", "snippet")))
        for hit in hits:
            write_line(csv_line((str(hit.job_id), hit.job_name, str(hit.page_index + 1), hit.snippet)))
    else:
        for hit in hits:
            place = tr("{name}, page {page}", name=hit.job_name, page=hit.page_index + 1)
            write_line(f"{str(hit.job_id)[:_SHORT_ID]}  {place}: {' '.join(hit.snippet.split())}")
    if not hits and not as_json:
        write_note(tr("No page holds these words."))
    return ExitCode.DONE if hits else ExitCode.ISSUES


def csv_line(values: Sequence[str]) -> str:
    """One row of a table for spreadsheets, without its line end; what could be a formula there is text."""
    written = io.StringIO()
    safe = (f"'{value}" if value[:1] in "=+-@\t\r" and value else value for value in values)
    csv.writer(written, lineterminator="").writerow(safe)
    return written.getvalue()


def show_job(settings: Settings, job_id: str, *, as_json: bool) -> ExitCode:
    """The facts of a job and one line a page (`--json`: with the text of the pages)."""
    with open_history(settings) as service:
        job = found_job(service, job_id)
        transcript = service.transcript(job.id)
    if as_json:
        write_json(
            {
                **job_record(job),
                "page_results": [page_record(page, transcript.options) for page in transcript.pages],
            }
        )
        return ExitCode.DONE
    write_line(f"{job.name}  ({job.id})")
    write_line(job.path)
    write_line(_state(job))
    if job.tags:
        write_line(tr("Tags: {tags}", tags=", ".join(job.tags)))
    if job.note:
        write_line(job.note)
    if job.error is not None:
        message = message_for(job.error)
        write_line(f"{message.what} {message.advice}".strip())
    for page in transcript.pages:
        words = ntr("{count} word", "{count} words", sum(1 for _ in page.words()))
        facts = "  ".join(
            part for part in (source_words(page.source), confidence_words(page.confidence), words) if part
        )
        write_line(f"{page.page_index + 1:>5}  {facts}")
        for issue in issue_records(page):
            write_line(f"       {issue['message']}")
    return ExitCode.DONE


def export_jobs(
    settings: Settings,
    job_ids: Sequence[str],
    *,
    output: str,
    format_name: str,
    options: ExportOptions,
    replace: bool,
    name_template: str = "",
    all_in_one: bool = False,
    password_file: Path | None = None,
    quiet: bool = False,
) -> ExitCode:
    """Write jobs as `transcribe` would, without reading a page again; the worst that happened."""
    passwords = PasswordsToTry(given_password(password_file))
    is_single = len(job_ids) == 1 or all_in_one
    destination = chosen_destination(
        output, format_name, is_single=is_single, replace=replace, name_template=name_template
    )
    check_parts(destination, options)
    with interruptible(), open_history(settings) as service:
        jobs = [found_job(service, job_id) for job_id in job_ids]
        if destination.folder is None:
            if len(jobs) > 1:
                raise WrongUsage(tr("More than one transcription needs a place: say which with -o."))
            _unlock(service, jobs, destination.exporter, passwords)
            write_bytes(service.exported(jobs[0].id, destination.exporter, options))
            return ExitCode.DONE
        _unlock(service, jobs, destination.exporter, passwords)
        with export_progress(quiet=quiet, documents=len(jobs)) as tell:
            outcomes = service.export(
                [job.id for job in jobs],
                format=destination.exporter.format,
                folder=destination.folder,
                file_name=destination.file_name,
                name_template=destination.name_template,
                conflict=Conflict.REPLACE if replace else Conflict.SKIP,
                options=options,
                all_in_one=all_in_one,
                on_progress=tell,
            )
    worst = ExitCode.DONE
    for job, outcome in zip(jobs, outcomes, strict=True):
        if outcome.error is not None:
            write_error(outcome.error, subject=job.name if len(jobs) > 1 else "")
            worst = max(worst, exit_code_for(outcome.error.code))
        elif outcome.is_unsigned:
            write_note(f"{job.name}: {unsigned_words()}")
    written = dict.fromkeys(path for outcome in outcomes for path in outcome.paths)
    for path in () if quiet else written:
        write_note(tr("Written: {path}", path=path))
    return worst


def delete_jobs(settings: Settings, job_ids: Sequence[str]) -> ExitCode:
    """Delete jobs for good, and say which; all or none when an id is unknown."""
    with open_history(settings) as service:
        jobs = [found_job(service, job_id) for job_id in job_ids]
        service.purge([job.id for job in jobs])
        UnkeptChanges(places().unkept_changes).leave_out([job.id for job in jobs])
        is_forgotten = service.forget()
    for job in jobs:
        write_note(tr("Deleted: {name}", name=job.name))
    if not is_forgotten:
        write_note(tr("Traces in the files of the history go when no other program is reading it."))
    return ExitCode.DONE


def _unlock(service: JobService, jobs: Sequence[Job], exporter: Exporter, passwords: PasswordsToTry) -> None:
    """Give the service what opens the PDFs, where the format needs them and a password is known."""
    if not exporter.needs_source:
        return
    for job in jobs:
        # Of one without pages there is nothing to write, and a password would have it read.
        while job.pages_done and service.is_locked(job.id):
            password = passwords.next_for(job)
            if password is None:
                break  # the export says so
            service.set_password(job.id, password)


def found_job(service: JobService, text: str) -> Job:
    """The job on the list whose id is `text` or begins so; TranscritorError(JOB_UNKNOWN) for none or many."""
    try:
        jobs = service.listed([UUID(text)])
    except ValueError:
        jobs = tuple(job for job in service.jobs() if str(job.id).startswith(text.lower()))
    if len(jobs) != 1 or not text:
        raise TranscritorError(ErrorCode.JOB_UNKNOWN, id=text)
    return jobs[0]


def _line(job: Job) -> str:
    """A line of the list: columns of even width, the name last because it may be long."""
    when = job.added_at.astimezone().strftime("%Y-%m-%d %H:%M")
    pages = str(job.page_count) if job.page_count is not None else "?"
    return f"{str(job.id)[:_SHORT_ID]}  {when}  {pages:>5}  {status_words(job.status):<28}  {job.name}"


def _state(job: Job) -> str:
    done = tr("{done} of {total} pages", done=job.pages_done, total=job.pages_wanted or "?")
    parts = (status_words(job.status), done, source_words(job.source), confidence_words(job.confidence))
    return "  ".join(part for part in parts if part)
