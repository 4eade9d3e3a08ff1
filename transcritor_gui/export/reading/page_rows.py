"""Rows of pages made from other rows, a page at a time: hardly more is held than their source holds."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import overload

from transcritor_gui.model import PageResult

__all__ = ["ChainedPages", "ChangedPages", "PageRow"]


class PageRow(Sequence[PageResult]):
    """Give `__len__` and `_page`, and `__iter__` where going through is cheaper than page by page."""

    @overload
    def __getitem__(self, place: int) -> PageResult: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[PageResult, ...]: ...
    def __getitem__(self, place: int | slice) -> PageResult | tuple[PageResult, ...]:
        if isinstance(place, slice):
            return tuple(self._page(each) for each in range(len(self))[place])
        return self._page(range(len(self))[place])

    @abstractmethod
    def _page(self, place: int) -> PageResult:
        """The page at `place`, from 0 to the length less 1."""


class ChangedPages(PageRow):
    """`pages`, each as `change(its place, the page)` gives it back."""

    def __init__(self, pages: Sequence[PageResult], change: Callable[[int, PageResult], PageResult]) -> None:
        self._pages = pages
        self._change = change

    def __len__(self) -> int:
        return len(self._pages)

    def __iter__(self) -> Iterator[PageResult]:
        return (self._change(place, page) for place, page in enumerate(self._pages))

    def _page(self, place: int) -> PageResult:
        return self._change(place, self._pages[place])


class ChainedPages(PageRow):
    """The pages of several rows, one row after the other."""

    def __init__(self, rows: Sequence[Sequence[PageResult]]) -> None:
        self._rows = tuple(rows)

    def __len__(self) -> int:
        return sum(map(len, self._rows))

    def __iter__(self) -> Iterator[PageResult]:
        for row in self._rows:
            yield from row

    def _page(self, place: int) -> PageResult:
        for row in self._rows:
            if place < len(row):
                return row[place]
            place -= len(row)
        raise IndexError(place)
