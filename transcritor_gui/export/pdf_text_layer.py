"""The invisible words of one page as PDF operators (ISO 32000-1, 9.4), in reading order. Pure.

Coordinates are points from the bottom left corner of the page as shown; whoever puts the layer into a page
gives the matrix that leads from there to the page's own units (pdf_pages.py).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from transcritor_gui.export.pdf_font import GLYPH_WIDTH, REACHES, UNITS_PER_EM, CharacterCodes, Reach
from transcritor_gui.export.pdf_line import SetLine, SetWord, set_line
from transcritor_gui.model import PageResult, PageSource, PageStatus

__all__ = ["TextLayer", "font_name", "has_recognised_words", "text_layer"]

_SPACE = (" ",)
_ANGLE_DIGITS = 5
_PARTED = 2.0
"""Sizes between the lines that are parted and the space that parts them."""


@dataclass(frozen=True, slots=True)
class TextLayer:
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


def text_layer(page: PageResult, codes: CharacterCodes) -> TextLayer:
    """The recognised words of `page`."""
    if not has_recognised_words(page):
        return TextLayer(b"", frozenset())
    angle = (page.rotation - page.skew_degrees) % 360
    found = (
        set_line(line, angle=angle, page_height=page.height_pt)
        for block in page.blocks
        for line in block.lines
    )
    writer = _Writer(codes)
    for line in found:
        if line is not None:
            writer.write(line)
    return writer.layer()


class _Writer:
    """Keeps what is in force, so that only changes are written."""

    def __init__(self, codes: CharacterCodes) -> None:
        self._codes = codes
        self._pieces: list[bytes] = []
        self._reaches: set[Reach] = set()
        self._angle: float | None = None
        self._at = (0, 0)
        self._font: tuple[Reach, float] | None = None
        self._stretch = ""
        self._last: SetWord | None = None

    def layer(self) -> TextLayer:
        if not self._pieces:
            return TextLayer(b"", frozenset())
        return TextLayer(b"BT 3 Tr\n" + b"".join(self._pieces) + b"ET", frozenset(self._reaches))

    def write(self, line: SetLine) -> None:
        if line.angle != self._angle:
            self._turn(line.angle)
        elif self._last is not None and _looks_like_one_line(self._last, line.words[0]):
            self._part(self._last, line.words[0])
        self._last = line.words[-1]
        self._pieces += [b"".join(self._word(word)) for word in line.words]

    def _turn(self, angle: float) -> None:
        cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        matrix = (cosine, sine, -sine, cosine, 0, 0)
        self._pieces.append(f"{' '.join(_number(value, _ANGLE_DIGITS) for value in matrix)} Tm\n".encode())
        self._angle = angle
        self._at = (0, 0)

    def _word(self, word: SetWord) -> Iterator[bytes]:
        if self._font != (word.reach, word.size_pt):
            self._font = (word.reach, word.size_pt)
            self._reaches.add(word.reach)
            yield f"/{font_name(word.reach)} {_number(word.size_pt, 1)} Tf ".encode()
        yield self._moved(word.along, word.across)
        stretch = _number(word.stretch, 1 if word.stretch < 100 else 0)
        if stretch != self._stretch:
            self._stretch = stretch
            yield f"{stretch} Tz ".encode()
        # The space lets phrases be found, across lines as well.
        yield b"(" + self._codes.encoded(word.parts + _SPACE) + b")Tj\n"

    def _part(self, last: SetWord, first: SetWord) -> None:
        """Put a space far above both words, or PDFium, which reads what is on one height from left to right,
        mixes the end of a tilted line into the beginning of the next."""
        far = max(last.across, first.across) + _PARTED * max(last.size_pt, first.size_pt)
        self._pieces.append(self._moved(last.along, far) + b"(" + self._codes.parting_space() + b")Tj\n")

    def _moved(self, along: float, across: float) -> bytes:
        """To there from where the last word began; in tenths, so that what is rounded does not add up."""
        here = (round(10 * along), round(10 * across))
        moved = (here[0] - self._at[0], here[1] - self._at[1])
        self._at = here
        return f"{_number(moved[0] / 10, 1)} {_number(moved[1] / 10, 1)} Td ".encode()


def _looks_like_one_line(last: SetWord, first: SetWord) -> bool:
    """Whether PDFium takes the words for one line's: it allows half a character's width between them."""
    width = max(last.size_pt * last.stretch, first.size_pt * first.stretch) / 100 * GLYPH_WIDTH / UNITS_PER_EM
    return abs(last.across - first.across) <= 0.6 * width


def _number(value: float, digits: int) -> str:
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
