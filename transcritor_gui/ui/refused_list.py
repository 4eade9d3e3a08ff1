"""The files of a drop that were not taken, each with its reason: what "show" in the line of news opens."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from transcritor_gui.errors import message_for
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.jobs.events import RefusedFile
from transcritor_gui.ui import theme

__all__ = ["RefusedList"]


class RefusedList(QDialog):
    """Stays beside the window until it is closed; it holds nothing up."""

    def __init__(self, refused: Sequence[RefusedFile], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Files that were not added"))
        count = len(refused)
        title = QLabel(ntr("{count} file was not added", "{count} files were not added", count))
        title.setFont(theme.heading_font(self.font()))
        self._list = QTreeWidget()
        self._list.setAccessibleName(self.windowTitle())
        self._list.setHeaderLabels([tr("Name"), tr("Why")])
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        for one in refused:
            message = message_for(one.error)
            name = PurePath(one.path).name
            item = QTreeWidgetItem([name if name else one.path, f"{message.what} {message.advice}".strip()])
            item.setToolTip(0, one.path)
            item.setToolTip(1, item.text(1))
            self._list.addTopLevelItem(item)
        header = self._list.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self._list.setColumnWidth(0, 30 * theme.GRID)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.GRID] * 4)
        column.setSpacing(2 * theme.GRID)
        column.addWidget(title)
        column.addWidget(self._list, 1)
        column.addWidget(buttons)
        self.resize(90 * theme.GRID, 45 * theme.GRID)

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Name and reason of each file, as shown."""
        items = [self._list.topLevelItem(row) for row in range(self._list.topLevelItemCount())]
        return tuple((item.text(0), item.text(1)) for item in items if item is not None)
