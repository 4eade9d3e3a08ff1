"""One preset: its name, how documents are read with it, and how they are written."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from transcritor_gui.i18n import tr
from transcritor_gui.model import Preset, preset_label
from transcritor_gui.model.preset import MOST_PRESET_LETTERS
from transcritor_gui.settings import Settings
from transcritor_gui.ui.options.reading_fields import ReadingFields
from transcritor_gui.ui.options.wish_fields import WishFields
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.fitting_scroll import FittingScroll
from transcritor_gui.ui.widgets.form import FIELD_WIDTH, Problem, section_title

__all__ = ["PresetDialog"]


class PresetDialog(QDialog):
    preset_given = Signal(object)
    """Preset"""

    def __init__(
        self, preset: Preset, *, taken: Collection[str], settings: Settings, parent: QWidget | None = None
    ) -> None:
        """`taken` are the case-folded names of the others."""
        super().__init__(parent)
        self._preset = preset
        self._label = preset_label(preset)
        self._taken = frozenset(taken)
        self.setWindowTitle(tr("Preset"))
        self._name = QLineEdit(self._label, self)
        self._name.setAccessibleName(tr("Name of the preset"))
        self._name.setMaxLength(MOST_PRESET_LETTERS)
        self._name.setFixedWidth(FIELD_WIDTH)
        self._reading = ReadingFields(preset.options, tessdata_dir=settings.tessdata_dir, parent=self)
        self._exports = QCheckBox(tr("Export each document by itself when it is done"), self)
        self._exports.setChecked(preset.exports)
        self._wish = WishFields(preset.export, settings=settings, parent=self)
        self._problem = Problem(self)
        self._buttons = QDialogButtonBox(self)
        self._ok = self._buttons.addButton(tr("OK"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()
        self._name.textChanged.connect(self._check)
        self._reading.changed.connect(self._check)
        self._exports.toggled.connect(self._check)
        self._wish.changed.connect(self._check)
        self._buttons.accepted.connect(self._confirm)
        self._buttons.rejected.connect(self.reject)
        self._check()

    def preset(self) -> Preset:
        """What the fields say. One that came with the program keeps its name as long as nobody changes it."""
        name = self._name.text().strip()
        return Preset(
            self._preset.name if name == self._label else name,
            self._reading.options(),
            exports=self._exports.isChecked(),
            export=self._wish.wish(),
        )

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.GRID)
        grid.setVerticalSpacing(theme.GRID)
        grid.setColumnStretch(1, 1)
        grid.addWidget(section_title(tr("Name"), self), 0, 0)
        grid.addWidget(self._name, 0, 1)
        row = self._reading.add_rows(grid, 1)
        grid.addWidget(self._exports, row, 0, 1, 2)
        grid.addWidget(self._wish, row + 1, 0, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.GRID] * 4)
        column.setSpacing(2 * theme.GRID)
        column.addWidget(FittingScroll(grid, self), 1)
        column.addWidget(self._problem)
        column.addWidget(self._buttons)
        labels = (grid.itemAtPosition(number, 0) for number in range(row))
        widths = [each.sizeHint().width() for each in labels if each is not None]
        self._wish.set_label_width(max(widths))

    @Slot()
    def _check(self) -> None:
        self._wish.setVisible(self._exports.isChecked())
        self._problem.say(self._name_fault())
        faults = (self._problem.text, self._reading.fault(), self._wish_fault())
        self._ok.setEnabled(not any(faults))

    def _name_fault(self) -> str:
        name = self._name.text().strip()
        if not name:
            return tr("Give it a name.")
        return tr("There is another preset of this name.") if name.casefold() in self._taken else ""

    def _wish_fault(self) -> str:
        return self._wish.fault() if self._exports.isChecked() else ""

    @Slot()
    def _confirm(self) -> None:
        self.preset_given.emit(self.preset())
        self.accept()
