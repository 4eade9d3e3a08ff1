"""The text objects of a page as arrays: direction, size, style and colour of what each of them draws.

Direction and size are those that the font's size and the text matrix make together, and where a font's size
means nothing (Type 3 fonts have a matrix of their own), those of its ink. Used by `characters`.
"""

from __future__ import annotations

import ctypes
import re
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
from pypdfium2 import raw

from transcritor_gui.pipeline.pdf import pdfium

__all__ = ["TextObjects", "call_each", "ink_of", "read_text_objects", "type3_font_of"]

_SLANT_DEGREES = 7.0
"""Text further than this from the nearest quarter turn stands at an angle of its own."""
_SAMPLED_LETTERS = 8
"""Of a font, whose ink is compared with the size that the font is set in."""
_FEWEST_RATIOS = 3
"""Letters of a font without which nothing is said of its ink."""
_USUAL_INK = (0.65, 1.5)
"""Ink above the baseline against what the size lets expect: fonts outside have a size that means nothing, as
Type 3 fonts may (their matrix is their own)."""
_BOLD_WEIGHT = 600
_ITALIC_FLAG, _FORCE_BOLD_FLAG = 1 << 6, 1 << 18  # ISO 32000-1, table 123
_BOLD_NAME = re.compile(r"bold|black|heavy|negrito", re.I)
_ITALIC_NAME = re.compile(r"italic|oblique", re.I)
_SMALL_LETTERS = frozenset(map(ord, "acemnorsuvwxz"))
_TALL_LETTERS = frozenset(map(ord, "ABCDEFGHIKLMNOPRSTUVWXYZbdhkl0123456789"))
_STANDING_LETTERS = _SMALL_LETTERS | _TALL_LETTERS
"""Those whose ink lies above the baseline."""
_X_HEIGHT, _CAP_HEIGHT = 0.48, 0.7
"""Of the type size, in most text faces."""

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class TextObjects:
    """The text objects that characters belong to, side by side."""

    handles: tuple[int, ...]
    """PDFium's, good for as long as the page is open."""
    first: Places
    """Number of each object's first character, as PDFium counts them."""
    degrees: Floats
    """Direction of the line, anticlockwise in user space."""
    quarter: Places
    """The nearest quarter turn: 0 rightwards, 1 upwards, 2 leftwards, 3 downwards."""
    slanted: Flags
    """Whether the direction is none of the four."""
    mirrored: Flags
    """Whether each character is drawn to the left of the one before it, as in a mirror."""
    size: Floats
    """Type size in units of user space, as near as font and ink tell."""
    stretch: Floats
    """Units of user space along the line for one unit of the font's own widths."""
    fonts: tuple[int, ...]
    """PDFium's handles."""
    bold: Flags
    italic: Flags
    render_mode: Places
    fill: npt.NDArray[np.uint32]
    """Shape (objects, 4): red, green, blue, alpha, 0 to 255 each."""


def read_text_objects(handle: Any, owners: list[int], first: Places) -> TextObjects:
    """What is known of the objects `owners` of a text page; `first` is each one's first character."""
    count = len(owners)
    numbers = first.tolist()
    matrices = np.zeros((count, 6), np.float32)
    call_each(pdfium.matrix_of_char, repeat(handle), numbers, pdfium.rows_of(matrices))
    points = np.fromiter(map(pdfium.font_size_of_char, repeat(handle), numbers), np.float64, count)
    fill = np.zeros((count, 4), np.uint32)
    channels = [pdfium.rows_of(fill, channel) for channel in range(4)]
    call_each(pdfium.fill_colour_of_object, owners, *channels)
    modes = np.fromiter(map(pdfium.render_mode_of_text, owners), np.intp, count)
    fonts = [font or 0 for font in map(pdfium.font_of_text, owners)]
    style = cache(_style_of_font)
    styles = [style(font) for font in fonts]

    a, b, c, d = (matrices[:, column].astype(np.float64) for column in range(4))
    sign = np.where(points < 0, -1.0, 1.0)
    # Lines are stacked along the letters' upright, so that decides where a mirrored matrix leaves a choice.
    mirrored = a * d - b * c < 0
    if mirrored.any():
        mirrored &= ~_is_set_right(handle, fonts, numbers, np.column_stack((c, d)) * sign[:, None], mirrored)
    across, up = np.where(mirrored, d, a) * sign, np.where(mirrored, -c, b) * sign
    degrees = np.degrees(np.arctan2(up, across))
    quarter = np.round(degrees / 90).astype(np.intp)
    slanted = np.abs(degrees - 90 * quarter) > _SLANT_DEGREES
    height, width = np.hypot(c, d), np.hypot(a, b)
    size = np.abs(points) * np.where(height > 0, height, width)
    return TextObjects(
        tuple(owners),
        first,
        degrees,
        quarter % 4,
        slanted,
        mirrored,
        np.maximum(size, 0.01) * _ink_factors(handle, fonts, numbers, size=size, quarter=quarter % 4),
        np.abs(points) * width,
        tuple(fonts),
        np.array([bold for bold, _ in styles], bool),
        np.array([italic for _, italic in styles], bool),
        modes,
        fill,
    )


