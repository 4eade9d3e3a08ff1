"""A line for the template of file names, with a button that lists the fields and puts them in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from transcritor_gui.errors import TranscritorError, message_for
from transcritor_gui.export import DEFAULT_TEMPLATE, check_template, field_meanings
from transcritor_gui.i18n import tr
from transcritor_gui.ui.widgets import theme

__all__ = ["NameTemplateEdit"]


class NameTemplateEdit(QWidget):
    changed = Signal(str)

    def __init__(self, template: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = QLineEdit(template, self)
        self._edit.setAccessibleName(tr("File name"))
        self._edit.setPlaceholderText(DEFAULT_TEMPLATE)
        self._edit.setMinimumWidth(24 * theme.GRID)
        self._edit.textChanged.connect(self.changed)
        menu = QMenu(self)
        for field, meaning in field_meanings():
            action = menu.addAction(f"{field}\t{meaning}")
            action.setData(field)
        menu.triggered.connect(lambda action: self._insert(str(action.data())))
        button = QPushButton(tr("Fields"), self)
        button.setToolTip(tr("What can stand in a file name"))
        button.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self._edit, 1)
        row.addWidget(button)
        self.setFocusProxy(self._edit)

    @property
    def template(self) -> str:
        """What was written; the usual template for nothing."""
        text = self._edit.text().strip()
        return text if text else DEFAULT_TEMPLATE

    def fault(self) -> str:
        """What is wrong with it, '' for nothing. The button tells what would be right."""
        try:
            check_template(self.template)
        except TranscritorError as error:
            return message_for(error.info).what
        return ""

    def _insert(self, field: str) -> None:
        self._edit.insert(field)
        self._edit.setFocus()
