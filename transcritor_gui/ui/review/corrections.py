"""What the review does with corrections: its keys, menus and card lead to them, and what they find is shown.

Beside `pane`, which shows pages: this joins the parts that correct with the page that is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.model import Correction, Job, PageRegion, PageResult, Word
from transcritor_gui.ui.review.actions import ReviewActions
from transcritor_gui.ui.review.correcting.control import Correcting, ShownPage
from transcritor_gui.ui.review.correcting.doubt_control import DoubtControl
from transcritor_gui.ui.review.correcting.doubt_walk import WalkOrder
from transcritor_gui.ui.review.correcting.page_tools import PageTools
from transcritor_gui.ui.review.marking.marking import Marking
from transcritor_gui.ui.review.parts import ReviewParts
from transcritor_gui.ui.review.spelling.spelling import Spelling
from transcritor_gui.ui.service.controller import Controller

__all__ = ["PageCorrections", "Shown"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the review shows."""

    job: Job
    page_index: int
    page: PageResult | None
    """None while it has no text yet."""
    selected: int
    """The word, by its place in the text; -1 for none."""

    def words(self) -> tuple[Word, ...]:
        return tuple(self.page.words()) if self.page is not None else ()

    def is_page(self, job_id: UUID, page_index: int) -> bool:
        return job_id == self.job.id and page_index == self.page_index


