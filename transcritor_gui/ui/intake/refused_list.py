"""The files of a drop that were not taken, each with its reason: what "show" in the line of news opens."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from transcritor_gui.errors import message_for
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.jobs.events import RefusedFile
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.icons import icon
from transcritor_gui.ui.widgets.scroll_bars import slim_scroll_bars

__all__ = ["RefusedList"]

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_REASON_ROLE = Qt.ItemDataRole.UserRole
_ROW = 6 * theme.GRID + theme.GRID // 2


class RefusedList(QDialog):
    """Stays beside the window until it is closed; it holds nothing up."""

    cleared = Signal()
    """The person has seen them all, and wants to be told of new ones only."""

    def __init__(
        self, refused: Sequence[RefusedFile], parent: QWidget | None = None, *, heading: str = ""
    ) -> None:
        """`heading` is for files of which something else could not be done; they cannot be cleared."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(heading if heading else tr("Files that were not added"))
        self._files = _RefusedModel(refused, self)
        not_added = ntr("{count} file was not added", "{count} files were not added", len(refused))
        title = QLabel(heading if heading else not_added)
        title.setFont(theme.heading_font(self.font()))
        self._list = QListView()
        self._list.setModel(self._files)
        self._list.setItemDelegate(_RefusedDelegate(self._list))
        self._list.setAccessibleName(self.windowTitle())
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setSelectionMode(QListView.SelectionMode.NoSelection)
        self._list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setUniformItemSizes(True)
        slim_scroll_bars(self._list)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))
        buttons.rejected.connect(self.close)
        if not heading:
            clear = buttons.addButton(tr("Clear the list"), QDialogButtonBox.ButtonRole.ActionRole)
            clear.clicked.connect(self.cleared)
            clear.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.GRID] * 4)
        column.setSpacing(2 * theme.GRID)
        column.addWidget(title)
        column.addWidget(self._list, 1)
        column.addWidget(buttons)
        wanted = 16 * theme.GRID + min(8, max(3, len(refused))) * _ROW
        self.resize(76 * theme.GRID, wanted)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            slim_scroll_bars(self._list)

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Name and reason of each file, as shown."""
        indexes = [self._files.index(row) for row in range(self._files.rowCount())]
        return tuple((str(index.data()), str(index.data(_REASON_ROLE))) for index in indexes)


class _RefusedModel(QAbstractListModel):
    def __init__(self, refused: Sequence[RefusedFile], parent: QObject) -> None:
        super().__init__(parent)
        self._refused = tuple(refused)

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._refused)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self._refused[index.row()]
        message = message_for(one.error)
        reason = f"{message.what} {message.advice}".strip()
        name = PurePath(one.path).name
        shown = name if name else one.path
        if role == Qt.ItemDataRole.DisplayRole:
            return shown
        if role == _REASON_ROLE:
            return reason
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{one.path}\n{reason}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("{name}: {why}", name=shown, why=reason)
        return None


class _RefusedDelegate(QStyledItemDelegate):
    """The name, and under it the reason in a second line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(30 * theme.GRID, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        palette, rect = option.palette, option.rect
        text = palette.color(QPalette.ColorRole.Text)
        line = theme.tint(text, palette, 0.07)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), line)
        sign = QPoint(rect.left() + theme.CELL_MARGIN, rect.top() + theme.GRID)
        file = icon("file", palette, colour=theme.muted)
        file.paint(painter, QRect(sign, QSize(theme.ICON, theme.ICON)))
        left = sign.x() + theme.ICON + theme.GRID
        height = option.fontMetrics.height()
        upper = QRect(left, rect.top() + theme.GRID - 2, rect.right() - theme.CELL_MARGIN - left, height)
        lower = upper.translated(0, height + 2)
        painter.setPen(text)
        elided = option.fontMetrics.elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, upper.width())
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignVCenter), elided)
        painter.setPen(theme.muted(palette))
        reason = str(index.data(_REASON_ROLE))
        elided = option.fontMetrics.elidedText(reason, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignVCenter), elided)
        painter.restore()
