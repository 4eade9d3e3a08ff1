"""Asks for the name under which options are kept as a preset."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.model.preset import MOST_PRESET_LETTERS
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.form import FIELD_WIDTH, Hint

__all__ = ["PresetNameDialog"]


class PresetNameDialog(QDialog):
    """A name that is taken already is no fault: the preset of that name is changed, which is said."""

    name_given = Signal(str)

    def __init__(
        self, name: str, *, taken: Collection[str], has_password: bool, parent: QWidget | None = None
    ) -> None:
        """`taken` are the case-folded names of the presets there are."""
        super().__init__(parent)
        self._taken = frozenset(taken)
        self.setWindowTitle(tr("Save as preset"))
        self._name = QLineEdit(name, self)
        self._name.setAccessibleName(tr("Name of the preset"))
        self._name.setMaxLength(MOST_PRESET_LETTERS)
        self._name.setMinimumWidth(FIELD_WIDTH)
        self._name.selectAll()
        self._hint = Hint("", self)
        label = QLabel(tr("Name"), self)
        label.setBuddy(self._name)
        buttons = QDialogButtonBox(self)
        self._save = buttons.addButton(tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._save.setDefault(True)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.GRID] * 4)
        column.setSpacing(theme.GRID)
        for widget in (label, self._name, self._hint):
            column.addWidget(widget)
        if has_password:
            column.addWidget(Hint(tr("The password is not kept in it."), self))
        column.addSpacing(theme.GRID)
        column.addWidget(buttons)
        self._name.textChanged.connect(self._check)
        buttons.accepted.connect(self._confirm)
        buttons.rejected.connect(self.reject)
        self._check()

    @Slot()
    def _check(self) -> None:
        name = self._name.text().strip()
        self._save.setEnabled(bool(name))
        is_taken = name.casefold() in self._taken
        self._hint.setText(
            tr("The preset of this name will be changed.")
            if is_taken
            else tr("It can be chosen wherever options are, and changed in the settings.")
        )

    @Slot()
    def _confirm(self) -> None:
        self.name_given.emit(self._name.text().strip())
        self.accept()
