"""What the strip of pages shows of each: a small picture, its number, and how it stands."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from transcritor_gui.i18n import ntr, tr
from transcritor_gui.store import PageState
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.icons import icon

__all__ = ["ROW_PX", "STRIP_WIDTH_PX", "Thumbnail", "ThumbnailDelegate", "Thumbnails"]

ROW_PX: Final = 17 * theme.GRID
STRIP_WIDTH_PX: Final = 15 * theme.GRID
_KEPT: Final = 400
"""Small pictures; some 4 MB of a hundred of them."""
_STATE_ROLE: Final = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Thumbnail:
    picture: QImage
    """Of the page as it is read, which may be turned."""
    turn: int
    """Degrees clockwise by which it was turned for that."""


class Thumbnails(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count = 0
        self._states: Mapping[int, PageState] = {}
        self._pictures: OrderedDict[int, Thumbnail] = OrderedDict()

    def show(self, count: int) -> None:
        self.beginResetModel()
        self._count, self._states = count, {}
        self._pictures.clear()
        self.endResetModel()

    def set_states(self, states: Mapping[int, PageState]) -> None:
        self._states = states
        if self._count:
            self.dataChanged.emit(self.index(0), self.index(self._count - 1), [_STATE_ROLE])

    def set_picture(self, page_index: int, picture: Thumbnail) -> None:
        self._pictures[page_index] = picture
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        place = self.index(page_index)
        self.dataChanged.emit(place, place, [Qt.ItemDataRole.DecorationRole])

    def has_picture(self, page_index: int) -> bool:
        return page_index in self._pictures

    def forget_picture(self, page_index: int, *, unless_turned: int) -> bool:
        """The page is read turned by so many degrees now; whether there was another picture of it."""
        kept = self._pictures.get(page_index)
        if kept is not None and kept.turn != unless_turned:
            del self._pictures[page_index]
            return True
        return False

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        state = self._states.get(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return str(index.row() + 1)
            case Qt.ItemDataRole.DecorationRole:
                kept = self._pictures.get(index.row())
                return None if kept is None else kept.picture
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                page = tr("page {number}", number=index.row() + 1)
                words = _state_words(state)
                return f"{page}: {words}" if words else page
            case _ if role == _STATE_ROLE:
                return state
        return None


class ThumbnailDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(STRIP_WIDTH_PX, ROW_PX)

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
