"""The walk from one doubtful word to the next, as they stand in the text or the worst first. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from transcritor_gui.model import PageResult, Word

__all__ = ["Doubt", "WalkOrder", "doubts_of", "next_doubt", "next_page_with_doubts", "worst_page"]


class WalkOrder(Enum):
    TEXT = auto()
    """As one reads, page after page."""
    WORST_FIRST = auto()
    """The page with the most doubts first, and on it the word that is least sure."""


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """A doubtful word; the smaller one is walked to first."""

    rank: float
    """0.0 in the text's order, else how likely the reading is right."""
    word_index: int
    """Among all words of the page."""


def doubts_of(page: PageResult | None, order: WalkOrder = WalkOrder.TEXT) -> tuple[Doubt, ...]:
    """The doubtful words of a page, as they are walked. Of no confidence is worse than of little."""
    words = page.words() if page is not None else ()
    found = [
        Doubt(_likely_right(word) if order is WalkOrder.WORST_FIRST else 0.0, index)
        for index, word in enumerate(words)
        if word.doubtful
    ]
    return tuple(sorted(found))


def _likely_right(word: Word) -> float:
    """0 to 1; what an engine says of itself where nothing better is known."""
    return 1.0 - word.doubt if word.doubt is not None else word.confidence or 0.0


def next_doubt(doubts: Sequence[Doubt], at: Doubt | None, step: int) -> Doubt | None:
    """The one after (1) or before (-1) the place `at` of the walk, where no doubt need be any more.

    From None the walk begins: at the first of them, or backwards at the last.
    """
    if step > 0:
        return next((doubt for doubt in doubts if at is None or doubt > at), None)
    return next((doubt for doubt in reversed(doubts) if at is None or doubt < at), None)


def next_page_with_doubts(counts: Mapping[int, int], page_index: int, step: int) -> int | None:
    """The nearest page after (1) or before (-1) this one that has doubts; None where there is none.

    `counts` are the doubtful words by page index.
    """
    if step > 0:
        return min((index for index, count in counts.items() if count and index > page_index), default=None)
    return max((index for index, count in counts.items() if count and index < page_index), default=None)


def worst_page(counts: Mapping[int, int], *, without: Collection[int]) -> int | None:
    """The page with the most doubts, the first of several, but for those `without`; None for none."""
    left = [(-count, index) for index, count in counts.items() if count and index not in without]
    return min(left)[1] if left else None
