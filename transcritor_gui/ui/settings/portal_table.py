"""The table of court portals, whose limits anybody may change: courts do."""

from __future__ import annotations

from typing import Final

import msgspec
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from transcritor_gui.i18n import tr
from transcritor_gui.model import PORTALS, Portal
from transcritor_gui.ui.export.portal_choice import size_words
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.form import Problem

__all__ = ["PortalTable"]

_NAME, _PART, _PAGE, _REFUSED = range(4)
_SPACE: Final = "␣"
"""Shows a space, which nobody would see; typed as it is or so."""
_SHOWN_ROWS: Final = 6
_NUMBER_WIDTH: Final = 14 * theme.GRID
_ALIGNMENT: Final = Qt.ItemDataRole.TextAlignmentRole
_AT_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PortalTable(QWidget):
    changed = Signal()

    def __init__(self, portals: tuple[Portal, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = QTableWidget(0, 4, self)
        self._table.setAccessibleName(tr("Court portals"))
        self._table.setHorizontalHeaderLabels(
            [tr("Portal"), tr("MB a file"), tr("kB a page"), tr("Not in names")]
        )
        self._table.verticalHeader().hide()
        for corner in self._table.findChildren(QAbstractButton):
            corner.setAccessibleName(tr("Select all"))
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)
        header = self._table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for column in (_PART, _PAGE, _REFUSED):
            self._table.setColumnWidth(column, _NUMBER_WIDTH)
            self._table.model().setHeaderData(column, Qt.Orientation.Horizontal, _AT_RIGHT, _ALIGNMENT)
        row_height = self._table.verticalHeader().defaultSectionSize()
        self._table.setFixedHeight(header.sizeHint().height() + _SHOWN_ROWS * row_height + theme.GRID)
        self._problem = Problem(self)
        add = QPushButton(tr("Add"), self)
        remove = QPushButton(tr("Remove"), self)
        restore = QPushButton(tr("As at first"), self)
        restore.setToolTip(tr("Bring back the portals that the program came with"))
        add.clicked.connect(self._add)
        remove.clicked.connect(self._remove)
        restore.clicked.connect(lambda: self._fill(PORTALS))
        QShortcut(
            QKeySequence(QKeySequence.StandardKey.Delete),
            self._table,
            self._remove,
            context=Qt.ShortcutContext.WidgetShortcut,
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        for button in (add, remove, restore):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.GRID)
        rows.addWidget(self._table)
        rows.addWidget(self._problem)
        rows.addLayout(buttons)
        self.setFocusProxy(self._table)
        self._fill(portals)
        self._table.itemChanged.connect(self._check)

    @property
    def portals(self) -> tuple[Portal, ...]:
        """What the rows say; meaningless while there is a fault."""
        rows = (self._portal(row) for row in range(self._table.rowCount()))
        return tuple(portal for portal in rows if portal is not None)

    def fault(self) -> str:
        """What is wrong with the table, in a sentence; '' for nothing."""
        seen: set[str] = set()
        for row in range(self._table.rowCount()):
            portal, name = self._portal(row), self._text(row, _NAME)
            if not name:
                return tr("Each portal needs a name.")
            if portal is None:
                return tr("“{name}”: sizes are numbers; a file has at least 0.05 MB.", name=name)
            if name.casefold() in seen:
                return tr("There are two portals “{name}”.", name=name)
            seen.add(name.casefold())
        return ""

    @Slot()
    def _check(self) -> None:
        self._problem.say(self.fault())
        self.changed.emit()

    @Slot()
    def _add(self) -> None:
        row = self._table.rowCount()
        self._put(row, Portal("", 10.0))
        self._table.setCurrentCell(row, _NAME)
        self._table.edit(self._table.model().index(row, _NAME))
        self._check()

    @Slot()
    def _remove(self) -> None:
        rows = sorted({index.row() for index in self._table.selectedIndexes()}, reverse=True)
        for row in rows:
            self._table.removeRow(row)
        self._check()

    def _fill(self, portals: tuple[Portal, ...]) -> None:
        self._table.setRowCount(0)
        for row, portal in enumerate(portals):
            self._put(row, portal)
        self._check()

    def _put(self, row: int, portal: Portal) -> None:
        self._table.insertRow(row)
        texts = (
            portal.name,
            size_words(portal.part_mb),
            str(portal.page_kb) if portal.page_kb else "",
            portal.not_in_names.replace(" ", _SPACE),
        )
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            if column != _NAME:
                item.setFont(theme.tabular_font(self.font()))
                item.setTextAlignment(_AT_RIGHT)
            self._table.setItem(row, column, item)

    def _portal(self, row: int) -> Portal | None:
        page = self._text(row, _PAGE)
        try:
            made = {
                "name": self._text(row, _NAME),
                "part_mb": float(self._text(row, _PART).replace(",", ".")),
                "page_kb": int(page) if page else 0,
                "not_in_names": self._raw(row, _REFUSED).replace(_SPACE, " "),
            }
            return msgspec.convert(made, Portal)
        except ValueError:  # msgspec's own are such as well
            return None

    def _text(self, row: int, column: int) -> str:
        return self._raw(row, column).strip()

    def _raw(self, row: int, column: int) -> str:
        item = self._table.item(row, column)
        return item.text() if item is not None else ""
