"""Where a page lies in a view: zoom, margin, and the way between its points and the pixels of the view."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF

from transcritor_gui.ui.widgets import theme

__all__ = ["MARGIN", "ZOOM_STEPS", "Fit", "Placement", "fitting_zoom", "next_step"]

ZOOM_STEPS: Final = (0.1, 0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
MARGIN: Final = theme.GRID * 2
"""Around the paper, in device-independent pixels, as all that follows."""

_PIXELS_PER_POINT: Final = 96 / 72
"""Of one point at 100 %, as every system's 'actual size' has it."""
_LARGEST_FIT: Final = 1.5
"""On a very wide screen a page that fills its half is too large to be read at a glance."""


class Fit(Enum):
    WIDTH = auto()
    PAGE = auto()


def fitting_zoom(page_size_pt: QSizeF, room: QSize, fit: Fit) -> float:
    """The zoom at which the page's width, or all of it, fits into `room`."""
    zoom = (room.width() - 2 * MARGIN) / (page_size_pt.width() * _PIXELS_PER_POINT)
    if fit is Fit.PAGE:
        zoom = min(zoom, (room.height() - 2 * MARGIN) / (page_size_pt.height() * _PIXELS_PER_POINT))
    return max(ZOOM_STEPS[0], min(zoom, _LARGEST_FIT))


def next_step(zoom: float, *, larger: bool) -> float:
    """The step after (or before) `zoom`; the last one where there is none."""
    if larger:
        return next((step for step in ZOOM_STEPS if step > zoom * 1.01), ZOOM_STEPS[-1])
    return next((step for step in reversed(ZOOM_STEPS) if step < zoom * 0.99), ZOOM_STEPS[0])


@dataclass(frozen=True)
class Placement:
    page_size_pt: QSizeF
    zoom: float
    room: QSize
    """Of the view."""
    scrolled: QPoint

    @property
    def scale(self) -> float:
        """Pixels of one point."""
        return self.zoom * _PIXELS_PER_POINT

    @property
    def shown_size(self) -> QSizeF:
        return self.page_size_pt * self.scale

    @property
    def extent(self) -> QSize:
        """All that can be scrolled to: the paper and its margin."""
        size = self.shown_size
        return QSize(round(size.width()) + 2 * MARGIN, round(size.height()) + 2 * MARGIN)

    @property
    def paper(self) -> QRectF:
        """The page in the view: in the middle, or where it is scrolled to."""
        size = self.shown_size
        left = max(float(MARGIN), (self.room.width() - size.width()) / 2) - self.scrolled.x()
        top = max(float(MARGIN), (self.room.height() - size.height()) / 2) - self.scrolled.y()
        return QRectF(round(left), round(top), size.width(), size.height())

    def to_view(self, box_pt: QRectF) -> QRectF:
        paper, scale = self.paper, self.scale
        return QRectF(
            paper.left() + box_pt.left() * scale,
            paper.top() + box_pt.top() * scale,
            box_pt.width() * scale,
            box_pt.height() * scale,
        )

    def to_page(self, position: QPointF) -> QPointF:
        paper, scale = self.paper, self.scale
        return QPointF((position.x() - paper.left()) / scale, (position.y() - paper.top()) / scale)
