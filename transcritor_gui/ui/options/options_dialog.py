"""How the files of one drop, or documents that are read again, are to be read and written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from transcritor_gui.i18n import tr
from transcritor_gui.jobs import automatic_export
from transcritor_gui.model import ExportWish, Preset, TranscriptionOptions, preset_label
from transcritor_gui.settings import Settings
from transcritor_gui.ui.options.preset_name_dialog import PresetNameDialog
from transcritor_gui.ui.options.reading_fields import ReadingFields
from transcritor_gui.ui.options.wish_fields import WishFields
from transcritor_gui.ui.service.requests import ReadingRequest
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.fitting_scroll import FittingScroll
from transcritor_gui.ui.widgets.form import FIELD_WIDTH, Hint, choice
from transcritor_gui.ui.widgets.icons import icon

__all__ = ["OptionsDialog"]


class OptionsDialog(QDialog):
    """Not modal: work goes on behind it. A preset fills the fields, which may be changed afterwards."""

    chosen = Signal(object)
    """ReadingRequest"""
    preset_given = Signal(object)
    """Preset: what the fields say, to be kept; `show_presets` is called when it is."""

    def __init__(
        self,
        title: str,
        *,
        options: TranscriptionOptions,
        export: ExportWish | None,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        """`options` and `export` are what is shown first, without a preset."""
        super().__init__(parent)
        self._first = Preset("-", options, exports=export is not None, export=export or ExportWish())
        if export is None and settings.auto_export:
            self._first = Preset("-", options, exports=True, export=automatic_export(settings))
        self._presets: Sequence[Preset] = ()
        self._is_exported_anyway = settings.auto_export
        self.setWindowTitle(title)
        self.setModal(False)
        self._preset = choice(self, tr("Preset"), (), None)
        self.show_presets(settings.presets)
        self._reading = ReadingFields(options, tessdata_dir=settings.tessdata_dir, parent=self)
        self._password = QLineEdit(self)
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setAccessibleName(tr("Password"))
        self._password.setPlaceholderText(tr("For files that need one"))
        self._password.setFixedWidth(FIELD_WIDTH)
        self._exports = QCheckBox(tr("Export each document by itself when it is done"), self)
        self._anyway = Hint(tr("The settings export every document; that goes on."), self)
        self._wish = WishFields(self._first.export, settings=settings, parent=self)
        self._buttons = QDialogButtonBox(self)
        self._keep = QPushButton(icon("bookmark"), tr("Save as preset…"), self)
        self._keep.setAutoDefault(False)
        self._ok = self._buttons.addButton(tr("Transcribe"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()
        self._preset.activated.connect(self.choose_preset)
        self._keep.clicked.connect(self._ask_name)
        self._reading.changed.connect(self._check)
        self._exports.toggled.connect(self._check)
        self._wish.changed.connect(self._check)
        self._buttons.accepted.connect(self._confirm)
        self._buttons.rejected.connect(self.reject)
        self._show(self._first)

    @Slot(int)
    def choose_preset(self, number: int) -> None:
        """0 for none, else the place of a preset in the settings, from 1."""
        self._preset.setCurrentIndex(number)
        self._show(self._presets[number])

    def show_presets(self, presets: Sequence[Preset], *, chosen: str = "") -> None:
        """Offer these; `chosen` is the name of the one that the fields say, '' for none."""
        self._presets = (self._first, *presets)
        self._preset.clear()
        self._preset.addItems([tr("None"), *(preset_label(each) for each in presets)])
        names = [each.name for each in presets]
        self._preset.setCurrentIndex(names.index(chosen) + 1 if chosen in names else 0)

    def request(self) -> ReadingRequest:
        """What the fields say."""
        export = self._wish.wish() if self._exports.isChecked() else None
        return ReadingRequest(self._reading.options(), export, self._password.text())

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.GRID)
        grid.setVerticalSpacing(theme.GRID)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._labelled(tr("Preset"), self._preset), 0, 0)
        grid.addWidget(self._preset, 0, 1)
        row = self._reading.add_rows(grid, 1)
        grid.addWidget(self._labelled(tr("Password"), self._password), row, 0)
        grid.addWidget(self._password, row, 1)
        for number, widget in enumerate((self._exports, self._anyway, self._wish), start=row + 1):
            grid.addWidget(widget, number, 0, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.GRID] * 4)
        column.setSpacing(2 * theme.GRID)
        column.addWidget(FittingScroll(grid, self), 1)
        ends = QHBoxLayout()
        ends.setSpacing(theme.GRID)
        ends.addWidget(self._keep)
        ends.addWidget(self._buttons, 1)
        column.addLayout(ends)
        labels = (grid.itemAtPosition(number, 0) for number in range(row))
        self._wish.set_label_width(max(each.sizeHint().width() for each in labels if each is not None))

    def _labelled(self, text: str, field: QWidget) -> QLabel:
        label = QLabel(text, self)
        label.setBuddy(field)
        return label

    def _show(self, preset: Preset) -> None:
        self._reading.show_options(preset.options)
        self._exports.setChecked(preset.exports)
        self._wish.show_wish(preset.export)
        self._check()

    @Slot()
    def _check(self) -> None:
        exports = self._exports.isChecked()
        self._wish.setVisible(exports)
        self._anyway.setVisible(self._is_exported_anyway and not exports)
        is_well = not self._reading.fault() and not (exports and self._wish.fault())
        self._ok.setEnabled(is_well)
        self._keep.setEnabled(is_well)
        if not exports:
            self.adjustSize()

    @Slot()
    def _ask_name(self) -> None:
        number = self._preset.currentIndex()
        others = self._presets[1:]
        dialog = PresetNameDialog(
            preset_label(self._presets[number]) if number else "",
            taken={name.casefold() for each in others for name in (each.name, preset_label(each))},
            has_password=bool(self._password.text()),
            parent=self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.name_given.connect(self._give_preset)
        dialog.open()

    @Slot(str)
    def _give_preset(self, name: str) -> None:
        exports, wish = self._exports.isChecked(), self._wish.wish()
        self.preset_given.emit(Preset(name, self._reading.options(), exports=exports, export=wish))

    @Slot()
    def _confirm(self) -> None:
        self.chosen.emit(self.request())
        self.accept()
