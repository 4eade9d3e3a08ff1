"""One watched folder: where from, how its files are read, how they are written, what becomes of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from transcritor_gui.i18n import tr
from transcritor_gui.jobs import automatic_export
from transcritor_gui.model import Preset, TranscriptionOptions, WatchSetting, preset_label
from transcritor_gui.settings import Settings
from transcritor_gui.ui.options.reading_fields import ReadingFields
from transcritor_gui.ui.options.wish_fields import WishFields
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.fitting_scroll import FittingScroll
from transcritor_gui.ui.widgets.folder_edit import FolderEdit
from transcritor_gui.ui.widgets.form import Caution, Hint, Problem, choice

__all__ = ["WatchRuleDialog"]

_OWN: Final = "\N{NULL}"
"""In the place of a preset's name, which it can be none of."""


class WatchRuleDialog(QDialog):
    """`fault_of` says why a rule cannot be carried out beside the others; '' where it can."""

    setting_given = Signal(object)
    """WatchSetting"""

    def __init__(
        self,
        setting: WatchSetting,
        *,
        settings: Settings,
        presets: tuple[Preset, ...],
        fault_of: Callable[[WatchSetting], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._setting = setting
        self._settings = settings
        self._presets = presets
        self._fault_of = fault_of
        self.setWindowTitle(tr("Watched folder"))
        self._folder = FolderEdit(name=tr("Folder to watch"), folder=setting.folder, parent=self)
        self._subfolders = QCheckBox(tr("And the folders in it"), self)
        self._subfolders.setChecked(setting.subfolders)
        self._caution = Caution(self)
        self._preset = choice(
            self,
            tr("How its files are read"),
            (
                (tr("As the settings say"), ""),
                *((preset_label(each), each.name) for each in presets),
                (tr("In its own way"), _OWN),
            ),
            _OWN if setting.has_own_way else setting.preset,
        )
        self._own = QWidget(self)
        self._reading = ReadingFields(setting.options, tessdata_dir=settings.tessdata_dir, parent=self._own)
        self._before = self._way_of(setting.preset)
        self._wish = WishFields(setting.export, settings=settings, needs_folder=True, parent=self)
        self._after = choice(
            self,
            tr("Afterwards"),
            ((tr("Files stay where they are"), False), (tr("Files are moved to a folder"), True)),
            bool(setting.done_folder),
        )
        self._done = FolderEdit(
            name=tr("Folder of files that are done"), folder=setting.done_folder, parent=self
        )
        self._problem = Problem(self)
        self._buttons = QDialogButtonBox(self)
        self._ok = self._buttons.addButton(tr("OK"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()
        for changed in (
            self._folder.changed,
            self._subfolders.toggled,
            self._reading.changed,
            self._wish.changed,
            self._after.currentIndexChanged,
            self._done.changed,
        ):
            changed.connect(self._check)
        self._preset.activated.connect(self._on_preset_chosen)
        self._buttons.accepted.connect(self._confirm)
        self._buttons.rejected.connect(self.reject)
        self._check()
        self.resize(72 * theme.GRID, self.sizeHint().height())

    def setting(self) -> WatchSetting:
        """What the fields say."""
        return WatchSetting(
            self._folder.folder,
            self._wish.wish(),
            is_on=self._setting.is_on,
            subfolders=self._subfolders.isChecked(),
            preset="" if self._has_own_way else str(self._preset.currentData()),
            has_own_way=self._has_own_way,
            options=self._reading.options() if self._has_own_way else TranscriptionOptions(),
            done_folder=self._done.folder if self._moves else "",
        )

    @property
    def _has_own_way(self) -> bool:
        return bool(self._preset.currentData() == _OWN)

    @property
    def _moves(self) -> bool:
        return bool(self._after.currentData())

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.GRID)
        grid.setVerticalSpacing(theme.GRID)
        grid.setColumnStretch(1, 1)
        labels = []
        rows: tuple[tuple[str, QWidget], ...] = (
            (tr("Folder to watch"), self._folder),
            ("", self._subfolders),
            ("", self._caution),
            (tr("How its files are read"), self._preset),
        )
        for row, (text, field) in enumerate(rows):
            if text:
                labels.append(QLabel(text, self))
                labels[-1].setBuddy(field)
                grid.addWidget(labels[-1], row, 0)
            grid.addWidget(field, row, 1, _alignment(field))
        own = QGridLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        own.setHorizontalSpacing(2 * theme.GRID)
        own.setVerticalSpacing(theme.GRID)
        own.setColumnStretch(1, 1)
        last = self._reading.add_rows(own, 0)
        owned = (own.itemAtPosition(row, 0) for row in range(last))
        grid.addWidget(self._own, 4, 0, 1, 2)
        grid.addWidget(self._wish, 5, 0, 1, 2)
        labels.append(QLabel(tr("Afterwards"), self))
        labels[-1].setBuddy(self._after)
        grid.addWidget(labels[-1], 6, 0)
        grid.addWidget(self._after, 6, 1, _alignment(self._after))
        grid.addWidget(self._done, 7, 1)
        grid.addWidget(Hint(tr("Nothing is ever deleted."), self), 8, 1)
        widths = [label.sizeHint().width() for label in labels]
        width = max(*widths, *(each.sizeHint().width() for each in owned if each is not None))
        grid.setColumnMinimumWidth(0, width)
        own.setColumnMinimumWidth(0, width)
        self._wish.set_label_width(width)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.GRID] * 4)
        column.setSpacing(2 * theme.GRID)
        column.addWidget(FittingScroll(grid, self), 1)
        column.addWidget(self._problem)
        column.addWidget(self._buttons)

    @Slot()
    def _on_preset_chosen(self) -> None:
        """A preset that writes proposes its format and names; the folder stays. A way of its own begins with
        what was chosen before."""
        if self._has_own_way:
            self._reading.show_options(self._before.options)
            now, before = self._wish.wish(), self._before.export
            same = replace(before, format=now.format, folder=now.folder, name_template=now.name_template)
            self._wish.show_wish(same)
        else:
            self._before = self._way_of(str(self._preset.currentData()))
        for preset in self._presets:
            if preset.name == self._preset.currentData() and preset.exports:
                folder = self._wish.wish().folder
                chosen = preset.export
                self._wish.show_format(chosen.format, chosen.name_template, folder=folder)
        self._check()

    @Slot()
    def _check(self) -> None:
        self._done.setVisible(self._moves)
        self._own.setVisible(self._has_own_way)
        self._wish.ask_choices(asked=self._has_own_way)
        away = self._folder.fault()
        self._caution.say(tr("This folder is not there now; it will be waited for.") if away else "")
        self._problem.say(self._fault())
        reads = not self._has_own_way or not self._reading.fault()
        self._ok.setEnabled(reads and not self._problem.text and not self._wish.fault())

    def _way_of(self, preset_name: str) -> Preset:
        """How files are read and written by it; as the settings say where there is none of that name, and how
        they write where the preset does not."""
        usual = Preset("-", self._settings.transcription_options(), export=automatic_export(self._settings))
        found = next((each for each in self._presets if each.name == preset_name), usual)
        return found if found.exports else replace(found, export=usual.export)

    def _fault(self) -> str:
        if not self._folder.folder:
            return tr("Choose the folder to watch.")
        if self._moves and (not self._done.folder or self._done.new_fault()):
            return tr("Choose the folder that files are moved to.")
        return "" if self._wish.fault() else self._fault_of(self.setting())

    @Slot()
    def _confirm(self) -> None:
        self.setting_given.emit(self.setting())
        self.accept()


def _alignment(field: QWidget) -> Qt.AlignmentFlag:
    """Lists to choose from stand in one column; the others take the room there is."""
    return Qt.AlignmentFlag.AlignLeft if isinstance(field, QComboBox | QCheckBox) else Qt.AlignmentFlag(0)
