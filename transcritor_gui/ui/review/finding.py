"""The walk from hit to hit through the open document: here first, then on the next page that has any."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from transcritor_gui.model import Word
from transcritor_gui.model.search_terms import (
    SearchTerm,
    SimilarWords,
    matches_in,
    search_terms,
    similar_in,
)
from transcritor_gui.store import PagesFound
from transcritor_gui.ui.service.review_link import ReviewLink

__all__ = ["Finding", "HitCount"]


@dataclass(frozen=True, slots=True)
class HitCount:
    on_page: int
    """Hits on the shown page."""
    pages: int
    """Of the document that have any."""
    is_counting: bool
    """Whether `pages` is not known yet."""
    is_similar: bool
    """Whether the words stand there misread."""


class Finding(QObject):
    """Told which page is shown; says which words are hits, and which page to show for the next one."""

    hits_changed = Signal(object)
    """frozenset of the indices of words on the shown page that are part of a hit."""
    hit_reached = Signal(int)
    """Index of the first word of the hit to look at."""
    page_wanted = Signal(int)
    """page_index of the next hit; tell the words of it with `set_words`."""
    counted = Signal(object)
    """HitCount"""

    def __init__(
        self, link: ReviewLink, place: Callable[[], tuple[UUID, int] | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._place = place
        self._text = ""
        self._terms: tuple[SearchTerm, ...] = ()
        self._similar: SimilarWords | None = None
        """What is looked for instead, where the document holds none of it but misread."""
        self._words: Sequence[Word] = ()
        self._hits: tuple[range, ...] = ()
        self._pages: tuple[int, ...] = ()
        self._at = -1
        self._step = 0
        self._is_counting = False
        self._asked_steps = 0
        """Steps asked for before it is known which pages have hits."""
        link.hit_pages_found.connect(self._on_pages)

    @property
    def is_on(self) -> bool:
        return bool(self._terms)

    def look_for(self, text: str, words: Sequence[Word]) -> None:
        """Find `text` in the document from the shown page on; '' finds nothing more."""
        self._text, self._terms = text, search_terms(text)
        self._pages, self._similar, self._at, self._step = (), None, -1, 0
        self._is_counting, self._asked_steps = False, 0
        place = self._place()
        if self._terms and place is not None:
            self._is_counting = True
            self._link.request_hit_pages(place[0], text)
        self._mark(words)

    def set_words(self, words: Sequence[Word]) -> None:
        """Another page is shown, or the same with other words."""
        self._mark(words)
        if self._step and self._hits:
            self._at = 0 if self._step > 0 else len(self._hits) - 1
            self._step = 0
            self.hit_reached.emit(self._hits[self._at].start)

    def forget_page(self) -> None:
        """A person has turned to another page: the walk begins there."""
        self._at, self._step = -1, 0

    def step(self, step: int) -> None:
        """To the next hit (1) or the last (-1); after the last one of the document from its beginning."""
        place = self._place()
        if place is None or not self._terms:
            return
        if self._is_counting:
            self._asked_steps += step
            return
        at = self._at + step if self._at >= 0 or step > 0 else len(self._hits) - 1
        if 0 <= at < len(self._hits):
            self._at = at
            self.hit_reached.emit(self._hits[at].start)
            return
        page_index = _next_page(self._pages, place[1], step)
        if page_index is None:
            return
        if page_index == place[1]:
            if self._hits:
                self._at = 0 if step > 0 else len(self._hits) - 1
                self.hit_reached.emit(self._hits[self._at].start)
            else:  # its words are still to come
                self._step = step
            return
        self._at, self._step = -1, step
        self.page_wanted.emit(page_index)

    def _mark(self, words: Sequence[Word]) -> None:
        self._words = words
        if self._similar is not None:
            self._hits = similar_in([(word.text, word.alternative or "") for word in words], self._similar)
        else:
            self._hits = matches_in([word.text for word in words], self._terms) if self._terms else ()
        self.hits_changed.emit(frozenset(index for hit in self._hits for index in hit))
        self._tell_count()

    def _tell_count(self) -> None:
        on_page, pages = len(self._hits), len(self._pages)
        self.counted.emit(HitCount(on_page, pages, self._is_counting, is_similar=self._similar is not None))

    def _on_pages(self, job_id: UUID, text: str, found: PagesFound) -> None:
        place = self._place()
        if place is None or job_id != place[0] or text != self._text:
            return
        pages = found.page_indices
        self._pages, self._similar, self._is_counting = pages, found.similar, False
        if found.similar is None:
            self._tell_count()
        else:
            self._mark(self._words)
        if self._at < 0:
            if self._hits:
                self._at = 0
                self.hit_reached.emit(self._hits[0].start)
            elif pages:
                self.step(1)
        asked, self._asked_steps = self._asked_steps, 0
        for _ in range(abs(asked)):
            self.step(1 if asked > 0 else -1)


def _next_page(pages: Sequence[int], page_index: int, step: int) -> int | None:
    """The nearest page with hits after or before this one; round the ends of the document."""
    if not pages:
        return None
    if step > 0:
        return next((page for page in pages if page > page_index), pages[0])
    return next((page for page in reversed(pages) if page < page_index), pages[-1])
