"""People's changes to documents for widgets: requests go in as methods, what became of them comes as signals.

`controller` makes the one there is. Changes keep their order on the command lane; what looks through whole
documents is done on the lane for long calls.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QTransform

from transcritor_gui.errors import ErrorInfo, TranscritorError
from transcritor_gui.jobs import JobService
from transcritor_gui.jobs.correcting.occurrences import Occurrence, as_correction
from transcritor_gui.jobs.correcting.unkept import UnkeptChange, UnkeptChanges
from transcritor_gui.model import Correction, Edit, EditKind, PageResult, PageWish, TranscriptionOptions
from transcritor_gui.store import PagesFound, PageState
from transcritor_gui.ui.service.bridge import Bridge, Delivery
from transcritor_gui.ui.service.previews import preview_picture
from transcritor_gui.ui.service.service_lanes import LaneName, ServiceLanes

__all__ = ["ReviewLink"]

_log = logging.getLogger(__name__)


class ReviewLink(QObject):
    """All on the GUI thread. Which pages are to be shown anew is told by `pages_edited`."""

    pages_edited = Signal(object)
    """jobs.events.PagesEdited, whoever made the change."""
    edited = Signal(object)
    """Edit: a change of this window has been kept."""
    not_kept = Signal()
    """A change of this window was refused: what is shown of it is not so."""
    undone = Signal(object)
    """Edit, or None where there was nothing to undo."""
    redone = Signal(object)
    """Edit, or None where there was nothing to do again."""
    alike_found = Signal(object, str, object)
    """UUID, the reading, tuple[Occurrence, ...] of the same reading in doubt."""
    occurrences_found = Signal(object)
    """tuple[Occurrence, ...] of the last `find`."""
    doubts_counted = Signal(object, object)
    """UUID, mapping of page index to the doubtful words on it, of pages that have any."""
    hit_pages_found = Signal(object, str, object)
    """UUID, what was looked for, and the store's PagesFound."""
    page_where_found = Signal(object, object)
    """UUID, and the index of the page that was looked for, or None where there is none."""
    read_again_ended = Signal(object, int, object)
    """UUID, page index, and the ErrorInfo of the failure, or None."""
    page_states_found = Signal(object, object)
    """UUID, mapping of page index to the store's PageState."""
    thumbnail_ready = Signal(object, int, QImage, int)
    """UUID, page index, a small picture of the page as it is read, and the degrees it was turned for that."""
    as_read_found = Signal(object, int, object)
    """UUID, page index, the PageResult without any correction, or None."""
    unfit_found = Signal(object, int, object)
    """UUID, page index, tuple[Correction, ...] that no longer fit the page."""

    def __init__(
        self,
        lanes: ServiceLanes,
        bridge: Bridge,
        parent: QObject | None = None,
        *,
        unkept: UnkeptChanges | None = None,
    ) -> None:
        """Corrections are noted in `unkept` until they are kept; without it a kill loses the last one."""
        super().__init__(parent)
        self._unkept = unkept
        self._is_left = False
        """Whether `unkept` holds what an earlier window has left, and this one could not keep."""
        self._bridge = bridge
        self._lanes = lanes
        self._on_their_way: deque[frozenset[tuple[UUID, int]]] = deque()
        """The pages of each change that is not kept yet, in the order of the changes."""

    # Changing

    def keep_what_was_left(self, service: JobService) -> None:
        """What a killed window has left; called on the command lane, before any other change."""
        if self._unkept is None:
            return
        left = self._unkept.left()
        if not left:
            return
        try:
            service.corrections.keep(left)
        except TranscritorError as error:  # the window opens all the same; they stay for the next start
            _log.warning("what was left unkept cannot be kept now: %s", error)
            self._is_left = True
        else:
            self._unkept.forget()

    def forget_documents(self, job_ids: Collection[UUID]) -> None:
        """They are deleted for good; called on the command lane."""
        if self._unkept is not None:
            self._unkept.leave_out(job_ids)

    def is_changing(self, job_id: UUID, page_index: int) -> bool:
        """Whether a change of this window to the page is not kept yet: it may come as it was before that."""
        return any((job_id, page_index) in pages for pages in self._on_their_way)

    def correct(
        self, job_id: UUID, corrections: Sequence[Correction], *, kind: EditKind = EditKind.CORRECTED
    ) -> None:
        """`edited` follows, and `pages_edited`."""
        if corrections:
            made_at = self._note(kind, [(job_id, each) for each in corrections])
            self._change(
                ((job_id, each.page_index) for each in corrections),
                lambda service: service.corrections.correct(job_id, corrections, kind=kind, made_at=made_at),
            )

    def replace(self, occurrences: Iterable[Occurrence]) -> None:
        """All of them as one edit; `edited` follows, and `pages_edited`."""
        chosen = tuple(occurrences)
        if chosen:
            made_at = self._note(EditKind.REPLACED, [(each.job_id, as_correction(each)) for each in chosen])
            self._change(
                ((each.job_id, each.page_index) for each in chosen),
                lambda service: service.corrections.replace(chosen, made_at=made_at),
            )

    def confer(self, job_id: UUID, page_index: int, *, conferred: bool) -> None:
        """`edited` follows, and `pages_edited`."""
        self._change(
            ((job_id, page_index),),
            lambda service: service.corrections.confer(job_id, (page_index,), conferred=conferred),
        )

    def read_again(
        self, job_id: UUID, page_index: int, options: TranscriptionOptions, wish: PageWish
    ) -> None:
        """Read one page in another way; `pages_edited` follows, and `read_again_ended`."""

        def ended(error: ErrorInfo | None) -> None:
            self._bridge.post(Delivery(tell, error))

        def tell(error: ErrorInfo | None) -> None:
            self.read_again_ended.emit(job_id, page_index, error)

        def begin(service: JobService) -> None:
            service.page_again.read(job_id, page_index, options, wish=wish, on_end=ended)

        self._command(begin, _nothing_more)

    def undo(self, job_id: UUID) -> None:
        """`undone` follows."""
        self._command(lambda service: service.corrections.undo(job_id), self.undone.emit)

    def redo(self, job_id: UUID) -> None:
        """`redone` follows."""
        self._command(lambda service: service.corrections.redo(job_id), self.redone.emit)

    # Looking

    def request_doubts(self, job_id: UUID) -> None:
        """`doubts_counted` follows, as it is after all changes asked for before."""

        def tell(counts: dict[int, int]) -> None:
            self.doubts_counted.emit(job_id, counts)

        self._command(lambda service: service.doubts(job_id), tell)

    def request_hit_pages(self, job_id: UUID, text: str) -> None:
        """`hit_pages_found` follows."""

        def tell(found: PagesFound) -> None:
            self.hit_pages_found.emit(job_id, text, found)

        self._lanes.call(LaneName.READS, lambda service: service.pages_with(job_id, text), tell)

    def request_page_where(self, job_id: UUID, after: int, is_wanted: Callable[[PageResult], bool]) -> None:
        """`page_where_found` follows with the first page after this one that is wanted.

        `is_wanted` is called on another thread; some 3 ms a page that is passed over.
        """

        def look(service: JobService) -> int | None:
            for page_index in service.page_indices(job_id):
                page = service.page(job_id, page_index) if page_index > after else None
                if page is not None and is_wanted(page):
                    return page_index
            return None

        def tell(page_index: int | None) -> None:
            self.page_where_found.emit(job_id, page_index)

        self._lanes.call(LaneName.LONG_CALLS, look, tell)

    def request_page_states(self, job_id: UUID) -> None:
        """`page_states_found` follows."""

        def tell(states: dict[int, PageState]) -> None:
            self.page_states_found.emit(job_id, states)

        self._lanes.call(LaneName.READS, lambda service: service.page_states(job_id), tell)

    def request_thumbnail(self, job_id: UUID, page_index: int, width_px: int) -> None:
        """`thumbnail_ready` follows, or nothing where there is no picture."""

        def tell(turned: tuple[QImage, int]) -> None:
            self.thumbnail_ready.emit(job_id, page_index, *turned)

        def report(future: Future[Any], turn: int) -> None:
            picture = preview_picture(future)
            if isinstance(picture, QImage):
                turned = picture.transformed(QTransform().rotate(turn)) if turn else picture
                self._bridge.post(Delivery(tell, (turned, turn)))

        def begin(service: JobService) -> None:
            page = service.page(job_id, page_index)
            turn = 0 if page is None else page.rotation
            service.preview(job_id, page_index, width_px=width_px).add_done_callback(
                lambda future: report(future, turn)
            )

        self._lanes.call(LaneName.READS, begin, _nothing_more, refuse=_nothing_more)

    def request_as_read(self, job_id: UUID, page_index: int) -> None:
        """`as_read_found` follows."""

        def tell(page: PageResult | None) -> None:
            self.as_read_found.emit(job_id, page_index, page)

        self._lanes.call(
            LaneName.READS, lambda service: service.corrections.page_as_read(job_id, page_index), tell
        )

    def request_unfit(self, job_id: UUID, page_index: int) -> None:
        """`unfit_found` follows."""

        def tell(corrections: tuple[Correction, ...]) -> None:
            self.unfit_found.emit(job_id, page_index, corrections)

        self._lanes.call(LaneName.READS, lambda service: service.corrections.unfit(job_id, page_index), tell)

    def request_alike(self, job_id: UUID, before: str, after: str) -> None:
        """`alike_found` follows."""

        def tell(found: tuple[Occurrence, ...]) -> None:
            self.alike_found.emit(job_id, before, found)

        self._lanes.call(
            LaneName.LONG_CALLS, lambda service: service.corrections.alike(job_id, before, after), tell
        )

    def find(
        self, job_ids: Sequence[UUID], text: str, replacement: str, *, match_case: bool, whole_words: bool
    ) -> None:
        """`occurrences_found` follows."""
        self._lanes.call(
            LaneName.LONG_CALLS,
            lambda service: service.corrections.found(
                job_ids, text, replacement, match_case=match_case, whole_words=whole_words
            ),
            self.occurrences_found.emit,
        )

    def _command(self, call: Callable[[JobService], Any], deliver: Callable[[Any], None]) -> None:
        self._lanes.call(LaneName.COMMANDS, call, deliver)

    def _change(self, pages: Iterable[tuple[UUID, int]], call: Callable[[JobService], Edit]) -> None:
        self._on_their_way.append(frozenset(pages))
        self._lanes.call(LaneName.COMMANDS, call, self._on_edited, refuse=self._on_refused)

    def _note(self, kind: EditKind, corrections: Sequence[tuple[UUID, Correction]]) -> datetime:
        """Write down what is to be kept; when it was made, in whole microseconds as the store has it."""
        made_at = datetime.now(UTC)
        if self._unkept is not None:
            self._unkept.note(UnkeptChange(made_at, kind, tuple(corrections)))
        return made_at

    def _end(self) -> None:
        """A change is kept, or refused and told."""
        self._on_their_way.popleft()
        if not self._on_their_way and self._unkept is not None and not self._is_left:
            self._unkept.forget()

    def _on_edited(self, edit: Edit) -> None:
        self._end()
        self.edited.emit(edit)

    def _on_refused(self, error: ErrorInfo) -> None:
        self._end()
        self._lanes.refused.emit(error)
        self.not_kept.emit()


def _nothing_more(_result: object) -> None:
    """For commands whose outcome comes later."""
