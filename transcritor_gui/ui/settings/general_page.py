"""Settings of the program itself: its language, its start, and where everything is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.paths import places
from transcritor_gui.settings import Settings
from transcritor_gui.ui.settings.page import SettingsPage
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.elided_label import ElidedLabel
from transcritor_gui.ui.widgets.form import Hint, choice
from transcritor_gui.ui.widgets.icons import icon

__all__ = ["GeneralPage"]


class GeneralPage(SettingsPage):
    ICON = "settings"

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(tr("General"), parent)
        self._language_before = settings.interface_language
        self._language = choice(
            self,
            tr("Language of the program"),
            ((tr("As the system"), "system"), ("English", "en"), ("Português (Brasil)", "pt_BR")),
            settings.interface_language,
        )
        self._restart_hint = Hint(tr("The new language is used from the next start on."), self)
        self._resume = QCheckBox(tr("Carry on by itself after an interruption"), self)
        self._resume.setChecked(settings.resume_interrupted)
        self.add_row(tr("Language of the program"), self._language, self._restart_hint)
        self.add_row(tr("At the start"), self._resume)
        self._pictures = choice(
            self,
            tr("Several pictures at once"),
            (
                (tr("One document each; ask whether to join them"), "ask"),
                (tr("One document each"), "each"),
                (tr("One document of them all"), "one"),
            ),
            settings.several_pictures,
        )
        self.add_row(tr("Several pictures at once"), self._pictures)
        self._person = QLineEdit(settings.person_name, self)
        self._person.setPlaceholderText(tr("Nobody in particular"))
        self.add_row(
            tr("Your name"),
            self._person,
            Hint(tr("Stands in reports beside what you corrected and compared with the original."), self),
        )
        self.add_row(tr("Where your data are kept"), _DataFolder(places().data, self))
        self._language.currentIndexChanged.connect(self._show_hint)
        self._show_hint()

    def chosen(self, settings: Settings) -> Settings:
        return replace(
            settings,
            interface_language=str(self._language.currentData()),
            several_pictures=str(self._pictures.currentData()),
            resume_interrupted=self._resume.isChecked(),
            person_name=" ".join(self._person.text().split()),
        )

    @Slot()
    def _show_hint(self) -> None:
        self._restart_hint.setVisible(self._language.currentData() != self._language_before)


class _DataFolder(QWidget):
    """A folder, elided in the middle where it is long, with a button that opens it."""

    def __init__(self, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        shown = ElidedLabel(str(folder), self, mode=Qt.TextElideMode.ElideMiddle)
        opener = QPushButton(icon("folder"), tr("Open"), self)
        opener.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(shown, 1)
        row.addWidget(opener)
        self.setFocusProxy(opener)
