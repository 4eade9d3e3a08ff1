"""How the words of a line are set in a font without ink: where, how large, how wide. Pure.

All words of a line share a size and a line of writing, because readers take words of one size on one height
for a line; how far each reaches above and below is the choice of a glyph (pdf_font.py).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from transcritor_gui.export.clusters import clusters, left_to_right
from transcritor_gui.export.pdf_font import GLYPH_WIDTH, UNITS_PER_EM, Reach, nearest_reach
from transcritor_gui.export.pixels import written_words
from transcritor_gui.model import Box, Line, Word, WordSource

__all__ = ["SetLine", "SetWord", "set_line"]

_ADDED = frozenset({WordSource.OCR, WordSource.CORRECTED})
_WITH_TAILS = frozenset("gjpqyçşţţQJ,;()[]{}|/\\_@§$µβγζημξρφχψруфцщдçįųęąŋ")
"""Letters and signs that go below the line of writing in most founts."""
_LARGE_PT = 24.0
"""From this size on no reach comes near enough: every word gets a size of its own."""
_SMALLEST_PT = 1.0
_SHARE_OF_TAILS = 0.25
"""Of the height of a word that has both tails and tall letters."""
_TILTED = 4.0
"""Degrees from which words are tilted like their line. Below, they stand upright, each at its own height:
Poppler takes a word apart whose letters climb by half a point, and at four degrees the ends of a long word
are still within two points of their ink."""
_OFF_THE_LINE = 1.5
"""Points by which a word's ink may end elsewhere than the reach before it is set on its own."""
_TURNED = 1.3
"""How many times as tall as wide the words of a line written up or down are, all together."""


@dataclass(frozen=True, slots=True)
class SetWord:
    parts: tuple[str, ...]
    """Clusters from left to right."""
    along: float
    """Where it begins, along the direction of writing, from the page's bottom left corner, in points."""
    across: float
    """The height of its line of writing."""
    size_pt: float
    reach: Reach
    stretch: float
    """In hundredths of the glyphs' natural width, so that the word is as wide as its ink."""


@dataclass(frozen=True, slots=True)
class SetLine:
    angle: float
    """Of the direction of writing, in degrees anticlockwise from the page's own left to right."""
    words: tuple[SetWord, ...]


@dataclass(frozen=True, slots=True)
class _Ink:
    """A word's extent in the line's own directions."""

    text: str
    start: float
    low: float
    length: float
    height: float

    @property
    def high(self) -> float:
        return self.low + self.height


def set_line(line: Line, *, angle: float, page_height: float) -> SetLine | None:
    """The recognised words of `line` set; None where it has none.

    `angle` is that of the page's lines; a line that is written up or down the page is found by its shape.
    """
    words = [(word, text) for word, text in written_words(line) if word.source in _ADDED]
    if not words:
        return None
    angle += _own_turn(words, sideways=_is_sideways(angle))
    levelled = [_ink(text, word.box, angle=angle, page_height=page_height) for word, text in words]
    set_words = _set(levelled)
    upright = round(angle / 90) * 90.0
    if angle == upright or abs(angle - upright) > _TILTED:
        return SetLine(angle, tuple(set_words))
    inks = (_ink(text, word.box, angle=upright, page_height=page_height) for word, text in words)
    stairs = zip(set_words, levelled, inks, strict=True)
    return SetLine(upright, tuple(_moved(word, level, ink) for word, level, ink in stairs))


def _moved(word: SetWord, level: _Ink, ink: _Ink) -> SetWord:
    """`word`, set by its place `level` on the levelled line, where its ink is without levelling."""
    return replace(word, along=word.along + ink.start - level.start, across=word.across + ink.low - level.low)


def _is_sideways(angle: float) -> bool:
    return 45 < angle % 180 < 135


def _own_turn(words: Sequence[tuple[Word, str]], *, sideways: bool) -> float:
    """0, or 90 or -90 for a line that runs up or down beside the others."""
    long = [word.box for word, text in words if len(text) > 2]
    wide, tall = sum(box.width for box in long), sum(box.height for box in long)
    if sideways or not long or tall < _TURNED * wide:
        return 0.0
    first, last = words[0][0].box, words[-1][0].box
    return -90.0 if last.y_centre > first.y_centre else 90.0


def _ink(text: str, box: Box, *, angle: float, page_height: float) -> _Ink:
    """The word's box turned into the direction of writing; a tilt keeps its sides, as the reader's do."""
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x, y = box.x_centre, page_height - box.y_centre
    along, across = x * cosine + y * sine, y * cosine - x * sine
    length, height = (box.height, box.width) if _is_sideways(angle) else (box.width, box.height)
    length, height = max(length, 0.1), max(height, _SMALLEST_PT)
    return _Ink(text, along - length / 2, across - height / 2, length, height)


def _set(inks: Sequence[_Ink]) -> list[SetWord]:
    base = _line_of_writing(inks)
    size = max(*(ink.high - base for ink in inks), _usual_height(inks), _SMALLEST_PT)
    size = round(2 * min(size, 1.6 * _usual_height(inks))) / 2
    return [_set_alone(ink) if size > _LARGE_PT else _set_in_line(ink, base=base, size=size) for ink in inks]


def _set_in_line(ink: _Ink, *, base: float, size: float) -> SetWord:
    reach = nearest_reach((ink.high - base) / size, (base - ink.low) / size)
    low, high = base - size * reach.below / UNITS_PER_EM, base + size * reach.above / UNITS_PER_EM
    if max(abs(low - ink.low), abs(high - ink.high)) > _OFF_THE_LINE:
        return _set_alone(ink)
    return _word(ink, base, size, reach)


def _set_alone(ink: _Ink) -> SetWord:
    return _word(ink, ink.low, round(ink.height, 1), nearest_reach(1.0, 0.0))


def _word(ink: _Ink, across: float, size: float, reach: Reach) -> SetWord:
    parts = left_to_right(clusters(ink.text))
    natural = len(parts) * size * GLYPH_WIDTH / UNITS_PER_EM
    return SetWord(parts, ink.start, across, size, reach, 100 * ink.length / natural)


def _line_of_writing(inks: Sequence[_Ink]) -> float:
    """The height on which letters without tails stand, in the middle of those words that have none."""
    standing = [ink.low for ink in inks if any(map(str.isalnum, ink.text)) and not _has_tail(ink.text)]
    if standing:
        return _middle(standing)
    hanging = [ink.low + _SHARE_OF_TAILS * ink.height for ink in inks if any(map(str.isalnum, ink.text))]
    return _middle(hanging if hanging else [ink.low for ink in inks])


def _has_tail(text: str) -> bool:
    return not _WITH_TAILS.isdisjoint(text)


def _usual_height(inks: Sequence[_Ink]) -> float:
    return _middle([ink.height for ink in inks])


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]
