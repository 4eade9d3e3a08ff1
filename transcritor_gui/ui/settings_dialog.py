"""The settings, in plain words. Nothing is saved here: `settings_saved` carries what was chosen."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from transcritor_gui.export import exporters
from transcritor_gui.i18n import tr
from transcritor_gui.model import EngineName, OcrMode
from transcritor_gui.paths import places
from transcritor_gui.settings import Settings
from transcritor_gui.ui import theme
from transcritor_gui.ui.auto_export_choice import AutoExportChoice
from transcritor_gui.ui.folder_edit import FolderEdit
from transcritor_gui.ui.form import Hint, Problem, choice, section_title
from transcritor_gui.ui.icons import icon
from transcritor_gui.ui.language_choice import LanguageChoice
from transcritor_gui.ui.scroll_bars import slim_scroll_bars
from transcritor_gui.ui.team_settings import TeamSettings

__all__ = ["SettingsDialog"]

_WIDTH: Final = 76 * theme.GRID
_HEIGHT: Final = 74 * theme.GRID


class SettingsDialog(QDialog):
    """Shows `settings`; not modal, so that work goes on behind it."""

    settings_saved = Signal(object)
    """Settings, checked."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setWindowTitle(tr("Settings"))
        self.setModal(False)
        self._labels: list[QLabel] = []
        self._make_fields()
        self._lay_out()
        widest = max(label.sizeHint().width() for label in self._labels)
        for label in self._labels:
            label.setMinimumWidth(widest)
        self._connect()
        self._check()
        self.resize(_WIDTH, _HEIGHT)

    # Building

    def _make_fields(self) -> None:
        kept = self._settings
        self._interface = choice(
            self,
            tr("Language of the program"),
            ((tr("As the system"), "system"), ("English", "en"), ("Português (Brasil)", "pt_BR")),
            kept.interface_language,
        )
        self._languages = LanguageChoice(kept.languages, folder=kept.tessdata_dir, parent=self)
        self._ocr_mode = choice(
            self,
            tr("Text recognition"),
            (
                (tr("Automatic: where a page needs it"), OcrMode.AUTO),
                (tr("Always: on every page"), OcrMode.ALWAYS),
                (tr("Never: only text that is in the file"), OcrMode.NEVER),
            ),
            kept.ocr_mode,
        )
        self._second_opinion = QCheckBox(tr("Read doubtful words a second time, with another program"), self)
        self._second_opinion.setChecked(kept.second_opinion)
        self._second_opinion_hint = Hint(
            tr("Fewer errors. Clean pages take no longer; those that are hard to read some seconds more."),
            self,
        )
        self._workers = _number(self, tr("Pages at the same time"), 0, 64, kept.workers)
        automatic = replace(kept, workers=0).worker_count()
        self._workers.setSpecialValueText(tr("Automatic ({count})", count=automatic))
        self._resume = QCheckBox(tr("Carry on by itself after an interruption"), self)
        self._resume.setChecked(kept.resume_interrupted)
        self._format = choice(
            self,
            tr("Format"),
            tuple((exporter.label(), exporter.format) for exporter in exporters()),
            kept.export_format,
        )
        self._place = choice(
            self,
            tr("Place"),
            ((tr("Beside the PDF"), True), (tr("In one folder"), False)),
            kept.export_beside_source,
        )
        self._folder = FolderEdit(
            name=tr("Folder of the exports"),
            folder=kept.export_folder,
            placeholder=tr("Your documents"),
            parent=self,
        )
        self._auto_export = AutoExportChoice(kept, self)
        self._engine = choice(
            self,
            tr("Recognition program"),
            (
                (tr("Built in"), EngineName.TESSEROCR),
                (tr("Tesseract of this computer"), EngineName.PYTESSERACT),
            ),
            kept.engine,
        )
        self._timeout = _number(self, tr("Longest time for one page"), 5, 7200, kept.page_timeout_s)
        self._timeout.setSuffix(" " + tr("seconds"))
        self._memory = _number(self, tr("Most memory for one page"), 512, 65536, kept.page_memory_mb)
        self._memory.setSuffix(" MB")
        self._memory.setSingleStep(256)
        self._tessdata = FolderEdit(
            name=tr("Folder of other languages"),
            folder=kept.tessdata_dir,
            placeholder=tr("Those that came with the program"),
            parent=self,
        )
        self._folder_problem = Problem(self)
        self._engine_problem = Problem(self)
        self.team = TeamSettings(kept, self)
        self._restart_hint = Hint(tr("The new language is used from the next start on."), self)

    def _lay_out(self) -> None:
        page = QWidget(self)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(3 * theme.GRID, 2 * theme.GRID, 3 * theme.GRID, 2 * theme.GRID)
        rows.setSpacing(theme.GRID)
        for title, form in (
            (tr("Program"), self._program_form()),
            (tr("Reading"), self._reading_form()),
            (tr("Where the work is done"), self._work_form()),
            (tr("Export"), self._export_form()),
        ):
            rows.addWidget(section_title(title, page))
            rows.addLayout(form)
            rows.addSpacing(2 * theme.GRID)
        rows.addWidget(self._advanced_button(page))
        self._advanced = self._advanced_part(page)
        rows.addWidget(self._advanced)
        rows.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        slim_scroll_bars(area, ground=QPalette.ColorRole.Window)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QDialogButtonBox(self)
        self._save = buttons.addButton(tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._save.setDefault(True)
        buttons.accepted.connect(self._confirm)
        buttons.rejected.connect(self.reject)
        buttons.setContentsMargins(3 * theme.GRID, theme.GRID, 3 * theme.GRID, 2 * theme.GRID)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addWidget(buttons)

    def _row(self, form: QFormLayout, label: str, field: QWidget) -> None:
        """A field whose label is as wide as those of all other sections."""
        shown = QLabel(label, self)
        shown.setBuddy(field)
        self._labels.append(shown)
        form.addRow(shown, field)

    def _program_form(self) -> QFormLayout:
        form = _form()
        self._row(form, tr("Language"), _above(self._interface, self._restart_hint))
        return form

    def _reading_form(self) -> QFormLayout:
        form = _form()
        self._row(form, tr("Languages of the documents"), self._languages)
        self._row(form, tr("Text recognition"), self._ocr_mode)
        self._row(form, "", _above(self._second_opinion, self._second_opinion_hint))
        self._row(form, tr("Pages at the same time"), self._workers)
        self._row(form, "", self._resume)
        return form

    def _work_form(self) -> QFormLayout:
        self._work = _form()
        for label, field in self.team.rows():
            self._row(self._work, label, field)
        return self._work

    def _export_form(self) -> QFormLayout:
        form = _form()
        self._row(form, tr("Format"), self._format)
        self._row(form, tr("Place"), _above(self._place, self._folder, self._folder_problem))
        self._row(form, "", self._auto_export)
        return form

    def _advanced_part(self, parent: QWidget) -> QWidget:
        part = QWidget(parent)
        form = _form()
        form.setContentsMargins(0, 0, 0, 0)
        self._row(form, tr("Recognition program"), _above(self._engine, self._engine_problem))
        self._row(form, tr("Longest time for one page"), self._timeout)
        self._row(form, tr("Most memory for one page"), self._memory)
        self._row(form, tr("Folder of other languages"), self._tessdata)
        self._row(form, tr("Where your data are kept"), _DataFolder(places().data, part))
        part.setLayout(form)
        part.hide()
        return part

    def _advanced_button(self, parent: QWidget) -> QToolButton:
        button = QToolButton(parent)
        button.setText(tr("Advanced"))
        button.setAutoRaise(True)
        button.setIcon(icon("chevron-right"))
        button.setIconSize(QSize(theme.ICON, theme.ICON))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda: self.show_advanced(shown=self._advanced.isHidden()))
        self._advanced_toggle = button
        return button

    def _connect(self) -> None:
        self._interface.currentIndexChanged.connect(self._check)
        self._languages.changed.connect(self._check)
        self._place.currentIndexChanged.connect(self._check)
        self._folder.changed.connect(self._check)
        self._auto_export.changed.connect(self._check)
        self._engine.currentIndexChanged.connect(self._check)
        self.team.changed.connect(self._check)
        self._tessdata.changed.connect(self._languages.show_folder)

    # Choosing

    def show_advanced(self, *, shown: bool = True) -> None:
        self._advanced.setVisible(shown)
        self._advanced_toggle.setIcon(icon("chevron-down" if shown else "chevron-right"))

    def _check(self) -> None:
        """Say at once what cannot be, and allow saving only when all is well."""
        beside = bool(self._place.currentData())
        self._folder.setVisible(not beside)
        self._restart_hint.setVisible(self._interface.currentData() != self._settings.interface_language)
        self._folder_problem.say("" if beside else self._folder_fault())
        self._engine_problem.say(self._engine_fault())
        for row in range(1, self._work.rowCount()):
            self._work.setRowVisible(row, self.team.is_team)
        faults = (self._folder_problem, self._engine_problem)
        is_good = self._languages.is_good and self._auto_export.is_good and self.team.is_good
        self._save.setEnabled(is_good and not any(fault.text for fault in faults))

    def _folder_fault(self) -> str:
        folder = self._folder.folder
        return tr("There is no such folder.") if folder and not Path(folder).is_dir() else ""

    def _engine_fault(self) -> str:
        wants_own = self._engine.currentData() == EngineName.PYTESSERACT
        if wants_own and shutil.which("tesseract") is None:
            return tr("Tesseract was not found on this computer.")
        return ""

    def chosen_settings(self) -> Settings:
        """What the fields say now."""
        return replace(
            self._auto_export.chosen(self._settings),
            interface_language=str(self._interface.currentData()),
            languages=self._languages.languages,
            ocr_mode=OcrMode(self._ocr_mode.currentData()),
            second_opinion=self._second_opinion.isChecked(),
            workers=self._workers.value(),
            resume_interrupted=self._resume.isChecked(),
            export_format=str(self._format.currentData()),
            export_beside_source=bool(self._place.currentData()),
            export_folder=self._folder.folder,
            engine=EngineName(self._engine.currentData()),
            page_timeout_s=self._timeout.value(),
            page_memory_mb=self._memory.value(),
            tessdata_dir=self._tessdata.folder,
            work_place=self.team.work_place,
            team_address=self.team.kept_address(),
        )

    def _confirm(self) -> None:
        self.team.confirm()
        self.settings_saved.emit(self.chosen_settings())
        self.accept()


class _DataFolder(QWidget):
    """Where everything is kept, with a button that opens it."""

    def __init__(self, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        shown = QLabel(str(folder), self)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        shown.setToolTip(str(folder))
        opener = QPushButton(icon("folder"), tr("Open"), self)
        opener.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(shown, 1)
        row.addWidget(opener)


def _above(field: QWidget, *notes: QWidget) -> QWidget:
    """`field` with what belongs to it below; what is hidden takes no room."""
    column = QWidget()
    rows = QVBoxLayout(column)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(theme.GRID)
    rows.addWidget(field, 0, Qt.AlignmentFlag.AlignLeft)
    for note in notes:
        rows.addWidget(note)
    column.setFocusProxy(field)
    column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return column


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(2 * theme.GRID)
    form.setVerticalSpacing(theme.GRID)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    return form


def _number(parent: QWidget, name: str, lowest: int, highest: int, value: int) -> QSpinBox:
    box = QSpinBox(parent)
    box.setAccessibleName(name)
    box.setRange(lowest, highest)
    box.setValue(value)
    box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return box
