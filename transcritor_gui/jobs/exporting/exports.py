"""Writing the transcripts of many jobs: one outcome each, and never over a file unasked."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import overload
from uuid import UUID

import platformdirs

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.export import (
    ExportChoice,
    Exporter,
    ExportOptions,
    NameFields,
    PartsMade,
    SourceExporter,
    SourceFile,
    check_template,
    exporter_for,
    exporters,
    failure_of,
    filled_name,
    joined,
    selected,
    without_selection,
    write_export,
    write_export_under_free_name,
)
from transcritor_gui.jobs.exporting.names import joined_name_fields, name_fields
from transcritor_gui.jobs.exporting.order import Conflict, ExportOrder, ExportOutcome, ExportProgress
from transcritor_gui.jobs.exporting.parts import PartPlace, write_parts
from transcritor_gui.jobs.intake.attached import attached_folder
from transcritor_gui.jobs.intake.captures import captures_folder
from transcritor_gui.jobs.service_context import Passwords
from transcritor_gui.model import Job, PageResult, Portal, Transcript
from transcritor_gui.store import Store, StoredPages
from transcritor_gui.temporary import temporary_folder

__all__ = ["Export", "export_chunks", "is_locked", "transcript_of"]


_log = logging.getLogger(__name__)


class _Stopped(Exception):  # noqa: N818 - no error: it was asked for
    """The export is no longer wanted."""


def transcript_of(store: Store, job_id: UUID) -> Transcript:
    """All that has been read of the job so far; TranscritorError(JOB_UNKNOWN)."""
    return Transcript(store.jobs.facts(job_id), store.jobs.get(job_id).options, store.pages.all(job_id))


def export_chunks(
    store: Store, job: Job, exporter: Exporter, options: ExportOptions, *, password: str | None
) -> Iterator[bytes]:
    """The file piece by piece, its pages fetched from the store one by one. Raises as `chunks` does."""
    transcript = Transcript(store.jobs.facts(job.id), job.options, StoredPages(store.pages, job.id))
    return exporter.with_source(SourceFile(Path(job.path), password)).chunks(transcript, options)


def is_locked(job: Job, password: str | None) -> bool:
    """Whether the PDF of `job` is there and `password` does not open it."""
    from transcritor_gui.export.pdf.source import PdfBase, opened_pdf

    try:
        with opened_pdf(PdfBase(Path(job.path)), password, name=job.name):
            return False
    except TranscritorError as error:
        return error.info.code in (ErrorCode.PASSWORD_NEEDED, ErrorCode.PASSWORD_WRONG)
    except OSError:
        return False  # the export says why it cannot be read


class Export:
    """One export of some jobs. `run` does it once, on the thread that calls it.

    `is_wanted` is asked before each page; when it says no, the file being written is given up and nothing of
    it stays. `on_progress` is called on the same thread, before each document and at the end.

    Raises TranscritorError(FORMAT_UNKNOWN | NAME_TEMPLATE_BAD | CANNOT_JOIN) when it is made.
    """

    def __init__(
        self,
        store: Store,
        passwords: Passwords,
        order: ExportOrder,
        *,
        is_wanted: Callable[[], bool] = lambda: True,
        on_progress: Callable[[ExportProgress], None] = lambda _progress: None,
    ) -> None:
        self._store = store
        self._passwords = passwords
        self._order = order
        self._is_wanted = is_wanted
        self._on_progress = on_progress
        self._exporter = exporter_for(order.format)
        check_template(order.name_template)
        if order.all_in_one and ExportChoice.ALL_IN_ONE not in self._exporter.choices:
            raise _cannot_join(self._exporter)
        self._written: set[str] = set()

    def run(self, ids: Sequence[UUID]) -> tuple[ExportOutcome, ...]:
        """One outcome for each of `ids`, in their order; of the first ones alone when it was stopped."""
        outcomes: list[ExportOutcome] = []
        try:
            if self._order.all_in_one:
                self._write_all_in_one(ids, outcomes)
            else:
                for number, job_id in enumerate(ids, start=1):
                    outcomes.append(self._outcome(job_id, number, len(ids)))
        except _Stopped:
            return tuple(outcomes)
        self._on_progress(ExportProgress(len(ids), len(ids), ""))
        return tuple(outcomes)

    # One file each

    def _outcome(self, job_id: UUID, number: int, total: int) -> ExportOutcome:
        try:
            job = self._store.jobs.get(job_id)
            self._on_progress(ExportProgress(number - 1, total, job.name))
            fields = name_fields(job, number=number, format=self._exporter.format)
            file_name = self._order.file_name if total == 1 else ""
            source = SourceFile(Path(job.path), self._passwords.get(job_id))
            exporter = self._exporter.with_source(source)
            options = self._order.options
            if isinstance(exporter, SourceExporter) and options.portal is not None:
                return self._in_parts(job, exporter, options.portal, fields, file_name)
            name = filled_name(self._order.name_template, fields, self._exporter.suffix)
            target = self._folder(job) / (file_name if file_name else name)
            chunks = exporter.chunks(self._transcript(job), options)
            return ExportOutcome(job_id, self._write(chunks, target, sources=(job,)))
        except TranscritorError as error:
            return ExportOutcome(job_id, None, error.info)
        except _Stopped:
            raise
        except Exception:  # noqa: BLE001 - one document must not end the export of all others
            _log.exception("the export of job %s ended in an error of the program", job_id)
            return ExportOutcome(job_id, None, ErrorInfo(ErrorCode.INTERNAL))

    def _in_parts(
        self, job: Job, exporter: SourceExporter, portal: Portal, fields: NameFields, file_name: str
    ) -> ExportOutcome:
        template = self._order.name_template
        if file_name:
            template = Path(file_name).stem.replace("{", "{{").replace("}", "}}")
        place = PartPlace(
            folder=self._folder(job),
            name_template=template,
            fields=fields,
            suffix=exporter.suffix,
            portal=portal,
            conflict=self._order.conflict,
            taken=frozenset({*self._written, job.path.casefold()}),
        )
        try:
            with temporary_folder() as folder:
                made = self._cut(job, exporter, folder)
                written = write_parts(made, place, check=self._check_wanted)
        except OSError as error:
            raise failure_of(error, place.folder / job.name) from error
        self._written.update(str(path).casefold() for path in written.paths)
        parts = written.paths if len(written.paths) > 1 else ()
        return ExportOutcome(
            job.id,
            written.paths[0],
            parts=parts,
            parts_list=written.list_path,
            is_unsigned=made.left_out.has_signatures,
        )

    def _cut(self, job: Job, exporter: SourceExporter, folder: Path) -> PartsMade:
        whole, options = folder / "whole.pdf", self._order.options
        chunks = self._wanted(exporter.chunks(self._transcript(job), options))
        with closing(chunks) as pieces, whole.open("wb") as stream:
            stream.writelines(pieces)
        return exporter.cut(whole, folder, self._transcript(job), options, check=self._check_wanted)

    def _check_wanted(self) -> None:
        if not self._is_wanted():
            raise _Stopped

    # All in one

    def _write_all_in_one(self, ids: Sequence[UUID], outcomes: list[ExportOutcome]) -> None:
        """Write what has been read of `ids` into one file; those of which nothing has been are left out."""
        parts: dict[UUID, tuple[Job, Transcript]] = {}
        errors: dict[UUID, ExportOutcome] = {}
        for job_id in ids:
            try:
                job = self._store.jobs.get(job_id)
                transcript = self._transcript(job, self._teller(job, len(parts), len(ids)))
                parts[job_id] = (job, selected(transcript, self._order.options))
            except TranscritorError as error:
                errors[job_id] = ExportOutcome(job_id, None, error.info)
        if parts:
            errors |= self._joined_outcomes(
                [job for job, _ in parts.values()], [part for _, part in parts.values()]
            )
        outcomes.extend(errors[job_id] for job_id in ids)

    def _joined_outcomes(
        self, jobs: Sequence[Job], transcripts: Sequence[Transcript]
    ) -> dict[UUID, ExportOutcome]:
        """The same path, or the same error, for all of `jobs`."""
        fields = joined_name_fields(jobs, format=self._exporter.format)
        name = self._order.file_name
        if not name:
            name = filled_name(self._order.name_template, fields, self._exporter.suffix)
        options = self._order.options
        try:
            whole = joined(transcripts, title=fields.name)
            chunks = self._exporter.chunks(whole, without_selection(options))
            path = self._write(chunks, self._folder(jobs[0]) / name, sources=jobs)
        except TranscritorError as error:
            return {job.id: ExportOutcome(job.id, None, error.info) for job in jobs}
        return {job.id: ExportOutcome(job.id, path) for job in jobs}

    # Both

    def _transcript(self, job: Job, on_begin: Callable[[], None] = lambda: None) -> Transcript:
        pages = _WantedPages(StoredPages(self._store.pages, job.id), self._is_wanted, on_begin)
        return Transcript(self._store.jobs.facts(job.id), job.options, pages)

    def _teller(self, job: Job, done: int, total: int) -> Callable[[], None]:
        return lambda: self._on_progress(ExportProgress(done, total, job.name))

    def _folder(self, job: Job) -> Path:
        if self._order.folder is not None:
            return self._order.folder
        pictures = self._store.joined_pictures.of(job.id)
        beside = (pictures[0] if pictures else Path(job.path)).parent
        # Nobody would find it among the program's own data, where what came without a file of its own lies.
        own = (captures_folder(self._store), attached_folder(self._store))
        return platformdirs.user_documents_path() if beside in own else beside

    def _write(self, chunks: Iterator[bytes], target: Path, *, sources: Sequence[Job]) -> Path:
        """Write a file; the second of one name never replaces the first, nor anything a PDF that was read."""
        with closing(self._wanted(chunks)) as pieces:
            return self._write_pieces(pieces, target, sources=sources)

    def _wanted(self, chunks: Iterator[bytes]) -> Generator[bytes, None, None]:
        """`chunks` as long as they are wanted; then they are closed, which ends programs at work on them."""
        try:
            for piece in chunks:
                if not self._is_wanted():
                    raise _Stopped
                yield piece
        finally:
            if isinstance(chunks, Generator):
                chunks.close()

    def _write_pieces(self, chunks: Iterator[bytes], target: Path, *, sources: Sequence[Job]) -> Path:
        conflict = self._order.conflict
        if str(target).casefold() in self._written or any(
            _is_same_file(target, Path(job.path)) for job in sources
        ):
            conflict = Conflict.RENAME
        if conflict in (Conflict.RENAME, Conflict.RENAME_UNLESS_SAME):
            path = write_export_under_free_name(
                chunks, target.parent, target.name, reuse_same=conflict is Conflict.RENAME_UNLESS_SAME
            )
        else:
            write_export(chunks, target, replace=conflict is Conflict.REPLACE)
            path = target
        self._written.add(str(path).casefold())
        return path


class _WantedPages(Sequence[PageResult]):
    """`pages`, as long as they are wanted; whoever goes through them ends with _Stopped when they are not."""

    def __init__(
        self, pages: Sequence[PageResult], is_wanted: Callable[[], bool], on_begin: Callable[[], None]
    ) -> None:
        self._pages = pages
        self._is_wanted = is_wanted
        self._on_begin = on_begin

    def __len__(self) -> int:
        return len(self._pages)

    @overload
    def __getitem__(self, place: int) -> PageResult: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[PageResult]: ...
    def __getitem__(self, place: int | slice) -> PageResult | Sequence[PageResult]:
        self._check()
        return self._pages[place]

    def __iter__(self) -> Iterator[PageResult]:
        self._on_begin()
        for page in self._pages:
            self._check()
            yield page

    def _check(self) -> None:
        if not self._is_wanted():
            raise _Stopped


def _is_same_file(target: Path, source: Path) -> bool:
    try:
        return target.samefile(source)
    except OSError:  # one of them is not there
        return target == source


def _cannot_join(exporter: Exporter) -> TranscritorError:
    joining = (each.format for each in exporters() if ExportChoice.ALL_IN_ONE in each.choices)
    return TranscritorError(ErrorCode.CANNOT_JOIN, format=exporter.format, known=", ".join(joining))
