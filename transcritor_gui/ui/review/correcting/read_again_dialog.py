"""How one page is to be read again: the options of transcription that a person may want otherwise for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QFormLayout, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.model import (
    AUTO_LANGUAGES,
    Option,
    OptionKind,
    ReadingOptions,
    TranscriptionOptions,
    options_of,
)
from transcritor_gui.ui.language_names import language_name
from transcritor_gui.ui.widgets import theme

__all__ = ["ReadAgainDialog"]


class ReadAgainDialog(QDialog):
    """One field an option, from the same table as the settings; the engine stays the document's."""

    wanted = Signal(object)
    """TranscriptionOptions for this page alone."""

    def __init__(
        self,
        options: TranscriptionOptions,
        installed: tuple[str, ...],
        *,
        page_number: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._options = options
        self._values: dict[str, Callable[[], Any]] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Read page {number} again", number=page_number))
        form = QFormLayout(self)
        form.setContentsMargins(2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
        form.setVerticalSpacing(theme.GRID)
        for option in options_of(ReadingOptions):
            self._add(form, option, installed)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        read = buttons.addButton(tr("Read again"), QDialogButtonBox.ButtonRole.AcceptRole)
        read.setDefault(True)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)

    def chosen(self) -> TranscriptionOptions:
        return replace(self._options, **{name: value() for name, value in self._values.items()})

    def _add(self, form: QFormLayout, option: Option, installed: tuple[str, ...]) -> None:
        value = getattr(self._options, option.name)
        match option.kind:
            case OptionKind.LANGUAGES:
                self._add_choice(form, option, _languages(value, installed), value)
            case OptionKind.CHOICE:
                self._add_choice(form, option, [(each, label()) for each, label in option.values], value)
            case OptionKind.FLAG:
                box = QCheckBox(option.label(), self)
                box.setChecked(bool(value))
                self._values[option.name] = box.isChecked
                form.addRow(box)

    def _add_choice(self, form: QFormLayout, option: Option, values: list[tuple[Any, str]], now: Any) -> None:
        box = QComboBox(self)
        for each, label in values:
            box.addItem(label, each)
        box.setCurrentIndex(max(0, box.findData(now)))
        self._values[option.name] = box.currentData
        form.addRow(option.label(), box)

    def _accept(self) -> None:
        self.wanted.emit(self.chosen())
        self.accept()


def _languages(now: str, installed: tuple[str, ...]) -> list[tuple[Any, str]]:
    """What the document was read in first, then found out by the program, then each language alone."""
    values = dict.fromkeys((now, AUTO_LANGUAGES, *sorted(installed, key=language_name)))
    return [(value, _languages_words(value)) for value in values]


def _languages_words(value: str) -> str:
    if value == AUTO_LANGUAGES:
        return tr("Automatic: found out for each page")
    return ", ".join(language_name(code) for code in value.split("+"))