def _ink_factors(handle: Any, fonts: list[int], first: list[int], *, size: Floats, quarter: Places) -> Floats:
    """By what the size of each object is to be multiplied to be that of its ink."""
    factors = np.ones(len(fonts))
    of_font: dict[int, list[int]] = {}
    for number, font in enumerate(fonts):
        of_font.setdefault(font, []).append(number)
    for numbers in of_font.values():
        ratios: list[float] = []
        for number in numbers[: 4 * _SAMPLED_LETTERS]:
            if len(ratios) >= _SAMPLED_LETTERS:
                break
            for place in range(first[number], first[number] + 3):
                ratio = _ink_ratio(handle, place, size=float(size[number]), quarter=int(quarter[number]))
                if ratio is not None:
                    ratios.append(ratio)
        if len(ratios) < _FEWEST_RATIOS:
            continue
        typical = float(np.median(ratios))
        if not _USUAL_INK[0] < typical < _USUAL_INK[1]:
            factors[numbers] = min(max(typical, 0.05), 100.0)
    return factors


def _is_set_right(handle: Any, fonts: list[int], first: list[int], up: Floats, mirrored: Flags) -> Flags:
    """Of each object whether its font mirrors its letters once more, so that they are drawn as usual.

    Type 3 fonts may: their own matrix is not part of the text's. Told by the ink, which would lie below the
    baseline; `up` is where the matrix of each object has the letters' upright.
    """
    found = np.zeros(len(fonts), bool)
    of_font: dict[int, list[int]] = {}
    for number in np.flatnonzero(mirrored).tolist():
        of_font.setdefault(fonts[number], []).append(number)
    for numbers in of_font.values():
        below = above = 0
        for number in numbers[: 4 * _SAMPLED_LETTERS]:
            for place in range(first[number], first[number] + 3):
                if pdfium.unicode_of_char(handle, place) not in _STANDING_LETTERS:
                    continue
                left, bottom, right, top = ink_of(handle, place)
                x, y = _origin(handle, place)
                height = ((left + right) / 2 - x) * up[number, 0] + ((bottom + top) / 2 - y) * up[number, 1]
                below, above = below + (height < 0), above + (height > 0)
        found[numbers] = below > 2 * above
    return found


def _ink_ratio(handle: Any, place: int, *, size: float, quarter: int) -> float | None:
    """Height of a letter's ink above its baseline against what `size` lets expect; None where it is none."""
    code = pdfium.unicode_of_char(handle, place)
    expected = _X_HEIGHT if code in _SMALL_LETTERS else _CAP_HEIGHT if code in _TALL_LETTERS else 0.0
    if not expected or size <= 0:
        return None
    left, bottom, right, top = ink_of(handle, place)
    x, y = _origin(handle, place)
    above = (top - y, x - left, y - bottom, right - x)[quarter]
    return above / (expected * size) if right > left and top > bottom and above > 0 else None


def ink_of(handle: Any, place: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a character's ink in user space."""
    box, places = _room_for_doubles()
    if not pdfium.tight_box_of_char(handle, place, *places):
        return 0.0, 0.0, 0.0, 0.0
    left, right, bottom, top = box
    return left, bottom, right, top


def _origin(handle: Any, place: int) -> tuple[float, float]:
    point, places = _room_for_doubles()
    if not pdfium.origin_of_char(handle, place, *places[:2]):
        return 0.0, 0.0
    return point[0], point[1]


@cache
def _room_for_doubles() -> tuple[Any, list[Any]]:
    """Where PDFium writes a box or a point, and the arguments that say so, made once."""
    room = (ctypes.c_double * 4)()
    return room, pdfium.places_in(room, step=8, count=4)


def call_each(function: Callable[..., object], *arguments: Iterable[Any]) -> None:
    """`function` called with the first of each of the `arguments`, then with the second ones, and so on."""
    deque(map(function, *arguments), maxlen=0)


def type3_font_of(item: int) -> int:
    """PDFium's handle of the font of a text object; 0 for fonts with a name, which Type 3 fonts have not."""
    font = pdfium.font_of_text(item) if item else 0
    if not font:
        return 0
    return 0 if raw.FPDFFont_GetBaseFontName(ctypes.cast(font, raw.FPDF_FONT), None, 0) > 1 else int(font)


def _style_of_font(font: int) -> tuple[bool, bool]:
    if not font:
        return False, False
    pointer = ctypes.cast(font, raw.FPDF_FONT)
    flags = raw.FPDFFont_GetFlags(pointer)
    flags = flags if flags > 0 else 0
    name = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(pointer, name, len(name))
    base = name.value.decode("latin-1")
    weight = raw.FPDFFont_GetWeight(pointer)
    bold = bool(flags & _FORCE_BOLD_FLAG) or weight >= _BOLD_WEIGHT or _BOLD_NAME.search(base) is not None
    italic = bool(flags & _ITALIC_FLAG) or _ITALIC_NAME.search(base) is not None
    return bold, italic
