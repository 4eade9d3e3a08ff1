"""The walk from one doubtful word to the next, over the pages of a document. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from transcritor_gui.model import PageResult

__all__ = ["doubts_of", "next_doubt", "next_page_with_doubts"]


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


def next_page_with_doubts(counts: Mapping[int, int], page_index: int, step: int) -> int | None:
    """The nearest page after (1) or before (-1) this one that has doubts; None where there is none.

    `counts` are the doubtful words by page index.
    """
    if step > 0:
        return min((index for index, count in counts.items() if count and index > page_index), default=None)
    return max((index for index, count in counts.items() if count and index < page_index), default=None)