class PageCorrections(QObject):
    """Joins correcting, doubts and page tools with what `shown` tells of the review."""

    word_wanted = Signal(int)
    """A word to be selected."""
    word_decided = Signal(int)
    """The word that was decided about, as it is counted on the page now; the next doubt follows."""
    page_wanted = Signal(int)
    page_changed = Signal(object)
    """PageResult: the shown page with a correction laid over it."""
    as_read_left = Signal()
    """The page was shown as it was read, and is to be shown with its corrections again."""
    notes_changed = Signal()
    """What is to be said of the shown page: see `unfit` and `is_read_again`."""
    order_changed = Signal()
    """Doubts are walked in another order from now on."""
    notice = Signal(str)
    """A sentence for the window's line of news."""

    def __init__(
        self,
        controller: Controller,
        parts: ReviewParts,
        actions: ReviewActions,
        shown: Callable[[], Shown | None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._controller, self._parts, self._actions, self._shown = controller, parts, actions, shown
        self._card, self._text_view = parts.card, parts.text_view
        self.unfit: tuple[Correction, ...] = ()
        """Corrections that no longer fit the shown page."""
        self._selected_names: dict[UUID, str] = {}
        self._correcting = Correcting(controller.review, self._correctable, self)
        self._tools = PageTools(controller, parent)
        self._marking = Marking(parts.page_view, parts.region_bar, actions.mark_region, self)
        self.doubts = DoubtControl(controller.review, self._place, self)
        self.spelling = Spelling(controller.review, self._job, self)
        self._connect()
        self._connect_spelling()

    def _connect_spelling(self) -> None:
        spelling, actions = self.spelling, self._actions
        actions.check_spelling.toggled.connect(lambda on: spelling.set_on(is_on=on))
        actions.next_unknown.triggered.connect(self._next_unknown)
        spelling.unknown_changed.connect(self._text_view.set_unknown)
        spelling.word_wanted.connect(self._decide)
        spelling.page_wanted.connect(self.page_wanted)
        spelling.ended.connect(self._parts.doubt_bar.show_message)
        spelling.notice.connect(self.notice)

    def _connect(self) -> None:
        actions, correcting, link = self._actions, self._correcting, self._controller.review
        actions.undo.triggered.connect(self._undo)
        actions.redo.triggered.connect(correcting.redo)
        actions.confer.triggered.connect(lambda on: correcting.confer(conferred=on))
        actions.as_read.triggered.connect(self._show_as_read)
        actions.replace.triggered.connect(self._open_replace)
        actions.read_again.triggered.connect(self._open_read_again)
        actions.worst_first.toggled.connect(self._set_worst_first)
        actions.turn_right.triggered.connect(lambda: self._turn(90))
        actions.turn_left.triggered.connect(lambda: self._turn(-90))
        actions.turn_over.triggered.connect(lambda: self._turn(180))
        self._marking.region_wanted.connect(self._mark)
        self._tools.notice.connect(self.notice)
        self._tools.work_changed.connect(self.notes_changed)
        self._card.corrected.connect(correcting.correct_word)
        self._card.corrected_everywhere.connect(correcting.correct_everywhere)
        self._text_view.typed.connect(correcting.retype)
        self._text_view.menu_wanted.connect(self._open_menu)
        self._parts.page_view.menu_wanted.connect(self._open_menu)
        correcting.page_changed.connect(self.page_changed)
        correcting.word_decided.connect(self._go_on)
        correcting.alike_counted.connect(self._card.show_alike)
        correcting.notice.connect(self.notice)
        self.doubts.word_wanted.connect(self._decide)
        self.doubts.page_wanted.connect(self.page_wanted)
        self.doubts.ended.connect(self._on_doubts_ended)
        link.as_read_found.connect(self._on_as_read)
        link.unfit_found.connect(self._on_unfit)

    def set_selected_documents(self, jobs: Sequence[Job]) -> None:
        """All that are selected in the list, for what can be done in many."""
        self._selected_names = {job.id: job.name for job in jobs}

    @property
    def is_read_again(self) -> bool:
        """Whether the shown page is being read in another way, which takes seconds."""
        place = self._place()
        return place is not None and self._tools.is_at_work(*place)

    def forget_page(self) -> None:
        """Another page is on its way."""
        self.doubts.forget()
        self.spelling.show_page(None)
        self._marking.leave()
        self._marking.show_page(None)
        self.unfit = ()
        self._actions.as_read.setChecked(False)

    def show_page(self, page: PageResult | None) -> None:
        """The page has come, or reads otherwise now."""
        self.doubts.show_page(page)
        self.spelling.show_page(page)
        self._marking.show_page(page)

    def arrive(self) -> None:
        """The page has been shown: whoever looked for a word on it is led there."""
        self.doubts.arrive()
        self.spelling.arrive()

    def step_doubt(self, step: int, selected: int) -> None:
        """The next (1) or last (-1) doubt from the selected word on, which is -1 for none."""
        self.spelling.is_walking = False
        self.doubts.step(step, selected)

    def suggestion(self, word: Word) -> str:
        """What the word may have been meant to be, where a person cares for spelling; '' for none."""
        found = self.spelling.suggestions(word, most=1) if self.spelling.is_asked_for else ()
        return found[0] if found else ""

    def look_for_alike(self) -> None:
        """Count the same reading elsewhere in the document; the card tells it."""
        self._correcting.look_for_alike()

    def card_hint(self) -> str:
        """What can be done here, for the card while no word is selected; empty for a page without text."""
        shown = self._shown()
        if shown is None or shown.page is None or not shown.page.blocks:
            return ""
        if self.doubts.doubts:
            return tr(
                "F8 goes to the next doubtful word. Click any word to correct it, or type over the text."
            )
        return tr("No word of this page is in doubt. Click any word to correct it, or type over the text.")

    def _place(self) -> tuple[UUID, int] | None:
        shown = self._shown()
        return None if shown is None else (shown.job.id, shown.page_index)

    def _correctable(self) -> ShownPage | None:
        shown = self._shown()
        if shown is None or shown.page is None or self._actions.as_read.isChecked():
            return None
        return ShownPage(shown.job.id, shown.page, shown.selected)

    def _decide(self, word_index: int) -> None:
        """Select a word, with the keyboard where it is decided about."""
        self.word_wanted.emit(word_index)
        self._card.take_keyboard()

    def _set_worst_first(self, is_wanted: bool) -> None:
        self.doubts.set_order(WalkOrder.WORST_FIRST if is_wanted else WalkOrder.TEXT)
        self.order_changed.emit()

    def _go_on(self, word_index: int) -> None:
        """From a word that is decided to the next doubt, or to the next unknown word."""
        self.word_decided.emit(word_index)
        if self.spelling.is_walking:
            self.spelling.step(word_index)
        else:
            self.doubts.step(1, word_index)

    def _next_unknown(self) -> None:
        shown = self._shown()
        if shown is not None:
            self.spelling.step(shown.selected)

    def _job(self) -> Job | None:
        shown = self._shown()
        return None if shown is None else shown.job

    def _on_doubts_ended(self, words: str) -> None:
        self._parts.doubt_bar.show_message(words)
        if not self.doubts.doubts:
            self._card.show_hint(words)

    def _undo(self) -> None:
        if self._text_view.is_typing:
            self._text_view.give_up_typing()
        else:
            self._correcting.undo()

    def _open_menu(self, word_index: int, position: QPoint) -> None:
        self.word_wanted.emit(word_index)
        self._correcting.open_menu(
            word_index, position, self.spelling, lambda _index: self._card.take_keyboard()
        )

    def _open_replace(self) -> None:
        shown = self._shown()
        if shown is None:
            return
        self._text_view.finish_typing()
        words = shown.words()
        text = words[shown.selected].text if 0 <= shown.selected < len(words) else ""
        self._tools.open_replace({shown.job.id: shown.job.name} | self._selected_names, text)

    def _open_read_again(self) -> None:
        shown = self._shown()
        if shown is not None and shown.page is not None:
            self._text_view.finish_typing()
            self._tools.open_read_again(shown.job, shown.page)

    def _turn(self, degrees: int) -> None:
        shown = self._shown()
        if shown is not None and shown.page is not None:
            self._text_view.finish_typing()
            self._tools.turn(shown.job, shown.page, degrees)

    def _mark(self, region: PageRegion | None, instead_of: PageRegion | None) -> None:
        shown = self._shown()
        if shown is not None and shown.page is not None:
            self._text_view.finish_typing()
            self._tools.mark(shown.job, shown.page, region, instead_of)

    def _show_as_read(self, is_wanted: bool) -> None:
        shown = self._shown()
        if shown is None:
            return
        if is_wanted:
            self._text_view.finish_typing()
            self._controller.review.request_as_read(shown.job.id, shown.page_index)
        elif shown.page is not None:
            self.as_read_left.emit()

    @Slot(object, int, object)
    def _on_as_read(self, job_id: UUID, page_index: int, page: PageResult | None) -> None:
        shown = self._shown()
        if page is None or shown is None or not shown.is_page(job_id, page_index):
            return
        if not self._actions.as_read.isChecked():
            return
        self._text_view.show_changed(page)
        self._text_view.set_typable(is_typable=False)
        self._card.show_hint(tr("This is what was read, without any correction."))

    @Slot(object, int, object)
    def _on_unfit(self, job_id: UUID, page_index: int, unfit: tuple[Correction, ...]) -> None:
        shown = self._shown()
        if shown is not None and shown.is_page(job_id, page_index) and unfit != self.unfit:
            self.unfit = unfit
            self.notes_changed.emit()
