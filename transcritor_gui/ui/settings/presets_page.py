"""Settings: presets, which are changed in a dialogue of their own."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from transcritor_gui.export import exporter_for
from transcritor_gui.i18n import tr
from transcritor_gui.model import Preset, preset_label
from transcritor_gui.settings import Settings
from transcritor_gui.ui.options.option_words import unusual_words
from transcritor_gui.ui.settings.entry_list import Entry, EntryList
from transcritor_gui.ui.settings.page import SettingsPage
from transcritor_gui.ui.settings.preset_dialog import PresetDialog
from transcritor_gui.ui.widgets.form import Hint

__all__ = ["PresetsPage"]


class PresetsPage(SettingsPage):
    ICON = "bookmark"
    renamed = Signal(str, str)
    """The name of a preset before, and now."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(tr("Presets"), parent)
        self._settings = settings
        self._presets = list(settings.presets)
        self._list = EntryList(
            tr("Presets"),
            add=tr("Add a preset…"),
            empty=tr("There are no presets."),
            parent=self,
        )
        words = tr(
            "How documents are read and written, under a name: for files that are added with options, for"
            " watched folders, and for the command line."
        )
        self.add_wide_row(Hint(words, self))
        self.add_wide_row(self._list)
        self._list.add_wanted.connect(self._add)
        self._list.edit_wanted.connect(self._edit)
        self._list.remove_wanted.connect(self._remove)
        self._show()

    @property
    def presets(self) -> tuple[Preset, ...]:
        return tuple(self._presets)

    def chosen(self, settings: Settings) -> Settings:
        return replace(settings, presets=self.presets)

    @Slot()
    def _add(self) -> None:
        new = Preset(tr("New preset"), self._settings.transcription_options())
        self._ask(new, len(self._presets))

    @Slot(int)
    def _edit(self, row: int) -> None:
        self._ask(self._presets[row], row)

    @Slot(int)
    def _remove(self, row: int) -> None:
        """Nothing is lost before the settings are saved."""
        del self._presets[row]
        self._show()
        self.changed.emit()

    def _ask(self, preset: Preset, row: int) -> None:
        taken = {
            name.casefold()
            for number, other in enumerate(self._presets)
            if number != row
            for name in (other.name, preset_label(other))
        }
        dialog = PresetDialog(preset, taken=taken, settings=self._settings, parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.preset_given.connect(partial(self._put, row))
        dialog.open()

    def _put(self, row: int, preset: Preset) -> None:
        before = self._presets[row : row + 1]
        self._presets[row : row + 1] = [preset]
        if before and before[0].name != preset.name:
            self.renamed.emit(before[0].name, preset.name)
        self._show()
        self._list.choose(row)
        self.changed.emit()

    def _show(self) -> None:
        self._list.show_entries([Entry(preset_label(each), _words(each)) for each in self._presets])


def _words(preset: Preset) -> str:
    """What is unusual about it, and how it writes."""
    parts = list(unusual_words(preset.options))
    if preset.exports:
        parts.append(exporter_for(preset.export.format).label())
    return " · ".join(parts) if parts else tr("As usual")
