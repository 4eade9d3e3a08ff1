"""The beginning of every run, wherever its pages are read: what the file is, and which pages are known."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.file_digest import wanted_sha256
from transcritor_gui.jobs.events import PageFinished
from transcritor_gui.jobs.running.inspection import inspected, submit_inspection
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import DocumentFacts, Job, PageWish, selected_page_indices
from transcritor_gui.store import content_key

if TYPE_CHECKING:  # see jobs/pipeline.py
    from transcritor_gui.pipeline import LanguagePacks

__all__ = ["Opening", "ResumePlan"]


@dataclass(frozen=True, slots=True)
class ResumePlan:
    """What a run has to begin with."""

    facts: DocumentFacts
    content: bytes
    """The content key of pages of this file, read as the job is to be read now."""
    wishes: Mapping[int, PageWish]
    """What people have asked for single pages, by page index."""
    wished: Mapping[int, bytes]
    """The content keys of those pages."""
    packs: LanguagePacks
    """What they are read with, to the last page, whatever is added meanwhile."""
    wanted: tuple[int, ...]
    missing: tuple[int, ...]
    """Those of `wanted` that have no result yet."""


class Opening:
    """Opens the document of `job`. `stop` may be called from any thread; `is_wanted` says no from then on."""

    def __init__(self, job: Job, context: ServiceContext, *, is_wanted: Callable[[], bool]) -> None:
        self._job = job
        self._context = context
        self._is_wanted = is_wanted
        self._lock = threading.Lock()
        self._inspection: Future[DocumentFacts] | None = None

    def stop(self) -> None:
        with self._lock:
            inspection = self._inspection
        if inspection is not None:
            inspection.cancel()

    def resume_plan(self) -> ResumePlan | None:
        """What there is; None when the run is to end instead.

        Raises TranscritorError: FILE_CHANGED when pages were read from other bytes, or why it does not open.
        """
        facts = self._facts()
        if facts is None:
            return None
        pipeline, settings = self._context.pipeline, self._context.settings.current
        packs = pipeline.language_packs(settings.tessdata_dir)
        return self._take_stock(facts, packs, pipeline.page_key(self._job.options, packs))

    def sha256(self) -> str | None:
        """Of the file as it is now; None when the run is to end instead."""
        return wanted_sha256(self._job.path, is_wanted=self._is_wanted)

    def _facts(self) -> DocumentFacts | None:
        if self._job.page_count is None:
            return self._inspected()
        sha256 = self.sha256()
        if sha256 is None or sha256 == self._job.sha256:
            return None if sha256 is None else self._context.store.jobs.facts(self._job.id)
        if self._context.store.pages.indices(self._job.id):
            raise TranscritorError(ErrorCode.FILE_CHANGED, path=self._job.path)
        return self._inspected()

    def _inspected(self) -> DocumentFacts | None:
        try:
            submit = partial(submit_inspection, self._context, self._job)
            unlock = partial(self._context.passwords.use_offered, self._job.id)
            return inspected(submit, watch=self._note_inspection, unlock=unlock)
        except CancelledError:
            return None

    def _note_inspection(self, future: Future[DocumentFacts]) -> None:
        with self._lock:
            self._inspection = future
        if not self._is_wanted():
            future.cancel()

    def _take_stock(self, facts: DocumentFacts, packs: LanguagePacks, page_key: str) -> ResumePlan | None:
        """Keep what the file is, forget pages that are not asked for any more, take over those known.

        Work that was broken off goes on with the pages it has, however they were read.

        None, and nothing of it, when the run is to end instead: commands give their wish and tell of it
        under the same lock, so that nothing is told of a job after it was cancelled or removed.
        """
        store, event_bus, job_id = self._context.store, self._context.event_bus, self._job.id
        wanted = selected_page_indices(self._job.options.pages, facts.page_count)
        content = content_key(facts.sha256, page_key)
        wishes = store.edits.wishes(facts.sha256)
        wished = {index: content_key(facts.sha256, page_key, wish) for index, wish in wishes.items()}
        with event_bus.in_order():
            if not self._is_wanted():
                return None
            store.jobs.set_facts(job_id, facts, pages_wanted=len(wanted))
            store.pages.delete_others(job_id, (content, *wished.values()), wanted)
            plain = [index for index in wanted if index not in wished]
            taken = list(store.pages.take_over(job_id, content, plain))
            for index in wished.keys() & set(wanted):
                taken += store.pages.take_over(job_id, wished[index], (index,))
            job = store.jobs.get(job_id)
            for number, page_index in enumerate(taken, start=job.pages_done - len(taken) + 1):
                event_bus.send(PageFinished(job_id, page_index, number, len(wanted), None))
            event_bus.changed((job,))
        done = frozenset(store.pages.indices(job_id))
        return ResumePlan(
            facts,
            content,
            wishes,
            wished,
            packs,
            wanted,
            tuple(index for index in wanted if index not in done),
        )
