"""The list at the left: the five groups of jobs, each with its live count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.ui import theme
from transcritor_gui.ui.icons import icon
from transcritor_gui.ui.job_filter import JobGroup, group_label

__all__ = ["Sidebar"]

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_COUNT_ROLE = Qt.ItemDataRole.UserRole
_GROUPS: Final = tuple(JobGroup)
_ICONS: Final = {
    JobGroup.ALL: "inbox",
    JobGroup.IN_PROGRESS: "clock",
    JobGroup.TO_REVIEW: "eye",
    JobGroup.DONE: "check",
    JobGroup.FAILED: "alert",
}


class _GroupModel(QAbstractListModel):
    def __init__(self, count: Callable[[JobGroup], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count = count

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(_GROUPS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        group = _GROUPS[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return group_label(group)
        if role == _COUNT_ROLE:
            return self._count(group)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("{group}: {count}", group=group_label(group), count=self._count(group))
        return None

    def refresh(self) -> None:
        self.dataChanged.emit(self.index(0), self.index(len(_GROUPS) - 1))


class _GroupDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(15 * theme.GRID, theme.ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        palette = option.palette
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = option.rect.adjusted(theme.GRID, 1, -theme.GRID, -1)
        colour = _ground(option, is_chosen=is_chosen)
        if colour is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(rect), 6, 6)
        inner = rect.adjusted(theme.GRID, 0, -theme.GRID, 0)
        sign = QRect(inner.left(), inner.center().y() - theme.ICON // 2 + 1, theme.ICON, theme.ICON)
        tone = theme.accent if is_chosen else theme.muted
        icon(_ICONS[_GROUPS[index.row()]], palette, colour=tone).paint(painter, sign)
        count = str(index.data(_COUNT_ROLE))
        font = option.font
        font.setWeight(font.Weight.DemiBold if is_chosen else font.Weight.Normal)
        painter.setFont(theme.tabular_font(font))
        metrics = QFontMetrics(painter.font())
        count_width = metrics.horizontalAdvance(count)
        label = inner.adjusted(theme.ICON + theme.GRID, 0, -count_width - theme.GRID, 0)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        text = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, label.width())
        painter.drawText(label, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        painter.setPen(theme.muted(palette))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), count)
        painter.restore()


class Sidebar(QListView):
    """Chooses which group the table shows. `count` answers how many jobs a group holds."""

    group_chosen = Signal(object)
    """JobGroup"""

    def __init__(self, count: Callable[[JobGroup], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups = _GroupModel(count, self)
        self.setModel(self._groups)
        self.setItemDelegate(_GroupDelegate(self))
        self.setAccessibleName(tr("Which transcriptions to show"))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setViewportMargins(0, theme.GRID, 0, 0)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.setMinimumWidth(18 * theme.GRID)
        self.setCurrentIndex(self._groups.index(0))
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def choose(self, group: JobGroup) -> None:
        self.setCurrentIndex(self._groups.index(_GROUPS.index(group)))

    @Slot()
    def refresh_counts(self) -> None:
        self._groups.refresh()

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.group_chosen.emit(_GROUPS[current.row()])


def _ground(option: QStyleOptionViewItem, *, is_chosen: bool) -> Any:
    palette = option.palette
    window = palette.color(QPalette.ColorRole.Window)
    if is_chosen:
        return theme.blended(window, theme.accent(palette), 0.20)
    if option.state & QStyle.StateFlag.State_MouseOver:
        return theme.blended(window, palette.color(QPalette.ColorRole.WindowText), 0.06)
    return None
