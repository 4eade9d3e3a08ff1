"""A line for a folder, with a button to choose it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.icons import icon

__all__ = ["FolderEdit"]


class FolderEdit(QWidget):
    """Holds a path as text; whether one may be missing is for its dialog to judge."""

    changed = Signal(str)

    def __init__(
        self, *, name: str, folder: str, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._edit = QLineEdit(folder, self)
        self._edit.setPlaceholderText(placeholder)
        self._edit.setAccessibleName(name)
        self._edit.setMinimumWidth(24 * theme.GRID)
        self._edit.textChanged.connect(self.changed)
        choose = QPushButton(icon("folder"), tr("Choose..."), self)
        choose.setAccessibleName(f"{name}: {tr('Choose...')}")
        choose.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self._edit, 1)
        row.addWidget(choose)
        self.setFocusProxy(self._edit)

    @property
    def folder(self) -> str:
        return self._edit.text().strip()

    def fault(self) -> str:
        """Why the folder cannot be used, in a sentence; '' where it can, or none is named."""
        return tr("There is no such folder.") if self.folder and not Path(self.folder).is_dir() else ""

    def new_fault(self) -> str:
        """The same for a folder that may be made, in one that is there."""
        if not self.folder:
            return ""
        path = Path(self.folder)
        if not path.is_absolute():
            return tr("Write the whole path of the folder.")
        if path.is_dir() or (not path.exists() and path.parent.is_dir()):
            return ""
        return tr("There is no such folder.")

    def set_folder(self, folder: str) -> None:
        self._edit.setText(folder)

    def _choose(self) -> None:
        start = self.folder if self.folder else str(Path.home())
        dialog = QFileDialog(self, self._name, start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.set_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
