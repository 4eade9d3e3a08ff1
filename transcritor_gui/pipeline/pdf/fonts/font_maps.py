"""What the codes of a page's fonts stand for, put together anew from all that the file knows of them.

PDFium follows a font's ToUnicode and gives up where that is malformed, or believes it where it is wrong.
A font says more: the names of its glyphs, and the map inside the embedded font program. Only asked where a
text layer is suspect (`mended`); fontTools reads the font programs.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

__all__ = ["LOST_CODE", "maps_of_font", "unicode_map"]

LOST_CODE = "\ufdd0"
"""Stands in a map for a glyph of which nothing is known: no character, and one that PDFium lets pass."""

_MOST_CODES = 70_000
_LONGEST = 32
"""Code units that one code may stand for."""
_UNIT_DIGITS = 4
"""Hexadecimal digits of a code unit of UTF-16."""
_LAST_CODE = 0x10FFFF
_ONE_BYTE = range(0x100)
_IN_STANDARD_ORDER = re.compile(
    r"Arial(?!Black|Narrow|Unicode)|Times ?New ?Roman|Courier ?New|Verdana|Georgia", re.I
)
_SPACE, _LAST_IN_ORDER = 3, 222
"""Numbers of the space and of the last glyph that all of these fonts have in that order."""
_OUT_OF_ORDER = {179: "“", 180: "”", 181: "‘", 182: "’", 200: "Á", 203: "Í", 207: "Ó", 210: "Ú"}
"""Where the fonts of Windows differ from it."""
_SYMBOL_CODES = range(0xF000, 0xF100)
"""Where a symbol font's own map has its codes of one byte (OpenType, cmap, encoding 3.0)."""
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|([\[\]])")
_TYPE1_ENCODING = re.compile(rb"dup\s+(\d+)\s*/([^\s/]+)\s+put")
_LIGATURES = ("ti", "tt", "fi", "fl", "ff", "ft", "ffi", "ffl", "tti", "fj", "Th", "st", "ct", "fb", "fh")
_LIGATURE_WIDTH = 0.03
"""By how much a ligature may be narrower or wider than its letters."""
_BY_NUMBER = ("/Identity-H", "/Identity-V")
"""Encodings whose codes are the numbers of glyphs."""
_STAND_INS = "\ufffd\ufffe\uffff"
_NO_TEXT = ((0x00, 0x20), (0x7F, 0xA0), (0xD800, 0xE000), (0xE000, 0xF900))
"""Controls, halves of surrogate pairs, signs for private use."""


def maps_of_font(font: Any) -> tuple[dict[int, str], dict[int, str]]:
    """The text of each code of a font dictionary (pikepdf), as far as anything is known.

    The first by its ToUnicode, read leniently, and where that is silent by the names and the map of its
    glyphs; the second the other way round.
    """
    everything = _stated(font)
    stated = {code: text for code, text in everything.items() if _is_text(text)}
    named = {code: text for code, text in _named(font, asked=everything).items() if _is_text(text)}
    lost: dict[int, str] = {}
    if everything and str(font.get("/Encoding", "")) in _BY_NUMBER:
        # PDFium would give the numbers of such glyphs for letters.
        lost = dict.fromkeys((*everything, *_codes_with_width(font)), LOST_CODE)
    return {**lost, **named, **stated}, {**lost, **stated, **named}


def _codes_with_width(font: Any) -> Iterator[int]:
    """The codes whose width a composite font states (ISO 32000-1, 9.7.4.3): those that it has."""
    descendants: Any = font.get("/DescendantFonts", [])
    widths: Any = descendants[0].get("/W", []) if len(descendants) else []
    items = list(widths)[:_MOST_CODES]
    place = 0
    while place + 1 < len(items):
        first = int(items[place])
        after = items[place + 1]
        if isinstance(after, (int, float)) or not hasattr(after, "__len__"):
            yield from range(first, min(int(after), first + _MOST_CODES) + 1)
            place += 3
        else:
            yield from range(first, first + len(after))
            place += 2


