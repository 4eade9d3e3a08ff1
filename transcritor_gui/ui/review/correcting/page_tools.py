"""Tools of the review: a page read again in another way, turned, or with a region marked; words replaced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from transcritor_gui.errors import ErrorInfo, message_for
from transcritor_gui.i18n import tr
from transcritor_gui.model import Job, PageRegion, PageResult, PageWish, TranscriptionOptions
from transcritor_gui.ui.review.correcting.read_again_dialog import ReadAgainDialog, ReadingChoices
from transcritor_gui.ui.review.correcting.replace_dialog import ReplaceDialog
from transcritor_gui.ui.service.controller import Controller

__all__ = ["PageTools"]


class PageTools(QObject):
    """For one pane, over which the dialogues open."""

    notice = Signal(str)
    """A sentence for the window's line of news."""
    work_changed = Signal()
    """A page is being read again, or no longer; see `is_at_work`."""

    def __init__(self, controller: Controller, pane: QWidget) -> None:
        super().__init__(pane)
        self._controller = controller
        self._pane = pane
        self._at_work: set[tuple[UUID, int]] = set()
        """Pages that are being read again: each tool goes by how its page stands."""
        controller.review.read_again_ended.connect(self._on_read_again)

    def is_at_work(self, job_id: UUID, page_index: int) -> bool:
        """Whether the page is being read again."""
        return (job_id, page_index) in self._at_work

    def open_replace(self, documents: Mapping[UUID, str], text: str) -> None:
        """Find and replace in these documents, of which the first is shown; begun with `text`."""
        dialog = ReplaceDialog(self._controller.review, documents, self._pane)
        if text:
            dialog.look_for(text)
        dialog.show()

    def open_read_again(self, job: Job, page: PageResult) -> None:
        """How a page of the job is to be read again."""
        from transcritor_gui.pipeline.ocr.language_packs import chosen_packs
        from transcritor_gui.pipeline.ocr.registry import engines  # brings the recognition engines

        choices = ReadingChoices(
            chosen_packs(self._controller.settings.tessdata_dir).installed,
            tuple((kind.name, kind.label()) for kind in engines() if kind.is_available()),
        )
        dialog = ReadAgainDialog(
            _options_of(job, page), page.wish, choices, page_number=page.page_index + 1, parent=self._pane
        )
        dialog.wanted.connect(lambda options, wish: self._read_again(job.id, page.page_index, options, wish))
        dialog.show()

    def turn(self, job: Job, page: PageResult, degrees: int) -> None:
        """Read the page again, turned so much further to the right than it is read now."""
        self._read_as(job, page, page.wish.turned(page.rotation, degrees))

    def mark(
        self, job: Job, page: PageResult, region: PageRegion | None, instead_of: PageRegion | None
    ) -> None:
        """Read the page again with a region marked, or with one marked no longer."""
        wish = replace(page.wish, turn=page.rotation)  # as the person has seen it who marked the region
        if instead_of is not None:
            wish = wish.without_region(instead_of)
        self._read_as(job, page, wish if region is None else wish.with_region(region))

    def _read_as(self, job: Job, page: PageResult, wish: PageWish) -> None:
        self._read_again(job.id, page.page_index, _options_of(job, page), wish)

    def _read_again(
        self, job_id: UUID, page_index: int, options: TranscriptionOptions, wish: PageWish
    ) -> None:
        if (job_id, page_index) in self._at_work:
            self.notice.emit(tr("Page {page} is being read already; one moment.", page=page_index + 1))
            return
        self._at_work.add((job_id, page_index))
        self._controller.review.read_again(job_id, page_index, options, wish)
        self.work_changed.emit()

    @Slot(object, int, object)
    def _on_read_again(self, job_id: UUID, page_index: int, error: ErrorInfo | None) -> None:
        self._at_work.discard((job_id, page_index))
        self.work_changed.emit()
        if error is None:
            self.notice.emit(tr("Page {page} was read again. Ctrl+Z brings it back.", page=page_index + 1))
        else:
            self.notice.emit(message_for(error).what)


def _options_of(job: Job, page: PageResult) -> TranscriptionOptions:
    """With which the page was read last: what was chosen for it alone stays chosen."""
    return job.options if page.options is None else page.options
