"""Which document the window shows, how large, and what it says where there is none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication

from transcritor_gui.i18n import tr
from transcritor_gui.model import Job
from transcritor_gui.ui.job_list.job_groups import JobGroup, group_label
from transcritor_gui.ui.search.filter_control import FilterControl
from transcritor_gui.ui.search.search_control import SearchControl
from transcritor_gui.ui.window_parts import WindowParts

__all__ = ["Showing"]


class Showing(QObject):
    """Follows the selection, the group, the search and the keys; the parts know nothing of one another."""

    def __init__(
        self, parts: WindowParts, search: SearchControl, filters: FilterControl, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._search = search
        self._filters = filters
        parts.model.counts_changed.connect(self.show_empty_or_list)
        parts.sidebar.group_chosen.connect(self._on_group_chosen)
        parts.table.selected_jobs_changed.connect(self._show_selected)
        parts.table.job_opened.connect(self.open_job)
        parts.jobs.review_wanted.connect(self.open_job)
        search.changed.connect(self._show_empty_words)
        search.began.connect(self._show_all)
        search.found.connect(self.select_first)
        parts.review.back_wanted.connect(self._leave_review)
        parts.review.document_wanted.connect(self._on_document_wanted)
        actions = parts.actions
        actions.open_review.triggered.connect(self._open_review)
        actions.back.triggered.connect(self._leave_review)
        actions.search.triggered.connect(self._focus_search)
        actions.find.triggered.connect(self._find)

    @Slot()
    def select_first(self) -> None:
        """So that there is always something to see, and a place for the keyboard to begin."""
        if self._parts.model.rowCount():
            self._parts.table.select_job(self._parts.model.job_at(0).id)
            self._show_selected()

    @Slot()
    def show_empty_or_list(self) -> None:
        self._parts.area.show_empty(is_empty=not self._parts.model.count(JobGroup.ALL))
        self._show_empty_words()

    @Slot()
    def _show_empty_words(self) -> None:
        words = self._search.empty_words()
        if not words and self._parts.model.group is not JobGroup.ALL:
            words = tr("Nothing under “{group}”", group=group_label(self._parts.model.group))
        if not words and self._filters.filters:
            words = tr("No document is like this")
        self._parts.table.set_empty_words(words)

    @Slot(object)
    def _on_group_chosen(self, group: JobGroup) -> None:
        self._parts.model.set_group(group)
        self.select_first()
        self._show_empty_words()

    @Slot()
    def _show_selected(self) -> None:
        jobs = self._parts.table.selected_jobs()
        current = self._parts.table.current_job()
        job = current if current in jobs else (jobs[0] if jobs else None)
        self._parts.review.set_selected_documents(jobs)
        self._show_document(job)
        hit = self._search.hit(job.id) if job is not None else None
        if job is not None and hit is not None:
            self._parts.review.show_hit(job, hit.page_index, self._search.text)
        else:
            self._parts.review.show_job(job)
        self._hold_shown()

    def _show_document(self, job: Job | None) -> None:
        self._parts.area.show_document(job)
        if self._parts.area.is_full_review and (job is None or not self._parts.area.has_pages):
            self._leave_review()

    @Slot(object)
    def show_news(self, jobs: Sequence[Job]) -> None:
        """The document that is shown may have failed, or be read again."""
        shown = self._parts.review.job
        for job in jobs:
            if shown is not None and job.id == shown.id:
                self._show_document(job)

    @Slot(object)
    def open_job(self, job: Job) -> None:
        self._parts.table.select_job(job.id)
        self._open_review()

    @Slot(object)
    def _on_document_wanted(self, job: Job) -> None:
        """On to the next document with doubts, and there to the first of them."""
        self._parts.table.select_job(job.id)
        self._parts.review.begin_doubts()

    def _hold_shown(self) -> None:
        """Whoever corrects a document keeps it, though it may not be "to review" any more."""
        shown = self._parts.review.job
        is_reviewing = self._parts.area.is_full_review or self._parts.model.group is JobGroup.TO_REVIEW
        self._parts.model.hold(shown.id if shown is not None and is_reviewing else None)

    @Slot()
    def _open_review(self) -> None:
        if self._parts.table.selected_jobs() and self._parts.area.has_pages:
            self._parts.area.show_full_review(is_full=True)
            self._parts.actions.back.setEnabled(True)
            self._hold_shown()

    @Slot()
    def _leave_review(self) -> None:
        self._parts.area.show_full_review(is_full=False)
        self._parts.actions.back.setEnabled(False)
        self._parts.table.setFocus()
        self._hold_shown()

    @Slot()
    def _focus_search(self) -> None:
        self._parts.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._parts.header.search.selectAll()

    @Slot()
    def _find(self) -> None:
        """In the open document where a person is in it, else in everything."""
        focus = QApplication.focusWidget()
        is_in_review = focus is not None and self._parts.review.isAncestorOf(focus)
        if self._parts.review.job is not None and (self._parts.area.is_full_review or is_in_review):
            self._parts.review.open_find()
        else:
            self._focus_search()

    @Slot()
    def _show_all(self) -> None:
        self._parts.sidebar.choose(JobGroup.ALL)
