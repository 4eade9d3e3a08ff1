"""From doubt to doubt: on the shown page, on the others of the document, then on to the next document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from transcritor_gui.i18n import tr
from transcritor_gui.jobs.events import PagesEdited
from transcritor_gui.model import Job, PageResult
from transcritor_gui.ui.review.correcting.doubt_walk import (
    Doubt,
    WalkOrder,
    doubts_of,
    next_doubt,
    next_page_with_doubts,
    worst_page,
)
from transcritor_gui.ui.service.review_link import ReviewLink

__all__ = ["DoubtControl", "NextDocument"]

NextDocument = Callable[[UUID], Job | None]
"""From a document to the next one that has doubts; None where there is none."""

_BEFORE_ALL: Final = -1
"""In the place of a page's index: the walk begins at the first page."""
_EXPECTED: Final = 2
"""Pages that are made ready: a page with one doubt is left within a second."""


class DoubtControl(QObject):
    """Told which page is shown; says which word to select, and which page to show for the next doubt."""

    word_wanted = Signal(int)
    """Index of the doubtful word to decide about."""
    page_wanted = Signal(int)
    """page_index of the next page with doubts; tell it with `show_page`."""
    pages_expected = Signal(object)
    """tuple of the indices of pages that the walk is likely to go on to, the likeliest first."""
    document_wanted = Signal(object)
    """Job: the next document with doubts, once a person goes on after `ended`. `begin` when it is shown."""
    ended = Signal(str)
    """There is no more doubt that way, in words."""

    def __init__(
        self, link: ReviewLink, place: Callable[[], tuple[UUID, int] | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._place = place
        self._next_document: NextDocument = lambda _job_id: None
        self._order = WalkOrder.TEXT
        self._page: PageResult | None = None
        self._doubts: tuple[Doubt, ...] = ()
        self._at: Doubt | None = None
        """The doubt of this page that was walked to last; it may be decided by now."""
        self._trail: list[int] = []
        """The pages that have been walked over, where the worst come first."""
        self._from = _BEFORE_ALL
        self._step = 0
        """Which way a person looks on other pages: 1, -1, or 0 for not at all."""
        self._is_awaited = False
        self._following: Job | None = None
        """The document that one more step leads to."""
        self._counts: Mapping[int, int] | None = None
        """The doubts of all pages of the document, as long as nothing but the shown page has changed."""
        link.doubts_counted.connect(self._on_counted)
        link.pages_edited.connect(self._on_pages_edited)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """The doubtful words of the shown page, as they are walked."""
        return self._doubts

    @property
    def order(self) -> WalkOrder:
        return self._order

    def set_order(self, order: WalkOrder) -> None:
        """Walk in this order from now on; what has been walked over counts no more."""
        self._order = order
        self._trail.clear()
        self._at = None
        self._doubts = doubts_of(self._page, order)

    def set_next_document(self, next_document: NextDocument) -> None:
        self._next_document = next_document

    def left_after(self, selected: int) -> int:
        """How many doubts of the page come after the selected word, which is -1 for none."""
        at = self._place_of(selected)
        return sum(1 for doubt in self._doubts if at is None or doubt > at)

    def forget(self) -> None:
        """Another page will be shown, or none."""
        self._page, self._doubts, self._at, self._following = None, (), None, None
        if not self._is_awaited:
            self._step = 0

    def forget_document(self) -> None:
        """Another document will be shown, or none."""
        self._trail.clear()
        self._counts = None
        self._step, self._is_awaited = 0, False

    def forget_counts(self) -> None:
        """Pages of the document are being read: who walks on asks how it is by then."""
        self._counts = None

    def look_ahead(self) -> None:
        """`pages_expected` follows for the page that is shown now."""
        place = self._place()
        if place is not None and self._counts is None:
            self._link.request_doubts(place[0])
        elif place is not None and self._counts is not None:
            self._tell_expected(self._counts, place[1])

    def show_page(self, page: PageResult | None) -> None:
        self._page = page
        self._doubts = doubts_of(page, self._order)

    def arrive(self) -> None:
        """The page has been shown: where a doubt was looked for on it, that is selected."""
        if not self._is_awaited or self._page is None:
            return
        step, self._step, self._is_awaited = self._step, 0, False
        place = self._place()
        if self._doubts:
            self._want(self._doubts[0] if step > 0 else self._doubts[-1])
            self.look_ahead()
        elif place is not None:  # decided about by another window, since they were counted
            self._counts = None
            self._look_elsewhere(*place, step)

    def begin(self) -> None:
        """To the first doubt of the document that is shown now."""
        place = self._place()
        if place is not None:
            self._look_elsewhere(place[0], _BEFORE_ALL, 1)

    def step(self, step: int, selected: int) -> None:
        """The next (1) or last (-1) doubt from the `selected` word on, which is -1 for none."""
        place = self._place()
        if place is None:
            return
        following, self._following = self._following, None
        found = next_doubt(self._doubts, self._place_of(selected), step)
        if found is not None:
            self._want(found)
        elif step > 0 and following is not None:
            self.document_wanted.emit(following)
        else:
            self._look_elsewhere(place[0], place[1], step)

    def _place_of(self, selected: int) -> Doubt | None:
        """Where the selected word stands in the walk; None before its beginning."""
        known = next((doubt for doubt in self._doubts if doubt.word_index == selected), None)
        if known is not None or self._order is WalkOrder.WORST_FIRST:
            return known or self._at
        return Doubt(0.0, selected) if selected >= 0 else None

    def _want(self, doubt: Doubt) -> None:
        self._at = doubt
        self.word_wanted.emit(doubt.word_index)

    def _look_elsewhere(self, job_id: UUID, page_index: int, step: int) -> None:
        self._from, self._step, self._is_awaited = page_index, step, False
        # The worst first backwards takes from the trail, which can be done but once.
        is_known = self._counts is not None and (step > 0 or self._order is WalkOrder.TEXT)
        if not is_known or self._counts is None or not self._goes_on(self._counts):
            self._link.request_doubts(job_id)

    def _goes_on(self, counts: Mapping[int, int]) -> bool:
        """Whether there is a page to walk on to, which is asked for then."""
        page_index = self._next_page(counts)
        if page_index is None:
            return False
        self._is_awaited = True
        self.page_wanted.emit(page_index)
        return True

    @Slot(object)
    def _on_pages_edited(self, event: PagesEdited) -> None:
        place = self._place()
        if place is not None and any(each[0] == place[0] and each != place for each in event.pages):
            self._counts = None
            if self._step == 0:
                self._link.request_doubts(place[0])

    @Slot(object, object)
    def _on_counted(self, job_id: UUID, counts: Mapping[int, int]) -> None:
        place = self._place()
        if place is None or job_id != place[0] or self._is_awaited:
            return
        self._counts = counts
        if self._step == 0:
            self._tell_expected(counts, place[1])
            return
        if self._goes_on(counts):
            return
        step, self._step = self._step, 0
        self._trail.clear()
        self._following = self._next_document(job_id) if step > 0 else None
        self.ended.emit(_ended_words(step, self._following))

    def _tell_expected(self, counts: Mapping[int, int], page_index: int) -> None:
        expected: list[int] = []
        while len(expected) < _EXPECTED:
            if self._order is WalkOrder.TEXT:
                found = next_page_with_doubts(counts, expected[-1] if expected else page_index, 1)
            else:
                found = worst_page(counts, without=(*self._trail, page_index, *expected))
            if found is None:
                break
            expected.append(found)
        self.pages_expected.emit(tuple(expected))

    def _next_page(self, counts: Mapping[int, int]) -> int | None:
        if self._order is WalkOrder.TEXT:
            return next_page_with_doubts(counts, self._from, self._step)
        if self._from != _BEFORE_ALL:
            self._trail = [*(index for index in self._trail if index != self._from), self._from]
        if self._step > 0:
            return worst_page(counts, without=self._trail)
        self._trail.pop()
        while self._trail and not counts.get(self._trail[-1]):
            self._trail.pop()
        return self._trail[-1] if self._trail else None


def _ended_words(step: int, following: Job | None) -> str:
    if step < 0:
        return tr("No doubtful words before this one")
    if following is None:
        return tr("No doubtful words after this one")
    return tr("No more doubts here; F8 goes on to “{name}”", name=following.name)
