"""Page numbers as people write them: '1-3,7,12-'."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

from transcritor_gui.errors import ErrorCode, TranscritorError

__all__ = ["MAX_PAGES", "check_page_numbers", "page_numbers", "selected_page_indices"]

MAX_PAGES = 20_000
"""More than any real document is read of at once; a page tree may claim millions in a few bytes."""

_RANGE = re.compile(r"^(\d{1,9})?\s*(-)?\s*(\d{1,9})?$", re.ASCII)


def selected_page_indices(text: str, page_count: int) -> tuple[int, ...]:
    """Indices from 0, ascending, each once, of the pages that `text` names; all pages for ''.

    A range may be open ('5-' or '-3'). Raises TranscritorError(BAD_PAGE_RANGE) for anything that is
    not page numbers, and for a choice that holds no page of this document; PDF_TOO_MANY_PAGES for one of more
    than MAX_PAGES.
    """
    ranges = [range(first - 1, min(last, page_count)) for first, last in _ranges(text, page_count)]
    if any(len(each) > MAX_PAGES for each in ranges):
        raise TranscritorError(ErrorCode.PDF_TOO_MANY_PAGES, pages=page_count, limit=MAX_PAGES)
    chosen = {index for each in ranges for index in each}
    if text.strip() and not chosen:
        raise TranscritorError(ErrorCode.BAD_PAGE_RANGE, pages=text)
    if len(chosen) > MAX_PAGES:
        raise TranscritorError(ErrorCode.PDF_TOO_MANY_PAGES, pages=page_count, limit=MAX_PAGES)
    return tuple(sorted(chosen))


def check_page_numbers(text: str) -> None:
    """Raise TranscritorError(BAD_PAGE_RANGE) for what names pages of no document."""
    _ranges(text, sys.maxsize)


def _ranges(text: str, page_count: int) -> list[tuple[int, int]]:
    """The first and last page number of each part of `text`."""
    if not text.strip():
        return [(1, page_count)]
    ranges = []
    for part in text.split(","):
        match = _RANGE.match(part.strip())
        if match is None or not part.strip() or part.strip() == "-":
            raise TranscritorError(ErrorCode.BAD_PAGE_RANGE, pages=text)
        first, dash, last = match.groups()
        start = int(first) if first is not None else 1
        end = int(last) if last is not None else (max(start, page_count) if dash else start)
        if start < 1 or end < start:
            raise TranscritorError(ErrorCode.BAD_PAGE_RANGE, pages=text)
        ranges.append((start, end))
    return ranges


def page_numbers(page_indices: Iterable[int]) -> str:
    """The page numbers of ascending indices as people write them; what `selected_page_indices` reads."""
    ranges: list[tuple[int, int]] = []
    for number in (index + 1 for index in page_indices):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)
