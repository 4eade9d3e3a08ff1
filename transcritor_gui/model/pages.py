"""Page numbers as people write them: '1-3,7,12-'."""

from __future__ import annotations

import re
from collections.abc import Iterable

from transcritor_gui.errors import ErrorCode, TranscritorError

__all__ = ["page_numbers", "selected_page_indices"]

_RANGE = re.compile(r"^(\d+)?\s*(-)?\s*(\d+)?$")


def selected_page_indices(text: str, page_count: int) -> tuple[int, ...]:
    """Indices from 0, ascending, each once, of the pages that `text` names; all pages for ''.

    A range may be open ('5-' or '-3'). Raises TranscritorError(BAD_PAGE_RANGE) for anything that is
    not page numbers, and for a choice that holds no page of this document.
    """
    if not text.strip():
        return tuple(range(page_count))
    chosen: set[int] = set()
    for part in text.split(","):
        match = _RANGE.match(part.strip())
        if match is None or not part.strip() or part.strip() == "-":
            raise TranscritorError(ErrorCode.BAD_PAGE_RANGE, pages=text)
        first, dash, last = match.groups()
        start = int(first) if first is not None else 1
        end = int(last) if last is not None else (page_count if dash else start)
        if start < 1 or end < start:
            raise TranscritorError(ErrorCode.BAD_PAGE_RANGE, pages=text)
        chosen.update(range(start - 1, min(end, page_count)))
    if not chosen:
        raise TranscritorError(ErrorCode.BAD_PAGE_RANGE, pages=text)
    return tuple(sorted(chosen))


def page_numbers(page_indices: Iterable[int]) -> str:
    """The page numbers of ascending indices as people write them; what `selected_page_indices` reads."""
    ranges: list[tuple[int, int]] = []
    for number in (index + 1 for index in page_indices):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)
