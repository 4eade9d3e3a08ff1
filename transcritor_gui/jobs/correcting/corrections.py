"""The one place where people's changes to documents are made, undone and done again.

A change is kept in one transaction, then what is searched and counted of its pages follows, and the event
`PagesEdited` says which pages are to be shown anew. No page is ever read again for it. Every method may be
called from any thread.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs.correcting.occurrences import Occurrence, as_correction, occurrences_on, pattern_for
from transcritor_gui.jobs.correcting.page_again import PageAgain
from transcritor_gui.jobs.correcting.unkept import UnkeptChange
from transcritor_gui.jobs.events import PagesEdited
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import Correction, Edit, EditKind, PageResult
from transcritor_gui.store import PagePlace, text_digest

__all__ = ["Corrections"]

_PAGES_AT_ONCE = 32


class Corrections:
    """Made by the service, which owns it."""

    def __init__(self, context: ServiceContext, page_again: PageAgain) -> None:
        self._context = context
        self._page_again = page_again
        self._store = context.store

    # Changing

    def correct(
        self,
        job_id: UUID,
        corrections: Sequence[Correction],
        *,
        kind: EditKind = EditKind.CORRECTED,
        made_at: datetime | None = None,
    ) -> Edit:
        """Keep what a person changed in one document, now unless said, as one edit. Raises JOB_UNKNOWN."""
        return self._add(kind, self._by_file((job_id, each) for each in corrections), made_at)

    def replace(self, occurrences: Iterable[Occurrence], *, made_at: datetime | None = None) -> Edit:
        """Let each of these read its `after`: one edit, in however many documents."""
        corrections = self._by_file((each.job_id, as_correction(each)) for each in occurrences)
        return self._add(EditKind.REPLACED, corrections, made_at)

    def keep(self, changes: Iterable[UnkeptChange]) -> None:
        """What a program that was killed has left unkept, but for what it has kept and for documents gone."""
        for change in changes:
            there = {job_id for job_id, _ in change.corrections if self._is_known(job_id)}
            corrections = self._by_file(each for each in change.corrections if each[0] in there)
            if corrections and not self._is_kept(change, corrections[0][0]):
                self._add(change.kind, corrections, change.made_at)

    def confer(self, job_id: UUID, page_indices: Collection[int], *, conferred: bool) -> Edit:
        """Tick pages as compared with the original, or untick them; pages that are not read stay out."""
        sha256 = self._sha256(job_id)
        pages = {index: self._store.pages.get(job_id, index, as_read=True) for index in page_indices}
        ticks = [
            (sha256, index, text_digest(page), conferred) for index, page in pages.items() if page is not None
        ]
        bus = self._context.event_bus
        with bus.in_order():
            with self._store.transaction():
                edit = self._store.edits.add(
                    EditKind.CONFERRED, made_at=datetime.now(UTC), made_by=self._person(), conferrals=ticks
                )
                places = self._brought_in_step(edit)
            self._tell(edit.key, places)
        return edit

    def undo(self, job_id: UUID) -> Edit | None:
        """Take back the last edit of the document; None where there is none."""
        return self._set_last(job_id, undone=True)

    def redo(self, job_id: UUID) -> Edit | None:
        """Do the edit again that was undone last; None where there is none."""
        return self._set_last(job_id, undone=False)

    # Looking

    def edits(self, job_id: UUID) -> tuple[Edit, ...]:
        """All edits of the document, the oldest first, undone ones among them."""
        return self._store.edits.all(self._sha256(job_id))

    def page_as_read(self, job_id: UUID, page_index: int) -> PageResult | None:
        """The page without any correction, or None when it has not been read."""
        return self._store.pages.get(job_id, page_index, as_read=True)

    def unfit(self, job_id: UUID, page_index: int) -> tuple[Correction, ...]:
        """Corrections of the page that fit no longer, since it was read otherwise."""
        return self._store.pages.unfit(job_id, page_index)

    def found(
        self,
        ids: Collection[UUID],
        text: str,
        replacement: str,
        *,
        match_case: bool = True,
        whole_words: bool = True,
    ) -> tuple[Occurrence, ...]:
        """Every place in these documents where `text` stands, as `replace` takes them."""
        if not text.split():
            return ()
        pattern = pattern_for(text, match_case=match_case, whole_words=whole_words)
        return tuple(
            occurrence for job_id in ids for occurrence in self._found_in(job_id, text, pattern, replacement)
        )

    def alike(self, job_id: UUID, before: str, after: str) -> tuple[Occurrence, ...]:
        """The same doubtful reading elsewhere in the document, to be corrected in the same way."""
        found = self.found((job_id,), before, after)
        return tuple(occurrence for occurrence in found if occurrence.is_doubtful)

    # Within

    def _found_in(
        self, job_id: UUID, text: str, pattern: re.Pattern[str], replacement: str
    ) -> Iterable[Occurrence]:
        indices = self._store.pages.indices_with(job_id, text.split())
        for start in range(0, len(indices), _PAGES_AT_ONCE):
            for page in self._store.pages.some(job_id, indices[start : start + _PAGES_AT_ONCE]):
                yield from occurrences_on(page, job_id, pattern, replacement)

    def _is_kept(self, change: UnkeptChange, sha256: str) -> bool:
        return any(edit.made_at == change.made_at for edit in self._store.edits.all(sha256))

    def _is_known(self, job_id: UUID) -> bool:
        try:
            self._sha256(job_id)
        except TranscritorError as error:
            if error.info.code is not ErrorCode.JOB_UNKNOWN:
                raise
            return False
        return True

    def _by_file(self, corrections: Iterable[tuple[UUID, Correction]]) -> list[tuple[str, Correction]]:
        """Each with the SHA-256 of its document in the place of the job."""
        known: dict[UUID, str] = {}
        found = []
        for job_id, correction in corrections:
            if job_id not in known:
                known[job_id] = self._sha256(job_id)
            found.append((known[job_id], correction))
        return found

    def _add(
        self,
        kind: EditKind,
        corrections: Sequence[tuple[str, Correction]],
        made_at: datetime | None,
    ) -> Edit:
        with self._context.event_bus.in_order():
            with self._store.transaction():
                edit = self._store.edits.add(
                    kind,
                    made_at=datetime.now(UTC) if made_at is None else made_at,
                    made_by=self._person(),
                    corrections=corrections,
                )
                places = self._brought_in_step(edit)
            self._tell(edit.key, places)
        return edit

    def _set_last(self, job_id: UUID, *, undone: bool) -> Edit | None:
        with self._context.event_bus.in_order():
            with self._store.transaction():
                edit = self._store.edits.last(self._sha256(job_id), undone=not undone)
                if edit is None or not self._store.edits.set_undone(edit.key, undone=undone):
                    return None
                self._page_again.put_back(edit.key, undone=undone)
                places = self._brought_in_step(edit)
            self._tell(edit.key, places, undone=undone)
        return edit

    def _brought_in_step(self, edit: Edit) -> tuple[PagePlace, ...]:
        """The pages of the edit, once what is searched and counted of them follows it."""
        places = self._store.edits.places(edit.key)
        self._store.pages.correct(places)
        return places

    def _tell(self, edit_key: int, places: Collection[PagePlace], *, undone: bool = False) -> None:
        self._context.own_edits[edit_key] = undone
        pages = self._store.edits.jobs_with(places)
        self._context.event_bus.send(PagesEdited(pages))
        self._context.event_bus.changed(self._store.jobs.chosen({job_id for job_id, _ in pages}))

    def _person(self) -> str:
        return self._context.settings.current.person_name

    def _sha256(self, job_id: UUID) -> str:
        sha256 = self._store.jobs.get(job_id).sha256
        if sha256 is None:  # nothing of it has been read, so there is nothing to correct
            raise TranscritorError(ErrorCode.JOB_UNKNOWN, id=job_id)
        return sha256
