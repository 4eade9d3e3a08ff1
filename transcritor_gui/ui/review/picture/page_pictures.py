"""The picture of the shown page: asked for, kept, asked for again to be sharper, or why there is none.

`pane` says which page is shown; the pictures go to the view as they come.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from transcritor_gui.errors import ErrorInfo, message_for
from transcritor_gui.ui.review.picture.page_view import PageView
from transcritor_gui.ui.review.picture.pictures import PictureCache, picture_width_px
from transcritor_gui.ui.service.controller import Controller

__all__ = ["PagePictures"]

_SHARPEN_MS: Final = 150
"""A picture is drawn anew when zooming has come to rest."""
_SHARP_ENOUGH: Final = 0.95


class PagePictures(QObject):
    """For one view."""

    shown = Signal()
    """The view has a picture of the page, or a sharper one."""
    failed = Signal()
    """There is no picture; see `fault`."""

    def __init__(self, controller: Controller, view: PageView) -> None:
        super().__init__(view)
        self._controller = controller
        self._view = view
        self._cache = PictureCache()
        self._place: tuple[UUID, int] | None = None
        self._fault = ""
        self._waiting: list[int] = []
        """Pages of the document that are to have a picture when no other is on its way."""
        self._sharpen_timer = QTimer(self)
        self._sharpen_timer.setSingleShot(True)
        self._sharpen_timer.setInterval(_SHARPEN_MS)
        self._sharpen_timer.timeout.connect(self.request)
        view.sharper_wanted.connect(self._sharpen_timer.start)
        controller.pages.preview_ready.connect(self._on_ready)
        controller.pages.preview_failed.connect(self._on_failed)

    @property
    def current(self) -> QImage | None:
        """The best picture of the shown page that there is."""
        return None if self._place is None else self._cache.get(*self._place)

    @property
    def fault(self) -> str:
        """Why there is no picture of the shown page; '' where there may be one."""
        return self._fault

    def set_place(self, job_id: UUID | None, page_index: int) -> None:
        """Another page is shown; what is kept of it is shown at once."""
        self._place = None if job_id is None else (job_id, page_index)
        self._fault = ""
        self._waiting.clear()
        self._show()

    @Slot()
    def request(self) -> None:
        """Ask for a picture of the page where there is none that is sharp enough."""
        if self._place is None or not self._view.isVisible():
            return
        width_px = picture_width_px(self._view.wanted_width_px())
        kept = self.current
        if kept is None or kept.width() < width_px * _SHARP_ENOUGH:
            self._controller.pages.request_preview(*self._place, width_px)

    def prepare(self, page_indices: Iterable[int]) -> None:
        """Have pictures of pages that are likely to be shown next, one after the other.

        A page that is opened meanwhile waits for one of them at most.
        """
        self._waiting = list(page_indices)
        self._prepare_next()

    def _prepare_next(self) -> None:
        while self._place is not None and self._waiting:
            page_index = self._waiting.pop(0)
            if self._cache.get(self._place[0], page_index) is None:
                width_px = picture_width_px(self._view.wanted_width_px())
                self._controller.pages.request_preview(self._place[0], page_index, width_px)
                return

    def _show(self) -> None:
        kept = self.current
        if kept is not None:
            self._view.set_picture(kept)
            self.shown.emit()

    @Slot(object, int, QImage)
    def _on_ready(self, job_id: UUID, page_index: int, picture: QImage) -> None:
        self._cache.put(job_id, page_index, picture)
        if self._place == (job_id, page_index):
            self._show()
        else:
            self._prepare_next()

    @Slot(object, int, object)
    def _on_failed(self, job_id: UUID, page_index: int, error: ErrorInfo) -> None:
        if self._place == (job_id, page_index):
            self._fault = message_for(error).what
            self.failed.emit()
