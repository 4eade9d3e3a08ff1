"""Settings that few ever need: another recognition program, and the limits of one page."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.pipeline.ocr.engine import EngineKind
from transcritor_gui.pipeline.ocr.registry import engine_named, engines
from transcritor_gui.settings import Settings, limits_of
from transcritor_gui.ui.settings.page import SettingsPage, number
from transcritor_gui.ui.widgets.form import Hint, Problem, choice

__all__ = ["AdvancedPage"]


class AdvancedPage(SettingsPage):
    ICON = "sliders"

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(tr("Advanced"), parent)
        self._engine = choice(
            self,
            tr("Recognition program"),
            tuple((kind.label(), kind.name) for kind in engines()),
            settings.engine,
        )
        self._problem = Problem(self)
        self._timeout = number(
            self, tr("Longest time for one page"), limits_of("page_timeout_s"), settings.page_timeout_s
        )
        self._timeout.setSuffix(" " + tr("seconds"))
        self._memory = number(
            self, tr("Most memory for one page"), limits_of("page_memory_mb"), settings.page_memory_mb
        )
        self._memory.setSuffix(" MB")
        self._memory.setSingleStep(256)
        self._caution = Hint(
            tr("Pictures of your pages leave this computer for it. Choose it only if that is allowed."), self
        )
        self.add_row(tr("Recognition program"), self._engine, self._problem, self._caution)
        self.add_row(tr("Longest time for one page"), self._timeout)
        self.add_row(
            tr("Most memory for one page"),
            self._memory,
            Hint(tr("A page that needs more is marked, and the rest of its document is read."), self),
        )
        self._backups = number(
            self, tr("Daily backups of the history"), limits_of("backups"), settings.backups
        )
        self.add_row(
            tr("Daily backups of the history"),
            self._backups,
            Hint(tr("Kept beside the history, for when its file is damaged. 0 for none."), self),
        )
        self._keep_days = number(
            self, tr("Delete from the history after"), limits_of("keep_days"), settings.keep_days
        )
        self._keep_days.setSuffix(" " + tr("days"))
        self._keep_days.setSpecialValueText(tr("never"))
        self.add_row(
            tr("Delete from the history after"),
            self._keep_days,
            Hint(
                tr("What was transcribed longer ago goes for good, without being asked about; files stay."),
                self,
            ),
        )
        self._engine.currentIndexChanged.connect(self._check)
        self._check()

    def fault(self) -> str:
        return self._problem.text

    def chosen(self, settings: Settings) -> Settings:
        return replace(
            settings,
            engine=self._kind.name,
            page_timeout_s=self._timeout.value(),
            page_memory_mb=self._memory.value(),
            backups=self._backups.value(),
            keep_days=self._keep_days.value(),
        )

    @property
    def _kind(self) -> EngineKind:
        return engine_named(str(self._engine.currentData()))

    @Slot()
    def _check(self) -> None:
        kind = self._kind
        is_missing = not kind.is_available()
        self._problem.say(tr("{engine}: not found.", engine=kind.label()) if is_missing else "")
        self._caution.setVisible(kind.needs_network)
        self.changed.emit()
