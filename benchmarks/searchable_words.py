"""Which words pdftotext finds in two searchable PDFs of one scan, and how far they lie from their ink."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import cv2
import numpy as np
import pypdfium2

from transcritor_gui.model import Box

__all__ = ["Comparison", "compared", "found_by_poppler"]

_WORD = re.compile(r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>')
_DPI = 200
_INK_BELOW_PAPER = 60
"""Grey levels by which ink is darker than most of its page."""
_AROUND_PT = 1.0
_MUCH_LARGER = 2.0
"""Spots this many times as large as a word are rules, or lines that touch."""
_SAME_PLACE_PT = 3.0


@dataclass(frozen=True, slots=True)
class Comparison:
    their_words: int
    """With at least one letter or figure."""
    found: int
    """Of these, those whose letters ours has in the same place."""
    read_otherwise: int
    """Ours has other letters there."""
    absent: tuple[str, ...]
    """Ours has nothing there."""
    our_words: int
    our_edges_pt: tuple[float, ...]
    """For words that both have alike: how far the farthest edge of the box is from that of the ink."""
    their_edges_pt: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    text: str
    box: Box


def found_by_poppler(pdf: Path) -> list[list[_Found]]:
    """The words of each page, in points of the page as shown."""
    done = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True)
    pages = []
    for page in done.stdout.decode("utf-8", "replace").split("<page ")[1:]:
        words = []
        for match in _WORD.finditer(page):
            box = Box(*(float(each) for each in match.groups()[:4]))
            text = _folded(unescape(match.group(5)))
            if text:
                words.append(_Found(text, box))
        pages.append(words)
    return pages


def compared(source: Path, ours: Path, theirs: Path) -> Comparison:
    our_pages, their_pages = found_by_poppler(ours), found_by_poppler(theirs)
    found = read_otherwise = 0
    absent: list[str] = []
    our_edges: list[float] = []
    their_edges: list[float] = []
    with pypdfium2.PdfDocument(source) as document:
        for page_index, (our_words, their_words) in enumerate(zip(our_pages, their_pages, strict=True)):
            inks = _Inks(document[page_index])
            for word in their_words:
                there = _in_place(word, our_words)
                if not there:
                    absent.append(word.text)
                elif word.text in "".join(each.text for each in there):
                    found += 1
                else:
                    read_otherwise += 1
                if len(there) == 1 and there[0].text == word.text:
                    inked = inks.of(there[0].box, word.box)
                    if inked is not None:
                        our_edges.append(_farthest_edge(there[0].box, inked))
                        their_edges.append(_farthest_edge(word.box, inked))
    return Comparison(
        their_words=sum(map(len, their_pages)),
        found=found,
        read_otherwise=read_otherwise,
        absent=tuple(absent),
        our_words=sum(map(len, our_pages)),
        our_edges_pt=tuple(our_edges),
        their_edges_pt=tuple(their_edges),
    )


def _in_place(word: _Found, others: Sequence[_Found]) -> list[_Found]:
    """What lies where `word` lies, from left to right."""
    box = word.box
    there = [
        other
        for other in others
        if min(box.x1, other.box.x1) - max(box.x0, other.box.x0) > -_SAME_PLACE_PT
        and abs(box.y_centre - other.box.y_centre) < max(box.height, other.box.height) / 2 + _SAME_PLACE_PT
        and _shared_width(box, other.box) > 0
    ]
    equal = [other for other in there if other.text == word.text]
    return equal[:1] if equal else sorted(there, key=lambda other: other.box.x0)


def _shared_width(one: Box, other: Box) -> float:
    return min(one.x1, other.x1) - max(one.x0, other.x0)


class _Inks:
    """The spots of ink of a page: letters, and what touches."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        grey = page.render(scale=_DPI / 72, grayscale=True).to_numpy().squeeze()
        ink = (grey < int(np.median(grey)) - _INK_BELOW_PAPER).astype(np.uint8)
        _, _, stats, middles = cv2.connectedComponentsWithStats(ink, connectivity=8)
        corners = np.column_stack((stats[:, :2], stats[:, :2] + stats[:, 2:4]))
        self._boxes = corners[1:] * 72 / _DPI
        self._middles = middles[1:] * 72 / _DPI

    def of(self, one: Box, other: Box) -> Box | None:
        """The box of the spots with their middle in the smaller of two boxes of a word; None without any.

        The larger one may hold letters of the lines above and below.
        """
        box = min(one, other, key=lambda each: each.height)
        x, y = self._middles[:, 0], self._middles[:, 1]
        width, height = self._boxes[:, 2] - self._boxes[:, 0], self._boxes[:, 3] - self._boxes[:, 1]
        inside = (x > box.x0 - _AROUND_PT) & (x < box.x1 + _AROUND_PT)
        inside &= (y > box.y0 - _AROUND_PT) & (y < box.y1 + _AROUND_PT)
        inside &= (height < _MUCH_LARGER * box.height) & (width < _MUCH_LARGER * box.width)
        if not inside.any():
            return None
        found = self._boxes[inside]
        return Box(*found[:, :2].min(axis=0).tolist(), *found[:, 2:].max(axis=0).tolist())


def _farthest_edge(box: Box, ink: Box) -> float:
    return max(abs(box.x0 - ink.x0), abs(box.x1 - ink.x1), abs(box.y0 - ink.y0), abs(box.y1 - ink.y1))


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if character.isalnum())
