"""Whether documents are exported by themselves when they have been read, and how."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from transcritor_gui.export import exporters
from transcritor_gui.i18n import tr
from transcritor_gui.settings import Settings
from transcritor_gui.ui.export.name_template_edit import NameTemplateEdit
from transcritor_gui.ui.widgets.folder_edit import FolderEdit
from transcritor_gui.ui.widgets.form import Problem, choice

__all__ = ["AutoExportChoice"]


class AutoExportChoice(QObject):
    """Fields for what the settings `auto_export...` hold; the page lays them out, and shows all but the
    switch only where `is_on`."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.switch = QCheckBox(tr("Export each document by itself when it is done"), parent)
        self.switch.setChecked(settings.auto_export)
        self._format = choice(
            parent,
            tr("Format of automatic exports"),
            tuple((exporter.label(), exporter.format) for exporter in exporters()),
            settings.auto_export_format,
        )
        self._place = choice(
            parent,
            tr("Place of automatic exports"),
            ((tr("Beside the document"), True), (tr("In one folder"), False)),
            settings.auto_export_beside_source,
        )
        self._folder = FolderEdit(
            name=tr("Folder of automatic exports"),
            folder=settings.auto_export_folder,
            placeholder=tr("Your documents"),
            parent=parent,
        )
        self._template = NameTemplateEdit(settings.auto_export_name_template, parent)
        self._folder_problem = Problem(parent)
        self._template_problem = Problem(parent)
        self.switch.toggled.connect(self._check)
        self._place.currentIndexChanged.connect(self._check)
        self._folder.changed.connect(self._check)
        self._template.changed.connect(self._check)
        self._check()

    def rows(self) -> tuple[tuple[str, *tuple[QWidget, ...]], ...]:
        """Labels, each with its field and what stands below that."""
        return (
            (tr("Format"), self._format),
            (tr("Place"), self._place, self._folder, self._folder_problem),
            (tr("File name"), self._template, self._template_problem),
        )

    @property
    def is_on(self) -> bool:
        return self.switch.isChecked()

    def fault(self) -> str:
        return self._folder_problem.text if self._folder_problem.text else self._template_problem.text

    def chosen(self, settings: Settings) -> Settings:
        """`settings` with what the fields say."""
        return replace(
            settings,
            auto_export=self.is_on,
            auto_export_format=str(self._format.currentData()),
            auto_export_beside_source=bool(self._place.currentData()),
            auto_export_folder=self._folder.folder,
            auto_export_name_template=self._template.template,
        )

    @Slot()
    def _check(self) -> None:
        beside = bool(self._place.currentData())
        self._folder.setVisible(not beside)
        self._folder_problem.say(self._folder.fault() if self.is_on and not beside else "")
        self._template_problem.say(self._template.fault() if self.is_on else "")
        self.changed.emit()
