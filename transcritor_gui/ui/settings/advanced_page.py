"""Settings that few ever need: another recognition program, and the limits of one page."""

from __future__ import annotations

import shutil
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.model import EngineName
from transcritor_gui.settings import Settings
from transcritor_gui.ui.settings.option_fields import option_choice
from transcritor_gui.ui.settings.page import SettingsPage, number
from transcritor_gui.ui.widgets.form import Hint, Problem

__all__ = ["AdvancedPage"]


class AdvancedPage(SettingsPage):
    ICON = "sliders"

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(tr("Advanced"), parent)
        self._engine = option_choice(self, "engine", settings)
        self._problem = Problem(self)
        self._timeout = number(self, tr("Longest time for one page"), 5, 7200, settings.page_timeout_s)
        self._timeout.setSuffix(" " + tr("seconds"))
        self._memory = number(self, tr("Most memory for one page"), 512, 65536, settings.page_memory_mb)
        self._memory.setSuffix(" MB")
        self._memory.setSingleStep(256)
        self.add_row(tr("Recognition program"), self._engine, self._problem)
        self.add_row(tr("Longest time for one page"), self._timeout)
        self.add_row(
            tr("Most memory for one page"),
            self._memory,
            Hint(tr("A page that needs more is marked, and the rest of its document is read."), self),
        )
        self._engine.currentIndexChanged.connect(self._check)
        self._check()

    def fault(self) -> str:
        return self._problem.text

    def chosen(self, settings: Settings) -> Settings:
        return replace(
            settings,
            engine=EngineName(self._engine.currentData()),
            page_timeout_s=self._timeout.value(),
            page_memory_mb=self._memory.value(),
        )

    @Slot()
    def _check(self) -> None:
        wants_own = self._engine.currentData() == EngineName.PYTESSERACT
        is_missing = wants_own and shutil.which("tesseract") is None
        self._problem.say(tr("Tesseract was not found on this computer.") if is_missing else "")
        self.changed.emit()
