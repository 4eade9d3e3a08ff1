"""Make `resources/fonts/blank.ttf`, the font of the invisible words of a searchable PDF (decision 0033).

    python scripts/make_blank_font.py

Glyphs half an em wide that paint nothing: a line of no thickness from corner to corner gives each the box
that readers mark when text is selected. Glyph 0 is .notdef, which PDF/A forbids to show, glyph 1 the space;
the others are one for each reach above and below the line of writing, in the order of `REACHES`. The
tables are those that TrueType demands, because PDF/A demands a font that is embedded and valid.
"""

from __future__ import annotations

import io
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

from transcritor_gui.export.pdf.font import GLYPH_WIDTH, REACHES, SPACE_WIDTH, UNITS_PER_EM

_TARGET = Path(__file__).parents[1] / "resources" / "fonts" / "blank.ttf"
_MADE = 3_000_000_000
"""Seconds since 1904: any day, but always the same, and one that readers of fonts believe."""


def made_font() -> bytes:
    """The font's bytes, always the same."""
    outlines = {".notdef": Glyph(), "space": Glyph()}
    for number, (above, below) in enumerate(REACHES):
        outlines[f"reach{number}"] = _corner_to_corner(-below, above)
    widths = dict.fromkeys(outlines, (GLYPH_WIDTH, 0))
    widths["space"] = (SPACE_WIDTH, 0)
    builder = FontBuilder(UNITS_PER_EM, isTTF=True)
    builder.setupGlyphOrder(list(outlines))
    builder.setupCharacterMap({0x20: "space"})
    builder.setupGlyf(outlines)
    builder.setupHorizontalMetrics(widths)
    builder.setupHorizontalHeader(ascent=UNITS_PER_EM, descent=0)
    builder.setupNameTable({"familyName": "Blank", "styleName": "Regular", "psName": "Blank"}, mac=False)
    builder.setupOS2(sTypoAscender=UNITS_PER_EM, usWinAscent=UNITS_PER_EM, xAvgCharWidth=GLYPH_WIDTH)
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = _MADE
    builder.font.recalcTimestamp = False
    data = io.BytesIO()
    builder.save(data)
    return data.getvalue()


def _corner_to_corner(low: int, high: int) -> Glyph:
    pen = TTGlyphPen(None)
    pen.moveTo((0, low))
    pen.lineTo((GLYPH_WIDTH, high))
    pen.lineTo((GLYPH_WIDTH // 2, (low + high) // 2))
    pen.closePath()
    return pen.glyph()


def main() -> None:
    _TARGET.parent.mkdir(exist_ok=True)
    _TARGET.write_bytes(made_font())
    print(f"{_TARGET.name}: {_TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
