"""Unknown words of the shown page, the walk over those of the document, and suggestions for each."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from transcritor_gui.i18n import tr
from transcritor_gui.model import Job, PageResult, Word
from transcritor_gui.ui.review.spelling.own_words import OwnWords
from transcritor_gui.ui.service.review_link import ReviewLink

if TYPE_CHECKING:  # with the word lists, when first asked for
    from transcritor_gui.pipeline.recognition.spelling import Speller

__all__ = ["Spelling"]

_EDGE = re.compile(r"^[\W_]+|[\W_]+$")


class Spelling(QObject):
    """`job` gives the document that is shown. Nothing is underlined until `set_on`."""

    unknown_changed = Signal(object)
    """frozenset of the indices of words on the shown page to be underlined."""
    word_wanted = Signal(int)
    page_wanted = Signal(int)
    """page_index of the next page with an unknown word; tell it with `show_page`, then `arrive`."""
    ended = Signal(str)
    """There is no unknown word after this one, in words."""
    notice = Signal(str)

    def __init__(
        self, link: ReviewLink, job: Callable[[], Job | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._link, self._job = link, job
        self._own_words = OwnWords()
        self._spellers: dict[str, Speller] = {}
        self._page: PageResult | None = None
        self._unknown: tuple[int, ...] | None = None
        """None until it is asked for: a page is looked through only where somebody wants to know."""
        self._is_on = False
        self._is_awaited = self._is_looking = False
        self.is_walking = False
        """Whether a person goes from unknown word to unknown word, and not from doubt to doubt."""
        link.page_where_found.connect(self._on_page)

    def set_own_words(self, own_words: OwnWords) -> None:
        self._own_words = own_words
        self._spellers.clear()

    def set_on(self, *, is_on: bool) -> None:
        self._is_on = is_on
        if is_on and self._page is not None and not self._has_list():
            self.notice.emit(tr("There is no dictionary for the language of this page."))
        self._tell()

    def show_page(self, page: PageResult | None) -> None:
        """Another page, or the same with other words."""
        self._page, self._unknown = page, None
        self._tell()

    def arrive(self) -> None:
        """The page is shown: where an unknown word was looked for on it, that is selected."""
        if self._is_awaited and self._found():
            self._is_awaited = False
            self.word_wanted.emit(self._found()[0])

    def step(self, selected: int) -> None:
        """To the next unknown word after the `selected` one, which is -1 for none."""
        job = self._job()
        if job is None or self._page is None:
            return
        self.is_walking = True
        following = next((index for index in self._found() if index > selected), None)
        if following is not None:
            self.word_wanted.emit(following)
            return
        if self._is_looking:
            return
        self._is_awaited, self._is_looking = False, True
        is_unknown = partial(_has_unknown, self._speller_of)
        self._link.request_page_where(job.id, self._page.page_index, is_unknown)

    @property
    def is_asked_for(self) -> bool:
        """Whether a person cares for spelling now."""
        return self._is_on or self.is_walking

    def suggestions(self, word: Word, *, most: int = 5) -> tuple[str, ...]:
        """What an unknown word may have been meant to be; () for known ones."""
        if self._page is None or not self.is_unknown(word):
            return ()
        return self._speller_of(self._page).suggestions(word.text, most=most)

    def is_unknown(self, word: Word) -> bool:
        return self._page is not None and self._speller_of(self._page).is_unknown(word.text)

    def add(self, word: Word) -> None:
        """It is a word from now on, here and in all documents."""
        text = _EDGE.sub("", word.text)
        is_kept = self._own_words.add(text)
        self.notice.emit(
            tr("“{word}” is in the dictionary now.", word=text)
            if is_kept
            else tr("“{word}” is known until the program ends: the list could not be written.", word=text)
        )
        self.show_page(self._page)

    def _found(self) -> tuple[int, ...]:
        if self._unknown is None:
            self._unknown = () if self._page is None else _unknown(self._speller_of(self._page), self._page)
        return self._unknown

    def _tell(self) -> None:
        self.unknown_changed.emit(frozenset(self._found()) if self._is_on else frozenset())

    def _speller_of(self, page: PageResult) -> Speller:
        """From any thread."""
        from transcritor_gui.pipeline.recognition.dictionary import dictionary_of
        from transcritor_gui.pipeline.recognition.spelling import Speller

        languages = self._languages(page)
        if languages not in self._spellers:
            self._spellers[languages] = Speller(dictionary_of(languages), self._own_words)
        return self._spellers[languages]

    def _languages(self, page: PageResult) -> str:
        job = self._job()
        return page.language or (job.options.languages if job is not None else "")

    def _has_list(self) -> bool:
        from transcritor_gui.pipeline.recognition.dictionary import LISTED

        return self._page is not None and any(
            code in LISTED for code in self._languages(self._page).split("+")
        )

    @Slot(object, object)
    def _on_page(self, job_id: UUID, page_index: int | None) -> None:
        self._is_looking = False
        job = self._job()
        if job is None or job.id != job_id:
            return
        if page_index is None:
            self.is_walking = False
            self.ended.emit(tr("No unknown words after this one"))
            return
        self._is_awaited = True
        self.page_wanted.emit(page_index)


def _unknown(speller: Speller, page: PageResult) -> tuple[int, ...]:
    return tuple(index for index, word in enumerate(page.words()) if speller.is_unknown(word.text))


def _has_unknown(speller_of: Callable[[PageResult], Speller], page: PageResult) -> bool:
    speller = speller_of(page)
    return any(speller.is_unknown(word.text) for word in page.words())
