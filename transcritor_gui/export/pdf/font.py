"""The font of a searchable PDF's invisible words, and the map from its codes back to text.

A character's code is its own number where two bytes hold it; emoji of several and all others get numbers
where no character is. What a code stands for is said by the map alone (ISO 32000-1, 9.10.3). The glyphs paint
nothing and have one width; there are several that reach differently far above and below the line of writing,
so that a word is marked where its ink is while all words of a line share one size, by which readers know a
line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from transcritor_gui.export.pdf.clusters import glyph_texts
from transcritor_gui.paths import resource_dir

__all__ = [
    "GLYPH_WIDTH",
    "REACHES",
    "SPACE_WIDTH",
    "UNITS_PER_EM",
    "CharacterCodes",
    "Reach",
    "font_program",
    "glyph_map",
    "glyph_of_reach",
    "nearest_reach",
]


class Reach(NamedTuple):
    """How far a glyph goes above and below the line of writing, in units of the em, both positive."""

    above: int
    below: int


UNITS_PER_EM = 1000
GLYPH_WIDTH = 500
SPACE_WIDTH = 250
_ABOVE = (720, 1000)
"""Small letters, and tall ones with capitals and figures."""
_BELOW = (0, 250)
"""Without and with tails."""
REACHES = tuple(Reach(above, below) for above in _ABOVE for below in _BELOW)
"""Few, because each costs a document 700 bytes; of 10-point type 97 words in 100 end within 1.3 points."""
_MIDDLE_ABOVE, _MIDDLE_BELOW = sum(_ABOVE) / 2, sum(_BELOW) / 2
_NEAREST = {
    (is_tall, has_tail): Reach(_ABOVE[is_tall], _BELOW[has_tail])
    for is_tall in (False, True)
    for has_tail in (False, True)
}

_SPACE_GLYPH = 1
_FIRST_REACH_GLYPH = 2
_OWN_NUMBERS = range(0x20, 0xD800)
_FREE_NUMBERS = range(0xD800, 0xFFFF)
_PLAIN = re.compile("[\x20-\x7e\xa0-\xac\xae-\u02ff]*")
"""Latin letters, figures and signs: each a glyph of its own, all from left to right."""
_PARTING_SPACE = 0x1F
"""A control character's number, which no word holds."""
_UNKNOWN = "\u25a1"
_ESCAPED = ((b"\\", b"\\\\"), (b"(", b"\\("), (b")", b"\\)"), (b"\r", b"\\r"))
"""In strings (ISO 32000-1, 7.3.4.2)."""
_MOST_REMEMBERED = 20_000
"""Words whose operators are kept: most words of a long document come again and again."""
_MOST_IN_A_SECTION = 100
"""Of bfrange or bfchar (Adobe technical note 5014, 8.1.4)."""
_MAP_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_MAP_END = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def nearest_reach(above: float, below: float) -> Reach:
    """The reach that comes nearest to these shares of the size."""
    return _NEAREST[above * UNITS_PER_EM > _MIDDLE_ABOVE, below * UNITS_PER_EM > _MIDDLE_BELOW]


def glyph_of_reach(reach: Reach) -> int:
    """The number of the glyph that reaches that far."""
    return _FIRST_REACH_GLYPH + REACHES.index(reach)


class CharacterCodes:
    """The codes of one document's glyphs: of two bytes each, given out when first asked for."""

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}
        self._plain: set[str] = set()
        """Characters whose codes are their own numbers."""
        self._shown: dict[str, tuple[bytes, int]] = {}
        self._has_parting_space = False
        self._free = iter(_FREE_NUMBERS)

    def shown(self, text: str) -> tuple[bytes, int]:
        """The operator that shows a word and a space behind it, and how many glyphs the word has."""
        known = self._shown.get(text)
        if known is None:
            if len(self._shown) >= _MOST_REMEMBERED:
                self._shown.clear()
            data, count = self._encoded(text)
            data += b"\0 "
            for special, escaped in _ESCAPED:
                data = data.replace(special, escaped)
            known = self._shown[text] = (b"(%b)Tj\n" % data, count)
        return known

    def parting_space(self) -> bytes:
        """The operator that shows a space with a box like a letter's: PDFium passes over one without."""
        self._has_parting_space = True
        return b"(%b)Tj\n" % _PARTING_SPACE.to_bytes(2, "big")

    @property
    def highest(self) -> int:
        return max(self._texts())

    def unicode_map(self) -> bytes:
        """The ToUnicode map of all codes given out."""
        texts = self._texts()
        if self._has_parting_space:
            texts[_PARTING_SPACE] = " "
        own = [code for code in sorted(texts) if code in _OWN_NUMBERS]
        ranges = [f"<{first:04X}> <{last:04X}> <{first:04X}>" for first, last in _runs(own)]
        given = [
            f"<{code:04X}> <{texts[code].encode('utf-16-be').hex().upper()}>"
            for code in sorted(texts)
            if code not in _OWN_NUMBERS
        ]
        sections = [*_sections("bfrange", ranges), *_sections("bfchar", given)]
        return _MAP_HEAD + "".join(sections).encode() + _MAP_END

    def _texts(self) -> dict[int, str]:
        """What each code given out stands for, and the space."""
        texts = {int.from_bytes(code, "big"): text for text, code in self._codes.items()}
        return texts | {ord(character): character for character in self._plain | {" "}}

    def _encoded(self, text: str) -> tuple[bytes, int]:
        """The codes of a word in the order in which they stand on paper, and how many."""
        if _PLAIN.fullmatch(text):  # nearly always, and three times as fast
            self._plain.update(text)
            return text.encode("utf-16-be"), len(text)
        parts = glyph_texts(text)
        return b"".join(map(self._code, parts)), len(parts)

    def _code(self, part: str) -> bytes:
        code = self._codes.get(part)
        if code is None:
            code = self._codes[part] = self._new_code(part)
        return code

    def _new_code(self, part: str) -> bytes:
        if len(part) == 1 and ord(part) in _OWN_NUMBERS:
            return ord(part).to_bytes(2, "big")
        number = next(self._free, None)
        if number is not None:
            return number.to_bytes(2, "big")
        # Ten thousand that are no character of two bytes: of several the first is left, of one a sign for it.
        return self._code(part[0] if len(part) > 1 and ord(part[0]) in _OWN_NUMBERS else _UNKNOWN)


def font_program() -> bytes:
    """The embedded TrueType font, made by scripts/make_blank_font.py."""
    return (resource_dir() / "fonts" / "blank.ttf").read_bytes()


def glyph_map(glyph: int, *, highest: int) -> bytes:
    """The CIDToGIDMap that shows every code up to `highest` as `glyph`, and the space as the space."""
    entries = glyph.to_bytes(2, "big") * (highest + 1)
    return entries[: 2 * 0x20] + _SPACE_GLYPH.to_bytes(2, "big") + entries[2 * 0x21 :]


def _runs(codes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of consecutive codes; a range may not go beyond a first byte."""
    start = previous = None
    for code in codes:
        if start is None or previous is None:
            start = code
        elif code != previous + 1 or code & 0xFF == 0:
            yield start, previous
            start = code
        previous = code
    if start is not None and previous is not None:
        yield start, previous


def _sections(operator: str, entries: Sequence[str]) -> Iterable[str]:
    for place in range(0, len(entries), _MOST_IN_A_SECTION):
        part = entries[place : place + _MOST_IN_A_SECTION]
        yield f"{len(part)} begin{operator}\n" + "\n".join(part) + f"\nend{operator}\n"
