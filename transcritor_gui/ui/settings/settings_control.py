"""The settings as the window opens them: one dialogue, on the page that is wanted, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from transcritor_gui.model import Job
from transcritor_gui.settings import Settings
from transcritor_gui.ui.archive.retention_question import change_settings
from transcritor_gui.ui.service.controller import Controller
from transcritor_gui.ui.settings.section import Section

if TYPE_CHECKING:
    from transcritor_gui.ui.settings.dialog import SettingsDialog

__all__ = ["SettingsControl"]


class SettingsControl(QObject):
    """`jobs` tells what the list has, for the question what a shorter keeping would delete."""

    def __init__(self, controller: Controller, jobs: Callable[[], Iterable[Job]], window: QWidget) -> None:
        super().__init__(window)
        self._controller, self._jobs, self._window = controller, jobs, window

    @Slot()
    def open(self) -> None:
        """Show the dialogue, or bring it to the front."""
        self._shown()

    @Slot()
    def open_team(self) -> None:
        """The same, on the page of the team server."""
        self._shown().show_section(Section.TEAM)

    def _shown(self) -> SettingsDialog:
        from transcritor_gui.ui.settings.dialog import SettingsDialog  # brings the recognition engines
        from transcritor_gui.ui.settings.team_page import connect_team
        from transcritor_gui.ui.settings.watching_page import connect_watching

        opened = self._window.findChild(SettingsDialog)
        if opened is not None:
            opened.raise_()
            opened.activateWindow()
            return opened
        dialog = SettingsDialog(self._controller.settings, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.settings_saved.connect(self._on_saved)
        self._controller.settings_changed.connect(dialog.show_in_force)
        connect_team(dialog.team, self._controller.team)
        connect_watching(dialog.watching, self._controller.watching)
        dialog.show()
        return dialog

    @Slot(object)
    def _on_saved(self, settings: Settings) -> None:
        change_settings(self._window, self._controller, settings, self._jobs())
