"""How the pages of a document are shared out among workers."""

from __future__ import annotations

__all__ = ["split_into_chunks"]

_ROUNDS = 3
"""Chunks shrink when fewer pages are left than all slots would read in so many rounds of full chunks, so that
the last ones end at about the same time (guided self-scheduling, Polychronopoulos and Kuck 1987)."""


def split_into_chunks(page_count: int, *, slots: int, most_pages: int) -> tuple[tuple[int, int], ...]:
    """From and before which place, in order: each at most `most_pages` long, the last ones shorter."""
    chunks = []
    first = 0
    while first < page_count:
        left = page_count - first
        size = min(most_pages, max(1, -(-left // (slots * _ROUNDS))))
        chunks.append((first, first + size))
        first += size
    return tuple(chunks)
