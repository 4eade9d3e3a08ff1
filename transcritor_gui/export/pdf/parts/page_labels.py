"""The numbers that a document gives its pages ('iv', 'fls. 12'), for a part of it."""

from __future__ import annotations

from typing import Any

import pikepdf

from transcritor_gui.export.pdf.entries import array_of, dictionary_of

__all__ = ["PageLabels"]

_MOST_NODES = 10_000


class PageLabels:
    def __init__(self, pdf: Any) -> None:
        self._ranges = sorted(_ranges(pdf.Root.get("/PageLabels")), key=lambda each: each[0])

    def put(self, part: Any, *, first: int, end: int) -> None:
        """Let the pages of `part`, in the whole those from `first` up to, and without, `end`, keep theirs."""
        if not self._ranges:
            return
        numbers: list[Any] = []
        before = [each for each in self._ranges if each[0] <= first]
        if before:
            start, label = before[-1]
            numbers += [0, _label(label, first - start)]
        for start, label in self._ranges:
            if first < start < end:
                numbers += [start - first, _label(label, 0)]
        if numbers and numbers[0] != 0:
            numbers = [0, pikepdf.Dictionary(), *numbers]
        if numbers:
            part.Root["/PageLabels"] = pikepdf.Dictionary(Nums=pikepdf.Array(numbers))


def _label(label: Any, further: int) -> Any:
    """`label` for pages that begin `further` pages on."""
    made = pikepdf.Dictionary()
    for key, kind in (("/S", pikepdf.Name), ("/P", pikepdf.String)):
        value = label.get(key)
        if isinstance(value, kind):
            made[key] = value
    start = label.get("/St", 1)
    made["/St"] = (start if isinstance(start, int) else 1) + further
    return made


def _ranges(root: Any) -> list[tuple[int, Any]]:
    waiting, found, nodes = [root], list[tuple[int, Any]](), 0
    while waiting and nodes < _MOST_NODES:
        nodes += 1
        node = dictionary_of(waiting.pop())
        entries = array_of(node.get("/Nums"))
        for start, label in zip(entries[::2], entries[1::2], strict=False):
            if isinstance(start, int) and isinstance(label, pikepdf.Dictionary):
                found.append((start, label))
        waiting.extend(array_of(node.get("/Kids")))
    return found
