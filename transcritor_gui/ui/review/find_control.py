"""Joins the line that finds words with the walk over what it finds, and marks that in text and picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from transcritor_gui.model import Word
from transcritor_gui.ui.review.actions import ReviewActions
from transcritor_gui.ui.review.corrections import Shown
from transcritor_gui.ui.review.finding import Finding
from transcritor_gui.ui.review.parts import ReviewParts
from transcritor_gui.ui.service.review_link import ReviewLink

__all__ = ["FindControl"]


class FindControl(QObject):
    """Beside `pane`, which shows the pages and words that are wanted here, and tells what `shown` is."""

    word_wanted = Signal(int)
    page_wanted = Signal(int)

    def __init__(
        self,
        link: ReviewLink,
        parts: ReviewParts,
        actions: ReviewActions,
        shown: Callable[[], Shown | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._shown, self._bar = shown, parts.find_bar
        self._finding = Finding(link, self._place, self)
        actions.find_next.triggered.connect(lambda: self._finding.step(1))
        actions.find_previous.triggered.connect(lambda: self._finding.step(-1))
        self._bar.wanted.connect(self._look_for)
        self._bar.closed.connect(parts.text_view.setFocus)
        self._finding.hits_changed.connect(parts.text_view.set_found)
        self._finding.hits_changed.connect(parts.page_view.set_found)
        self._finding.hit_reached.connect(self.word_wanted)
        self._finding.page_wanted.connect(self.page_wanted)
        self._finding.counted.connect(self._bar.show_count)

    def open(self) -> None:
        """The line that finds words in this document."""
        self._bar.open()

    def find(self, text: str) -> None:
        """Find `text` from the shown page on, as if it had been typed; '' finds nothing more."""
        self._bar.show_text(text)
        self._look_for(text)

    def set_words(self, words: Sequence[Word]) -> None:
        """Another page is shown, or the same with other words."""
        self._finding.set_words(words)

    def forget_page(self) -> None:
        """A person has turned to another page: the walk begins there."""
        self._finding.forget_page()

    @Slot(str)
    def _look_for(self, text: str) -> None:
        shown = self._shown()
        self._finding.look_for(text, () if shown is None else shown.words())

    def _place(self) -> tuple[UUID, int] | None:
        shown = self._shown()
        return None if shown is None else (shown.job.id, shown.page_index)
