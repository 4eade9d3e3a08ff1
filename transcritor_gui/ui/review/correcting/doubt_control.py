"""From doubt to doubt: on the shown page, then on the next one of the document that has any."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from transcritor_gui.i18n import tr
from transcritor_gui.model import PageResult
from transcritor_gui.ui.review.correcting.doubt_walk import doubts_of, next_doubt, next_page_with_doubts
from transcritor_gui.ui.service.review_link import ReviewLink

__all__ = ["DoubtControl"]


class DoubtControl(QObject):
    """Told which page is shown; says which word to select, and which page to show for the next doubt."""

    word_wanted = Signal(int)
    """Index of the doubtful word to decide about."""
    page_wanted = Signal(int)
    """page_index of the next page with doubts; tell it with `show_page`."""
    ended = Signal(str)
    """There is no more doubt that way, in words."""

    def __init__(
        self, link: ReviewLink, place: Callable[[], tuple[UUID, int] | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._place = place
        self._doubts: tuple[int, ...] = ()
        self._step = 0
        """Which way a person looks on other pages: 1, -1, or 0 for not at all."""
        self._is_awaited = False
        link.doubts_counted.connect(self._on_counted)

    @property
    def doubts(self) -> tuple[int, ...]:
        """The doubtful words of the shown page, as indices among all its words."""
        return self._doubts

    def forget(self) -> None:
        """Another page will be shown, or none."""
        self._doubts = ()
        if not self._is_awaited:
            self._step = 0

    def show_page(self, page: PageResult | None) -> None:
        self._doubts = doubts_of(page)

    def arrive(self) -> None:
        """The page has been shown: where a doubt was looked for on it, that is selected."""
        if self._is_awaited and self._doubts:
            step, self._step, self._is_awaited = self._step, 0, False
            self.word_wanted.emit(self._doubts[0] if step > 0 else self._doubts[-1])

    def step(self, step: int, selected: int) -> None:
        """The next (1) or last (-1) doubt from the `selected` word on, which is -1 for none."""
        place = self._place()
        if place is None:
            return
        found = next_doubt(self._doubts, selected, step)
        if found is not None:
            self.word_wanted.emit(found)
            return
        self._step, self._is_awaited = step, False
        self._link.request_doubts(place[0])

    @Slot(object, object)
    def _on_counted(self, job_id: UUID, counts: Mapping[int, int]) -> None:
        place = self._place()
        if place is None or job_id != place[0] or self._step == 0:
            return
        page_index = next_page_with_doubts(counts, place[1], self._step)
        if page_index is not None:
            self._is_awaited = True
            self.page_wanted.emit(page_index)
            return
        step, self._step = self._step, 0
        onwards, back = tr("No doubtful words after this one"), tr("No doubtful words before this one")
        self.ended.emit(onwards if step > 0 else back)
