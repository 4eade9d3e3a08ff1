"""Settings of the languages that documents are in, and of where more of them lie."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.settings import Settings
from transcritor_gui.ui.options.language_choice import LanguageChoice
from transcritor_gui.ui.settings.page import SettingsPage
from transcritor_gui.ui.widgets.folder_edit import FolderEdit

__all__ = ["LanguagesPage"]


class LanguagesPage(SettingsPage):
    ICON = "languages"

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(tr("Languages"), parent)
        self._languages = LanguageChoice(settings.languages, folder=settings.tessdata_dir, parent=self)
        self._folder = FolderEdit(
            name=tr("Folder of other languages"),
            folder=settings.tessdata_dir,
            placeholder=tr("Those that came with the program"),
            parent=self,
        )
        self.add_row(tr("Languages of the documents"), self._languages)
        self.add_row(tr("Folder of other languages"), self._folder)
        self._languages.changed.connect(self.changed)
        self._folder.changed.connect(self._languages.show_folder)

    def fault(self) -> str:
        return self._languages.fault()

    def chosen(self, settings: Settings) -> Settings:
        return replace(settings, languages=self._languages.languages, tessdata_dir=self._folder.folder)
