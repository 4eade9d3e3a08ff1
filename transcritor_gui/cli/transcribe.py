"""`transcritor transcribe`: documents in, text out, with every failure named."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from transcritor_gui.cli.destination import Destination, check_parts, chosen_destination
from transcritor_gui.cli.exit_codes import ExitCode, exit_code_for
from transcritor_gui.cli.job_watch import JobWatch
from transcritor_gui.cli.records import issue_records, job_record, refused_record, removed_record
from transcritor_gui.cli.session import running_service
from transcritor_gui.cli.terminal.console import write_bytes, write_error, write_json, write_note
from transcritor_gui.cli.terminal.interruption import interruptible
from transcritor_gui.cli.terminal.passwords import PasswordsToTry, given_password
from transcritor_gui.cli.terminal.progress import progress_for
from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.export import ExportOptions
from transcritor_gui.export.formats.plain_text import PAGE_BREAK
from transcritor_gui.i18n import tr
from transcritor_gui.job_words import unsigned_words
from transcritor_gui.jobs import Conflict, JobService, name_fields
from transcritor_gui.jobs.events import IntakeFinished, RefusedFile
from transcritor_gui.jobs.intake.found import found_documents
from transcritor_gui.jobs.intake.joining import pictures_among
from transcritor_gui.jobs.intake.taking_in import IntakeOrder
from transcritor_gui.model import (
    FINISHED,
    Job,
    JobStatus,
    Preset,
    TranscriptionOptions,
    WorkPlace,
    check_page_numbers,
)
from transcritor_gui.settings import Settings

__all__ = ["TranscribeRequest", "checked_options", "shown_path", "transcribe_files"]


@dataclass(frozen=True, slots=True)
class TranscribeRequest:
    paths: tuple[str, ...]
    """As they were typed."""
    output: str
    """'' or '-' for standard output."""
    format: str
    preset: Preset | None
    """Says the format, the folder and the names where the request itself does not."""
    options: TranscriptionOptions
    password_file: Path | None
    workers: int
    export_options: ExportOptions
    name_template: str
    """'' for the usual names."""
    attachments: bool
    """Whether the documents inside PDFs are read as well."""
    join: bool
    """Whether all pictures are one document."""
    replace: bool
    as_json: bool
    quiet: bool


def transcribe_files(request: TranscribeRequest, settings: Settings) -> ExitCode:
    """Do all of `request`; the worst that happened, as an exit code.

    Raises TranscritorError and WrongUsage for what keeps it from beginning.
    """
    options = checked_options(request.options, settings)
    found = list(found_documents(request.paths))
    documents = [each for each in found if isinstance(each, Path)]
    is_single = len(request.paths) == 1 and not os.path.isdir(request.paths[0])  # noqa: PTH112 - never raises
    if request.join and documents:
        is_single = is_single or len(pictures_among(documents)) == len(documents)
    wish = request.preset.export if request.preset is not None and request.preset.exports else None
    destination = chosen_destination(
        request.output,
        request.format,
        is_single=is_single and not request.attachments,
        replace=request.replace,
        name_template=request.name_template,
        usual=wish,
    )
    check_parts(destination, request.export_options)
    password = given_password(request.password_file)
    workers = request.workers if request.workers > 0 else settings.worker_count()
    with interruptible(), running_service(settings, workers=workers) as service:
        run = _Run(service, destination, request, password)
        for each in found:
            if isinstance(each, RefusedFile):
                run.refuse(each)
        if documents:
            run.transcribe(documents, options)
        return run.conclude()


def checked_options(options: TranscriptionOptions, settings: Settings) -> TranscriptionOptions:
    """`options`; TranscritorError for ones that no document could satisfy."""
    if settings.work_place is WorkPlace.HERE:  # a team server has languages of its own
        from transcritor_gui.pipeline import chosen_packs
        from transcritor_gui.pipeline.ocr.language_packs import require_languages
        from transcritor_gui.pipeline.ocr.registry import engine_named

        kind = engine_named(options.engine)
        require_languages(options.languages, kind.languages(chosen_packs(settings.tessdata_dir)))
    check_page_numbers(options.pages)
    return options


class _Run:
    """One command at work: what became of each document, in the order in which they were given."""

    def __init__(
        self,
        service: JobService,
        destination: Destination,
        request: TranscribeRequest,
        password: str | None,
    ) -> None:
        self._service = service
        self._destination = destination
        self._request = request
        self._watch = JobWatch(service, ask=PasswordsToTry(password).next_for)
        self._worst = ExitCode.DONE
        self._records: list[dict[str, Any]] = []
        self._anything_written = False
        self._numbers: dict[str, int] = {}
        self._taken: set[str] = set()

    def refuse(self, refused: RefusedFile) -> None:
        write_error(refused.error, subject=shown_path(refused.path))
        self._note(ExitCode.ISSUES)
        self._records.append(refused_record(refused.path, refused.error))

    def transcribe(self, documents: Sequence[Path], options: TranscriptionOptions) -> None:
        """Put all of `documents` into the queue and write each when it is done."""
        self._service.warm_up()  # while they are looked at
        order = IntakeOrder(options, share=True)
        if self._request.join:
            intake = self._service.together.add(documents, order)
            jobs = {job.id: job for job in (*self._service.listed(intake.added), *intake.joined)}
            documents = [
                Path(jobs[each].path) for each in (*intake.added, *(job.id for job in intake.joined))
            ]
        else:
            intake = self._service.add_as(documents, order)
        self._follow(intake, documents)
        if self._request.attachments:
            self._take_in_attached((*intake.added, *(job.id for job in intake.joined)))

    def _take_in_attached(self, ids: Sequence[UUID]) -> None:
        """The same with the documents inside those that have been read."""
        intake = self._service.attached.take_in(ids)
        jobs = {job.id: job for job in self._service.listed(intake.added)}
        self._follow(intake, [Path(jobs[job_id].path) for job_id in intake.added])

    def _follow(self, intake: IntakeFinished, documents: Sequence[Path]) -> None:
        """Write each of `documents` when it is done, in their order."""
        for document in documents:
            self._numbers.setdefault(str(document), len(self._numbers) + 1)
        for refused in intake.refused:
            self.refuse(refused)
        for job in intake.joined:
            shown = shown_path(job.path)
            self._tell(tr("{name}: another program is reading it; its result is waited for", name=shown))
        gone = {refused.path for refused in intake.refused}
        # to be written in this order, whatever is done first
        waiting = [str(path) for path in documents if str(path) not in gone]
        done: dict[str, Job] = {}
        progress = progress_for(quiet=self._request.quiet, documents=len(waiting))
        with progress, closing(self._watch.finished(intake.added, intake.joined, progress)) as ended:
            for job in ended:
                done[job.path] = job
                # a live display and the text would overwrite each other
                while waiting and waiting[0] in done and not progress.is_live:
                    self._conclude_job(done[waiting.pop(0)])
        for path in waiting:
            if path in done:
                self._conclude_job(done[path])

    def conclude(self) -> ExitCode:
        if self._request.as_json:
            write_json(self._records)
        return self._worst

    def _conclude_job(self, job: Job) -> None:
        """Name what went wrong with a document, and write what was read of it."""
        shown = shown_path(job.path)
        if job.status not in FINISHED:
            write_note(tr("{name}: removed from the list before it was done", name=shown))
            self._note(ExitCode.ISSUES)
            self._records.append({**removed_record(job), "issues": []})
            return
        record = job_record(job)
        if job.error is not None:
            write_error(job.error, subject=shown)
            code = exit_code_for(job.error.code)
            self._note(code if code is ExitCode.ENVIRONMENT else ExitCode.ISSUES)
        elif job.status is JobStatus.CANCELLED:
            write_note(tr("{name}: cancelled", name=shown))
            self._note(ExitCode.ISSUES)
        record["issues"] = self._issues(job, shown)
        if job.pages_done > 0:
            try:
                record.update(self._written(job))
            except TranscritorError as error:
                self._note_failure(error.info, shown)
                record["error"] = record["error"] or refused_record(job.path, error.info)["error"]
        self._records.append(record)

    def _issues(self, job: Job, shown: str) -> list[dict[str, Any]]:
        """The pages to look at, each named on standard error."""
        if job.status is not JobStatus.DONE_WITH_ISSUES:
            return []
        self._note(ExitCode.ISSUES)
        issues = []
        for page in self._service.transcript(job.id).pages:
            place = tr("{name}, page {page}", name=shown, page=page.page_index + 1)
            if page.error is not None:
                # most failures name the page themselves
                write_error(page.error, subject=shown if page.error.fact("page") else place)
            for issue in issue_records(page):
                issues.append(issue)
                if page.error is None:
                    write_note(f"{place}: {issue['message']}")
        return issues

    def _written(self, job: Job) -> dict[str, Any]:
        """Write a document where it belongs; what to add to its record."""
        destination = self._destination
        if destination.folder is not None:
            number = self._numbers[job.path]
            fields = name_fields(job, number=number, format=destination.exporter.format)
            file_name = destination.name_for(fields, self._taken)
            self._taken.add(file_name.casefold())
            (outcome,) = self._service.export(
                (job.id,),
                format=destination.exporter.format,
                folder=destination.folder,
                file_name=file_name,
                conflict=Conflict.REPLACE if destination.replace else Conflict.SKIP,
                options=self._request.export_options,
            )
            if outcome.error is not None:
                raise TranscritorError(outcome.error.code, **dict(outcome.error.facts))
            if outcome.is_unsigned:
                write_note(f"{shown_path(job.path)}: {unsigned_words()}")
            written = {"output": str(outcome.path)}
            return written | {"parts": [str(path) for path in outcome.parts]} if outcome.parts else written
        chunks = self._service.exported(job.id, destination.exporter, self._request.export_options)
        if self._request.as_json:
            return {"text": b"".join(chunks).decode()} if destination.exporter.is_text else {}
        if self._anything_written and destination.exporter.format == "txt":
            write_bytes((PAGE_BREAK.encode(),))
        write_bytes(chunks)
        self._anything_written = True
        return {}

    def _tell(self, text: str) -> None:
        if not self._request.quiet:
            write_note(text)

    def _note_failure(self, error: ErrorInfo, shown: str) -> None:
        write_error(error, subject=shown)
        self._note(ExitCode.ENVIRONMENT if error.code is ErrorCode.DISK_FULL else ExitCode.ISSUES)

    def _note(self, code: ExitCode) -> None:
        self._worst = max(self._worst, code)


def shown_path(path: str) -> str:
    """`path` as people would write it from where they are."""
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):  # another drive, on Windows; no path at all; a current folder that has gone
        return path if path else "''"
    return path if relative.startswith("..") else relative
