"""Whether documents are exported by themselves when they have been read, and how."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from transcritor_gui.export import exporters
from transcritor_gui.i18n import tr
from transcritor_gui.settings import Settings
from transcritor_gui.ui import theme
from transcritor_gui.ui.folder_edit import FolderEdit
from transcritor_gui.ui.form import Problem, choice
from transcritor_gui.ui.name_template_edit import NameTemplateEdit

__all__ = ["AutoExportChoice"]


class AutoExportChoice(QWidget):
    """Holds what the settings `auto_export...` hold; the rest shows only when it is on."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._switch = QCheckBox(tr("Export each document by itself when it is done"), self)
        self._switch.setChecked(settings.auto_export)
        self._format = choice(
            self,
            tr("Format of automatic exports"),
            tuple((exporter.label(), exporter.format) for exporter in exporters()),
            settings.auto_export_format,
        )
        self._place = choice(
            self,
            tr("Place of automatic exports"),
            ((tr("Beside the PDF"), True), (tr("In one folder"), False)),
            settings.auto_export_beside_source,
        )
        self._folder = FolderEdit(
            name=tr("Folder of automatic exports"),
            folder=settings.auto_export_folder,
            placeholder=tr("Your documents"),
            parent=self,
        )
        self._template = NameTemplateEdit(settings.auto_export_name_template, self)
        self._problem = Problem(self)
        self._rest = QWidget(self)
        inner = QVBoxLayout(self._rest)
        inner.setContentsMargins(3 * theme.GRID, 0, 0, 0)
        inner.setSpacing(theme.GRID)
        for field in (self._format, self._place):
            inner.addWidget(field, 0, Qt.AlignmentFlag.AlignLeft)
        for line in (self._folder, self._template, self._problem):
            inner.addWidget(line)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.GRID)
        rows.addWidget(self._switch)
        rows.addWidget(self._rest)
        self.setFocusProxy(self._switch)
        self._switch.toggled.connect(self._check)
        self._place.currentIndexChanged.connect(self._check)
        self._folder.changed.connect(self._check)
        self._template.changed.connect(self._check)
        self._check()

    @property
    def is_good(self) -> bool:
        return not self._problem.text

    def chosen(self, settings: Settings) -> Settings:
        """`settings` with what the fields say."""
        return replace(
            settings,
            auto_export=self._switch.isChecked(),
            auto_export_format=str(self._format.currentData()),
            auto_export_beside_source=bool(self._place.currentData()),
            auto_export_folder=self._folder.folder,
            auto_export_name_template=self._template.template,
        )

    @Slot()
    def _check(self) -> None:
        self._rest.setVisible(self._switch.isChecked())
        self._folder.setVisible(not self._place.currentData())
        self._problem.say(self._fault() if self._switch.isChecked() else "")
        self.changed.emit()

    def _fault(self) -> str:
        folder = "" if self._place.currentData() else self._folder.folder
        if folder and not Path(folder).is_dir():
            return tr("There is no such folder.")
        return self._template.fault()
