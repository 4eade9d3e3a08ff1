"""The picture of a page with its words boxed: scrolled, zoomed, and answering to the mouse.

It knows nothing of jobs: `pane` gives it a picture and the words, and listens to its signals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.model import Box, Word
from transcritor_gui.ui.review.picture.panning import Panning
from transcritor_gui.ui.review.picture.placement import (
    MARGIN,
    ZOOM_STEPS,
    Fit,
    Placement,
    fitting_zoom,
    next_step,
)
from transcritor_gui.ui.review.picture.turned_page import TurnedPage, across
from transcritor_gui.ui.review.picture.word_marks import WordBoxes, boxes_of, paint_boxes, paint_mark
from transcritor_gui.ui.review.word_tip import word_tip
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.icons import icon
from transcritor_gui.ui.widgets.scroll_bars import slim_scroll_bars

__all__ = ["PageView"]

_LETTER_PT: Final = QSizeF(612, 792)
_LATE_MS: Final = 400
_WHEEL_NOTCH: Final = 120


class PageView(QAbstractScrollArea):
    """One page at a time, or a sentence where there is no picture."""

    word_hovered = Signal(int)
    """Index of the word under the mouse, or -1."""
    word_clicked = Signal(int)
    menu_wanted = Signal(int, QPoint)
    """Index of the word under the mouse, or -1, and the position on the screen."""
    zoom_changed = Signal(float)
    """1.0 is the page's actual size."""
    sharper_wanted = Signal()
    """The page is shown at another size now: a picture `wanted_width_px` wide would be sharper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._in_file: QImage | None = None
        self._picture: QImage | None = None
        """The page's picture, turned as the page is read."""
        self._message: str | None = None
        self._page = TurnedPage(_LETTER_PT)
        self._words: tuple[Word, ...] = ()
        self._boxes = WordBoxes()
        self._found: tuple[QRectF, ...] = ()
        self._hovered = -1
        self._selected = -1
        self._is_late = False
        self._late_timer = QTimer(self)
        self._late_timer.setSingleShot(True)
        self._late_timer.setInterval(_LATE_MS)
        self._late_timer.timeout.connect(self._on_late)
        self._fit: Fit | None = Fit.WIDTH
        self._zoom = 1.0
        self._panning = Panning(self)
        self._wheel_left = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.setAccessibleName(tr("Picture of the page"))
        slim_scroll_bars(self, ground=QPalette.ColorRole.Window)

    # What is shown

    def show_page(self, size_pt: QSizeF | None, words: Sequence[Word] = ()) -> None:
        """A page of `size_pt` (None while it is not known) without a picture yet."""
        self._in_file = self._picture = None
        self._message = None
        self._is_late = False
        self._late_timer.start()
        self._hovered = self._selected = -1
        self.set_words(size_pt, words)
        self.horizontalScrollBar().setValue(0)
        self.verticalScrollBar().setValue(0)

    def set_words(
        self,
        size_pt: QSizeF | None,
        words: Sequence[Word],
        *,
        turn: int = 0,
        handwriting: Sequence[Box] = (),
    ) -> None:
        """The words of the page that is shown, when they become known or change, and where it is written on.

        Their boxes lie on the page as its file shows it; it is shown here turned clockwise by `turn` degrees,
        as it was read.
        """
        before = self._page
        size = before.size if size_pt is None or size_pt.isEmpty() else across(size_pt, turn)
        self._page = TurnedPage(size, turn)
        if turn != before.turn and self._in_file is not None:
            self._picture = self._page.picture(self._in_file)
        self._words = tuple(words)
        self._boxes = boxes_of(words, self._page.shown_rect, handwriting=handwriting)
        self._found = ()
        self._lay_out()

    def set_picture(self, picture: QImage) -> None:
        """The picture of the whole page as its file shows it, of any size."""
        self._in_file, self._picture = picture, self._page.picture(picture)
        self._message = None
        self._update_scroll_bars()
        if not self._boxes.all and not picture.isNull():
            width = self._page.size.width()
            self._page = replace(self._page, size=QSizeF(width, width * picture.height() / picture.width()))
            self._lay_out()
        self.viewport().update()

    def set_message(self, message: str) -> None:
        """A sentence (or nothing) in place of the page."""
        self._in_file = self._picture = None
        self._message = message
        self._update_scroll_bars()
        self.viewport().update()

    @property
    def message(self) -> str:
        """What is said in place of a picture."""
        return self._message if self._message is not None else ""

    @property
    def page(self) -> TurnedPage:
        """Its size as it is shown here, and where its boxes lie."""
        return self._page

    @property
    def picture(self) -> QImage | None:
        """Of the page, turned as it is shown here."""
        return self._picture

    def has_picture(self) -> bool:
        return self._picture is not None

    def wanted_width_px(self) -> int:
        """The width that a picture should have to be sharp here, in device pixels, before it is turned."""
        width = across(self.placement().shown_size, self._page.turn).width()
        return round(width * self.devicePixelRatioF())

    # Words

    def set_hovered(self, word_index: int) -> None:
        if word_index != self._hovered:
            for index in (self._hovered, word_index):  # not the whole page for a move of the mouse
                if 0 <= index < len(self._boxes.all):
                    self.viewport().update(self.word_rect(index).adjusted(-5, -5, 5, 5).toAlignedRect())
            self._hovered = word_index

    def set_found(self, word_indices: frozenset[int]) -> None:
        """Words to be boxed as what a search has found."""
        self._found = tuple(
            self._boxes.all[index] for index in sorted(word_indices) if index < len(self._boxes.all)
        )
        self.viewport().update()

    def set_selected(self, word_index: int) -> None:
        """Mark the word and scroll to it; -1 for none."""
        self._selected = word_index
        if 0 <= word_index < len(self._boxes.all):
            self.reveal(self.word_rect(word_index))
        self.viewport().update()

    def word_at(self, position: QPointF) -> int:
        """The word at a position of the viewport, or -1; the smallest where boxes overlap."""
        point = self.placement().to_page(position)
        boxes = self._boxes.all
        hits = [index for index, box in enumerate(boxes) if box.contains(point)]
        return min(hits, key=lambda index: boxes[index].width() * boxes[index].height(), default=-1)

    def word_rect(self, word_index: int) -> QRectF:
        """Where the word is in the viewport."""
        return self.placement().to_view(self._boxes.all[word_index])

    # Zoom

    @property
    def zoom(self) -> float:
        return self._zoom

    @property
    def fit(self) -> Fit | None:
        return self._fit

    def set_fit(self, fit: Fit) -> None:
        self._fit = fit
        self._lay_out()

    def set_zoom(self, zoom: float) -> None:
        self._fit = None
        self._apply_zoom(max(ZOOM_STEPS[0], min(zoom, ZOOM_STEPS[-1])))

    def zoom_in(self) -> None:
        self.set_zoom(next_step(self._zoom, larger=True))

    def zoom_out(self) -> None:
        self.set_zoom(next_step(self._zoom, larger=False))

    def _apply_zoom(self, zoom: float) -> None:
        if abs(zoom - self._zoom) > 1e-6:
            bars = (self.horizontalScrollBar(), self.verticalScrollBar())
            room, before = self.viewport().size(), self.placement().extent
            across = _middle(bars[0].value(), room.width(), before.width())
            down = _middle(bars[1].value(), room.height(), before.height())
            self._zoom = zoom
            self._update_scroll_bars()
            after = self.placement().extent
            bars[0].setValue(round(across * after.width() - room.width() / 2))
            bars[1].setValue(round(down * after.height() - room.height() / 2))
            self.zoom_changed.emit(zoom)
            self.sharper_wanted.emit()
        self.viewport().update()

    # Geometry

    def placement(self) -> Placement:
        """How the page lies in the viewport now."""
        scrolled = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return Placement(self._page.size, self._zoom, self.viewport().size(), scrolled)

    def _lay_out(self) -> None:
        """Work out the zoom that fits, where one is to fit, and what can be scrolled."""
        if self._fit is not None:
            # The room with scroll bars, so that the page does not jump when one appears.
            bar = self.verticalScrollBar().sizeHint().width()
            room = QSize(self.width() - bar, self.height())
            self._apply_zoom(fitting_zoom(self._page.size, room, self._fit))
        self._update_scroll_bars()
        self.viewport().update()

    def _update_scroll_bars(self) -> None:
        room = self.viewport().size()
        extent = self.placement().extent if self._message is None else QSize(0, 0)
        for bar, wanted, given in (
            (self.horizontalScrollBar(), extent.width(), room.width()),
            (self.verticalScrollBar(), extent.height(), room.height()),
        ):
            bar.setRange(0, max(0, wanted - given))
            bar.setPageStep(given)
            bar.setSingleStep(theme.GRID * 3)

    def reveal(self, rect: QRectF) -> None:
        """Scroll to a rectangle of the viewport, where it is not seen whole."""
        room = QRectF(self.viewport().rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        if room.contains(rect):
            return
        self.horizontalScrollBar().setValue(
            round(self.horizontalScrollBar().value() + rect.center().x() - room.center().x())
        )
        self.verticalScrollBar().setValue(
            round(self.verticalScrollBar().value() + rect.center().y() - room.center().y())
        )

    # Events

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            slim_scroll_bars(self, ground=QPalette.ColorRole.Window)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        palette = self.palette()
        painter.fillRect(event.rect(), palette.color(QPalette.ColorRole.Window))
        if self._message is not None:
            painter.setPen(theme.muted(palette))
            painter.drawText(self._message_rect(), _CENTRED, self._message)
            return
        paper = self.placement().paper
        if self._picture is None:
            painter.fillRect(paper, palette.color(QPalette.ColorRole.Base))
            if self._is_late:
                self._paint_waiting(painter, paper)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(paper, self._picture)
        painter.setPen(QPen(theme.hairline(palette), 1))
        painter.drawRect(paper.adjusted(-0.5, -0.5, 0.5, 0.5))
        if self._picture is not None:
            self._paint_words(painter, paper)

    def _paint_words(self, painter: QPainter, paper: QRectF) -> None:
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.translate(paper.topLeft())
        painter.scale(self.placement().scale, self.placement().scale)
        paint_boxes(painter, self._boxes, self._found, accent=accent)
        painter.restore()
        for index, strength in ((self._hovered, 0.22), (self._selected, 0.32)):
            if 0 <= index < len(self._boxes.all):
                paint_mark(painter, self.word_rect(index), accent, strength)

    def _paint_waiting(self, painter: QPainter, paper: QRectF) -> None:
        """So that a page whose picture is late does not look like an empty one."""
        sign = QRect(0, 0, theme.LARGE_ICON, theme.LARGE_ICON)
        sign.moveCenter(paper.intersected(QRectF(self.viewport().rect())).center().toPoint())
        icon("image", self.palette(), colour=theme.hairline).paint(painter, sign)

    def _on_late(self) -> None:
        self._is_late = True
        self.viewport().update()

    def _message_rect(self) -> QRect:
        return self.viewport().rect().adjusted(MARGIN * 2, MARGIN, -MARGIN * 2, -MARGIN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._wheel_left += event.angleDelta().y()
            while abs(self._wheel_left) >= _WHEEL_NOTCH:
                self.zoom_in() if self._wheel_left > 0 else self.zoom_out()
                self._wheel_left -= _WHEEL_NOTCH if self._wheel_left > 0 else -_WHEEL_NOTCH
            event.accept()
            return
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._panning.press(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._panning.is_pressed:
            self._panning.move(event.position())
        else:
            self._hover(self.word_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._panning.release():
            self.word_clicked.emit(self.word_at(event.position()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(self.word_at(QPointF(event.pos())), event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            word_index = self.word_at(event.pos().toPointF())
            tip = word_tip(self._words[word_index]) if word_index >= 0 else ""
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)

    def _hover(self, word_index: int) -> None:
        if word_index != self._hovered:
            self.set_hovered(word_index)
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if word_index >= 0 else Qt.CursorShape.ArrowCursor
            )
            self.word_hovered.emit(word_index)


_CENTRED: Final = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)


def _middle(scrolled: int, room: int, extent: int) -> float:
    """The share of the extent, 0 to 1, that is in the middle of the view."""
    return (scrolled + room / 2) / max(extent, room, 1)
