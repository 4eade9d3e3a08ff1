"""Where and as what transcripts are written. Nothing is written here: `export_requested` asks for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from transcritor_gui.export import export_name, exporters
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.jobs import Conflict
from transcritor_gui.model import FINISHED, Job
from transcritor_gui.settings import Settings
from transcritor_gui.ui import theme
from transcritor_gui.ui.folder_edit import FolderEdit
from transcritor_gui.ui.form import Hint, Problem, choice
from transcritor_gui.ui.requests import ExportRequest

__all__ = ["ExportDialog", "remembered"]

_WIDTH: Final = 68 * theme.GRID
_EXAMPLES: Final = 3


class ExportDialog(QDialog):
    """For one job or many; not modal, so that work goes on behind it."""

    export_requested = Signal(object)
    """ExportRequest"""

    def __init__(self, jobs: tuple[Job, ...], settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = tuple(job for job in jobs if job.pages_done > 0)
        self._left_out = len(jobs) - len(self._jobs)
        self.setWindowTitle(tr("Export"))
        self.setModal(False)
        self._make_fields(settings)
        self._lay_out()
        self._check()
        self.resize(_WIDTH, self.sizeHint().height())

    # Building

    def _make_fields(self, settings: Settings) -> None:
        self._format = choice(
            self,
            tr("Format"),
            tuple((f"{exporter.label()} ({exporter.suffix})", exporter.format) for exporter in exporters()),
            settings.export_format,
        )
        self._beside = QRadioButton(ntr("Beside the PDF", "Beside each PDF", len(self._jobs)), self)
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
        self._state = Hint(self._state_words(), self)
        self._state.setVisible(bool(self._state.text()))
        self._example = QLabel(self)
        self._example.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._example.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._example.setAccessibleName(tr("Example of the file names"))
        self._format.currentIndexChanged.connect(self._check)
        self._beside.toggled.connect(self._check)
        self._folder.changed.connect(self._check)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.GRID)
        grid.setVerticalSpacing(theme.GRID)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[str, QWidget], ...] = (
            (tr("Format"), self._format),
            (tr("Place"), self._beside),
            ("", self._in_folder),
            ("", self._folder),
            ("", self._problem),
            (tr("If a file is there already"), self._conflict),
            (tr("Result"), self._example),
            ("", self._state),
        )
        for row, (label, field) in enumerate(rows):
            if label:
                shown = QLabel(label, self)
                shown.setBuddy(field)
                top = Qt.AlignmentFlag.AlignTop if field is self._example else Qt.AlignmentFlag.AlignVCenter
                grid.addWidget(shown, row, 0, top)
            grid.addWidget(field, row, 1)
        buttons = QDialogButtonBox(self)
        words = ntr("Export {count} file", "Export {count} files", len(self._jobs))
        self._confirm_button = buttons.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole)
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

    # Words

    def _state_words(self) -> str:
        """What of the selection is not finished."""
        lines = []
        unfinished = sum(1 for job in self._jobs if job.status not in FINISHED)
        if unfinished:
            lines.append(
                ntr(
                    "{count} file is not finished: the pages read so far are exported.",
                    "{count} files are not finished: the pages read so far are exported.",
                    unfinished,
                )
            )
        if self._left_out:
            lines.append(
                ntr(
                    "{count} file has no finished page yet and is left out.",
                    "{count} files have no finished page yet and are left out.",
                    self._left_out,
                )
            )
        return "\n".join(lines)

    def _example_words(self) -> str:
        """The first few files that will be written."""
        suffix = next(e.suffix for e in exporters() if e.format == self._format.currentData())
        metrics = self._example.fontMetrics()
        lines = []
        for job in self._jobs[:_EXAMPLES]:
            name = export_name(job.name, suffix)
            folder = Path(job.path).parent if self._beside.isChecked() else Path(self._folder.folder)
            lines.append(
                metrics.elidedText(str(folder / name), Qt.TextElideMode.ElideMiddle, _WIDTH - 25 * theme.GRID)
            )
        more = len(self._jobs) - len(lines)
        if more > 0:
            lines.append(ntr("and {count} more", "and {count} more", more))
        return "\n".join(lines)

    def _check(self) -> None:
        """The example as things stand, and what cannot be."""
        beside = self._beside.isChecked()
        self._folder.setEnabled(not beside)
        self._example.setText(self._example_words())
        self._problem.say("" if beside else self._folder_fault())
        self._confirm_button.setEnabled(bool(self._jobs) and not self._problem.text)

    def _folder_fault(self) -> str:
        if not self._folder.folder:
            return tr("Choose a folder.")
        return "" if Path(self._folder.folder).is_dir() else tr("There is no such folder.")

    # Choosing

    def request(self) -> ExportRequest:
        """What the fields say now."""
        return ExportRequest(
            job_ids=tuple(job.id for job in self._jobs),
            format=str(self._format.currentData()),
            folder=None if self._beside.isChecked() else Path(self._folder.folder),
            conflict=Conflict(self._conflict.currentData()),
        )

    def _confirm(self) -> None:
        self.export_requested.emit(self.request())
        self.accept()


def remembered(settings: Settings, request: ExportRequest) -> Settings:
    """`settings` with the format and the place of `request`, to be offered the next time."""
    changed = replace(settings, export_format=request.format, export_beside_source=request.folder is None)
    return changed if request.folder is None else replace(changed, export_folder=str(request.folder))


def _documents() -> str:
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return found if Path(found).is_dir() else str(Path.home())
