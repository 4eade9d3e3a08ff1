"""Fields of the settings made from the table of options: a list for a choice, a box to tick for a flag."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from transcritor_gui.model import ReadingOptions, options_of
from transcritor_gui.settings import Settings
from transcritor_gui.ui.widgets.form import choice

__all__ = ["option_choice", "option_switch"]


def option_choice(parent: QWidget, name: str, settings: Settings) -> QComboBox:
    """A list of what the option `name` may be, as `settings` have it; its data are the values."""
    option = next(each for each in options_of(ReadingOptions) if each.name == name)
    values = tuple((words(), value) for value, words in option.values)
    return choice(parent, option.label(), values, getattr(settings, name))


def option_switch(parent: QWidget, name: str, settings: Settings) -> QCheckBox:
    """A box to tick for the option `name`, as `settings` have it."""
    option = next(each for each in options_of(ReadingOptions) if each.name == name)
    box = QCheckBox(option.label(), parent)
    box.setChecked(getattr(settings, name))
    return box
