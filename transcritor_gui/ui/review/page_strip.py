"""The pages of the document down the side: a small picture of each, its number, and how it stands.

Pictures are asked for only of the rows that are on the screen, so that a document of thousands costs no more
than one of ten.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QImage, QPainter, QPalette, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from transcritor_gui.i18n import ntr, tr
from transcritor_gui.store import PageState
from transcritor_gui.ui.service.controller import Controller
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.icons import icon
from transcritor_gui.ui.widgets.scroll_bars import slim_scroll_bars

__all__ = ["PageStrip"]

_PICTURE_PX: Final = 96
_ROW_PX: Final = 17 * theme.GRID
_WIDTH_PX: Final = 15 * theme.GRID
_KEPT: Final = 400
"""Small pictures; some 4 MB of a hundred of them."""
_SETTLE_MS: Final = 120
"""Rows that are scrolled past are not drawn."""
_STATE_ROLE: Final = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class _Pages(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count = 0
        self._states: Mapping[int, PageState] = {}
        self._pictures: OrderedDict[int, QImage] = OrderedDict()

    def show(self, count: int) -> None:
        self.beginResetModel()
        self._count, self._states = count, {}
        self._pictures.clear()
        self.endResetModel()

    def set_states(self, states: Mapping[int, PageState]) -> None:
        self._states = states
        if self._count:
            self.dataChanged.emit(self.index(0), self.index(self._count - 1), [_STATE_ROLE])

    def set_picture(self, page_index: int, picture: QImage) -> None:
        self._pictures[page_index] = picture
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        place = self.index(page_index)
        self.dataChanged.emit(place, place, [Qt.ItemDataRole.DecorationRole])

    def has_picture(self, page_index: int) -> bool:
        return page_index in self._pictures

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        state = self._states.get(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return str(index.row() + 1)
            case Qt.ItemDataRole.DecorationRole:
                return self._pictures.get(index.row())
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                page = tr("page {number}", number=index.row() + 1)
                words = _state_words(state)
                return f"{page}: {words}" if words else page
            case _ if role == _STATE_ROLE:
                return state
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(_WIDTH_PX, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect
        palette: QPalette = option.palette
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_selected:
            ground = theme.tint(palette.color(QPalette.ColorRole.Highlight), palette, 0.25)
            painter.fillRect(rect, ground)
        room = rect.adjusted(theme.GRID, theme.GRID // 2, -theme.GRID, -3 * theme.GRID)
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        paper = _fitting(picture, room)
        if isinstance(picture, QImage):
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(paper, picture)
        else:
            painter.fillRect(paper, palette.color(QPalette.ColorRole.Base))
        painter.setPen(QPen(theme.hairline(palette), 1))
        painter.drawRect(paper.adjusted(0, 0, -1, -1))
        line = QRect(rect.left() + theme.GRID, room.bottom(), rect.width() - 2 * theme.GRID, 3 * theme.GRID)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.setFont(theme.tabular_font(theme.small_font(painter.font())))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), index.data())
        self._paint_state(painter, line, palette, index.data(_STATE_ROLE))
        painter.restore()

    def _paint_state(
        self, painter: QPainter, line: QRect, palette: QPalette, state: PageState | None
    ) -> None:
        if state is None:
            return
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        sign = QRect(0, 0, theme.ICON, theme.ICON)
        sign.moveCenter(line.center())
        sign.moveRight(line.right())
        if state.has_failed:
            icon("alert", palette, colour=theme.bad).paint(painter, sign)
        elif state.is_conferred:
            icon("check", palette, colour=theme.ok).paint(painter, sign)
        elif state.doubts:
            painter.setPen(theme.warn(palette))
            painter.drawText(line, right, str(state.doubts))


class PageStrip(QListView):
    """Follows the page that is shown, and says which one a person wants."""

    page_wanted = Signal(int)
    """page_index"""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._job_id: UUID | None = None
        self._is_following = False
        self._pages = _Pages(self)
        self.setModel(self._pages)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(_WIDTH_PX + theme.GRID)
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
        if page_index < self._pages.rowCount():
            self._is_following = True
            self.setCurrentIndex(self._pages.index(page_index))
            self._is_following = False

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
        rows = self.viewport().height() // _ROW_PX + 2
        for page_index in range(first.row(), min(first.row() + rows, self._pages.rowCount())):
            if not self._pages.has_picture(page_index):
                self._controller.review.request_thumbnail(self._job_id, page_index, _PICTURE_PX * 2)

    @Slot(object, int, QImage)
    def _on_picture(self, job_id: UUID, page_index: int, picture: QImage) -> None:
        if job_id == self._job_id and page_index < self._pages.rowCount():
            self._pages.set_picture(page_index, picture)

    @Slot(object, object)
    def _on_states(self, job_id: UUID, states: Mapping[int, PageState]) -> None:
        if job_id == self._job_id:
            self._pages.set_states(states)


def _fitting(picture: object, room: QRect) -> QRect:
    """Where a page's picture lies in its row; a page of the usual shape where there is none yet."""
    size = picture.size() if isinstance(picture, QImage) else QSize(595, 842)
    fitted = size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    paper = QRect(0, 0, fitted.width(), fitted.height())
    paper.moveCenter(room.center())
    return paper


def _state_words(state: PageState | None) -> str:
    if state is None:
        return ""
    if state.has_failed:
        return tr("could not be read")
    if state.is_conferred:
        return tr("compared with the original")
    return ntr("{count} doubt", "{count} doubts", state.doubts) if state.doubts else ""
