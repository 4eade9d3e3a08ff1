"""Asks for a document's password in its own row. Nothing waits; Escape or a click elsewhere ends it."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPersistentModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.model import Job
from transcritor_gui.ui.job_list.job_model import JOB_ROLE
from transcritor_gui.ui.job_list.job_order import Column
from transcritor_gui.ui.job_list.job_table import JobTable
from transcritor_gui.ui.widgets import theme

__all__ = ["PasswordPrompt"]

_LEAST_WIDTH = 34 * theme.GRID


class PasswordPrompt(QWidget):
    """One for the whole table, laid over the progress of the row that needs it, and moving with it."""

    password_given = Signal(object, str)
    """UUID, the password. It is kept nowhere here."""

    def __init__(self, table: JobTable) -> None:
        super().__init__(table.viewport())
        self._table = table
        self._index = QPersistentModelIndex()
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("Password"))
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self._open = QPushButton(tr("Open"))
        self.field.returnPressed.connect(self._on_given)
        self._open.clicked.connect(self._on_given)
        self.setAutoFillBackground(True)
        self.setFocusProxy(self.field)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GRID, 2, theme.GRID, 2)
        row.setSpacing(theme.GRID)
        row.addWidget(self.field, 1)
        row.addWidget(self._open)
        self.hide()
        model = table.model()
        for moved in (
            model.layoutChanged, model.rowsInserted, model.rowsRemoved, model.modelReset, model.dataChanged,
            table.verticalScrollBar().valueChanged, table.horizontalHeader().geometriesChanged,
            table.horizontalHeader().sectionResized,
        ):  # fmt: skip
            moved.connect(self._follow)
        table.viewport().installEventFilter(self)

    @property
    def job_id(self) -> UUID | None:
        """Whose password is being asked for."""
        return cast("Job", self._index.data(JOB_ROLE)).id if self._index.isValid() else None

    def ask(self, row: int, name: str) -> None:
        """Ask in this row; what was typed for another row is forgotten."""
        self._index = QPersistentModelIndex(self._table.model().index(row, Column.PROGRESS))
        words = tr("Password of “{name}”", name=name)
        self.field.clear()
        self.field.setPlaceholderText(tr("Password"))
        self.field.setAccessibleName(words)
        self.field.setToolTip(words)
        self._table.scrollTo(self._table.model().index(row, Column.NAME))
        self.show()
        self._follow()
        self.field.setFocus()

    def close_prompt(self) -> None:
        self.field.clear()
        self._index = QPersistentModelIndex()
        if self.isVisible():
            self.hide()
            self._table.setFocus()

    @Slot()
    def _on_given(self) -> None:
        job_id, password = self.job_id, self.field.text()
        if not password:
            return
        self.close_prompt()
        if job_id is not None:
            self.password_given.emit(job_id, password)

    @Slot()
    def _follow(self) -> None:
        if not self.isVisible():
            return
        if not self._index.isValid():
            self.close_prompt()
            return
        cell = self._table.visualRect(self._table.model().index(self._index.row(), Column.PROGRESS))
        width = max(_LEAST_WIDTH, min(cell.width(), 2 * _LEAST_WIDTH))
        self.setGeometry(QRect(cell.left(), cell.top(), width, cell.height() - 1))
        self.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_prompt()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # the field has answered it; the list would open the review
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.isVisible():
            if event.type() is QEvent.Type.MouseButtonPress:
                self.close_prompt()
            elif event.type() is QEvent.Type.Resize:
                self._follow()
        return super().eventFilter(watched, event)
