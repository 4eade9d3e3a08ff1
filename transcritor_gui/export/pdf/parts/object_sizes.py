"""How many bytes pages bring into a file, each object counted once however many of them show it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pikepdf

__all__ = ["PageSizes", "linked_objects"]

ObjectId = tuple[int, int]

_PACKED: Final = 0.4
"""What is left of objects that are no streams, which are compressed together (measured: 0.25 to 0.4)."""
_OVERHEAD_BYTES: Final = 24
"""Of an object's head and place in the cross-reference table."""
_FILE_BYTES: Final = 1_500
"""What every file has besides its pages: header, catalogue, information, tables."""


class PageSizes:
    """Of the pages of an open PDF, whose objects must not change any more."""

    def __init__(self, pdf: Any) -> None:
        self._bytes: dict[ObjectId, int] = {}
        self._links: dict[ObjectId, tuple[Any, ...]] = {}
        self._objects = [self._reached(page.obj) for page in pdf.pages]

    def of(self, first: int, end: int) -> int:
        """About how many bytes a file of the pages from `first` up to, and without, `end` has."""
        reached: set[ObjectId] = set().union(*self._objects[first:end])
        return _FILE_BYTES + sum(self._bytes[number] for number in reached)

    def objects(self, first: int, end: int) -> set[ObjectId]:
        """What these pages are made of."""
        return set().union(*self._objects[first:end])

    def _reached(self, page: Any) -> frozenset[ObjectId]:
        found = {page.objgen}
        waiting = [page]
        while waiting:
            for linked in self._linked(waiting.pop()):
                if linked.objgen not in found:
                    found.add(linked.objgen)
                    waiting.append(linked)
        return frozenset(found)

    def _linked(self, value: Any) -> tuple[Any, ...]:
        number = value.objgen
        if number not in self._links:
            self._links[number] = tuple(linked_objects(value))
            self._bytes[number] = _size(value)
        return self._links[number]


def linked_objects(value: Any) -> Iterator[Any]:
    """The objects with a number of their own that `value` names, but pages and what is above them."""
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, pikepdf.Stream | pikepdf.Dictionary):
            entries = [entry for key, entry in inner.items() if key != "/Parent" or not _is_page(inner)]
        elif isinstance(inner, pikepdf.Array):
            entries = list(inner)
        else:
            continue
        for entry in entries:
            if isinstance(entry, pikepdf.Object):
                if not entry.is_indirect:
                    waiting.append(entry)
                elif not _is_page(entry):
                    yield entry


def _is_page(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary) and value.get("/Type") in ("/Page", "/Pages")


def _size(value: Any) -> int:
    if isinstance(value, pikepdf.Stream):
        return len(value.read_raw_bytes()) + len(value.stream_dict.unparse()) + _OVERHEAD_BYTES
    return int(len(value.unparse(resolved=True)) * _PACKED) + _OVERHEAD_BYTES
