"""The walk from one doubtful word to the next, over the pages of a document. Pure: pages are given to it."""

from __future__ import annotations

from collections.abc import Sequence

from transcritor_gui.model import PageResult

__all__ = ["DoubtWalk", "doubts_of", "next_doubt"]


class DoubtWalk:
    """Which page is looked at next. It begins where a page has no more doubtful words."""

    def __init__(self) -> None:
        self._step = 0
        self._page_index = 0

    @property
    def is_onwards(self) -> bool:
        return self._step > 0

    def begin(self, page_index: int, step: int) -> None:
        """From a page towards the end (1) or the beginning (-1)."""
        self._page_index = page_index
        self._step = step

    def end(self) -> None:
        self._step = 0

    def wants(self, page_index: int) -> bool:
        """Whether this is the page that is waited for."""
        return self._step != 0 and page_index == self._page_index

    def next_page(self, page_count: int) -> int | None:
        """The page to look at now; None behind the last one, where the walk ends."""
        self._page_index += self._step
        if 0 <= self._page_index < page_count:
            return self._page_index
        self.end()
        return None


def doubts_of(page: PageResult | None) -> tuple[int, ...]:
    """The doubtful words of a page, as indices among all its words."""
    words = page.words() if page is not None else ()
    return tuple(index for index, word in enumerate(words) if word.doubtful)


def next_doubt(doubts: Sequence[int], selected: int, step: int) -> int | None:
    """The one after (1) or before (-1) the selected word, which is -1 for none; None where there is none."""
    if step > 0:
        return next((index for index in doubts if index > selected), None)
    before = [index for index in doubts if selected < 0 or index < selected]
    return before[-1] if before else None
