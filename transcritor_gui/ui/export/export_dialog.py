"""Where and as what transcripts are written. Nothing is written here: `export_requested` asks for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from transcritor_gui.export import ExportChoice, Exporter, exporter_for, exporters
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.jobs import Conflict
from transcritor_gui.model import Job
from transcritor_gui.settings import Settings
from transcritor_gui.ui.export.export_choices import ExportChoices
from transcritor_gui.ui.export.export_preview import example_words, pages_fault, state_words, with_pages
from transcritor_gui.ui.export.name_template_edit import NameTemplateEdit
from transcritor_gui.ui.service.requests import ExportRequest
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.elided_label import ElidedLabel
from transcritor_gui.ui.widgets.folder_edit import FolderEdit
from transcritor_gui.ui.widgets.form import Hint, Problem, choice

__all__ = ["ExportDialog", "remembered"]

_REMEMBERED: Final = (
    "export_format",
    "export_beside_source",
    "export_folder",
    "export_name_template",
    "export_lines",
    "export_without_headers",
    "export_decimal_comma",
    "export_upright",
    "export_portal",
)
_WIDTH: Final = 68 * theme.GRID


class ExportDialog(QDialog):
    """For one job or many; not modal, so that work goes on behind it."""

    export_requested = Signal(object, object)
    """ExportRequest, and Settings with what was chosen: see `remembered`."""

    def __init__(self, jobs: tuple[Job, ...], settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = tuple(job for job in jobs if job.pages_done > 0)
        self._left_out = len(jobs) - len(self._jobs)
        self._labels: dict[QWidget, QLabel] = {}
        self.setWindowTitle(tr("Export"))
        self.setModal(False)
        self._make_fields(settings)
        self._lay_out()
        self._show_format()
        self.resize(_WIDTH, self.sizeHint().height())

    # Building

    def _make_fields(self, settings: Settings) -> None:
        self._format = choice(
            self,
            tr("Format"),
            tuple((f"{exporter.label()} ({exporter.suffix})", exporter.format) for exporter in exporters()),
            settings.export_format,
        )
        self._pages = QLineEdit(self)
        self._pages.setAccessibleName(tr("Pages"))
        self._pages.setPlaceholderText(tr("All, or for example 1-3,7"))
        self._pages_problem = Problem(self)
        self._each = QRadioButton(tr("One for each document"), self)
        self._all_in_one = QRadioButton(tr("All in one"), self)
        self._files = _side_by_side(self, self._each, self._all_in_one)
        self._each.setChecked(True)
        self._choices = ExportChoices(settings, self)
        self._template = NameTemplateEdit(settings.export_name_template, self)
        self._template_problem = Problem(self)
        self._beside = QRadioButton(ntr("Beside the document", "Beside each document", len(self._jobs)), self)
        self._in_folder = QRadioButton(tr("In this folder:"), self)
        places = QButtonGroup(self)
        places.addButton(self._beside)
        places.addButton(self._in_folder)
        (self._beside if settings.export_beside_source else self._in_folder).setChecked(True)
        self._folder = FolderEdit(
            name=tr("Folder of the exports"),
            folder=settings.export_folder if settings.export_folder else _documents(),
            parent=self,
        )
        self._conflict = choice(
            self,
            tr("If a file is there already"),
            (
                (tr("Keep both: the new one gets a number"), Conflict.RENAME),
                (tr("Replace it"), Conflict.REPLACE),
                (tr("Leave it and skip this one"), Conflict.SKIP),
            ),
            Conflict.RENAME,
        )
        self._problem = Problem(self)
        self._state = Hint("", self)
        self._example = ElidedLabel(parent=self, mode=Qt.TextElideMode.ElideMiddle)
        self._example.setAccessibleName(tr("Example of the file names"))
        self._format.currentIndexChanged.connect(self._show_format)
        self._beside.toggled.connect(self._check)
        for changed in (self._folder.changed, self._pages.textChanged, self._template.changed):
            changed.connect(self._check)
        self._all_in_one.toggled.connect(self._check)
        self._choices.portal_field.currentIndexChanged.connect(self._check)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.GRID)
        grid.setVerticalSpacing(theme.GRID)
        grid.setColumnStretch(1, 1)
        row = self._add_rows(grid, 0, (tr("Format"), self._format), (tr("Files"), self._files))
        row = self._add_rows(grid, row, (tr("Pages"), self._pages), ("", self._pages_problem))
        row = self._choices.add_rows(grid, row, self)
        self._add_rows(
            grid,
            row,
            (tr("Place"), self._beside),
            ("", self._in_folder),
            ("", self._folder),
            ("", self._problem),
            (tr("File name"), self._template),
            ("", self._template_problem),
            (tr("If a file is there already"), self._conflict),
            (tr("Result"), self._example),
            ("", self._state),
        )
        buttons = QDialogButtonBox(self)
        self._confirm_button = buttons.addButton(tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._confirm_button.setDefault(True)
        buttons.accepted.connect(self._confirm)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(3 * theme.GRID, 3 * theme.GRID, 3 * theme.GRID, 2 * theme.GRID)
        whole.setSpacing(3 * theme.GRID)
        whole.addLayout(grid)
        whole.addStretch(1)
        whole.addWidget(buttons)

    def _add_rows(self, grid: QGridLayout, row: int, *fields: tuple[str, QWidget]) -> int:
        """Fields with their labels, from `row` on; the row after them."""
        for label, field in fields:
            if label:
                shown = QLabel(label, self)
                shown.setBuddy(field)
                top = Qt.AlignmentFlag.AlignTop if field is self._example else Qt.AlignmentFlag.AlignVCenter
                grid.addWidget(shown, row, 0, top)
                self._labels[field] = shown
            grid.addWidget(field, row, 1)
            row += 1
        return row

    # What the fields say

    @Slot()
    def _show_format(self) -> None:
        """What the format chosen understands."""
        exporter = self._exporter()
        self._choices.show_for(exporter)
        can_join = len(self._jobs) > 1 and ExportChoice.ALL_IN_ONE in exporter.choices
        self._files.setVisible(can_join)
        self._labels[self._files].setVisible(can_join)
        self._check()

    @Slot()
    def _check(self) -> None:
        """The example as things stand, and what cannot be."""
        beside = self._beside.isChecked()
        self._folder.setEnabled(not beside)
        jobs, pages = self._with_pages(), self._pages.text().strip()
        self._template_problem.say(self._template.fault())
        self._example.setText("" if self._template_problem.text else self._example_words(jobs))
        self._problem.say("" if beside else self._folder_fault())
        self._pages_problem.say(pages_fault(self._jobs, pages))
        told = [state_words(jobs, without_pages=self._left_out, without_these=len(self._jobs) - len(jobs))]
        if self._choices.has_portal:
            told.insert(0, tr("What is larger is written in parts, with a list of them."))
        self._state.setText("\n".join(each for each in told if each))
        self._state.setVisible(bool(self._state.text()))
        count = 1 if self._is_all_in_one() else len(jobs if jobs else self._jobs)
        self._confirm_button.setText(ntr("Export {count} file", "Export {count} files", count))
        faults = (self._problem, self._pages_problem, self._template_problem)
        self._confirm_button.setEnabled(bool(self._jobs) and not any(fault.text for fault in faults))

    def _example_words(self, jobs: tuple[Job, ...]) -> str:
        return example_words(
            jobs,
            self._exporter(),
            self._template.template,
            folder=None if self._beside.isChecked() else Path(self._folder.folder),
            all_in_one=self._is_all_in_one(),
        )

    def _folder_fault(self) -> str:
        return self._folder.fault() if self._folder.folder else tr("Choose a folder.")

    # Choosing

    def request(self) -> ExportRequest:
        """What the fields say now."""
        return ExportRequest(
            job_ids=tuple(job.id for job in self._with_pages()),
            format=self._exporter().format,
            folder=None if self._beside.isChecked() else Path(self._folder.folder),
            conflict=Conflict(self._conflict.currentData()),
            name_template=self._template.template,
            options=self._choices.options(pages=self._pages.text().strip()),
            all_in_one=self._is_all_in_one(),
        )

    def kept(self) -> Settings:
        """The settings with what was chosen. Page numbers are of these documents, and not kept."""
        beside = self._beside.isChecked()
        settings = replace(
            self._choices.kept(),
            export_format=self._exporter().format,
            export_beside_source=beside,
            export_name_template=self._template.template,
        )
        return settings if beside else replace(settings, export_folder=self._folder.folder)

    def _confirm(self) -> None:
        self.export_requested.emit(self.request(), self.kept())
        self.accept()

    def _exporter(self) -> Exporter:
        return exporter_for(str(self._format.currentData()))

    def _is_all_in_one(self) -> bool:
        return not self._files.isHidden() and self._all_in_one.isChecked()

    def _with_pages(self) -> tuple[Job, ...]:
        """The jobs that have one of the pages wanted."""
        return with_pages(self._jobs, self._pages.text().strip())


def remembered(settings: Settings, chosen: Settings) -> Settings:
    """`settings`, which may have changed since the dialogue was opened, with what was chosen in it."""
    return replace(settings, **{name: getattr(chosen, name) for name in _REMEMBERED})


def _side_by_side(parent: QWidget, *fields: QWidget) -> QWidget:
    both = QWidget(parent)
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(3 * theme.GRID)
    for field in fields:
        row.addWidget(field)
    row.addStretch(1)
    return both


def _documents() -> str:
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return found if Path(found).is_dir() else str(Path.home())
