"""The pages of a job one after another, so that a document of thousands never lies in memory whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload
from uuid import UUID

from transcritor_gui.model import PageResult
from transcritor_gui.store.pages import PageRepository

__all__ = ["StoredPages"]

_AT_ONCE = 32
"""Pages unfolded together: some 15 MB of words, and one question to the database."""


class StoredPages(Sequence[PageResult]):
    """The pages that a job had when this was made, in page order, each read from the database when asked for.

    A page that is deleted meanwhile is passed over.
    """

    def __init__(self, pages: PageRepository, job_id: UUID) -> None:
        self._pages = pages
        self._job_id = job_id
        self._indices = pages.indices(job_id)

    def __len__(self) -> int:
        return len(self._indices)

    @overload
    def __getitem__(self, place: int) -> PageResult: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[PageResult, ...]: ...
    def __getitem__(self, place: int | slice) -> PageResult | tuple[PageResult, ...]:
        if isinstance(place, slice):
            return self._pages.some(self._job_id, self._indices[place])
        found = self._pages.get(self._job_id, self._indices[place])
        if found is None:
            raise IndexError(place)
        return found

    def __iter__(self) -> Iterator[PageResult]:
        for start in range(0, len(self._indices), _AT_ONCE):
            yield from self._pages.some(self._job_id, self._indices[start : start + _AT_ONCE])
