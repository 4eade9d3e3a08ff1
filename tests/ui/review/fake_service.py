"""A service with made pages, for tests that are about the review and not about transcribing.

Everything between it and the widgets is real: the controller, its lanes and its signals.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from PIL import Image

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.jobs.correcting.occurrences import Occurrence, as_correction, occurrences_on, pattern_for
from transcritor_gui.jobs.events import Event, Listener, PagesEdited
from transcritor_gui.model import (
    Conferral,
    Correction,
    Edit,
    EditKind,
    Job,
    PageResult,
    PageStatus,
    PageWish,
    PreviewImage,
    TranscriptionOptions,
    corrected_page,
)
from transcritor_gui.model.search_terms import matches_in, search_terms
from transcritor_gui.store import PagesFound, PageState

__all__ = ["FakeService"]


class FakeCorrections:
    """Keeps edits in memory, each with the pages as they were before it."""

    def __init__(self, service: FakeService) -> None:
        self._service = service
        self.made: list[Correction] = []
        self.unfit_corrections: tuple[Correction, ...] = ()
        self._before: list[dict[tuple[UUID, int], PageResult]] = []

    def keep_before(self) -> None:
        """For an edit that is not made here."""
        self._before.append(dict(self._service.pages))

    def correct(
        self,
        job_id: UUID,
        corrections: Sequence[Correction],
        *,
        kind: EditKind = EditKind.CORRECTED,
        made_at: datetime | None = None,
    ) -> Edit:
        self._before.append(dict(self._service.pages))
        for correction in corrections:
            self.made.append(correction)
            place = (job_id, correction.page_index)
            self._service.pages[place] = corrected_page(self._service.pages[place], [correction]).page
        self._service.send(PagesEdited(tuple((job_id, each.page_index) for each in corrections)))
        return Edit(len(self._before), kind, datetime.now(UTC), "")

    def replace(self, occurrences: Iterable[Occurrence], *, made_at: datetime | None = None) -> Edit:
        chosen = list(occurrences)
        return self.correct(chosen[0].job_id, list(map(as_correction, chosen)), kind=EditKind.REPLACED)

    def undo(self, job_id: UUID) -> Edit | None:
        if not self._before:
            return None
        self._service.pages = self._before.pop()
        self._service.send(PagesEdited(tuple(self._service.pages)))
        return Edit(1, EditKind.CORRECTED, datetime.now(UTC), "")

    def redo(self, job_id: UUID) -> Edit | None:
        return None

    def confer(self, job_id: UUID, page_indices: Sequence[int], *, conferred: bool) -> Edit:
        for index in page_indices:
            tick = Conferral(datetime.now(UTC), "Ana") if conferred else None
            page = self._service.pages[job_id, index]
            self._service.pages[job_id, index] = replace(page, conferral=tick)
        self._service.send(PagesEdited(tuple((job_id, index) for index in page_indices)))
        return Edit(1, EditKind.CONFERRED, datetime.now(UTC), "")

    def unfit(self, job_id: UUID, page_index: int) -> tuple[Correction, ...]:
        return self.unfit_corrections

    def page_as_read(self, job_id: UUID, page_index: int) -> PageResult | None:
        return self._before[0][job_id, page_index] if self._before else None

    def alike(self, job_id: UUID, before: str, after: str) -> tuple[Occurrence, ...]:
        pattern = pattern_for(before, match_case=True, whole_words=True)
        return tuple(
            found
            for (of_job, _), page in sorted(self._service.pages.items())
            if of_job == job_id
            for found in occurrences_on(page, job_id, pattern, after)
            if found.is_doubtful
        )


class FakePageAgain:
    """Reads a page as it was, but turned as is asked for; undone by `FakeCorrections`."""

    def __init__(self, service: FakeService) -> None:
        self._service = service
        self.asked: list[tuple[int, TranscriptionOptions, PageWish]] = []

    def read(
        self,
        job_id: UUID,
        page_index: int,
        options: TranscriptionOptions,
        *,
        wish: PageWish,
        on_end: Callable[[ErrorInfo | None], None],
    ) -> None:
        self.asked.append((page_index, options, wish))
        before = self._service.pages[job_id, page_index]
        turn = before.rotation if wish.turn is None else wish.turn
        self._service.corrections.keep_before()
        self._service.pages[job_id, page_index] = replace(before, wish=wish, rotation=turn, options=options)
        self._service.send(PagesEdited(((job_id, page_index),)))
        on_end(None)


class FakeService:
    """`pages` and `missing_previews` may be changed while it runs; `asked` keeps what was asked for."""

    def __init__(self, pages: dict[tuple[UUID, int], PageResult]) -> None:
        self.pages = pages
        self.missing_previews = False
        self.found_similar: PagesFound | None = None
        """What a search finds that finds nothing else."""
        self.asked: list[tuple[str, int]] = []
        self._listener: Listener | None = None

        self.corrections = FakeCorrections(self)
        self.page_again = FakePageAgain(self)

    def page_indices(self, job_id: UUID) -> tuple[int, ...]:
        return tuple(sorted(index for of_job, index in self.pages if of_job == job_id))

    def pages_with(self, job_id: UUID, text: str) -> PagesFound:
        terms = search_terms(text)
        pages = tuple(
            index
            for (of_job, index), page in sorted(self.pages.items())
            if of_job == job_id and matches_in([word.text for word in page.words()], terms)
        )
        return self.found_similar if not pages and self.found_similar else PagesFound(pages)

    def page_states(self, job_id: UUID) -> dict[int, PageState]:
        return {
            index: PageState(page.status is PageStatus.FAILED, page.doubts, page.conferral is not None)
            for (of_job, index), page in self.pages.items()
            if of_job == job_id
        }

    def doubts(self, job_id: UUID) -> dict[int, int]:
        return {
            index: page.doubts
            for (of_job, index), page in sorted(self.pages.items())
            if of_job == job_id and page.doubts
        }

    def subscribe(self, listener: Listener) -> None:
        self._listener = listener

    def send(self, event: Event) -> None:
        assert self._listener is not None
        self._listener(event)

    def start(self, *, resume: bool) -> None:
        """There is no work to begin."""

    def check_external_changes(self) -> None:
        """There are no other programs."""

    def stop(self, *, timeout_s: float) -> None:
        """There is no work to end."""

    def jobs(self) -> tuple[Job, ...]:
        return ()

    def page(self, job_id: UUID, page_index: int) -> PageResult | None:
        self.asked.append(("page", page_index))
        return self.pages.get((job_id, page_index))

    def preview(self, job_id: UUID, page_index: int, *, width_px: int) -> Future[PreviewImage]:
        self.asked.append(("preview", page_index))
        future: Future[PreviewImage] = Future()
        if self.missing_previews:
            future.set_exception(TranscritorError(ErrorCode.FILE_MISSING))
        else:
            height_px = width_px * 4 // 3
            future.set_result(PreviewImage(width_px, height_px, _png(width_px, height_px), 600, 800))
        return future


def _png(width_px: int, height_px: int) -> bytes:
    written = io.BytesIO()
    Image.new("L", (width_px, height_px), 255).save(written, "PNG")
    return written.getvalue()
