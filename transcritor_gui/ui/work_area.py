"""The middle of the window: sidebar, table over review; or the drop zone while there is nothing yet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from transcritor_gui.model import Job
from transcritor_gui.ui.intake.drop_zone import DropFrame, DropZone
from transcritor_gui.ui.job_list.failure_view import FailureView, is_failure_alone
from transcritor_gui.ui.job_list.job_table import JobTable
from transcritor_gui.ui.job_list.sidebar import Sidebar
from transcritor_gui.ui.review.pane import ReviewPane
from transcritor_gui.ui.widgets import theme

__all__ = ["WorkArea"]


class WorkArea(QStackedWidget):
    """Shows its parts in one of three ways: empty, list with review below, review alone."""

    def __init__(
        self,
        *,
        sidebar: Sidebar,
        table: JobTable,
        review: ReviewPane,
        zone: DropZone,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sidebar = sidebar
        self._table = table
        self._review = review
        self._zone = zone
        self.failure = FailureView()
        self._lower = QStackedWidget()
        self._lower.addWidget(review)
        self._lower.addWidget(self.failure)
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(table)
        self.rows = QSplitter(Qt.Orientation.Vertical)
        self.rows.addWidget(self._list)
        self.rows.addWidget(self._lower)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.addWidget(sidebar)
        self.columns.addWidget(self.rows)
        for splitter, sizes in ((self.rows, [340, 400]), (self.columns, [22 * theme.GRID, 1000])):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
            splitter.setSizes(sizes)
            splitter.setStretchFactor(0, 0 if splitter is self.columns else 1)
            splitter.setStretchFactor(1, 1)
        self._list.setMinimumHeight(4 * theme.ROW_HEIGHT)
        self._lower.setMinimumHeight(20 * theme.GRID)
        self.drop_frame = DropFrame(self._list)
        self.addWidget(self.columns)
        self.addWidget(zone)

    @property
    def is_empty(self) -> bool:
        return self.currentWidget() is self._zone

    @property
    def is_full_review(self) -> bool:
        return self._list.isHidden()

    @property
    def hover_words(self) -> str:
        return self._zone.hover_words if self.is_empty else self.drop_frame.words

    @Slot()
    def take_keyboard(self) -> None:
        """Let keys go to what is shown: the list, or the review where that has the whole window."""
        (self._review if self.is_full_review else self._table).setFocus()

    def show_document(self, job: Job | None) -> None:
        """Below the list the pages of `job`, or why there are none."""
        if job is not None and is_failure_alone(job):
            self.failure.show_job(job)
            self._lower.setCurrentWidget(self.failure)
        else:
            self._lower.setCurrentWidget(self._review)

    @property
    def has_pages(self) -> bool:
        """Whether there is something that the review could show."""
        return self._lower.currentWidget() is self._review

    def show_empty(self, *, is_empty: bool) -> None:
        self.setCurrentWidget(self._zone if is_empty else self.columns)

    def show_full_review(self, *, is_full: bool) -> None:
        self._list.setVisible(not is_full)
        self._sidebar.setVisible(not is_full)
        self._review.show_alone(is_alone=is_full)
        if is_full:
            self._review.setFocus()

    def set_hover_words(self, words: str) -> None:
        """Light up where the drop will land; '' puts the light out."""
        self._zone.set_hover_words(words if self.is_empty else "")
        if self.is_full_review and words:
            self.show_full_review(is_full=False)
        self.drop_frame.set_hover_words(words if not self.is_empty else "")
