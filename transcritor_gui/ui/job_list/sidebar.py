"""The list at the left: the five groups of jobs, each with its live count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QWidget

from transcritor_gui.i18n import number, tr
from transcritor_gui.ui.job_list.job_groups import JobGroup, group_label
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.side_list import ICON_ROLE, NOTE_ROLE, SideList

__all__ = ["Sidebar"]

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
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
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return group_label(group)
            case Qt.ItemDataRole.AccessibleTextRole:
                return tr("{group}: {count}", group=group_label(group), count=self._count(group))
            case _ if role == NOTE_ROLE:
                return number(self._count(group))
            case _ if role == ICON_ROLE:
                return _ICONS[group]
            case _:
                return None

    def refresh(self) -> None:
        self.dataChanged.emit(self.index(0), self.index(len(_GROUPS) - 1))


class Sidebar(SideList):
    """Chooses which group the table shows. `count` answers how many jobs a group holds."""

    group_chosen = Signal(object)
    """JobGroup"""

    def __init__(self, count: Callable[[JobGroup], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups = _GroupModel(count, self)
        self.setModel(self._groups)
        self.setAccessibleName(tr("Which transcriptions to show"))
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
