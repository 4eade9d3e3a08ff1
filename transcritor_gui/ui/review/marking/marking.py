"""Joins the frame on the picture with its bar, and says what a person wants of a region."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Signal, Slot
from PySide6.QtGui import QAction

from transcritor_gui.model import PageRegion, PageResult, RegionKind
from transcritor_gui.ui.review.marking.region_bar import RegionBar
from transcritor_gui.ui.review.marking.region_marker import RegionMarker
from transcritor_gui.ui.review.picture.page_view import PageView

__all__ = ["Marking"]


class Marking(QObject):
    """`action` begins and ends it, and is checked while it is on."""

    region_wanted = Signal(object, object)
    """The PageRegion to be marked, or None; and the marked one whose place it takes, or None."""

    def __init__(
        self, view: PageView, bar: RegionBar, action: QAction, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view, self._bar, self._action = view, bar, action
        self._marker = RegionMarker(view)
        action.toggled.connect(self._on_toggled)
        self._marker.frame_changed.connect(self._show_frame)
        for part in (self._marker, bar):
            part.kind_chosen.connect(self._choose)
            part.removal_wanted.connect(self._remove)
            part.left.connect(self.leave)

    def show_page(self, page: PageResult | None) -> None:
        """The marked regions of the page that is shown; another page leaves the frame."""
        self._marker.show_regions(page.wish.regions if page is not None else ())
        self._show_frame()

    @Slot()
    def leave(self) -> None:
        self._action.setChecked(False)

    def _on_toggled(self, is_on: bool) -> None:
        self._bar.setVisible(is_on)
        if is_on:
            self._marker.begin(QRectF())
        elif self._marker.is_on:
            had_keyboard = self._marker.hasFocus() or self._bar.has_keyboard
            self._marker.end()
            if had_keyboard:
                self._view.setFocus()

    @Slot()
    def _show_frame(self) -> None:
        picked = self._marker.picked is not None
        self._bar.show_frame(has_frame=self._marker.box is not None, is_marked=picked)

    def _choose(self, kind: RegionKind) -> None:
        box = self._marker.box
        if box is not None:
            picked = self._marker.picked
            self.leave()
            self.region_wanted.emit(PageRegion(box, kind), picked)

    def _remove(self) -> None:
        picked = self._marker.picked
        if picked is not None:
            self.leave()
            self.region_wanted.emit(None, picked)