def unicode_map(codes: Mapping[int, str], *, code_bytes: int) -> bytes:
    """A ToUnicode stream that says so."""
    digits = 2 * code_bytes
    lines = [
        b"<%b> <%b>" % (f"{code:0{digits}X}".encode(), text.encode("utf-16-be").hex().upper().encode())
        for code, text in sorted(codes.items())
        if code < 256**code_bytes
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        b"1 begincodespacerange <%b> <%b> endcodespacerange\n"
        % (b"00" * code_bytes, b"FF" * code_bytes)
        + b"".join(b"%d beginbfchar\n%b\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks)
        + b"endcmap CMapName currentdict /CMap defineresource pop end end"
    )


def _is_text(text: str) -> bool:
    """Whether `text` says what a glyph is: no stand-in, no half of a character, nobody's private sign."""
    return bool(text) and not any(
        letter in _STAND_INS or any(low <= ord(letter) < high for low, high in _NO_TEXT) for letter in text
    )


# What the font's ToUnicode states


def _stated(font: Any) -> dict[int, str]:
    import pikepdf

    stream: Any = font.get("/ToUnicode")
    if not isinstance(stream, pikepdf.Stream):
        return {}
    found: dict[int, str] = {}
    for kind, body in _SECTION.findall(stream.read_bytes()):
        tokens = [
            bracket.decode() if bracket else bytes(digits).translate(None, b" \r\n\t\f\0")
            for digits, bracket in _TOKEN.findall(body)
        ]
        entries = _characters(tokens) if kind == b"bfchar" else _ranges(tokens)
        for code, text in entries:
            if len(found) >= _MOST_CODES:
                return found
            found.setdefault(code, text)
    return found


def _characters(tokens: list[Any]) -> Iterator[tuple[int, str]]:
    values = [token for token in tokens if isinstance(token, bytes)]
    for code, text in zip(values[::2], values[1::2], strict=False):
        if code:
            yield int(code, 16), _decoded(text)


def _ranges(tokens: list[Any]) -> Iterator[tuple[int, str]]:
    place = 0
    while place + 2 < len(tokens):
        low, high, start = tokens[place : place + 3]
        if not (isinstance(low, bytes) and isinstance(high, bytes) and low and high):
            place += 1
            continue
        first, last = int(low, 16), int(high, 16)
        if start == "[":
            place += 3
            code = first
            while place < len(tokens) and tokens[place] != "]":
                if isinstance(tokens[place], bytes):
                    yield code, _decoded(tokens[place])
                    code += 1
                place += 1
            place += 1
            continue
        place += 3
        if isinstance(start, bytes) and start:
            yield from _counted(first, min(last, first + _MOST_CODES), start)


def _counted(first: int, last: int, start: bytes) -> Iterator[tuple[int, str]]:
    text = _decoded(start)
    if not text:
        return
    for step in range(last - first + 1):
        value = ord(text[-1]) + step
        if value > _LAST_CODE:
            return
        yield first + step, text[:-1] + chr(value)


def _decoded(digits: bytes) -> str:
    """The text of a hexadecimal string: UTF-16, or one unit where it is shorter."""
    digits = digits[: _UNIT_DIGITS * _LONGEST]
    if len(digits) <= _UNIT_DIGITS:
        return chr(int(digits, 16)) if digits else ""
    padded = digits + b"0" * (-len(digits) % _UNIT_DIGITS)
    return bytes.fromhex(padded.decode("ascii")).decode("utf-16-be", "replace")


# What its glyphs are named, and what the font program maps to them


def _named(font: Any, *, asked: Collection[int]) -> dict[int, str]:
    descendants: Any = font.get("/DescendantFonts")
    if descendants is not None:
        by_number = str(font.get("/Encoding", "")) in _BY_NUMBER
        return _of_composite(descendants[0], asked) if by_number else {}
    import pikepdf
    from fontTools import agl

    descriptor: Any = font.get("/FontDescriptor", {})
    found = _of_program(descriptor)
    encoding: Any = font.get("/Encoding")
    code = 0
    for item in encoding.get("/Differences", []) if isinstance(encoding, pikepdf.Dictionary) else []:
        if not isinstance(item, pikepdf.Name):
            code = int(item)
            continue
        text = agl.toUnicode(str(item).removeprefix("/"))
        if text:
            found[code] = text
        code += 1
    return found


def _of_composite(descendant: Any, asked: Collection[int]) -> dict[int, str]:
    """By glyph number, where codes are glyph numbers, as nearly all producers have it."""
    if str(descendant.get("/CIDToGIDMap", "/Identity")) != "/Identity":
        return {}
    descriptor: Any = descendant.get("/FontDescriptor", {})
    stream: Any = descriptor.get("/FontFile2")
    if stream is None:
        embedded = "/FontFile3" in descriptor or "/FontFile" in descriptor
        return {} if embedded else _of_usual_font(str(descendant.get("/BaseFont", "")))
    program = _opened(stream.read_bytes())
    if program is None:
        return {}
    found = _by_glyph(program)
    # What is only guessed goes for no more than the glyphs whose text the file has tried to state.
    guessed = _ligatures_by_width(program, found)
    return {**{code: text for code, text in guessed.items() if code in asked}, **found}


def _of_usual_font(name: str) -> dict[int, str]:
    """By glyph number, of fonts that files do not carry along as every computer has them: their first glyphs
    are nearly in the order that TrueType gives ("post" table, format 1).
    """
    if not _IN_STANDARD_ORDER.search(name):
        return {}
    from fontTools import agl
    from fontTools.ttLib.standardGlyphOrder import standardGlyphOrder

    ordered = enumerate(standardGlyphOrder[: _LAST_IN_ORDER + 1])
    return {
        **{number: agl.toUnicode(glyph) for number, glyph in ordered if number >= _SPACE},
        **_OUT_OF_ORDER,
    }


def _of_program(descriptor: Any) -> dict[int, str]:
    """By the codes of a simple font."""
    if "/FontFile" in descriptor:
        from fontTools import agl

        named = _TYPE1_ENCODING.findall(descriptor["/FontFile"].read_bytes())
        return {
            int(code): agl.toUnicode(name.decode("latin-1")) for code, name in named if int(code) in _ONE_BYTE
        }
    if "/FontFile2" not in descriptor:
        return {}
    program = _opened(descriptor["/FontFile2"].read_bytes())
    if program is None or "cmap" not in program:
        return {}
    texts = _by_glyph(program)
    found: dict[int, str] = {}
    for table in program["cmap"].tables:
        if (table.platformID, table.platEncID) not in ((1, 0), (3, 0)):
            continue
        for code, glyph in table.cmap.items():
            text = texts.get(program.getGlyphID(glyph))
            if text and (code in _ONE_BYTE or code in _SYMBOL_CODES):
                found.setdefault(code & 0xFF, text)
    return found


def _by_glyph(program: Any) -> dict[int, str]:
    """The text of each glyph of a font program: by its Unicode map, else by its name."""
    from fontTools import agl

    found: dict[int, str] = {}
    if "cmap" in program:
        for table in program["cmap"].tables:
            if table.isUnicode() and (table.platformID, table.platEncID) != (3, 0):
                for code in sorted(table.cmap):  # the space before the space that does not break
                    found.setdefault(program.getGlyphID(table.cmap[code]), chr(code))
    for number, name in enumerate(program.getGlyphOrder()):
        if not name.startswith((".", "glyph", "cid")):
            found.setdefault(number, agl.toUnicode(name))
    for number, text in _ligatures_by_rule(program, found).items():
        found.setdefault(number, text)
    return found


def _ligatures_by_rule(program: Any, texts: Mapping[int, str]) -> dict[int, str]:
    """The texts of glyphs that the font itself puts in the place of several letters (OpenType, GSUB 4)."""
    found: dict[int, str] = {}
    try:
        lookups = program["GSUB"].table.LookupList.Lookup
        for table in (table for lookup in lookups for table in lookup.SubTable):
            rules = getattr(getattr(table, "ExtSubTable", table), "ligatures", {})
            for first, ligatures in rules.items():
                for ligature in ligatures:
                    letters = [texts.get(program.getGlyphID(name)) for name in (first, *ligature.Component)]
                    if all(letters):
                        found[program.getGlyphID(ligature.LigGlyph)] = "".join(filter(None, letters))
    except Exception:  # noqa: BLE001 - a hostile font makes fontTools raise anything
        return {}
    return found


def _ligatures_by_width(program: Any, texts: Mapping[int, str]) -> dict[int, str]:
    """The texts of glyphs for several letters, told by their width: that of the letters together."""
    if "hmtx" not in program:
        return {}
    try:
        widths = program["hmtx"].metrics
        order = program.getGlyphOrder()
    except Exception:  # noqa: BLE001 - a hostile font makes fontTools raise anything
        return {}
    of_letter = {
        text: widths[order[number]][0]
        for number, text in texts.items()
        if number < len(order) and order[number] in widths
    }
    known = {
        letters: sum(of_letter[letter] for letter in letters)
        for letters in _LIGATURES
        if all(letter in of_letter for letter in letters)
    }
    found: dict[int, str] = {}
    for number, name in enumerate(order):
        if number in texts or name not in widths or not known or not widths[name][0]:
            continue
        width = widths[name][0]
        nearest = min(known, key=lambda letters: abs(known[letters] - width))
        if abs(known[nearest] - width) < _LIGATURE_WIDTH * width:
            found[number] = nearest
    return found


def _opened(data: bytes) -> Any:
    """The font program; None where it is damaged."""
    from fontTools.ttLib import TTFont

    try:
        program = TTFont(io.BytesIO(data), lazy=True)
        program.getGlyphOrder()
    except Exception:  # noqa: BLE001 - a hostile font makes fontTools raise anything
        return None
    return program
