"""The languages of the documents, to be ticked, left to the program, or added from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from transcritor_gui.errors import ErrorInfo, message_for
from transcritor_gui.i18n import tr
from transcritor_gui.model import AUTO_LANGUAGES
from transcritor_gui.pipeline.ocr.added_languages import AddedLanguage, add_language_file
from transcritor_gui.pipeline.ocr.language_packs import chosen_packs
from transcritor_gui.ui.language_names import language_name
from transcritor_gui.ui.service.bridge import Bridge
from transcritor_gui.ui.service.lane import Lane
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.form import FIELD_WIDTH, Hint, Problem
from transcritor_gui.ui.widgets.outlines import outlined

__all__ = ["LanguageChoice"]

_ROWS: Final = 7
_ROW_HEIGHT: Final = 3 * theme.GRID
_USUAL: Final = ("por", "eng")


class LanguageChoice(QWidget):
    """Holds what the setting `languages` holds; says by itself what cannot be."""

    changed = Signal()

    def __init__(
        self, languages: str, *, folder: str, can_add: bool = True, parent: QWidget | None = None
    ) -> None:
        """`folder` is the setting `tessdata_dir`; `can_add`: whether a language may be added from a file."""
        super().__init__(parent)
        self._folder = folder
        self._chosen = list(_USUAL) if languages == AUTO_LANGUAGES else languages.split("+")
        self._automatic = QCheckBox(tr("Automatic: found out for each page"), self)
        self._automatic.setChecked(languages == AUTO_LANGUAGES)
        self._list = QListWidget(self)
        self._list.setAccessibleName(tr("Languages of the documents"))
        self._list.setUniformItemSizes(True)
        self._list.setPalette(outlined(self.palette()))
        self._list.setFixedWidth(FIELD_WIDTH)
        self._problem = Problem(self)
        self._hint = Hint(tr("Tick only those that your documents are in: fewer are read better."), self)
        self._adder = QPushButton(tr("Add a language from a file..."), self)
        self._lane = Lane(Bridge(self), self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.GRID)
        for widget in (self._automatic, self._list, self._problem, self._hint):
            rows.addWidget(widget)
        self._adder.setVisible(can_add)
        rows.addWidget(self._adder, 0, Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self._automatic)
        self._automatic.toggled.connect(self._on_changed)
        self._list.itemChanged.connect(self._on_changed)
        self._adder.clicked.connect(self._ask_for_file)
        self._refill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._list.setPalette(outlined(self.palette()))

    @property
    def languages(self) -> str:
        """Codes joined by '+', or AUTO_LANGUAGES; '' where nothing is ticked."""
        return AUTO_LANGUAGES if self._automatic.isChecked() else "+".join(self._ticked())

    def fault(self) -> str:
        """Why this cannot be saved; '' where it can."""
        if not self._list.count():
            return tr("There are no languages in the folder of other languages.")
        return "" if self.languages else tr("Tick at least one language.")

    @Slot(str)
    def show_folder(self, folder: str) -> None:
        """List the languages of another setting `tessdata_dir`; what is ticked stays ticked."""
        self._folder = folder
        self._refill()

    def add_file(self, path: str) -> None:
        """Add the language in the file at `path`, away from the GUI thread, and tick it."""
        folder = self._folder
        self._adder.setEnabled(False)
        self._lane.run(
            lambda: add_language_file(Path(path), folder=folder),
            deliver=self._on_added,
            refuse=self._on_refused,
        )

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self, tr("Add a language"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(tr("Languages of Tesseract") + " (*.traineddata)")
        dialog.fileSelected.connect(self.add_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_added(self, added: AddedLanguage) -> None:
        self._adder.setEnabled(True)
        self._chosen = [*self._ticked(), added.code]
        self._refill()

    def _on_refused(self, error: ErrorInfo) -> None:
        self._adder.setEnabled(True)
        message = message_for(error)
        self._problem.say(f"{message.what} {message.advice}".strip())

    def _refill(self) -> None:
        """The languages of the folder in force, the ticked ones first."""
        installed = chosen_packs(self._folder).installed
        shown = [code for code in dict.fromkeys(self._chosen) if code in installed]
        shown += sorted((code for code in installed if code not in shown), key=language_name)
        self._list.blockSignals(True)
        self._list.clear()
        for code in shown:
            item = QListWidgetItem(language_name(code), self._list)
            item.setData(Qt.ItemDataRole.UserRole, code)
            item.setSizeHint(QSize(0, _ROW_HEIGHT))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if code in self._chosen else Qt.CheckState.Unchecked)
        self._list.blockSignals(False)
        row = max(_ROW_HEIGHT, self.fontMetrics().height())
        visible = max(2, min(len(shown), _ROWS))
        self._list.setFixedHeight(row * visible + 2 * self._list.frameWidth() + theme.GRID // 2)
        self._on_changed()

    def _ticked(self) -> list[str]:
        items = (self._list.item(row) for row in range(self._list.count()))
        return [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]

    @Slot()
    def _on_changed(self) -> None:
        self._chosen = self._ticked() if self._list.count() else self._chosen
        self._list.setEnabled(not self._automatic.isChecked())
        self._hint.setVisible(not self._automatic.isChecked())
        self._problem.say(self.fault())
        self.changed.emit()
