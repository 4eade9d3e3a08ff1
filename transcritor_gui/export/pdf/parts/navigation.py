"""Bookmarks and links of a document, as values, and put into a part as far as they lead to its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pikepdf

from transcritor_gui.export.pdf.entries import array_of, dictionary_of

__all__ = [
    "Bookmark",
    "Destinations",
    "Target",
    "array_for",
    "bookmarks_of",
    "bookmarks_within",
    "put_bookmarks",
    "targets",
]

_MOST_BOOKMARKS: Final = 100_000
_MOST_NODES: Final = 100_000
"""Of a tree of names; a hostile one turns in circles."""
_DEEPEST: Final = 60
"""Levels of bookmarks; those further down are left out."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place that a bookmark or a link leads to."""

    page_index: int
    view: tuple[Any, ...]
    """What follows the page in its array: /XYZ with numbers, /Fit and so on."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    title: str
    target: Target | None
    """None for a heading, or one that leads out of the document."""
    is_open: bool
    below: tuple[Bookmark, ...]


class Destinations:
    """Where names and arrays lead in an open PDF."""

    def __init__(self, pdf: Any) -> None:
        self._indices = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        self._named = dict(_old_names(pdf.Root.get("/Dests")))
        self._named |= dict(_tree_names(dictionary_of(pdf.Root.get("/Names")).get("/Dests")))

    def target(self, holder: Any) -> Target | None:
        """Of a bookmark or a link, by its /Dest or its action; None where it leads to no page of these."""
        destination = holder.get("/Dest")
        if destination is None:
            action = dictionary_of(holder.get("/A"))
            if action.get("/S") != "/GoTo":
                return None
            destination = action.get("/D")
        return self._resolved(destination)

    def _resolved(self, destination: Any) -> Target | None:
        if isinstance(destination, pikepdf.String | pikepdf.Name):
            destination = self._named.get(_name(destination))
        if isinstance(destination, pikepdf.Dictionary):
            destination = destination.get("/D")
        entries = array_of(destination)
        if not entries:
            return None
        page = entries[0]
        index = self._indices.get(page.objgen) if isinstance(page, pikepdf.Dictionary) else None
        if index is None:
            return None
        plain = (each for each in entries[1:6] if not (isinstance(each, pikepdf.Object) and each.is_indirect))
        return Target(index, tuple(plain))


def bookmarks_of(pdf: Any, destinations: Destinations) -> tuple[Bookmark, ...]:
    """The outline of an open PDF."""
    seen: set[tuple[int, int]] = set()
    return _siblings(dictionary_of(pdf.Root.get("/Outlines")), destinations, seen, depth=0)


def bookmarks_within(bookmarks: Sequence[Bookmark], first: int, end: int) -> tuple[Bookmark, ...]:
    """Those that lead to the pages from `first` up to, and without, `end`; others give way to those below.

    A heading of a chapter that begins in another part would bring that part's words into this one.
    """
    kept: list[Bookmark] = []
    for each in bookmarks:
        below = bookmarks_within(each.below, first, end)
        if each.target is not None and first <= each.target.page_index < end:
            kept.append(Bookmark(each.title, each.target, each.is_open, below))
        else:
            kept.extend(below)
    return tuple(kept)


def put_bookmarks(part: Any, bookmarks: Sequence[Bookmark], *, first: int) -> None:
    """Give `part`, whose first page has the index `first` in the whole, an outline."""
    if not bookmarks:
        return
    with part.open_outline() as outline:
        outline.root.extend(_items(part, bookmarks, first))


def array_for(part: Any, target: Target, *, first: int) -> Any:
    """The destination of `target` in `part`."""
    page = part.pages[target.page_index - first].obj
    return pikepdf.Array([page, *(target.view if target.view else (pikepdf.Name.Fit,))])


def targets(bookmarks: Sequence[Bookmark], *, depth: int = 0) -> Iterator[tuple[int, int]]:
    """The index of the page that each bookmark leads to, and how many stand above it."""
    for each in bookmarks:
        if each.target is not None:
            yield each.target.page_index, depth
        yield from targets(each.below, depth=depth + 1)


def _items(part: Any, bookmarks: Sequence[Bookmark], first: int) -> Iterator[Any]:
    for each in bookmarks:
        assert each.target is not None
        item = pikepdf.OutlineItem(each.title, array_for(part, each.target, first=first))
        item.is_closed = not each.is_open
        item.children.extend(_items(part, each.below, first))
        yield item


def _siblings(
    parent: Any, destinations: Destinations, seen: set[tuple[int, int]], *, depth: int
) -> tuple[Bookmark, ...]:
    found = []
    item = parent.get("/First")
    while isinstance(item, pikepdf.Dictionary) and item.objgen not in seen and len(seen) < _MOST_BOOKMARKS:
        if item.is_indirect:
            seen.add(item.objgen)
        below = _siblings(item, destinations, seen, depth=depth + 1) if depth < _DEEPEST else ()
        title = item.get("/Title")
        found.append(
            Bookmark(
                str(title) if isinstance(title, pikepdf.String) else "",
                destinations.target(item),
                _count(item) >= 0,
                below,
            )
        )
        item = item.get("/Next")
    return tuple(found)


def _count(item: Any) -> int:
    count = item.get("/Count", 0)
    return count if isinstance(count, int) else 0


def _old_names(names: Any) -> Iterator[tuple[bytes, Any]]:
    """PDF 1.1 kept destinations by name in a dictionary."""
    for key, value in dictionary_of(names).items():
        yield key.encode("utf-8", "surrogateescape"), value


def _tree_names(root: Any) -> Iterator[tuple[bytes, Any]]:
    waiting, seen = [root], set[tuple[int, int]]()
    while waiting and len(seen) < _MOST_NODES:
        node = dictionary_of(waiting.pop())
        if node.is_indirect:
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        entries = array_of(node.get("/Names"))
        for name, value in zip(entries[::2], entries[1::2], strict=False):
            if isinstance(name, pikepdf.String):
                yield bytes(name), value
        waiting.extend(array_of(node.get("/Kids")))


def _name(value: Any) -> bytes:
    if isinstance(value, pikepdf.Name):
        return str(value).encode("utf-8", "surrogateescape")
    return bytes(value)
