"""The texts of pages: that of the shown one is asked for, those that are likely next are made ready.

`pane` says which page is shown; its text comes with `arrived`. What was kept is shown at once, and asked for
all the same: a page may have changed meanwhile.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from transcritor_gui.jobs.events import PageFinished, PagesEdited
from transcritor_gui.model import PageResult
from transcritor_gui.ui.review.picture.page_pictures import PagePictures
from transcritor_gui.ui.service.controller import Controller

__all__ = ["PageLoading"]

_SETTLE_MS: Final = 60
"""Rows passed over with the arrow keys are not loaded: those that follow sooner than this on another."""
_QUIET_MS: Final = 200
"""A page has been looked at for so long when the next ones are made ready."""
_KEPT: Final = 8


class PageLoading(QObject):
    """`is_wanted` tells whether anybody sees the page."""

    arrived = Signal(object)
    """PageResult of the shown page, or None where it has none yet."""

    def __init__(
        self, controller: Controller, pictures: PagePictures, is_wanted: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._is_wanted = is_wanted
        self._place: tuple[UUID, int] | None = None
        self._kept: OrderedDict[tuple[UUID, int], PageResult] = OrderedDict()
        self._expected: tuple[int, ...] = ()
        self._shown_at = 0.0
        self._is_outdated = False
        """The shown page came as it was before a change that is shown already."""
        self._settling = self._timer(_SETTLE_MS, self._load)
        self._quiet = self._timer(_QUIET_MS, self._make_ready)
        self._pages, self._link = controller.pages, controller.review
        controller.page_finished.connect(self._on_page_finished)
        self._link.pages_edited.connect(self._on_pages_edited)
        self._link.edited.connect(self._on_kept)
        self._link.not_kept.connect(self._on_not_kept)

    def show(self, job_id: UUID | None, page_index: int) -> PageResult | None:
        """Another page is shown; what is kept of it. `arrived` follows, with what it is by now."""
        self._place = None if job_id is None else (job_id, page_index)
        self._expected = ()
        self._is_outdated = False
        self._quiet.stop()
        self._pictures.set_place(job_id, page_index)
        is_passed_over = time.monotonic() - self._shown_at < _SETTLE_MS / 1000
        self._shown_at = time.monotonic()
        if self._place is None:
            return None
        kept = self._kept.get(self._place)
        if is_passed_over and kept is None:
            self._settling.start()
        else:
            self.load_now()
        return kept

    def load_now(self) -> None:
        """Ask for text and picture of the shown page: it is looked at, and not passed over."""
        self._settling.stop()
        self._load()

    def load_soon(self) -> None:
        """Ask for them again: something about the page has changed."""
        self._settling.start()

    def expect(self, page_indices: Iterable[int]) -> None:
        """Pages of the document that are likely to be shown next, the likeliest first."""
        self._expected = tuple(page_indices)
        self._quiet.start()

    @Slot()
    def _load(self) -> None:
        if self._place is not None and self._is_wanted():
            self._ask(*self._place)
            self._pictures.request()

    @Slot()
    def _make_ready(self) -> None:
        if self._place is None or not self._is_wanted():
            return
        job_id = self._place[0]
        for page_index in self._expected:
            if (job_id, page_index) not in self._kept:
                self._ask(job_id, page_index)
        self._pictures.prepare(self._expected)

    def _ask(self, job_id: UUID, page_index: int) -> None:
        self._pages.request_page(job_id, page_index, lambda page: self._take_page((job_id, page_index), page))

    def _take_page(self, place: tuple[UUID, int], page: PageResult | None) -> None:
        if not isValid(self):  # the window was closed while the page was on its way
            return
        if self._link.is_changing(*place):
            self._is_outdated |= place == self._place
            return
        if page is not None:
            self._kept[place] = page
            self._kept.move_to_end(place)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.pop(place, None)
        if place == self._place:
            self._is_outdated = False
            self.arrived.emit(page)

    @Slot(object)
    def _on_kept(self, _edit: object) -> None:
        if self._is_outdated and self._place is not None and not self._link.is_changing(*self._place):
            self._ask(*self._place)

    @Slot()
    def _on_not_kept(self) -> None:
        self._is_outdated = True
        self._on_kept(None)

    @Slot(object)
    def _on_page_finished(self, event: PageFinished) -> None:
        self._kept.pop((event.job_id, event.page_index), None)
        if self._place == (event.job_id, event.page_index):
            self.load_soon()

    @Slot(object)
    def _on_pages_edited(self, event: PagesEdited) -> None:
        for place in event.pages:
            self._kept.pop(place, None)
        if self._place is not None and self._place in event.pages:
            self._ask(*self._place)

    def _timer(self, interval_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(slot)
        return timer
