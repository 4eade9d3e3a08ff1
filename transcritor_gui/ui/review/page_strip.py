"""The pages of the document down the side, each as a small picture: the shown one is marked, another is a
click away, and those that are selected can be dragged out of the window.

Pictures are asked for only of the rows that are on the screen, so that a document of thousands costs no more
than one of ten.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.store import PageState
from transcritor_gui.ui.review.page_thumbnails import (
    ROW_PX,
    STRIP_WIDTH_PX,
    Thumbnail,
    ThumbnailDelegate,
    Thumbnails,
)
from transcritor_gui.ui.service.controller import Controller
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.scroll_bars import slim_scroll_bars

__all__ = ["PageStrip"]

_PICTURE_PX: Final = 96
_SETTLE_MS: Final = 120
"""Rows that are scrolled past are not drawn."""


class PageStrip(QListView):
    """Follows the page that is shown, and says which one a person wants."""

    page_wanted = Signal(int)
    """page_index"""
    drag_wanted = Signal(object)
    """tuple of the indices of pages that are to be dragged out of the window, ascending."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._job_id: UUID | None = None
        self._is_following = False
        self._pages = Thumbnails(self)
        self.setModel(self._pages)
        self.setItemDelegate(ThumbnailDelegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(STRIP_WIDTH_PX + theme.GRID)
        self.setAccessibleName(tr("Pages"))
        slim_scroll_bars(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE_MS)
        self._timer.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(self._timer.start)
        self.selectionModel().currentChanged.connect(self._on_current)
        controller.review.thumbnail_ready.connect(self._on_picture)
        controller.review.page_states_found.connect(self._on_states)

    def show_document(self, job_id: UUID | None, count: int) -> None:
        """All pages of a document; the same again only takes news of how they stand."""
        if job_id != self._job_id or count != self._pages.rowCount():
            self._job_id = job_id
            self._pages.show(count)
            self._timer.start()
        if job_id is not None:
            self._controller.review.request_page_states(job_id)

    def show_page(self, page_index: int) -> None:
        """Mark the page that is shown, without moving more than it must."""
        if page_index < self._pages.rowCount() and page_index != self.currentIndex().row():
            self._is_following = True
            self.setCurrentIndex(self._pages.index(page_index))
            self._is_following = False

    def set_turn(self, page_index: int, turn: int) -> None:
        """The page is read turned clockwise by so many degrees, and is to be shown so here too."""
        if self._pages.forget_picture(page_index, unless_turned=turn):
            self._timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def startDrag(self, _actions: Qt.DropAction) -> None:
        pages = tuple(sorted(index.row() for index in self.selectionModel().selectedRows()))
        if pages:
            self.drag_wanted.emit(pages)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self._is_following:
            self.page_wanted.emit(current.row())

    def _ask(self) -> None:
        """Ask for the pictures of the rows on the screen that have none."""
        if self._job_id is None or not self.isVisible():
            return
        first = self.indexAt(self.viewport().rect().topLeft())
        if not first.isValid():
            return
        rows = self.viewport().height() // ROW_PX + 2
        for page_index in range(first.row(), min(first.row() + rows, self._pages.rowCount())):
            if not self._pages.has_picture(page_index):
                self._controller.review.request_thumbnail(self._job_id, page_index, _PICTURE_PX * 2)

    @Slot(object, int, QImage, int)
    def _on_picture(self, job_id: UUID, page_index: int, picture: QImage, turn: int) -> None:
        if job_id == self._job_id and page_index < self._pages.rowCount():
            self._pages.set_picture(page_index, Thumbnail(picture, turn))

    @Slot(object, object)
    def _on_states(self, job_id: UUID, states: Mapping[int, PageState]) -> None:
        if job_id == self._job_id:
            self._pages.set_states(states)
