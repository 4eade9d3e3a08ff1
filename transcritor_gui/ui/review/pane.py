"""The review: a page's picture on the left, its text on the right, each showing where the other is.

The window tells it which job is selected (`show_job`); everything else it asks of the controller itself, and
only for the page that is shown. It works on half-finished jobs: pages appear as they are read.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from PySide6.QtCore import QByteArray, QSizeF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage, QShowEvent
from PySide6.QtWidgets import QLabel, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from transcritor_gui.errors import ErrorInfo, message_for
from transcritor_gui.i18n import tr
from transcritor_gui.jobs.events import PageFinished
from transcritor_gui.model import Job, PageResult
from transcritor_gui.page_reasons import language_reason, language_words
from transcritor_gui.ui.review.actions import ReviewActions
from transcritor_gui.ui.review.doubt_bar import DoubtBar
from transcritor_gui.ui.review.doubt_walk import DoubtWalk, doubts_of, next_doubt
from transcritor_gui.ui.review.notes import NoteBar
from transcritor_gui.ui.review.page_bar import PageBar
from transcritor_gui.ui.review.page_state import page_notes
from transcritor_gui.ui.review.page_view import PageView
from transcritor_gui.ui.review.pictures import PictureCache, picture_width_px
from transcritor_gui.ui.review.placement import Fit
from transcritor_gui.ui.review.text_view import TextView
from transcritor_gui.ui.review.title_bar import TitleBar
from transcritor_gui.ui.service.controller import Controller
from transcritor_gui.ui.widgets import theme

__all__ = ["ReviewPane"]

_SETTLE_MS: Final = 60
"""Rows passed over with the arrow keys are not loaded."""
_SHARPEN_MS: Final = 150
"""A picture is drawn anew when zooming has come to rest."""
_SHARP_ENOUGH: Final = 0.95


class ReviewPane(QWidget):
    """Give it a job with `show_job`; `review_actions` are for the window's menus."""

    page_shown = Signal(int)
    """page_index, when its text (or the word that it has none yet) is on the screen."""
    back_wanted = Signal()
    """From the review that has the window to itself to the list of all documents."""
    notice = Signal(str)
    """A sentence for the window's line of news."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._job: Job | None = None
        self._page_index = 0
        self._page: PageResult | None = None
        self._doubts: tuple[int, ...] = ()
        self._selected = -1
        self._walk = DoubtWalk()
        self._pictures = PictureCache()
        self._picture_fault = ""
        self._load_timer = _single_shot(self, _SETTLE_MS, self._load)
        self._sharpen_timer = _single_shot(self, _SHARPEN_MS, self._request_picture)
        self.review_actions = ReviewActions(self)
        self._build()
        self._connect()
        self.show_job(None)

    def _build(self) -> None:
        self._page_view = PageView(self)
        self._text_view = TextView(self)
        self._notes = NoteBar(self)
        self._page_bar = PageBar(
            previous_page=self.review_actions.previous_page,
            next_page=self.review_actions.next_page,
            zoom_out=self.review_actions.zoom_out,
            zoom_in=self.review_actions.zoom_in,
            fit=self.review_actions.fit,
            parent=self,
        )
        self._title = TitleBar(self)
        self._title.hide()
        self._doubt_bar = DoubtBar(self.review_actions, self)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(_column(self._page_view, self._page_bar))
        self._splitter.addWidget(_column(self._notes, self._text_view, self._doubt_bar))
        self._splitter.setSizes([500, 500])
        self._hint = QLabel(tr("Select a file to see its pages and its text here."), self)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setEnabled(False)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._hint)
        self._stack.addWidget(self._splitter)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._title)
        rows.addLayout(self._stack, 1)

    def _connect(self) -> None:
        self.review_actions.connect_to(
            turn_page=self._turn_page,
            zoom=self._change_zoom,
            fit=self._change_fit,
            step_doubt=self._step_doubt,
            copy_text=self._copy_text,
        )
        self._title.back_clicked.connect(self.back_wanted)
        self._page_bar.page_wanted.connect(self.show_page)
        self._page_view.zoom_changed.connect(self._page_bar.show_zoom)
        self._page_view.sharper_wanted.connect(self._sharpen_timer.start)
        self._page_view.word_hovered.connect(self._text_view.set_hovered)
        self._page_view.word_clicked.connect(self._select)
        self._text_view.word_hovered.connect(self._page_view.set_hovered)
        self._text_view.word_clicked.connect(self._select)
        self._controller.page_ready.connect(self._on_page_ready)
        self._controller.preview_ready.connect(self._on_preview_ready)
        self._controller.preview_failed.connect(self._on_preview_failed)
        self._controller.page_finished.connect(self._on_page_finished)
        self._controller.jobs_changed.connect(self._on_jobs_changed)

    # For the window

    @property
    def job(self) -> Job | None:
        return self._job

    @property
    def page_index(self) -> int:
        return self._page_index

    def show_job(self, job: Job | None, page_index: int = 0) -> None:
        """The job's page `page_index`; a quiet hint for None. The same job again only takes its news over."""
        if job is not None and self._job is not None and job.id == self._job.id:
            self._text_view.set_found(())
            self._take_job(job)
            return
        self._job = job
        self._title.show_name(job.name if job is not None else "")
        self._text_view.set_found(())
        self._stack.setCurrentWidget(self._hint if job is None else self._splitter)
        self.show_page(page_index)

    def show_hit(self, job: Job, page_index: int, terms: tuple[str, ...]) -> None:
        """A page that a search found, the words searched for marked."""
        self.show_job(job, page_index)
        self._text_view.set_found(tuple(term.casefold() for term in terms))
        if page_index != self._page_index:
            self.show_page(page_index)

    @Slot(int)
    def show_page(self, page_index: int) -> None:
        """Another page of the same job; `page_shown` follows."""
        self._page_index = max(0, min(page_index, self._page_count() - 1))
        self._page = None
        self._picture_fault = ""
        self._selected = -1
        self._walk.end()
        self._doubts = ()
        self._text_view.show_result(None)
        self._notes.show_notes(())
        self._page_view.show_page(None)
        self._show_kept_picture()
        self._show_counts()
        self._load_timer.start()

    def show_alone(self, *, is_alone: bool) -> None:
        """Whether the review has the window to itself, and so has to say which document this is."""
        self._title.setVisible(is_alone)

    def save_state(self) -> QByteArray:
        """The splitter, for the window's memory."""
        return self._splitter.saveState()

    def restore_state(self, state: QByteArray) -> None:
        self._splitter.restoreState(state)

    # Loading

    def _load(self) -> None:
        if self._job is not None and self.isVisible():
            self._controller.request_page(self._job.id, self._page_index)
            self._request_picture()

    def _request_picture(self) -> None:
        if self._job is None or not self.isVisible():
            return
        width_px = picture_width_px(self._page_view.wanted_width_px())
        kept = self._pictures.get(self._job.id, self._page_index)
        if kept is None or kept.width() < width_px * _SHARP_ENOUGH:
            self._controller.request_preview(self._job.id, self._page_index, width_px)

    def _show_kept_picture(self) -> None:
        kept = self._pictures.get(self._job.id, self._page_index) if self._job is not None else None
        if kept is not None:
            self._page_view.set_picture(kept)

    def _show_picture_fault(self) -> None:
        """Why there is no picture; nothing where a note beside it says so of the whole file."""
        if not self._picture_fault or self._page_view.has_picture():
            return
        is_told = self._page is None and self._job is not None and self._job.error is not None
        self._page_view.set_message("" if is_told else self._picture_fault)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._load_timer.start()

    # News from the controller

    @Slot(object, int, object)
    def _on_page_ready(self, job_id: UUID, page_index: int, page: PageResult | None) -> None:
        if self._is_shown(job_id, page_index):
            self._show_result(page)
        elif self._job is not None and job_id == self._job.id and self._walk.wants(page_index):
            self._on_sought(page_index, page)

    @Slot(object, int, QImage)
    def _on_preview_ready(self, job_id: UUID, page_index: int, picture: QImage) -> None:
        self._pictures.put(job_id, page_index, picture)
        if self._is_shown(job_id, page_index):
            self._show_kept_picture()

    @Slot(object, int, object)
    def _on_preview_failed(self, job_id: UUID, page_index: int, error: ErrorInfo) -> None:
        if self._is_shown(job_id, page_index):
            self._picture_fault = message_for(error).what
            self._show_picture_fault()

    @Slot(object)
    def _on_page_finished(self, event: PageFinished) -> None:
        if self._is_shown(event.job_id, event.page_index):
            self._load_timer.start()

    @Slot(object)
    def _on_jobs_changed(self, jobs: tuple[Job, ...]) -> None:
        for job in jobs:
            if self._job is not None and job.id == self._job.id:
                self._take_job(job)

    def _take_job(self, job: Job) -> None:
        """News of the job that is shown."""
        before, self._job = self._job, job
        if before is None or before == job:
            return
        self._show_counts()
        if self._page is None:
            self._notes.show_notes(page_notes(job, self._page_index, None))
        if (before.status, before.page_count, before.options) != (job.status, job.page_count, job.options):
            self._load_timer.start()

    def _is_shown(self, job_id: UUID, page_index: int) -> bool:
        return self._job is not None and job_id == self._job.id and page_index == self._page_index

    # Showing

    def _show_result(self, page: PageResult | None) -> None:
        if self._job is None:
            return
        if page is None or page != self._page:
            self._page = page
            self._text_view.show_result(page)
            words = tuple(page.words()) if page is not None else ()
            self._doubts = doubts_of(page)
            size = QSizeF(page.width_pt, page.height_pt) if page is not None else None
            self._page_view.set_words(size, words)
            self._select(-1)
        self._notes.show_notes(page_notes(self._job, self._page_index, page))
        self._show_picture_fault()
        self._show_counts()
        self.page_shown.emit(self._page_index)

    def _show_counts(self) -> None:
        count = self._job.page_count if self._job is not None else None
        self._page_bar.show_page(self._page_index, count if count is not None else 0)
        self.review_actions.previous_page.setEnabled(self._page_index > 0)
        self.review_actions.next_page.setEnabled(self._page_index + 1 < self._page_count())
        has_text = self._page is not None and bool(self._page.blocks)
        self.review_actions.copy_text.setEnabled(has_text)
        for action in (self.review_actions.next_doubt, self.review_actions.previous_doubt):
            action.setEnabled(self._job is not None and self._job.pages_done > 0)
        for action in (self.review_actions.zoom_in, self.review_actions.zoom_out, self.review_actions.fit):
            action.setEnabled(count is not None)
        page = self._page
        self._doubt_bar.show_language(
            language_words(page) if page is not None else "",
            language_reason(page) if page is not None else "",
        )
        self._show_doubts()

    def _show_doubts(self) -> None:
        if self._page is None or not self._page.blocks:
            self._doubt_bar.show_message("")
            return
        left = sum(1 for index in self._doubts if index > self._selected)
        self._doubt_bar.show_count(total=len(self._doubts), left=left)

    def _page_count(self) -> int:
        return self._job.page_count if self._job is not None and self._job.page_count else 1

    # Words

    @Slot(int)
    def _select(self, word_index: int) -> None:
        self._selected = word_index
        self._page_view.set_selected(word_index)
        self._text_view.set_selected(word_index)
        self._show_doubts()

    def _step_doubt(self, step: int) -> None:
        """The next (1) or last (-1) doubtful word, on this page or on one further on."""
        if self._job is None:
            return
        found = next_doubt(self._doubts, self._selected, step)
        if found is not None:
            self._select(found)
            return
        self._walk.begin(self._page_index, step)
        self._seek()

    def _seek(self) -> None:
        is_onwards = self._walk.is_onwards
        page_index = self._walk.next_page(self._page_count())
        if self._job is not None and page_index is not None:
            self._controller.request_page(self._job.id, page_index)
            return
        self._doubt_bar.show_message(
            tr("No doubtful words after this one") if is_onwards else tr("No doubtful words before this one")
        )

    def _on_sought(self, page_index: int, page: PageResult | None) -> None:
        if not doubts_of(page):
            self._seek()
            return
        is_onwards = self._walk.is_onwards
        self.show_page(page_index)
        self._show_result(page)
        self._select(self._doubts[0] if is_onwards else self._doubts[-1])

    # Actions

    def _turn_page(self, step: int) -> None:
        self.show_page(self._page_index + step)

    def _change_zoom(self, step: int) -> None:
        if step > 0:
            self._page_view.zoom_in()
        else:
            self._page_view.zoom_out()

    def _change_fit(self) -> None:
        self._page_view.set_fit(Fit.PAGE if self._page_view.fit is Fit.WIDTH else Fit.WIDTH)

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self._text_view.plain_text())
        self.notice.emit(tr("The text of page {page} was copied.", page=self._page_index + 1))


def _column(*widgets: QWidget) -> QWidget:
    column = QWidget()
    rows = QVBoxLayout(column)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    for widget in widgets:
        rows.addWidget(widget)
    column.setMinimumWidth(30 * theme.GRID)
    return column


def _single_shot(parent: ReviewPane, interval_ms: int, slot: object) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(interval_ms)
    timer.timeout.connect(slot)
    return timer
