"""What a worker does with a message: looks what a file is, or reads a few of its pages.

Both may be done any number of times, by several at once, and begun again after a crash at any moment: every
result is a file with one possible content, and whoever finds all pages there puts them together.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, replace
from functools import partial

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.jobs.pipeline import Pipeline
from transcritor_gui.jobs.running.inspection import inspected
from transcritor_gui.jobs.running.page_reader import PageReader, failed_page
from transcritor_gui.model import DocumentFacts, PageStatus, selected_page_indices
from transcritor_gui.model.packed import PackedPage, pack_page, unpack_page
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.book import Attempt, TaskBook
from transcritor_gui.team.storage.copies import Copies
from transcritor_gui.team.storage.live import PREPARE, Live
from transcritor_gui.team.storage.records import Ending, Plan, TaskRecord, TaskState
from transcritor_gui.team.work.celery_results import CeleryResults
from transcritor_gui.team.work.chunks import split_into_chunks
from transcritor_gui.team.work.engine_here import with_engine_here
from transcritor_gui.team.work.lease_watch import LeaseWatch, held
from transcritor_gui.team.work.queue import TeamQueue
from transcritor_gui.workers import WorkerPool, run_packed

__all__ = ["PASSING", "DocumentWork"]

_log = logging.getLogger(__name__)

_OF_THE_COMPUTER = frozenset({ErrorCode.WORKER_KILLED, ErrorCode.WORKER_HELD_UP})
"""A page that ends so is read again, by whichever worker has room, before it is given up: the system may have
ended its process for memory that others took. A page that eats all there is does the same, so it counts."""
PASSING = frozenset(
    {ErrorCode.QUEUE_AWAY, ErrorCode.SPOOL_AWAY, ErrorCode.DISK_FULL, ErrorCode.WORKER_UNAVAILABLE}
)
"""Failures that have nothing to do with the document, and are tried again."""

_MOST_ATTEMPTS = 3
"""So often a chunk may be begun without getting a page further: then its next page is given up. A page that
crashes or hangs never takes the worker with it; one that does so nevertheless would go round for ever."""


@dataclass(frozen=True, slots=True)
class DocumentWork:
    """Raises TranscritorError only for what may pass: every other failure becomes the ending of the task."""

    config: TeamConfig
    book: TaskBook
    live: Live
    queue: TeamQueue
    pool: WorkerPool
    pipeline: Pipeline
    copies: Copies
    celery_results: CeleryResults

    def piece_for(self, task_id: str, chunk: int) -> tuple[str, int]:
        """The task and the number of the piece whose turn it is; those of the message where none waits."""
        try:
            while (piece := self.live.turns.next()) is not None:
                if self._wanted(piece.task_id) is not None:
                    return piece.task_id, piece.chunk
                self.live.turns.give_back(piece.task_id, piece.chunk)
        except TranscritorError as error:
            _log.warning("whose turn it is could not be asked: %s", error)
        return task_id, chunk

    def do(self, task_id: str, chunk: int) -> None:
        """Do a piece of work: look what the file is (PREPARE), or read some pages."""
        if chunk == PREPARE:
            self.prepare(task_id)
        else:
            self.read_chunk(task_id, chunk)

    def give_again(self, task_id: str, chunk: int) -> None:
        """The piece could not be done now: it waits for the next message."""
        record = self.book.record(task_id)
        plan = self.book.plan(task_id)
        if record is not None:
            self.queue.wait_again(record, plan, chunk)

    def prepare(self, task_id: str) -> None:
        """Open the file, decide on its chunks, and give out as many as there are workers for."""
        record = self._wanted(task_id)
        if record is None:
            return
        with held(self.book, self.live, task_id, PREPARE) as watch:
            if watch is None:
                return
            try:
                plan = self.book.plan(task_id)
                if plan is None:
                    self.celery_results.started(task_id)
                    plan = self.book.set_plan(task_id, self._plan(record, watch))
            except CancelledError:
                return
            except TranscritorError as error:
                self._refuse(record, error.info)
                return
            if self._wanted(task_id) is None:  # deleted meanwhile: nothing told of it may stay
                self.book.forget_plan(task_id)
                return
            self.celery_results.progress(task_id, done=0, total=len(plan.page_indices))
            for _ in range(min(self.live.presence.slots(), len(plan.chunks))):
                self._give_next(record, plan)

    def read_chunk(self, task_id: str, chunk: int) -> None:
        """Read those pages of the chunk that are not there yet; the last one to do so ends the task.

        Where others wait whose turn it is, the rest of the chunk waits after the page at hand.
        """
        record = self._wanted(task_id)
        plan = None if record is None else self.book.plan(task_id)
        if record is None or plan is None or chunk >= len(plan.chunks):
            return
        with held(self.book, self.live, task_id, chunk) as watch:
            if watch is None:
                return
            try:
                self._read(record, plan, chunk, watch)
            except TranscritorError as error:
                if error.info.code in _OF_THE_COMPUTER:
                    raise
                self._refuse(record, error.info)
                return
        if self._wanted(task_id) is None:  # it was cancelled meanwhile: nothing read of it may stay
            self.book.forget_pages(task_id)
            return
        if self._is_all_done(task_id, plan):
            self.celery_results.ended(task_id, self.book.conclude(task_id, plan))
            self.live.forget_progress(task_id)
        elif watch.gives_way and self._missing(task_id, plan, chunk):
            self.queue.read_chunk(record, plan, chunk)
        else:
            self._give_next(record, plan)

    def _is_all_done(self, task_id: str, plan: Plan) -> bool:
        """Redis says whether it is worth looking: the folder of a long document has thousands of names.

        Where Redis has lost pages, `reaper` gives out the last chunk once more, and tells it of all of them.
        """
        try:
            is_likely = (self.live.pages_done(task_id) or 0) >= len(plan.page_indices)
        except TranscritorError as error:
            _log.warning("the pages of a task are counted in the spool: %s", error)
            is_likely = True
        return is_likely and frozenset(plan.page_indices) <= self.book.pages_done(task_id)

    def _missing(self, task_id: str, plan: Plan, chunk: int) -> list[int]:
        """The pages of a chunk that nobody has read."""
        return [index for index in plan.pages_of(chunk) if not self.book.has_page(task_id, index)]

    def _wanted(self, task_id: str) -> TaskRecord | None:
        """The task, unless it has ended or is gone."""
        if self.live.is_cancelled(task_id) or self.book.ending(task_id) is not None:
            return None
        return self.book.record(task_id)

    def _plan(self, record: TaskRecord, watch: LeaseWatch) -> Plan:
        source = self.copies.source(record.id)
        inspect = partial(
            self.pipeline.inspect_document,
            str(source),
            password=self.live.password(record.id, record.password_pad),
        )

        # In the lane of pages: the process that opens the file then reads it.
        def submit() -> Future[DocumentFacts]:
            return self.pool.submit(inspect, timeout_s=self.config.page_timeout_s)

        facts = inspected(submit, watch=lambda future: watch.when_cancelled(future.cancel))
        facts = replace(facts, name=record.name)
        wanted = selected_page_indices(record.options.pages, facts.page_count)
        if len(wanted) > self.config.max_pages:
            raise TranscritorError(
                ErrorCode.PDF_TOO_MANY_PAGES, pages=len(wanted), limit=self.config.max_pages
            )
        chunks = split_into_chunks(
            len(wanted), slots=self.live.presence.slots(), most_pages=self.config.chunk_pages
        )
        return Plan(facts, wanted, chunks)

    def _read(self, record: TaskRecord, plan: Plan, chunk: int, watch: LeaseWatch) -> None:
        missing = self._missing(record.id, plan, chunk)
        self.live.note_pages(record.id, frozenset(plan.pages_of(chunk)).difference(missing))
        if not missing:
            return
        attempt = self.book.note_attempt(record.id, chunk, len(plan.pages_of(chunk)) - len(missing))
        try:
            self._read_missing(record, plan, missing, attempt=attempt, watch=watch)
        except TranscritorError as error:
            if error.info.code not in _OF_THE_COMPUTER:
                self._forget_attempt(attempt, error)
            raise

    def _forget_attempt(self, attempt: Attempt, why: TranscritorError) -> None:
        """What the computer does not let happen (a full disk, a store away) is no fault of the page."""
        try:
            self.book.forget_attempt(attempt)
        except TranscritorError as error:
            _log.warning("an attempt that %s ended counts all the same: %s", why.info.code, error)

    def _read_missing(
        self, record: TaskRecord, plan: Plan, missing: list[int], *, attempt: Attempt, watch: LeaseWatch
    ) -> None:
        if attempt.number > _MOST_ATTEMPTS:
            self._give_up_page(record.id, missing.pop(0))
        reader = PageReader(
            submit=self._submit(record),
            keep=lambda page: self._keep(record.id, plan, page, watch=watch),
            most_in_flight=self.pool.workers + 1,
        )
        watch.when_cancelled(reader.abort)
        watch.when_giving_way(reader.give_way)
        if not reader.read(missing) and watch.gives_way:
            self.book.forget_attempt(attempt)

    def _submit(self, record: TaskRecord) -> Callable[[int], Future[PackedPage]]:
        source = str(self.copies.source(record.id))
        password = self.live.password(record.id, record.password_pad)
        options = with_engine_here(record.options)
        read_packed = partial(run_packed, self.pipeline.transcribe_page)

        def submit(page_index: int) -> Future[PackedPage]:
            task = self.pipeline.page_task(
                path=source,
                page_index=page_index,
                options=options,
                password=password,
                packs=self.pipeline.language_packs(self.config.tessdata_dir),
            )
            return self.pool.submit(read_packed, task, timeout_s=self.config.page_timeout_s)

        return submit

    def _keep(self, task_id: str, plan: Plan, page: PackedPage, *, watch: LeaseWatch) -> bool:
        if watch.is_cancelled:
            return False
        error = unpack_page(page.data).error if page.status is PageStatus.FAILED else None
        if error is not None and error.code in _OF_THE_COMPUTER:
            raise TranscritorError(error.code, **dict(error.facts))
        done = self._save(task_id, page)
        if done is not None and not watch.is_cancelled:
            self.celery_results.progress(task_id, done=done, total=len(plan.page_indices))
        return True

    def _save(self, task_id: str, page: PackedPage) -> int | None:
        """How many pages are done then; None where that cannot be told."""
        self.book.save_page(task_id, page)
        try:
            done = self.live.note_pages(task_id, (page.page_index,), are_new=True)
            self.live.count("pages_failed" if page.status is PageStatus.FAILED else "pages")
        except TranscritorError as error:
            _log.warning("progress could not be told: %s", error)
            return None
        return done

    def _give_up_page(self, task_id: str, page_index: int) -> None:
        _log.error("task %s: page %d has ended its worker too often", task_id, page_index + 1)
        lost = failed_page(page_index, ErrorInfo(ErrorCode.WORKER_CRASHED))
        self._save(task_id, pack_page(lost))

    def _give_next(self, record: TaskRecord, plan: Plan) -> None:
        """Put the next chunk that has pages to be read into the queue, unless all have been given out."""
        while (chunk := self.live.next_chunk(record.id)) < len(plan.chunks):
            if not all(self.book.has_page(record.id, index) for index in plan.pages_of(chunk)):
                self.queue.read_chunk(record, plan, chunk)
                return

    def _refuse(self, record: TaskRecord, error: ErrorInfo) -> None:
        if error.code in PASSING:
            raise TranscritorError(error.code, **dict(error.facts))
        self.fail(record.id, _named(error, record))

    def note_retry(self, task_id: str, reason: ErrorInfo, *, in_s: float) -> None:
        """Tell why work of the task is tried again after so long. TranscritorError(QUEUE_AWAY)."""
        self.live.note_retry(task_id, reason, in_s=in_s)
        self.celery_results.retrying(task_id, reason)

    def fail(self, task_id: str, error: ErrorInfo) -> None:
        """End the task, and tell others at work on it to stop."""
        ending = self.book.end(task_id, Ending(TaskState.FAILURE, self.book.now(), error))
        self.celery_results.ended(task_id, ending)
        self.live.cancel(task_id)
        self.live.forget_progress(task_id)


def _named(error: ErrorInfo, record: TaskRecord) -> ErrorInfo:
    """`error` with the name that people know the file by, in the place of the spool's own."""
    ours = {"source.pdf", f"{record.id}.pdf"}
    return ErrorInfo(
        error.code, tuple((key, record.name if value in ours else value) for key, value in error.facts)
    )
