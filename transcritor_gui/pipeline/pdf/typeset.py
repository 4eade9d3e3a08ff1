"""Plain text set in a rectangle, as PDF operators: what a field or a note says that nobody has drawn. Pure.

Only where the words stand matters here, so widths are those of Helvetica by and large. Used by `annotations`.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SetText", "set_text"]

_MOST_GLYPHS = 250
"""Codes of one simple font that are not white space or controls in any reader."""
_NARROW, _WIDE = frozenset("iIljtf.,:;'!|()[]/ "), frozenset("mwMW@%")
_WIDTHS = {True: 0.28, False: 0.56}
_WIDEST = 0.86
_MARGIN = 2.0
_LEADING = 1.15
_LEAST_SIZE, _MOST_SIZE = 4.0, 12.0
_LINE_SHARE = 0.72
"""Of the height of a field with one line: its type size where the field does not say."""


@dataclass(frozen=True, slots=True)
class SetText:
    content: bytes
    """Operators in the rectangle's own space, with a font named F."""
    glyph_names: tuple[str, ...]
    """Of the font's codes from 1 on."""
    unicode_map: bytes
    """The font's ToUnicode."""


def set_text(text: str, *, width: float, height: float, size: float, align: int, wraps: bool) -> SetText:
    """`text` in `width` x `height` points; `size` 0 fits, `align` is 0 left, 1 middle, 2 right."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    if not wraps and size <= 0:
        size = min(_MOST_SIZE, _LINE_SHARE * height)
    elif size <= 0:
        size = _MOST_SIZE
    size = max(_LEAST_SIZE, size)
    if wraps:
        lines = [part for line in lines for part in _wrapped(line, (width - 2 * _MARGIN) / size)]
    codes: dict[str, int] = {}
    for character in "".join(lines):
        if character not in codes and len(codes) < _MOST_GLYPHS:
            codes[character] = len(codes) + 1
    top = height - _MARGIN - 0.8 * size if wraps or len(lines) > 1 else (height - 0.7 * size) / 2
    content = b"q BT /F %.4g Tf 0 g\n" % size
    for number, line in enumerate(lines):
        y = top - number * _LEADING * size
        spare = width - 2 * _MARGIN - size * sum(map(_width, line))
        x = _MARGIN + max(0.0, spare) * (0.0, 0.5, 1.0)[align if align in (0, 1, 2) else 0]
        content += b"1 0 0 1 %.4f %.4f Tm %b Tj\n" % (x, y, _string(line, codes))
    names = tuple(f"/uni{ord(character):04X}" if character != " " else "/space" for character in codes)
    return SetText(content + b"ET Q", names, _unicode_map(codes))


def _width(character: str) -> float:
    return _WIDEST if character in _WIDE else _WIDTHS[character in _NARROW]


def _wrapped(line: str, room: float) -> list[str]:
    """`line` broken at its spaces into parts of at most `room` type sizes."""
    parts = [""]
    for word in line.split():
        longer = f"{parts[-1]} {word}".strip()
        if parts[-1] and sum(map(_width, longer)) > room:
            parts.append(word)
        else:
            parts[-1] = longer
    return parts


def _string(text: str, codes: dict[str, int]) -> bytes:
    return b"<%b>" % b"".join(b"%02X" % codes[character] for character in text if character in codes)


def _unicode_map(codes: dict[str, int]) -> bytes:
    lines = [
        b"<%02X> <%b>" % (code, character.encode("utf-16-be").hex().upper().encode())
        for character, code in codes.items()
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n"
        + b"".join(b"%d beginbfchar\n%b\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks)
        + b"endcmap CMapName currentdict /CMap defineresource pop end end"
    )
