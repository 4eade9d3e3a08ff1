"""Settings of exports: what the export dialogue proposes, and what is written without asking."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from transcritor_gui.export import exporters
from transcritor_gui.i18n import tr
from transcritor_gui.settings import Settings
from transcritor_gui.ui.settings.auto_export_choice import AutoExportChoice
from transcritor_gui.ui.settings.page import SettingsPage
from transcritor_gui.ui.settings.portal_table import PortalTable
from transcritor_gui.ui.widgets.folder_edit import FolderEdit
from transcritor_gui.ui.widgets.form import Hint, Problem, choice

__all__ = ["ExportPage"]


class ExportPage(SettingsPage):
    ICON = "export"

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(tr("Exports"), parent)
        self._format = choice(
            self,
            tr("Format"),
            tuple((exporter.label(), exporter.format) for exporter in exporters()),
            settings.export_format,
        )
        self._place = choice(
            self,
            tr("Place"),
            ((tr("Beside the document"), True), (tr("In one folder"), False)),
            settings.export_beside_source,
        )
        self._folder = FolderEdit(
            name=tr("Folder of the exports"),
            folder=settings.export_folder,
            placeholder=tr("Your documents"),
            parent=self,
        )
        self._problem = Problem(self)
        self._automatic = AutoExportChoice(settings, self)
        self.add_heading(tr("When you export"))
        self.add_row(tr("Format"), self._format)
        self.add_row(tr("Place"), self._place, self._folder, self._problem)
        self.add_heading(tr("When a document is done"))
        self.add_wide_row(self._automatic.switch)
        self._automatic_rows = [self.add_row(label, *fields) for label, *fields in self._automatic.rows()]
        self._portals = PortalTable(settings.portals, self)
        self.add_heading(tr("Court portals"))
        self.add_wide_row(
            Hint(tr("What portals take: a PDF that is exported for one of them is written in parts."), self)
        )
        self.add_wide_row(self._portals)
        self._portals.changed.connect(self._check)
        self._place.currentIndexChanged.connect(self._check)
        self._folder.changed.connect(self._check)
        self._automatic.changed.connect(self._check)
        self._check()

    def fault(self) -> str:
        faults = (self._problem.text, self._automatic.fault(), self._portals.fault())
        return next((fault for fault in faults if fault), "")

    def chosen(self, settings: Settings) -> Settings:
        return replace(
            self._automatic.chosen(settings),
            export_format=str(self._format.currentData()),
            export_beside_source=bool(self._place.currentData()),
            export_folder=self._folder.folder,
            portals=settings.portals if self._portals.fault() else self._portals.portals,
        )

    @Slot()
    def _check(self) -> None:
        beside = bool(self._place.currentData())
        self._folder.setVisible(not beside)
        self._problem.say("" if beside else self._folder.fault())
        for row in self._automatic_rows:
            self.show_row(row, shown=self._automatic.is_on)
        self.changed.emit()
