"""The few PDFium functions that are called once a character or once a page object, made quick.

pypdfium2's own bindings build a pointer object for every argument; these prototypes take plain integers
(handles and addresses inside a numpy array) and keep the GIL, which makes a call about four times cheaper:
10,000 characters in 25 ms instead of 100. PDFium must never be called from two threads at once; the callers
hold `WorkerState.pdfium`.
"""

from __future__ import annotations

import ctypes
from ctypes import PYFUNCTYPE, c_double, c_float, c_int, c_uint, c_void_p
from typing import Any

from pypdfium2 import raw

__all__ = [
    "FORM",
    "IMAGE",
    "PATH",
    "SHADING",
    "TEXT",
    "bounds_of_object",
    "clip_path_of_object",
    "draw_mode_of_path",
    "fill_colour_of_object",
    "font_of_text",
    "font_size_of_char",
    "handle",
    "has_map_error",
    "is_generated",
    "loose_box_of_char",
    "marks_of_object",
    "matrix_of_char",
    "matrix_of_object",
    "nth_of_form",
    "nth_of_page",
    "object_of_char",
    "origin_of_char",
    "paths_in_clip",
    "point_of_segment",
    "render_mode_of_text",
    "segment_of_clip",
    "segment_of_path",
    "segments_in_clip",
    "segments_in_path",
    "tight_box_of_char",
    "type_of_object",
    "type_of_segment",
    "unicode_of_char",
    "width_of_glyph",
]

TEXT, PATH, IMAGE, SHADING, FORM = (
    raw.FPDF_PAGEOBJ_TEXT,
    raw.FPDF_PAGEOBJ_PATH,
    raw.FPDF_PAGEOBJ_IMAGE,
    raw.FPDF_PAGEOBJ_SHADING,
    raw.FPDF_PAGEOBJ_FORM,
)


def _quick(function: Any, result: Any, *arguments: Any) -> Any:
    address = ctypes.cast(function, c_void_p).value
    assert address is not None
    return PYFUNCTYPE(result, *arguments)(address)


def handle(thing: Any) -> int:
    """The address behind a pypdfium2 helper object or raw handle, as these functions take it."""
    value = ctypes.cast(getattr(thing, "raw", thing), c_void_p).value
    return 0 if value is None else value


_P, _I = c_void_p, c_int

unicode_of_char = _quick(raw.FPDFText_GetUnicode, c_uint, _P, _I)
object_of_char = _quick(raw.FPDFText_GetTextObject, _P, _P, _I)
loose_box_of_char = _quick(raw.FPDFText_GetLooseCharBox, _I, _P, _I, _P)
"""(text page, index, address of 4 floats: left, top, right, bottom)"""
tight_box_of_char = _quick(raw.FPDFText_GetCharBox, _I, _P, _I, _P, _P, _P, _P)
"""(text page, index, addresses of doubles: left, right, bottom, top)"""
matrix_of_char = _quick(raw.FPDFText_GetMatrix, _I, _P, _I, _P)
"""(text page, index, address of 6 floats: a to f of the text matrix, the forms' matrices included)"""
font_size_of_char = _quick(raw.FPDFText_GetFontSize, c_double, _P, _I)
"""As the content sets it: negative where the matrix turns it back, 1 where the matrix holds the size."""
origin_of_char = _quick(raw.FPDFText_GetCharOrigin, _I, _P, _I, _P, _P)
"""(text page, index, addresses of doubles: x, y)"""
is_generated = _quick(raw.FPDFText_IsGenerated, _I, _P, _I)
has_map_error = _quick(raw.FPDFText_HasUnicodeMapError, _I, _P, _I)

nth_of_page = _quick(raw.FPDFPage_GetObject, _P, _P, _I)
nth_of_form = _quick(raw.FPDFFormObj_GetObject, _P, _P, c_uint)
type_of_object = _quick(raw.FPDFPageObj_GetType, _I, _P)
bounds_of_object = _quick(raw.FPDFPageObj_GetBounds, _I, _P, _P, _P, _P, _P)
"""(object, addresses of floats: left, bottom, right, top), in the space of its page or form"""
matrix_of_object = _quick(raw.FPDFPageObj_GetMatrix, _I, _P, _P)
"""(object, address of 6 floats: a, b, c, d, e, f)"""

fill_colour_of_object = _quick(raw.FPDFPageObj_GetFillColor, _I, _P, _P, _P, _P, _P)
"""(object, addresses of unsigned ints: red, green, blue, alpha)"""
marks_of_object = _quick(raw.FPDFPageObj_CountMarks, _I, _P)
clip_path_of_object = _quick(raw.FPDFPageObj_GetClipPath, _P, _P)
paths_in_clip = _quick(raw.FPDFClipPath_CountPaths, _I, _P)
segments_in_clip = _quick(raw.FPDFClipPath_CountPathSegments, _I, _P, _I)
segment_of_clip = _quick(raw.FPDFClipPath_GetPathSegment, _P, _P, _I, _I)

render_mode_of_text = _quick(raw.FPDFTextObj_GetTextRenderMode, _I, _P)
font_of_text = _quick(raw.FPDFTextObj_GetFont, _P, _P)
width_of_glyph = _quick(raw.FPDFFont_GetGlyphWidth, _I, _P, c_uint, c_float, _P)
"""(font, Unicode value, type size, address of a float)"""

segments_in_path = _quick(raw.FPDFPath_CountSegments, _I, _P)
segment_of_path = _quick(raw.FPDFPath_GetPathSegment, _P, _P, _I)
type_of_segment = _quick(raw.FPDFPathSegment_GetType, _I, _P)
point_of_segment = _quick(raw.FPDFPathSegment_GetPoint, _I, _P, _P, _P)
draw_mode_of_path = _quick(raw.FPDFPath_GetDrawMode, _I, _P, _P, _P)
"""(path, addresses of ints: fill mode, stroke)"""
