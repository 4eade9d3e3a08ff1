"""What every page of the settings is: a form that says what was chosen, and what cannot be."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from transcritor_gui.settings import Settings
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.form import section_title

__all__ = ["SettingsPage", "number"]


class SettingsPage(QWidget):
    """A page is filled from settings when it is made; it saves nothing."""

    ICON: ClassVar[str]

    changed = Signal()
    """Something was chosen or typed; `fault` may be another."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._labels: list[QLabel] = []
        self._form = QFormLayout(self)
        self._form.setContentsMargins(3 * theme.GRID, 2 * theme.GRID, 3 * theme.GRID, 2 * theme.GRID)
        self._form.setHorizontalSpacing(2 * theme.GRID)
        self._form.setVerticalSpacing(theme.GRID + theme.GRID // 2)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)

    @abstractmethod
    def chosen(self, settings: Settings) -> Settings:
        """`settings` with what the fields say now."""

    def fault(self) -> str:
        """Why this cannot be saved, in a sentence; '' where it can."""
        return ""

    def confirm(self) -> None:
        """The settings are being saved: send what is kept elsewhere than in them."""

    def add_row(self, label: str, field: QWidget, *notes: QWidget) -> int:
        """A field with its label and what belongs to it below; the number of the row."""
        shown = QLabel(label, self)
        shown.setBuddy(field)
        self._labels.append(shown)
        whole = self._above(field, *notes) if notes else field
        self._form.addRow(shown, whole)
        return self._form.rowCount() - 1

    def add_wide_row(self, field: QWidget) -> None:
        """A field that says by itself what it is for."""
        self._form.addRow(field)

    def label_width(self) -> int:
        """What the widest label needs."""
        return max((label.sizeHint().width() for label in self._labels), default=0)

    def set_label_width(self, width: int) -> None:
        """Let the fields of all pages begin at the same place."""
        for label in self._labels:
            label.setMinimumWidth(width)

    def add_heading(self, text: str) -> None:
        """A title over the rows that follow."""
        title = section_title(text, self)
        title.setContentsMargins(0, theme.GRID if self._form.rowCount() else 0, 0, 0)
        self._form.addRow(title)

    def show_row(self, row: int, *, shown: bool) -> None:
        self._form.setRowVisible(row, shown)

    def _above(self, field: QWidget, *notes: QWidget) -> QWidget:
        """`field` with notes below it; what is hidden takes no room."""
        column = QWidget(self)
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.GRID // 2)
        is_wide = field.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Expanding
        rows.addWidget(field, 0, Qt.AlignmentFlag(0) if is_wide else Qt.AlignmentFlag.AlignLeft)
        for note in notes:
            rows.addWidget(note)
        column.setFocusProxy(field)
        column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        return column


def number(parent: QWidget, name: str, limits: tuple[int, int], value: int) -> QSpinBox:
    """A field for a whole number, no wider than it needs."""
    box = QSpinBox(parent)
    box.setAccessibleName(name)
    box.setRange(*limits)
    box.setValue(value)
    box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return box
