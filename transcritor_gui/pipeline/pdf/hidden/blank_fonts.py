"""Fonts whose letters may leave no ink: blank outlines, and programs that draw what they like (Type 3)."""

from __future__ import annotations

import ctypes

import numpy as np
from pypdfium2 import raw

from transcritor_gui.pipeline.pdf.characters import Characters
from transcritor_gui.pipeline.pdf.text_objects import type3_font_of

__all__ = ["fonts_that_may_be_blank"]

_FIRST = ord("0")
"""Signs before it may be blank in good fonts."""
_SIZE = 10.0
"""At which an outline is asked for; any would do."""


def fonts_that_may_be_blank(found: Characters) -> frozenset[int]:
    """PDFium's handles of the fonts of `found` that do not show by an outline that they leave ink.

    One letter of each font is looked at: 30 microseconds.
    """
    drawn = found.objects
    letters = np.flatnonzero(found.codes >= _FIRST)
    fonts = np.array(drawn.fonts, np.uint64)[found.owner[letters]]
    asked, first = np.unique(fonts, return_index=True)
    blank = set()
    for font, place in zip(asked.tolist(), letters[first].tolist(), strict=True):
        if not font:
            continue
        if type3_font_of(drawn.handles[int(found.owner[place])]):
            blank.add(font)
            continue
        pointer = ctypes.cast(font, raw.FPDF_FONT)
        if not raw.FPDFFont_GetIsEmbedded(pointer):
            continue
        outline = raw.FPDFFont_GetGlyphPath(pointer, int(found.codes[place]), _SIZE)
        if not outline or raw.FPDFGlyphPath_CountGlyphSegments(outline) <= 0:
            blank.add(font)
    return frozenset(blank)
