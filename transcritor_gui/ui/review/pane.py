"""The review: a page's picture on the left, its text on the right, each showing where the other is.

The window tells it which job is selected (`show_job`); everything else it asks of the controller itself, and
only for the page that is shown. It works on half-finished jobs: pages appear as they are read.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QSizeF, Signal, Slot
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.model import BlockKind, Job, PageResult
from transcritor_gui.page_reasons import language_reason, language_words
from transcritor_gui.ui.review.actions import ReviewActions
from transcritor_gui.ui.review.correcting.doubt_control import NextDocument
from transcritor_gui.ui.review.corrections import PageCorrections, Shown
from transcritor_gui.ui.review.find_control import FindControl
from transcritor_gui.ui.review.page_loading import PageLoading
from transcritor_gui.ui.review.page_state import page_notes
from transcritor_gui.ui.review.parts import laid_out
from transcritor_gui.ui.review.picture.page_pictures import PagePictures
from transcritor_gui.ui.review.spelling.own_words import OwnWords
from transcritor_gui.ui.review.zooming import Zooming
from transcritor_gui.ui.service.controller import Controller

__all__ = ["ReviewPane"]


class ReviewPane(QWidget):
    """Give it a job with `show_job`; `review_actions` are for the window's menus."""

    page_shown = Signal(int)
    """page_index, when its text (or the word that it has none yet) is on the screen."""
    back_wanted = Signal()
    """From the review that has the window to itself to the list of all documents."""
    document_wanted = Signal(object)
    """Job: the next one with doubts; `begin_doubts` when it is shown."""
    pages_dragged = Signal(object, object)
    """Job, and tuple of the indices of its pages that are being dragged out of the window."""
    notice = Signal(str)
    """A sentence for the window's line of news."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._job: Job | None = None
        self._page_index = 0
        self._page: PageResult | None = None
        self._selected = -1
        self._is_alone = False
        self.review_actions = ReviewActions(self)
        self._parts = laid_out(self, self.review_actions, controller)
        self._page_view, self._text_view = self._parts.page_view, self._parts.text_view
        self._card, self._notes = self._parts.card, self._parts.notes
        self._pictures = PagePictures(controller, self._page_view)
        self._loading = PageLoading(controller, self._pictures, self.isVisible, self)
        self._corrections = PageCorrections(controller, self._parts, self.review_actions, self._shown, self)
        self._doubts = self._corrections.doubts
        self._find = FindControl(controller.review, self._parts, self.review_actions, self._shown, self)
        self.zooming = Zooming(self._parts)
        """Of picture and text."""
        self._connect()
        self._connect_corrections()
        self.show_job(None)

    def _connect(self) -> None:
        self.review_actions.connect_to(
            turn_page=self._turn_page,
            zoom=self.zooming.change,
            fit=self.zooming.fit,
            step_doubt=lambda step: self._corrections.step_doubt(step, self._selected),
            copy_text=self._copy_text,
        )
        self._parts.title.back_clicked.connect(self.back_wanted)
        self._parts.page_bar.page_wanted.connect(self.show_page)
        self._parts.page_strip.page_wanted.connect(self.show_page)
        self._parts.page_strip.drag_wanted.connect(lambda pages: self.pages_dragged.emit(self._job, pages))
        self._page_view.zoom_changed.connect(self._parts.page_bar.show_zoom)
        self._page_view.word_hovered.connect(self._text_view.set_hovered)
        self._page_view.word_clicked.connect(self._select)
        self._text_view.word_hovered.connect(self._page_view.set_hovered)
        self._text_view.word_clicked.connect(self._select)
        self._loading.arrived.connect(self._on_page)
        self._pictures.shown.connect(self._on_picture)
        self._pictures.failed.connect(self._show_picture_fault)
        self._find.word_wanted.connect(self._select)
        self._find.page_wanted.connect(self.show_page)
        self._controller.jobs_changed.connect(self._on_jobs_changed)

    def _connect_corrections(self) -> None:
        corrections = self._corrections
        corrections.word_wanted.connect(self._select)
        corrections.word_decided.connect(self._on_word_decided)
        corrections.page_wanted.connect(self.show_page)
        corrections.page_changed.connect(self._show_result)
        corrections.as_read_left.connect(self._show_corrected)
        corrections.notes_changed.connect(self._show_notes)
        corrections.order_changed.connect(self._show_doubts)
        self._doubts.document_wanted.connect(self.document_wanted)
        self._doubts.pages_expected.connect(self._expect)
        corrections.notice.connect(self.notice)

    # For the window

    @property
    def job(self) -> Job | None:
        return self._job

    @property
    def page_index(self) -> int:
        return self._page_index

    @property
    def shown_word(self) -> tuple[int, int]:
        """Index of the page, and of its selected word, which is -1 for none."""
        return self._page_index, self._selected

    @property
    def has_text(self) -> bool:
        """Whether the page's text is on the screen."""
        return self._page is not None

    @property
    def has_picture(self) -> bool:
        return self._page_view.has_picture()

    @property
    def foot(self) -> QWidget:
        """The uppermost of the bars below picture and text, which nothing that floats may cover."""
        return self._parts.page_bar

    def show_job(self, job: Job | None, page_index: int = 0) -> None:
        """The job's page `page_index`; a quiet hint for None. The same job again only takes its news over."""
        if job is not None and self._job is not None and job.id == self._job.id:
            self._take_job(job)
            return
        self._text_view.finish_typing()
        self._job = job
        self._doubts.forget_document()
        self._parts.title.show_name(job.name if job is not None else "")
        self._find.find("")
        self._parts.stack.setCurrentIndex(0 if job is None else 1)
        self.show_page(page_index)

    def set_selected_documents(self, jobs: Sequence[Job]) -> None:
        """All that are selected in the list, for what can be done in many."""
        self._corrections.set_selected_documents(jobs)

    def set_next_document(self, next_document: NextDocument) -> None:
        """Where the walk over doubts goes on after the last one of a document."""
        self._doubts.set_next_document(next_document)

    def set_own_words(self, own_words: OwnWords) -> None:
        """The words that are in the dictionary because a person has added them."""
        self._corrections.spelling.set_own_words(own_words)

    def begin_doubts(self) -> None:
        """To the first doubt of the document that is shown."""
        self._doubts.begin()

    def show_hit(self, job: Job, page_index: int, text: str) -> None:
        """A page that a search in all documents has found; its places and those of other pages are marked."""
        self.show_job(job, page_index)
        if page_index != self._page_index:
            self.show_page(page_index)
        self._find.find(text)

    def open_find(self) -> None:
        """The line that finds words in this document."""
        self._find.open()

    @Slot(int)
    def show_page(self, page_index: int) -> None:
        """Another page of the same job; `page_shown` follows."""
        self._text_view.finish_typing()
        self._page_index = max(0, min(page_index, self._page_count() - 1))
        self._page = None
        self._selected = -1
        self._corrections.forget_page()
        self._card.show_hint("")
        self._page_view.show_page(None)
        kept = self._loading.show(None if self._job is None else self._job.id, self._page_index)
        self._show_strip()
        if kept is not None:
            self._on_page(kept)
        else:
            self._text_view.show_result(None)
            self._notes.show_notes(())
            self._show_counts()

    def show_alone(self, *, is_alone: bool) -> None:
        """Whether the review has the window to itself, and so has to say which document this is."""
        self._parts.title.setVisible(is_alone)
        self._is_alone = is_alone
        self._show_strip()
        if is_alone and self._page is not None:
            self._doubts.look_ahead()

    def _show_strip(self) -> None:
        """The pages down the side, where the review has the room for them."""
        strip, job = self._parts.page_strip, self._job
        strip.setVisible(self._is_alone and job is not None and self._page_count() > 1)
        if strip.isVisibleTo(self) and job is not None:
            strip.show_document(job.id, self._page_count())
            strip.show_page(self._page_index)

    def save_state(self) -> QByteArray:
        """The splitter, for the window's memory."""
        return self._parts.splitter.saveState()

    def restore_state(self, state: QByteArray) -> None:
        self._parts.splitter.restoreState(state)

    # Loading

    def _show_picture_fault(self) -> None:
        """Why there is no picture; nothing where a note beside it says so of the whole file."""
        if not self._pictures.fault or self._page_view.has_picture():
            return
        is_told = self._page is None and self._job is not None and self._job.error is not None
        self._page_view.set_message("" if is_told else self._pictures.fault)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._loading.load_soon()

    @Slot()
    def _on_picture(self) -> None:
        self._card.show_picture(self._page_view.picture, self._page_view.page.size)

    # News from the controller

    @Slot(object)
    def _on_page(self, page: PageResult | None) -> None:
        is_news = self._page is None
        self._show_result(page)
        self._corrections.arrive()
        if is_news and page is not None and self._is_alone:
            self._doubts.look_ahead()

    @Slot(object)
    def _expect(self, page_indices: tuple[int, ...]) -> None:
        """What a walk is likely to lead to, and the next page."""
        following = (self._page_index + 1,) if self._page_index + 1 < self._page_count() else ()
        self._loading.expect(dict.fromkeys((*page_indices, *following)))

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
        if before.pages_done != job.pages_done:
            self._doubts.forget_counts()
        self._show_counts()
        self._show_strip()
        if self._page is None:
            self._show_notes()
        if (before.status, before.page_count, before.options) != (job.status, job.page_count, job.options):
            self._loading.load_soon()

    # Showing

    def _show_result(self, page: PageResult | None) -> None:
        if self._job is None:
            return
        before, self._page = self._page, page
        if page is not None and page != before:
            self._controller.review.request_unfit(self._job.id, self._page_index)
        if page is None or before is None or _looks_other(page, before):
            self._show_words(page, is_same_page=_is_read_alike(page, before))
        self._show_notes()
        self._show_picture_fault()
        self._show_counts()
        self.page_shown.emit(self._page_index)

    @Slot()
    def _show_notes(self) -> None:
        if self._job is not None:
            notes = page_notes(
                self._job,
                self._page_index,
                self._page,
                unfit=self._corrections.unfit,
                is_read_again=self._corrections.is_read_again,
            )
            self._notes.show_notes(notes)

    def _show_words(self, page: PageResult | None, *, is_same_page: bool) -> None:
        """The page anew: from its top, or as it was scrolled where only some of its words are others."""
        if page is not None and is_same_page:
            self._text_view.show_changed(page)
        else:
            self._text_view.show_result(page)
        self._text_view.set_typable(is_typable=page is not None)
        words = tuple(page.words()) if page is not None else ()
        self._corrections.show_page(page)
        size = QSizeF(page.width_pt, page.height_pt) if page is not None else None
        turn = page.rotation if page is not None else 0
        blocks = page.blocks if page is not None else ()
        self._page_view.set_words(
            size,
            words,
            turn=turn,
            handwriting=[block.box for block in blocks if block.kind is BlockKind.HANDWRITING],
        )
        self._parts.page_strip.set_turn(self._page_index, turn)
        self._select(self._selected if is_same_page and self._selected < len(words) else -1)
        self._find.set_words(words)

    @Slot()
    def _show_corrected(self) -> None:
        if self._page is not None:
            self._show_words(self._page, is_same_page=True)
            self._show_result(self._page)

    def _show_counts(self) -> None:
        job, page = self._job, self._page
        count = job.page_count if job is not None and job.page_count is not None else 0
        self._parts.page_bar.show_page(self._page_index, count)
        self.review_actions.enable(job, page, page_index=self._page_index, page_count=self._page_count())
        if job is not None:
            self._parts.title.show_job(job, page)
        self._parts.doubt_bar.show_language(
            language_words(page) if page is not None else "",
            language_reason(page) if page is not None else "",
        )
        self._show_doubts()

    def _show_doubts(self) -> None:
        if self._page is None or not self._page.blocks:
            self._parts.doubt_bar.show_message("")
            return
        left = self._doubts.left_after(self._selected)
        self._parts.doubt_bar.show_count(total=len(self._doubts.doubts), left=left)

    def _page_count(self) -> int:
        return self._job.page_count if self._job is not None and self._job.page_count else 1

    # Words

    @Slot(int)
    def _select(self, word_index: int) -> None:
        self._selected = word_index
        self._page_view.set_selected(word_index)
        self._text_view.set_selected(word_index)
        self._show_doubts()
        words = tuple(self._page.words()) if self._page is not None else ()
        if 0 <= word_index < len(words):
            view, word = self._page_view, words[word_index]
            self._card.show_word(
                word,
                view.page.shown_rect(word.box),
                view.picture,
                view.page.size,
                suggestion=self._corrections.suggestion(word),
            )
            self._corrections.look_for_alike()
        else:
            self._card.show_hint(self._corrections.card_hint())

    @Slot(int)
    def _on_word_decided(self, word_index: int) -> None:
        self._selected = word_index

    def _shown(self) -> Shown | None:
        return None if self._job is None else Shown(self._job, self._page_index, self._page, self._selected)

    # Actions

    def _turn_page(self, step: int) -> None:
        self._find.forget_page()
        self.show_page(self._page_index + step)

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self._text_view.plain_text())
        self.notice.emit(tr("The text of page {page} was copied.", page=self._page_index + 1))


def _is_read_alike(page: PageResult | None, before: PageResult | None) -> bool:
    """Whether the words of both are the same but for corrections, so that what was selected still is."""
    if page is None or before is None:
        return False
    return (page.rotation, page.wish, page.options) == (before.rotation, before.wish, before.options)


def _looks_other(page: PageResult, before: PageResult) -> bool:
    return (page.blocks, page.rotation, page.wish) != (before.blocks, before.rotation, before.wish)
