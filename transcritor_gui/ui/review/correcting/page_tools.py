"""Dialogues of the review: a page read again in another way, words found and replaced."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from transcritor_gui.errors import ErrorInfo, message_for
from transcritor_gui.i18n import tr
from transcritor_gui.model import Job, TranscriptionOptions
from transcritor_gui.pipeline.ocr.language_packs import chosen_packs
from transcritor_gui.ui.review.correcting.read_again_dialog import ReadAgainDialog
from transcritor_gui.ui.review.correcting.replace_dialog import ReplaceDialog
from transcritor_gui.ui.service.controller import Controller

__all__ = ["PageTools"]


class PageTools(QObject):
    """For one pane, over which the dialogues open."""

    notice = Signal(str)
    """A sentence for the window's line of news."""

    def __init__(self, controller: Controller, pane: QWidget) -> None:
        super().__init__(pane)
        self._controller = controller
        self._pane = pane
        controller.review.read_again_ended.connect(self._on_read_again)

    def open_replace(self, documents: Mapping[UUID, str], text: str) -> None:
        """Find and replace in these documents, of which the first is shown; begun with `text`."""
        dialog = ReplaceDialog(self._controller.review, documents, self._pane)
        if text:
            dialog.look_for(text)
        dialog.show()

    def open_read_again(self, job: Job, page_index: int) -> None:
        """How a page of the job is to be read again."""
        installed = chosen_packs(self._controller.settings.tessdata_dir).installed
        dialog = ReadAgainDialog(job.options, installed, page_number=page_index + 1, parent=self._pane)
        dialog.wanted.connect(lambda options: self._read_again(job.id, page_index, options))
        dialog.show()

    def _read_again(self, job_id: UUID, page_index: int, options: TranscriptionOptions) -> None:
        self._controller.review.read_again(job_id, page_index, options)
        self.notice.emit(tr("Page {page} is being read again…", page=page_index + 1))

    @Slot(object, int, object)
    def _on_read_again(self, _job_id: UUID, page_index: int, error: ErrorInfo | None) -> None:
        if error is None:
            self.notice.emit(tr("Page {page} was read again. Ctrl+Z brings it back.", page=page_index + 1))
        else:
            self.notice.emit(message_for(error).what)
