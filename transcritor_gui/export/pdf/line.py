"""How the words of a line are set in a font without ink: where, how large, how wide. Pure.

All words of a line share a size and a line of writing, because readers take words of one size on one height
for a line; how far each reaches above and below is the choice of a glyph (font.py).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from transcritor_gui.export.pdf.clusters import has_letters_from_right
from transcritor_gui.export.pdf.font import UNITS_PER_EM, Reach, nearest_reach
from transcritor_gui.export.pixels import written_words
from transcritor_gui.model import Box, Line, WordSource

__all__ = ["SetLine", "SetWord", "set_line"]

_ADDED = frozenset({WordSource.OCR, WordSource.CORRECTED})
_WITH_TAIL = re.compile("[gjpqyçşţQJ,;()\\[\\]{}|/\\\\_@§$µβγζημξρφχψруфцщдįųęąŋ]")
"""Letters and signs that go below the line of writing in most founts."""
_WITH_LETTER = re.compile(r"[^\W_]")
_LARGE_PT = 24.0
"""From this size on no reach comes near enough: every word gets a size of its own."""
_SMALLEST_PT = 1.0
_NARROWEST_PT = 0.1
_SHARE_OF_TAILS = 0.25
"""Of the height of a word that has both tails and tall letters."""
_MOST_OF_USUAL = 1.6
"""How much larger than the middle one a word of the line may be and still give it its size."""
_TILTED = 4.0
"""Degrees from which words are tilted like their line. Below, they stand upright, each at its own height:
Poppler takes a word apart whose letters climb by half a point, and at four degrees the ends of a long word
are still within two points of their ink."""
_OFF_THE_LINE = 1.5
"""Points by which a word's ink may end elsewhere than the reach before it is set on its own."""
_OFF_THE_LINE_FROM_RIGHT = 2.0
"""The same in lines with Hebrew or Arabic: pdf.js turns round what shares a size, and no more."""
_LEAST_GAP = 0.12
"""Of the size, between the words of a line: pdf.js sees no space in a tenth of it."""
_MOST_GIVEN_UP_PT = 1.8
"""By which a word is shortened for that gap."""
_TURNED = 1.3
"""How many times as tall as wide the words of a line written up or down are, all together."""


class SetWord(NamedTuple):
    text: str
    along: float
    """Where it begins, along the direction of writing, from the page's bottom left corner, in points."""
    across: float
    """The height of its line of writing."""
    length: float
    size_pt: float
    reach: Reach


class SetLine(NamedTuple):
    angle: float
    """Of the direction of writing, in degrees anticlockwise from the page's own left to right."""
    words: Sequence[SetWord]


class _Ink(NamedTuple):
    """A word's extent in the line's own directions."""

    text: str
    start: float
    low: float
    length: float
    height: float


def set_line(line: Line, *, angle: float, page_height: float) -> SetLine | None:
    """The recognised words of `line` set; None where it has none.

    `angle` is that of the page's lines; a line that is written up or down the page is found by its shape.
    Words are in reading order, but from left to right in a line with Hebrew or Arabic: pdf.js puts no space
    between a word and the next one where that stands left of it, and turns such a line round as a whole.
    """
    words = [(text, word.box) for word, text in written_words(line) if word.source in _ADDED]
    if not words:
        return None
    angle += _own_turn(words, sideways=_is_sideways(angle))
    off = _OFF_THE_LINE
    if has_letters_from_right("".join([text for text, _ in words])):
        words = _from_left_to_right(words, angle=angle)
        off = _OFF_THE_LINE_FROM_RIGHT
    levelled = _inks(words, angle=angle, page_height=page_height)
    set_words = _set(levelled, off=off)
    upright = round(angle / 90) * 90.0
    if angle == upright or abs(angle - upright) > _TILTED:
        return SetLine(angle, set_words)
    inks = _inks(words, angle=upright, page_height=page_height)
    stairs = zip(set_words, levelled, inks, strict=True)
    return SetLine(upright, [_moved(word, level, ink) for word, level, ink in stairs])


def _from_left_to_right(words: Sequence[tuple[str, Box]], *, angle: float) -> list[tuple[str, Box]]:
    """Along the direction of writing."""
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return sorted(words, key=lambda word: word[1].x_centre * cosine - word[1].y_centre * sine)


def _moved(word: SetWord, level: _Ink, ink: _Ink) -> SetWord:
    """`word`, set by its place `level` on the levelled line, where its ink is without levelling."""
    return word._replace(along=word.along + ink.start - level.start, across=word.across + ink.low - level.low)


def _is_sideways(angle: float) -> bool:
    return 45 < angle % 180 < 135


