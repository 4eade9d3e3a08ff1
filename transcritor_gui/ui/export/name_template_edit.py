"""Chooses how exported files are called: in words what most people want, or a pattern of one's own."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from transcritor_gui.errors import TranscritorError, message_for
from transcritor_gui.export import DEFAULT_TEMPLATE, check_template, field_meanings
from transcritor_gui.i18n import tr
from transcritor_gui.ui.widgets import theme

__all__ = ["NameTemplateEdit"]

_OWN = ""
"""Stands for the pattern that is typed."""


class NameTemplateEdit(QWidget):
    """The pattern is shown to those only who want one of their own."""

    changed = Signal(str)

    def __init__(self, template: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = QComboBox(self)
        self._choice.setAccessibleName(tr("How files are called"))
        for words, data in _usual():
            self._choice.addItem(words, data)
        self._edit = QLineEdit(self)
        self._edit.setAccessibleName(tr("File name"))
        self._edit.setPlaceholderText(DEFAULT_TEMPLATE)
        self._edit.setMinimumWidth(24 * theme.GRID)
        menu = QMenu(self)
        for field, meaning in field_meanings():
            action = menu.addAction(f"{meaning[:1].upper()}{meaning[1:]}\t{field}")
            action.setData(field)
        menu.triggered.connect(lambda action: self._insert(str(action.data())))
        button = QPushButton(tr("Insert"), self)
        button.setToolTip(tr("What can stand in a file name"))
        button.setMenu(menu)
        self._own = QWidget(self)
        row = QHBoxLayout(self._own)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self._edit, 1)
        row.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.GRID // 2)
        rows.addWidget(self._choice)
        rows.addWidget(self._own)
        self.setFocusProxy(self._choice)
        self._edit.textChanged.connect(self._on_typed)
        self._edit.setText(template.strip() if template.strip() else DEFAULT_TEMPLATE)
        self._show_own()
        self._choice.activated.connect(self._on_chosen)

    @property
    def template(self) -> str:
        """What was chosen or written; the usual template for nothing."""
        text = self._edit.text().strip()
        return text if text else DEFAULT_TEMPLATE

    def set_template(self, template: str) -> None:
        self._edit.setText(template.strip() if template.strip() else DEFAULT_TEMPLATE)
        found = self._choice.findData(self.template)
        self._choice.setCurrentIndex(found if found >= 0 else self._choice.findData(_OWN))
        self._show_own()

    def fault(self) -> str:
        """What is wrong with it, '' for nothing. The button tells what would be right."""
        try:
            check_template(self.template)
        except TranscritorError as error:
            return message_for(error.info).what
        return ""

    @Slot(str)
    def _on_typed(self, _text: str) -> None:
        """A pattern that is put in from outside is shown as what it is; one that is typed stays open."""
        if not self._edit.hasFocus():
            found = self._choice.findData(self.template)
            self._choice.setCurrentIndex(found if found >= 0 else self._choice.findData(_OWN))
            self._show_own()
        self.changed.emit(self.template)

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        chosen = str(self._choice.itemData(index))
        self._show_own()
        if chosen == _OWN:
            self._edit.setFocus()
            self._edit.selectAll()
        else:
            self._edit.setText(chosen)

    def _show_own(self) -> None:
        self._own.setVisible(self._choice.currentData() == _OWN)

    def _insert(self, field: str) -> None:
        self._edit.setFocus()
        self._edit.insert(field)


def _usual() -> tuple[tuple[str, str], ...]:
    """Patterns in words, each with an example, and the one that stands for all others."""
    return (
        (tr("As the document: contract"), DEFAULT_TEMPLATE),
        (tr("Day and name: 2026-03-31 contract"), "{date} {name}"),
        (tr("Name and day: contract 2026-03-31"), "{name} {date}"),
        (tr("Number and name: 001 contract"), "{n:03} {name}"),
        (tr("Folder and name: case 12 - contract"), "{folder} - {name}"),
        (tr("A pattern of my own…"), _OWN),
    )
