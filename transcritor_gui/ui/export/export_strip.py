"""How far an export has come, in the foot of the window, with a way to stop it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.jobs import ExportProgress
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.link_button import LinkButton

__all__ = ["ExportStrip"]

_SHOWN_AFTER_MS: Final = 400
"""An export that is done sooner is told by its outcome alone."""
_BAR_WIDTH: Final = 12 * theme.GRID


class ExportStrip(QWidget):
    """Hidden while nothing is exported. `show_progress` begins and goes on, `finish` ends."""

    cancel_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_active = False
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)  # names of files are in it
        self.label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(_BAR_WIDTH, theme.GRID)
        self._bar.setAccessibleName(tr("Export"))
        self._cancel = LinkButton(tr("Cancel"), self)
        self._cancel.setAccessibleName(tr("Cancel the export"))
        self._cancel.clicked.connect(self._on_cancel)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SHOWN_AFTER_MS)
        self._soon.timeout.connect(self.show)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        for widget in (self.label, self._bar, self._cancel):
            row.addWidget(widget)
        for widget in (self.label, self._cancel):
            widget.setFont(theme.tabular_font(theme.small_font(self.font())))
        self.hide()

    @property
    def is_active(self) -> bool:
        """Whether an export has begun and not ended, be it shown yet or not."""
        return self._is_active

    @property
    def words(self) -> str:
        return self.label.text()

    @Slot(object)
    def show_progress(self, progress: ExportProgress) -> None:
        if not self._cancel.isEnabled():  # what still comes of an export that is being stopped
            return
        self._is_active = True
        number = min(progress.done + 1, progress.total)
        if progress.total == 1:
            words = tr("Exporting “{name}”", name=_short(progress.name)) if progress.name else self.words
        else:
            words = tr("Exporting {number} of {total}", number=number, total=progress.total)
        self.label.setText(words)
        self.label.setToolTip(progress.name)
        # a single document is either being written or done: a bar that only moves to and fro
        self._bar.setRange(0, progress.total if progress.total > 1 else 0)
        self._bar.setValue(progress.done)
        if not self.isVisible() and not self._soon.isActive():
            self._soon.start()

    @Slot()
    def finish(self) -> None:
        self._is_active = False
        self._soon.stop()
        self._bar.setRange(0, 1)  # to and fro costs time even when hidden
        self._cancel.setEnabled(True)
        self.hide()

    @Slot()
    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self.label.setText(tr("Stopping the export…"))
        self.cancel_clicked.emit()


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:24]}…{name[-14:]}"
