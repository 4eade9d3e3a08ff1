"""The few PDFium functions that are called once a character or once a page object, made quick.

pypdfium2's own bindings build a pointer object for every argument, and ctypes converts each by its declared
type. Here nothing is declared but what has to be: a handle that is another one at each call is a plain
integer, everything else an argument that is made once (`pointer`, `places_in`, `rows_of`) and goes through
untouched; and the GIL is kept. That makes a call eight times cheaper: 10,000 characters' boxes in 1.5 ms,
where declared integers take 4 and pypdfium2 takes 10. Nothing is checked: an argument of the wrong kind ends
the process. PDFium must never be called from two threads at once; callers hold `WorkerState.pdfium`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import PYFUNCTYPE, c_char, c_double, c_float, c_int, c_uint, c_void_p
from itertools import repeat
from typing import Any

import numpy.typing as npt
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
    "has_transparency",
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
    "places_in",
    "point_of_segment",
    "pointer",
    "render_mode_of_text",
    "rows_of",
    "segment_of_clip",
    "segment_of_path",
    "segments_in_clip",
    "segments_in_path",
    "stroke_colour_of_object",
    "stroke_width_of_object",
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
    """The address behind a pypdfium2 helper object or raw handle."""
    value = ctypes.cast(getattr(thing, "raw", thing), c_void_p).value
    return 0 if value is None else value


def pointer(thing: Any) -> Any:
    """The same as an argument that needs no conversion, for what many calls have in common."""
    return ctypes.byref(c_char.from_address(handle(thing)))


def places_in(memory: Any, *, step: int, count: int) -> list[Any]:
    """Arguments that point to `count` places in a ctypes array, `step` bytes from one to the next."""
    return [ctypes.byref(memory, step * number) for number in range(count)]


def rows_of(array: npt.NDArray[Any], column: int = 0) -> Iterator[Any]:
    """Arguments that point to one column of an array that PDFium fills, row by row."""
    memory = (c_char * array.nbytes).from_buffer(array.data)
    return map(ctypes.byref, repeat(memory), range(column * array.itemsize, array.nbytes, array.strides[0]))


_P, _I = c_void_p, c_int

# Of a text page (as a `pointer`) and the number of a character in it.
unicode_of_char = _quick(raw.FPDFText_GetUnicode, c_uint)
object_of_char = _quick(raw.FPDFText_GetTextObject, ctypes.c_size_t)
loose_box_of_char = _quick(raw.FPDFText_GetLooseCharBox, _I)
"""(text page, index, 4 floats: left, top, right, bottom)"""
tight_box_of_char = _quick(raw.FPDFText_GetCharBox, _I)
"""(text page, index, doubles: left, right, bottom, top)"""
matrix_of_char = _quick(raw.FPDFText_GetMatrix, _I)
"""(text page, index, 6 floats: a to f of the text matrix, the forms' matrices included)"""
font_size_of_char = _quick(raw.FPDFText_GetFontSize, c_double)
"""As the content sets it: negative where the matrix turns it back, 1 where the matrix holds the size."""
origin_of_char = _quick(raw.FPDFText_GetCharOrigin, _I)
"""(text page, index, doubles: x, y)"""
is_generated = _quick(raw.FPDFText_IsGenerated, _I)
has_map_error = _quick(raw.FPDFText_HasUnicodeMapError, _I)

# Of a page or a form (as a `pointer`) and a number.
nth_of_page = _quick(raw.FPDFPage_GetObject, _P)
nth_of_form = _quick(raw.FPDFFormObj_GetObject, _P)

# Of an object, a path, a clipping path or a segment, by its handle.
type_of_object = _quick(raw.FPDFPageObj_GetType, _I, _P)
bounds_of_object = _quick(raw.FPDFPageObj_GetBounds, _I, _P)
"""(object, floats: left, bottom, right, top), in the space of its page or form"""
matrix_of_object = _quick(raw.FPDFPageObj_GetMatrix, _I, _P)
"""(object, 6 floats: a, b, c, d, e, f)"""

fill_colour_of_object = _quick(raw.FPDFPageObj_GetFillColor, _I, _P)
stroke_colour_of_object = _quick(raw.FPDFPageObj_GetStrokeColor, _I, _P)
"""(object, unsigned ints: red, green, blue, alpha)"""
stroke_width_of_object = _quick(raw.FPDFPageObj_GetStrokeWidth, _I, _P)
"""(object, float)"""
has_transparency = _quick(raw.FPDFPageObj_HasTransparency, _I, _P)
marks_of_object = _quick(raw.FPDFPageObj_CountMarks, _I, _P)
clip_path_of_object = _quick(raw.FPDFPageObj_GetClipPath, _P, _P)
paths_in_clip = _quick(raw.FPDFClipPath_CountPaths, _I, _P)
segments_in_clip = _quick(raw.FPDFClipPath_CountPathSegments, _I, _P)
segment_of_clip = _quick(raw.FPDFClipPath_GetPathSegment, _P, _P)

render_mode_of_text = _quick(raw.FPDFTextObj_GetTextRenderMode, _I, _P)
font_of_text = _quick(raw.FPDFTextObj_GetFont, _P, _P)
width_of_glyph = _quick(raw.FPDFFont_GetGlyphWidth, _I, _P, c_uint, c_float)
"""(font, Unicode value, type size, a float)"""

segments_in_path = _quick(raw.FPDFPath_CountSegments, _I, _P)
segment_of_path = _quick(raw.FPDFPath_GetPathSegment, _P, _P)
type_of_segment = _quick(raw.FPDFPathSegment_GetType, _I, _P)
point_of_segment = _quick(raw.FPDFPathSegment_GetPoint, _I, _P)
"""(segment, floats: x, y)"""
draw_mode_of_path = _quick(raw.FPDFPath_GetDrawMode, _I, _P)
"""(path, ints: fill mode, stroke)"""
