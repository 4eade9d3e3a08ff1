"""Exports as the window sees them: the dialogue, how far they have come, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from transcritor_gui.jobs import ExportOutcome
from transcritor_gui.model import Job
from transcritor_gui.settings import Settings
from transcritor_gui.ui.export.export_dialog import ExportDialog, remembered
from transcritor_gui.ui.export.export_news import automatic_export_notice, export_notice
from transcritor_gui.ui.export.export_strip import ExportStrip
from transcritor_gui.ui.service.controller import Controller
from transcritor_gui.ui.service.requests import ExportRequest

__all__ = ["ExportControl"]


class ExportControl(QObject):
    notice = Signal(object)
    """Notice"""

    def __init__(self, controller: Controller, strip: ExportStrip, window: QWidget) -> None:
        """Dialogues open over `window`."""
        super().__init__(window)
        self._controller = controller
        self._strip = strip
        self._window = window
        controller.exports.progressed.connect(strip.show_progress)
        controller.exports.finished.connect(self._on_finished)
        controller.automatic_export_finished.connect(self._on_automatic)
        strip.cancel_clicked.connect(controller.exports.cancel)

    def is_working(self) -> bool:
        """Whether files are being written."""
        return self._strip.is_active

    def ask(self, jobs: tuple[Job, ...]) -> None:
        """Open the dialogue for `jobs`; it holds nothing up."""
        dialog = ExportDialog(jobs, self._controller.settings, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.export_requested.connect(self._on_wanted)
        dialog.show()

    @Slot(object, object)
    def _on_wanted(self, request: ExportRequest, chosen: Settings) -> None:
        settings = remembered(self._controller.settings, chosen)
        if settings != self._controller.settings:
            self._controller.change_settings(settings)
        self._controller.exports.begin(request)

    @Slot(object, int)
    def _on_finished(self, outcomes: Sequence[ExportOutcome], wanted: int) -> None:
        self._strip.finish()
        self.notice.emit(export_notice(outcomes, _open, wanted=wanted))

    @Slot(object)
    def _on_automatic(self, outcome: ExportOutcome) -> None:
        self.notice.emit(automatic_export_notice(outcome, _open))


def _open(place: Path) -> None:
    """A file or a folder, with what the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))
