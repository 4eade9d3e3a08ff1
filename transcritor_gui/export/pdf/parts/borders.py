"""Where a document may best be cut, as far as that can be told from sizes and borders alone. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Final

__all__ = ["Border", "best_end", "furthest_end"]

_LEAST_SHARE: Final = 0.5
"""Of what would fit: no bookmark is worth a shorter part, or portals would get many more files."""


class Border(IntEnum):
    """What speaks for a cut before a page, the stronger the higher."""

    PAGE = 0
    """Any page border."""
    INNER_BOOKMARK = 1
    """A bookmark below others leads to the page."""
    BLANK_PAGE = 2
    """The page before is blank: a sheet that parts documents, or the back of a last page."""
    BOOKMARK = 3
    """A bookmark of the outermost level leads to the page."""


def furthest_end(first: int, end: int, size_of: Callable[[int, int], int], *, limit: int) -> int:
    """The most pages from `first` on, up to `end`, of at most `limit`; one page at least.

    `size_of` gives the size of the pages from its first number up to, and without, its second.
    """
    low, high = first + 1, end
    while low < high:
        middle = (low + high + 1) // 2
        if size_of(first, middle) <= limit:
            low = middle
        else:
            high = middle - 1
    return low


def best_end(
    first: int,
    furthest: int,
    borders: Mapping[int, Border],
    size_of: Callable[[int, int], int],
    *,
    page_count: int,
) -> int:
    """Where to end the part that begins at `first` and may reach to `furthest`.

    At the strongest border in its later half, the last one of these; at `furthest` where none is better than
    another. The rest of the document stays together where it fits.
    """
    if furthest >= page_count:
        return page_count
    least = furthest_end(first, furthest, size_of, limit=int(size_of(first, furthest) * _LEAST_SHARE))
    return max(
        range(max(least, first + 1), furthest + 1), key=lambda end: (borders.get(end, Border.PAGE), end)
    )
