"""Over the picture of a page: the regions that are marked on it, and the frame by which one is marked.

It lies on the view's viewport and follows how the page lies there. The mouse draws, moves and resizes the
frame; so do the arrow keys, alone and with Shift.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.model import Box, PageRegion, RegionKind
from transcritor_gui.ui.review.marking.region_frame import (
    CORNER,
    INSIDE,
    Grip,
    grip_at,
    grip_points,
    pulled,
)
from transcritor_gui.ui.review.marking.region_words import region_words
from transcritor_gui.ui.review.picture.page_view import PageView
from transcritor_gui.ui.widgets import theme

__all__ = ["RegionMarker"]

_REACH_PX: Final = 8
_HANDLE_PX: Final = 8
_SMALLEST_PX: Final = 6
"""A frame that is smaller is a click."""
_STEP_PT, _FINE_STEP_PT = 8.0, 1.0
_FIRST_SHARE: Final = 0.6
"""Of what is seen of the page, each way: the frame that the keyboard begins with."""
_SHADE: Final = QColor(0, 0, 0, 46)
_MARK: Final = QColor(96, 60, 170)
_LEFT_OUT: Final = QColor(90, 90, 90)
"""On the picture itself, which is white paper in light and dark alike."""
_ARROWS: Final = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_KINDS: Final = {
    Qt.Key.Key_1: RegionKind.TEXT,
    Qt.Key.Key_2: RegionKind.TABLE,
    Qt.Key.Key_3: RegionKind.LEFT_OUT,
}
_OF_OURS: Final = frozenset({*_ARROWS, *_KINDS, Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Return})


class RegionMarker(QWidget):
    """Lets the mouse through until `begin`."""

    frame_changed = Signal()
    kind_chosen = Signal(object)
    """RegionKind: by its key."""
    removal_wanted = Signal()
    left = Signal()

    def __init__(self, view: PageView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._regions: tuple[PageRegion, ...] = ()
        self._frame = QRectF()
        """On the page as it is shown, in points; empty for none."""
        self._picked: PageRegion | None = None
        self._is_on = False
        self._is_offered = False
        """Whether the frame is only where the keyboard begins, so that the mouse may draw another over it."""
        self._grip: Grip | None = None
        self._pressed, self._before = QPointF(), QRectF()
        self.setAccessibleName(tr("Frame on the page"))
        self.setMouseTracking(True)
        self._let_through(is_on=False)
        view.viewport().installEventFilter(self)
        self.setGeometry(view.viewport().rect())

    # For `marking`

    @property
    def is_on(self) -> bool:
        return self._is_on

    @property
    def box(self) -> Box | None:
        """The framed part of the page, as its file shows it; None while nothing is framed."""
        return None if self._frame.isEmpty() else self._view.page.page_box(self._frame)

    @property
    def picked(self) -> PageRegion | None:
        """The marked region whose frame it is, where it was not drawn anew."""
        return self._picked

    def show_regions(self, regions: Sequence[PageRegion]) -> None:
        self._regions = tuple(regions)
        if self._picked not in self._regions:
            self._picked = None
        self.update()

    def begin(self, around: QRectF) -> None:
        """Take mouse and keyboard, with a frame around this part of the page, or in the middle of what is
        seen where that is empty."""
        self._is_on = True
        self._let_through(is_on=True)
        self._set_frame(around if not around.isEmpty() else self._middle(), None)
        self._is_offered = True
        self.setFocus()

    def end(self) -> None:
        self._is_on, self._grip = False, None
        self._set_frame(QRectF(), None)
        self._let_through(is_on=False)

    def _let_through(self, *, is_on: bool) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not is_on)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_on else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.CrossCursor if is_on else Qt.CursorShape.ArrowCursor)

    def _middle(self) -> QRectF:
        placement = self._view.placement()
        seen = placement.paper.intersected(QRectF(self.rect()))
        top_left, bottom_right = placement.to_page(seen.topLeft()), placement.to_page(seen.bottomRight())
        whole = QRectF(top_left, bottom_right)
        frame = QRectF(0, 0, whole.width() * _FIRST_SHARE, whole.height() * _FIRST_SHARE)
        frame.moveCenter(whole.center())
        return frame

    def _set_frame(self, frame: QRectF, picked: PageRegion | None) -> None:
        self._frame, self._picked, self._is_offered = frame, picked, False
        self.setAccessibleDescription(self._spoken())
        self.update()
        self.frame_changed.emit()

    def _spoken(self) -> str:
        """Where the frame lies, for those who do not see it."""
        if self._frame.isEmpty():
            return tr("Nothing is framed")
        page, frame = self._view.page.size, self._frame
        shares = (
            frame.left() / page.width(),
            frame.top() / page.height(),
            frame.right() / page.width(),
            frame.bottom() / page.height(),
        )
        left, top, right, bottom = (round(100 * share) for share in shares)
        return tr(
            "From {left} to {right} % of the width, from {top} to {bottom} % of the height",
            left=left,
            top=top,
            right=right,
            bottom=bottom,
        )

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        placement = self._view.placement()
        self._pressed = placement.to_page(event.position())
        self._grip = self._grip_under(event.position())
        if self._grip is None:
            self._grip = CORNER
            self._set_frame(QRectF(self._pressed, self._pressed), None)
        self._before = self._frame

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            self._show_cursor(self._grip_under(event.position()))
            return
        moved = self._view.placement().to_page(event.position()) - self._pressed
        frame = pulled(self._before, self._grip, moved, page=self._view.page.size)
        self._set_frame(frame, self._picked)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        shown = self._view.placement().to_view(self._frame)
        if min(shown.width(), shown.height()) < _SMALLEST_PX:
            picked = self._region_at(self._pressed)
            self._set_frame(QRectF() if picked is None else self._view.page.shown_rect(picked.box), picked)

    def _grip_under(self, position: QPointF) -> Grip | None:
        if self._frame.isEmpty():
            return None
        grip = grip_at(self._view.placement().to_view(self._frame), position, reach=_REACH_PX)
        return None if grip == INSIDE and self._is_offered else grip

    def _region_at(self, point: QPointF) -> PageRegion | None:
        """The one that was marked last, of those under a point of the page."""
        hits = [each for each in self._regions if self._view.page.shown_rect(each.box).contains(point)]
        return hits[-1] if hits else None

    def _show_cursor(self, grip: Grip | None) -> None:
        if grip is None:
            shape = Qt.CursorShape.CrossCursor
        elif grip == INSIDE:
            shape = Qt.CursorShape.SizeAllCursor
        elif not (grip.top or grip.bottom):
            shape = Qt.CursorShape.SizeHorCursor
        elif not (grip.left or grip.right):
            shape = Qt.CursorShape.SizeVerCursor
        else:
            is_falling = grip.left == grip.top
            shape = Qt.CursorShape.SizeFDiagCursor if is_falling else Qt.CursorShape.SizeBDiagCursor
        self.setCursor(shape)

    # Keyboard

    def event(self, event: QEvent) -> bool:
        """The keys of the frame are no shortcuts of the window while it has the keyboard."""
        if _is_claimed(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._nudge(_ARROWS[key], event.modifiers())
        elif key in _KINDS:
            self.kind_chosen.emit(_KINDS[key])
        elif key == Qt.Key.Key_Return:
            self.kind_chosen.emit(RegionKind.TEXT)
        elif key == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _nudge(self, direction: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Shift moves the lower right corner, Ctrl goes by small steps."""
        if self._frame.isEmpty():
            return
        step = _FINE_STEP_PT if modifiers & Qt.KeyboardModifier.ControlModifier else _STEP_PT
        grip = CORNER if modifiers & Qt.KeyboardModifier.ShiftModifier else INSIDE
        frame = pulled(self._frame, grip, direction * step, page=self._view.page.size)
        if not frame.isEmpty():
            self._set_frame(frame, self._picked)
            self._view.reveal(self._view.placement().to_view(frame))

    # What is seen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._view.viewport().rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._view.has_picture() or not (self._regions or self._is_on):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        placement = self._view.placement()
        for region in self._regions:
            if region != self._picked:
                self._paint_region(painter, region, placement.to_view(self._view.page.shown_rect(region.box)))
        if self._is_on and not self._frame.isEmpty():
            self._paint_frame(painter, placement.to_view(self._frame), placement.paper)

    def _paint_region(self, painter: QPainter, region: PageRegion, rect: QRectF) -> None:
        is_left_out = region.kind is RegionKind.LEFT_OUT
        colour = _LEFT_OUT if is_left_out else _MARK
        painter.setPen(QPen(colour, 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if is_left_out:
            ground = QColor(colour)
            ground.setAlphaF(0.35)
            painter.fillRect(rect, Qt.BrushStyle.BDiagPattern)
            painter.fillRect(rect, ground)
        painter.drawRect(rect)
        words = region_words(region.kind)
        painter.setFont(theme.small_font(self.font()))
        room = painter.fontMetrics().boundingRect(words).adjusted(-4, -2, 4, 2)
        label = QRectF(rect.left(), rect.top() - room.height(), room.width(), room.height())
        label.moveTop(max(label.top(), 0.0))
        painter.fillRect(label, colour)
        painter.setPen(QColor("white"))
        painter.drawText(label, int(Qt.AlignmentFlag.AlignCenter), words)

    def _paint_frame(self, painter: QPainter, rect: QRectF, paper: QRectF) -> None:
        painter.save()
        painter.setClipRect(paper)
        outside = QRectF(self.rect())
        for shade in (
            QRectF(outside.left(), outside.top(), outside.width(), rect.top() - outside.top()),
            QRectF(outside.left(), rect.bottom(), outside.width(), outside.bottom() - rect.bottom()),
            QRectF(outside.left(), rect.top(), rect.left() - outside.left(), rect.height()),
            QRectF(rect.right(), rect.top(), outside.right() - rect.right(), rect.height()),
        ):
            painter.fillRect(shade, _SHADE)
        painter.restore()
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        painter.setPen(QPen(accent, 2 if self.hasFocus() else 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)
        painter.setPen(QPen(accent, 1))
        painter.setBrush(QColor("white"))
        for point in grip_points(rect):
            handle = QRectF(0, 0, _HANDLE_PX, _HANDLE_PX)
            handle.moveCenter(point)
            painter.drawRect(handle)


def _is_claimed(event: QEvent) -> bool:
    """Whether it asks whose key it is, and the key is one of ours."""
    if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.ShortcutOverride:
        return False
    return event.key() in _OF_OURS