def _own_turn(words: Sequence[tuple[str, Box]], *, sideways: bool) -> float:
    """0, or 90 or -90 for a line that runs up or down beside the others."""
    if sideways:
        return 0.0
    wide = tall = 0.0
    for text, box in words:
        if len(text) > 2:
            wide += box.x1 - box.x0
            tall += box.y1 - box.y0
    if tall <= _TURNED * wide:
        return 0.0
    return -90.0 if words[-1][1].y_centre > words[0][1].y_centre else 90.0


def _inks(words: Iterable[tuple[str, Box]], *, angle: float, page_height: float) -> list[_Ink]:
    """The words' boxes turned into the direction of writing; a tilt keeps their sides, as the reader's do."""
    if angle == 0.0:  # nearly always, and three times as fast
        return [
            _Ink(
                text,
                box.x0,
                page_height - box.y1,
                max(box.x1 - box.x0, _NARROWEST_PT),
                max(box.y1 - box.y0, _SMALLEST_PT),
            )
            for text, box in words
        ]
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    is_sideways = _is_sideways(angle)
    found = []
    for text, box in words:
        x, y = (box.x0 + box.x1) / 2, page_height - (box.y0 + box.y1) / 2
        length, height = box.x1 - box.x0, box.y1 - box.y0
        if is_sideways:
            length, height = height, length
        length, height = max(length, _NARROWEST_PT), max(height, _SMALLEST_PT)
        start, low = x * cosine + y * sine - length / 2, y * cosine - x * sine - height / 2
        found.append(_Ink(text, start, low, length, height))
    return found


def _set(inks: Sequence[_Ink], *, off: float) -> list[SetWord]:
    """In one size and on one line of writing, as far as that keeps the ends of the ink to `off` points."""
    base = _line_of_writing(inks)
    usual = _middle([ink.height for ink in inks])
    tallest = max([ink.height if _stands(ink.text) else (1 - _SHARE_OF_TAILS) * ink.height for ink in inks])
    size = min(max(tallest, usual, _SMALLEST_PT), _MOST_OF_USUAL * usual)
    size = max(round(2 * size), 1) / 2  # in steps of half a point: fewer sizes, less to write
    if size > _LARGE_PT:
        return _parted([_set_alone(ink) for ink in inks])
    return _parted([_set_in_line(ink, base=base, size=size, off=off) for ink in inks])


def _parted(words: list[SetWord]) -> list[SetWord]:
    """`words`, those shortened a little that all but touch the next."""
    ends = [word.along + word.length + _LEAST_GAP * word.size_pt for word in words]
    for position, (word, end, following) in enumerate(zip(words, ends, words[1:], strict=False)):
        if end > following.along > word.along:
            given_up = min(end - following.along, _MOST_GIVEN_UP_PT, word.length / 4)
            words[position] = word._replace(length=word.length - given_up)
    return words


def _set_in_line(ink: _Ink, *, base: float, size: float, off: float) -> SetWord:
    """On the line's own height, or where the line is bent on the word's, or in a size of the word's own."""
    reach = _fitting(ink, base, size, off=off)
    if reach is not None:
        return SetWord(ink.text, ink.start, base, ink.length, size, reach)
    for across in (ink.low if _stands(ink.text) else ink.low + _SHARE_OF_TAILS * size, ink.low):
        reach = _fitting(ink, across, size, off=off)
        if reach is not None:
            return SetWord(ink.text, ink.start, across, ink.length, size, reach)
    return _set_alone(ink)


def _fitting(ink: _Ink, across: float, size: float, *, off: float) -> Reach | None:
    """The reach that ends where the ink does, from a line of writing at `across`; None where none is near."""
    below = across - ink.low
    above = ink.height - below
    reach = nearest_reach(above / size, below / size)
    off_above = above - size * reach.above / UNITS_PER_EM
    off_below = below - size * reach.below / UNITS_PER_EM
    is_near = -off < off_above < off and -off < off_below < off
    return reach if is_near else None


def _set_alone(ink: _Ink) -> SetWord:
    return SetWord(ink.text, ink.start, ink.low, ink.length, round(ink.height, 1), nearest_reach(1.0, 0.0))


def _line_of_writing(inks: Sequence[_Ink]) -> float:
    """The height on which letters without tails stand, in the middle of those words that have none."""
    standing = [ink.low for ink in inks if _stands(ink.text)]
    if standing:
        return _middle(standing)
    hanging = [ink.low + _SHARE_OF_TAILS * ink.height for ink in inks if _WITH_LETTER.search(ink.text)]
    return _middle(hanging if hanging else [ink.low for ink in inks])


@lru_cache(maxsize=20_000)
def _stands(text: str) -> bool:
    return _WITH_LETTER.search(text) is not None and _WITH_TAIL.search(text) is None


def _middle(values: list[float]) -> float:
    values.sort()
    return values[len(values) // 2]
