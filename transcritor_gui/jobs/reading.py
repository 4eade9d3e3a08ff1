"""What the service tells of jobs, and what it makes of them: nothing here changes a job.

`service.JobService` adds the commands.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from uuid import UUID

from transcritor_gui.export import DEFAULT_OPTIONS, DEFAULT_TEMPLATE, Exporter, ExportOptions
from transcritor_gui.jobs.exporting.exports import Export, export_chunks, is_locked, transcript_of
from transcritor_gui.jobs.exporting.order import Conflict, ExportOrder, ExportOutcome, ExportProgress
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import Job, PageResult, PreviewImage, Transcript, TranscriptionOptions
from transcritor_gui.store import FoundDocument, PagesFound, PageState, SearchHit, WordList

__all__ = ["JobReading"]

_PREVIEW_TIMEOUT_S = 60.0


class JobReading:
    """Every method may be called from any thread."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context
        self._store = context.store
        self.watched_files = context.store.watched_files
        """What was taken out of watched folders: the memory of `watch_folders`."""
        self.watch_locks = context.store.path.absolute().parent / "watching"
        """A folder: which program that shares this history carries out which rule."""

    def jobs(self) -> tuple[Job, ...]:
        """All jobs, in the order of the queue."""
        return self._store.jobs.all()

    def job(self, job_id: UUID) -> Job:
        """One job, also when it has been removed; TranscritorError(JOB_UNKNOWN) where there is none."""
        return self._store.jobs.get(job_id)

    def read_already(self, path: Path, sha256: str, options: TranscriptionOptions) -> Job | None:
        """The newest job on the list that has read this content at `path` with these options, to its end."""
        return self._store.jobs.read_already(str(path), sha256, options)

    def listed(self, ids: Collection[UUID]) -> tuple[Job, ...]:
        """Those of `ids` that are on the list, in the order of the queue: neither unknown nor removed."""
        return self._store.jobs.chosen(ids)

    def page(self, job_id: UUID, page_index: int) -> PageResult | None:
        """A page of a job, or None when it has not been read yet."""
        return self._store.pages.get(job_id, page_index)

    def page_indices(self, job_id: UUID) -> tuple[int, ...]:
        """Indices of the pages that have a result, ascending."""
        return self._store.pages.indices(job_id)

    def doubts(self, job_id: UUID) -> dict[int, int]:
        """How many doubtful words stand on each page of a job that has any, by page index, ascending."""
        return self._store.pages.doubts(job_id)

    def page_states(self, job_id: UUID) -> dict[int, PageState]:
        """How each page of a job that has a result stands, by its index."""
        return self._store.pages.states(job_id)

    def transcript(self, job_id: UUID) -> Transcript:
        """All that has been read of a job so far; TranscritorError(JOB_UNKNOWN) where there is none."""
        return transcript_of(self._store, job_id)

    def search_documents(self, text: str) -> tuple[FoundDocument, ...]:
        """All documents that hold the words of `text`, those with the most such pages first."""
        return self._store.search_documents(text)

    def similar_documents(self, text: str, *, but: Collection[UUID] = ()) -> tuple[FoundDocument, ...]:
        """All documents, other than those in `but`, in which the words of `text` may stand misread."""
        return self._store.similar_documents(text, but=but, word_list=self._word_list())

    def search(
        self, text: str, limit: int | None = 200, *, among: Collection[UUID] | None = None
    ) -> tuple[SearchHit, ...]:
        """Pages that hold all the words of `text`, best first; with `among` of these jobs alone."""
        return self._store.search(text, limit, among=among)

    def pages_with(self, job_id: UUID, text: str) -> PagesFound:
        """Indices of the pages of a job that hold all the words of `text`, ascending, or similar ones."""
        return self._store.pages_with(job_id, text, word_list=self._word_list())

    def _word_list(self) -> WordList:
        """The words of the languages that are read: what is one was hardly misread."""
        from transcritor_gui.pipeline.recognition.dictionary import dictionary_of

        return dictionary_of(self._context.settings.current.languages)

    def preview(self, job_id: UUID, page_index: int, *, width_px: int) -> Future[PreviewImage]:
        """The picture of a page; cancel it when it is no longer wanted."""
        job = self._store.jobs.get(job_id)
        render = partial(
            self._context.pipeline.render_preview,
            job.path,
            page_index,
            width_px=width_px,
            password=self._context.passwords.get(job_id),
        )
        return self._context.pool.submit_quick(render, timeout_s=_PREVIEW_TIMEOUT_S)

    def export(
        self,
        ids: Collection[UUID],
        *,
        format: str,  # noqa: A002 - the word that people use for it
        folder: Path | None = None,
        file_name: str = "",
        name_template: str = DEFAULT_TEMPLATE,
        conflict: Conflict = Conflict.RENAME,
        options: ExportOptions = DEFAULT_OPTIONS,
        all_in_one: bool = False,
        is_wanted: Callable[[], bool] = lambda: True,
        on_progress: Callable[[ExportProgress], None] = lambda _progress: None,
    ) -> tuple[ExportOutcome, ...]:
        """Write what has been read of each job, as ExportOrder says; an outcome each, in the order of `ids`.

        It takes its time, on the thread that calls it. When `is_wanted` says no, the file being written is
        given up, and there are outcomes of the jobs before it alone. Raises TranscritorError(FORMAT_UNKNOWN |
        NAME_TEMPLATE_BAD | CANNOT_JOIN) before anything is written.
        """
        order = ExportOrder(format, folder, file_name, name_template, conflict, options, all_in_one)
        export = Export(
            self._store, self._context.passwords, order, is_wanted=is_wanted, on_progress=on_progress
        )
        return export.run(tuple(ids))

    def is_locked(self, job_id: UUID) -> bool:
        """Whether an export that needs the job's PDF lacks its password: give it with `set_password`."""
        return is_locked(self._store.jobs.get(job_id), self._context.passwords.get(job_id))

    def exported(
        self, job_id: UUID, exporter: Exporter, options: ExportOptions = DEFAULT_OPTIONS
    ) -> Iterator[bytes]:
        """The file that `export` would write, piece by piece; raises as `Exporter.chunks` does."""
        job = self._store.jobs.get(job_id)
        password = self._context.passwords.get(job_id)
        return export_chunks(self._store, job, exporter, options, password=password)

    def close_thread(self) -> None:
        """Close what the calling thread holds of the history: it is about to end."""
        self._store.close_thread()
