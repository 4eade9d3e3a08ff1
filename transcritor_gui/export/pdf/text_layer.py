"""The invisible words of one page as PDF operators (ISO 32000-1, 9.4), in reading order. Pure.

Coordinates are points from the bottom left corner of the page as shown; whoever puts the layer into a page
gives the matrix that leads from there to the page's own units (pages.py).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from transcritor_gui.export.pdf.font import GLYPH_WIDTH, REACHES, UNITS_PER_EM, CharacterCodes, Reach
from transcritor_gui.export.pdf.line import SetLine, SetWord, set_line
from transcritor_gui.model import PageResult, PageSource, PageStatus

__all__ = ["WordLayer", "font_name", "has_recognised_words", "text_layer"]

_PARTED = 2.0
"""Sizes between the lines that are parted and the space that parts them."""
_PERCENT = 100 * UNITS_PER_EM / GLYPH_WIDTH
_ONE_LINE = 0.6
"""Of a character's width between two heights that PDFium takes for one line's; it allows a half."""


@dataclass(frozen=True, slots=True)
class WordLayer:
    operators: bytes
    """Between, not with, q and Q; b'' where there is nothing to add."""
    reaches: frozenset[Reach]
    """Which fonts it names: see `font_name`."""


def font_name(reach: Reach) -> str:
    """What the layer calls the font whose glyphs reach that far; meant to meet no other name."""
    return f"TrInv{REACHES.index(reach)}"


def has_recognised_words(page: PageResult) -> bool:
    """Whether a page gets a layer; one whose words are its own text never does, corrected or not."""
    return page.status is PageStatus.DONE and page.source in (PageSource.OCR, PageSource.MIXED)


def text_layer(page: PageResult, codes: CharacterCodes) -> WordLayer:
    """The recognised words of `page`."""
    if not has_recognised_words(page):
        return WordLayer(b"", frozenset())
    angle = (page.rotation - page.skew_degrees) % 360
    writer = _Writer(codes)
    for block in page.blocks:
        for line in block.lines:
            set_words = set_line(line, angle=angle, page_height=page.height_pt)
            if set_words is not None:
                writer.write(set_words)
    return writer.layer()


class _Writer:
    """Keeps what is in force, so that only changes are written."""

    def __init__(self, codes: CharacterCodes) -> None:
        self._codes = codes
        self._pieces: list[bytes] = []
        self._reaches: set[Reach] = set()
        self._angle: float | None = None
        self._at = (0, 0)
        """In tenths of a point, so that what is rounded does not add up."""
        self._size_pt = 0.0
        self._reach: Reach | None = None
        self._stretch = 0
        self._last: SetWord | None = None

    def layer(self) -> WordLayer:
        if not self._pieces:
            return WordLayer(b"", frozenset())
        return WordLayer(b"BT 3 Tr\n" + b"".join(self._pieces) + b"ET", frozenset(self._reaches))

    def write(self, line: SetLine) -> None:
        if line.angle != self._angle:
            self._turn(line.angle)
        elif self._last is not None and self._looks_like_one_line(self._last, line.words[0]):
            self._part(self._last, line.words[0])
        for word in line.words:
            self._word(word)
        self._last = line.words[-1]

    def _turn(self, angle: float) -> None:
        cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        matrix = (cosine, sine, -sine, cosine)
        self._pieces.append(" ".join(_decimal(value) for value in matrix).encode() + b" 0 0 Tm\n")
        self._angle = angle
        self._at = (0, 0)

    def _word(self, word: SetWord) -> None:
        """A word and a space, which lets phrases be found, across lines as well."""
        text, along, across, length, size_pt, reach = word
        if size_pt != self._size_pt or reach != self._reach:
            self._size_pt, self._reach = size_pt, reach
            self._reaches.add(reach)
            self._pieces.append(_font_operator(reach, size_pt))
        self._move(along, across)
        shown, count = self._codes.shown(text)
        stretch = length * _PERCENT / (count * size_pt)
        # in tenths: a whole number from 100 up, as errors are shares of the width
        stretch = 10 * round(stretch) if stretch >= 100 else round(10 * stretch)
        if stretch != self._stretch:
            self._stretch = stretch
            self._pieces.append(_stretch_operator(stretch))
        self._pieces.append(shown)

    def _looks_like_one_line(self, last: SetWord, first: SetWord) -> bool:
        """Whether PDFium takes the words, which belong to two lines, for one line's."""
        apart = abs(last.across - first.across)
        return apart <= _ONE_LINE * max(self._character_width(last), self._character_width(first))

    def _character_width(self, word: SetWord) -> float:
        return word.length / self._codes.shown(word.text)[1]

    def _part(self, last: SetWord, first: SetWord) -> None:
        """Put a space far above both words, or PDFium, which reads what is on one height from left to right,
        mixes the end of a tilted line into the beginning of the next."""
        far = max(last.across, first.across) + _PARTED * max(last.size_pt, first.size_pt)
        self._move(last.along, far)
        self._pieces.append(self._codes.parting_space())

    def _move(self, along: float, across: float) -> None:
        """To there from where the last word began."""
        here = (round(10 * along), round(10 * across))
        x, y = here[0] - self._at[0], here[1] - self._at[1]
        self._at = here
        self._pieces.append(b"%b %b Td " % (_tenths(x), _tenths(y)))


@lru_cache(maxsize=20_000)
def _tenths(value: int) -> bytes:
    """`value` tenths as a decimal number."""
    whole, rest = divmod(abs(value), 10)
    sign = b"-" if value < 0 else b""
    return b"%b%d.%d" % (sign, whole, rest) if rest else b"%b%d" % (sign, whole)


@lru_cache(maxsize=20_000)
def _stretch_operator(tenths: int) -> bytes:
    return _tenths(tenths) + b" Tz "


@lru_cache(maxsize=1_000)
def _font_operator(reach: Reach, size_pt: float) -> bytes:
    return f"/{font_name(reach)} {_decimal(size_pt)} Tf ".encode()


def _decimal(value: float) -> str:
    text = f"{value:.5f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
