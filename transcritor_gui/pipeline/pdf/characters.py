"""The characters of a page as arrays: what each is, where it stands along its line, which object draws it.

Taken from PDFium once a page, in as few calls as tell it: a call from Python takes longer than PDFium does
for the character itself. `spacing` makes words of them, `text_layer` gives the words their boxes,
`visibility` looks at the objects.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
from pypdfium2 import raw

from transcritor_gui.pipeline.pdf import pdfium
from transcritor_gui.pipeline.pdf.aslant import aslant_advances
from transcritor_gui.pipeline.pdf.fonts.font_maps import LOST_CODE
from transcritor_gui.pipeline.pdf.fonts.tex_fonts import with_tex_letters
from transcritor_gui.pipeline.pdf.spacing import BARE_LINE_END, HELD_SPACE, LINE_END, MADE_UP_SPACE
from transcritor_gui.pipeline.pdf.text_objects import (
    TextObjects,
    call_each,
    ink_of,
    read_text_objects,
    type3_font_of,
)

__all__ = ["Characters", "read_characters"]

_MAX_CHARACTERS = 400_000
"""Of one page: a hundred times a dense one."""
_LINE_ENDS = np.array([0x0A, 0x0D, 0x2028, 0x2029])
_LAST_OF_PLANE, _LAST_CODE, _NO_CODE, _NO_CHARACTER = 0xFFFF, 0x10FFFF, 0xFFFD, 0xFFFE
_FIRST_HALF, _FIRST_SECOND_HALF, _LAST_HALF = 0xD800, 0xDC00, 0xDFFF
"""Surrogates: two of them stand for a character beyond the basic plane."""


def _table(codes: npt.NDArray[np.intp]) -> Flags:
    """For each value of the basic plane whether it is among `codes`."""
    table = np.zeros(_LAST_OF_PLANE + 1, bool)
    table[codes] = True
    return table


_WHITE = np.array(
    [*map(ord, " \t\n\v\f\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff"), *range(0x2000, 0x200C)]
)
"""White space of every width."""
_IS_WHITE, _ENDS_LINE = _table(_WHITE), _table(_LINE_ENDS)
_EXACT_DEGREES = 0.2
"""Text nearer than this to a quarter turn has one baseline for all its characters."""
_NARROW_SPACE = 0.22
_BESIDE_ONE = 2
"""How far apart the places of two glyphs are that have one character between them."""
_WIDEST_GLYPH, _USUAL_GLYPH = 3.0, 0.5
"""Of the type size."""
_LONE_GAP, _LONE_SLACK = (0.1, 0.5), 0.02
"""Of the type size: the room before a glyph that may be its own; by how much ink may leave its advance."""

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Characters:
    """The glyphs of one page in content order; white space is not among them, but noted."""

    codes: npt.NDArray[np.uint32]
    """The Unicode value of each; U+FFFD where there is none."""
    places: Places
    """Number of each among all characters, as PDFium counts them."""
    owner: Places
    """Which of the objects draws it."""
    start: Floats
    end: Floats
    """Along the direction of its line, in units of user space; against it, and negative, in mirrored text."""
    advance: Floats
    """Before a space, where the next character would stand without it: letters that lean over, or that
    another font stands in for, may end later. Elsewhere the end, as ligatures have but one place."""
    base: Floats
    """Baseline across that direction, growing upwards."""
    stacked: Flags
    """Whether it is written below the one before it, as vertical Japanese is."""
    space_before: npt.NDArray[np.uint8]
    """What stands before it: 0 nothing, MADE_UP_SPACE one of PDFium's, HELD_SPACE one that the page
    holds, LINE_END the end of a line, BARE_LINE_END one without a space."""
    objects: TextObjects
    unmapped: Callable[[int], bool]
    """Whether the font of a character (by its place) gives it no Unicode value; while the page is open."""
    ink: Callable[[int], tuple[float, float, float, float]]
    """Left, bottom, right and top of a character's ink (by its place) in user space; while it is open."""


def read_characters(text_page: pypdfium2.PdfTextPage) -> Characters | None:
    """What stands on `text_page`, which must stay open for as long as its ink is asked for."""
    handle = pdfium.pointer(text_page)
    count = min(text_page.count_chars(), _MAX_CHARACTERS)
    if count <= 0:
        return None
    units = with_tex_letters(
        _units(text_page, handle, count),
        is_unmapped=lambda place: pdfium.has_map_error(handle, place) == 1,
        font_of=lambda place: type3_font_of(pdfium.object_of_char(handle, place)),
    )
    codes, halves = _whole_codes(units)
    white = _IS_WHITE[np.minimum(units, _LAST_OF_PLANE)]
    places = np.flatnonzero(~(white | halves))
    if not len(places):
        return None
    boxes = _loose_boxes(handle, places)
    owners = _owners(handle, places)
    drawn = owners != 0
    if not drawn.all():
        places, owners, boxes = places[drawn], owners[drawn], boxes[drawn]
        if not len(places):
            return None
    unique, first, owner = _numbered(owners)
    objects = read_text_objects(handle, unique, places[first])
    return _placed(handle, codes[places], places, owner, boxes, units, white, objects)


def _units(text_page: pypdfium2.PdfTextPage, handle: Any, count: int) -> npt.NDArray[np.uint32]:
    """The value that PDFium gives each character: a unit of UTF-16, as a rule."""
    buffer = np.zeros(count + 1, np.uint16)
    got = raw.FPDFText_GetText(
        text_page.raw,
        0,
        count,
        ctypes.cast(buffer.ctypes.data, ctypes.POINTER(ctypes.c_ushort)),
    )
    if got == count + 1:
        units = buffer[:count].astype(np.uint32)
        # A hyphen at the end of a line, or a character that the font maps to nothing.
        for place in np.flatnonzero(units == _NO_CHARACTER).tolist():
            units[place] = pdfium.unicode_of_char(handle, place)
        return units
    # The text leaves out characters that no font maps, so the two do not run side by side.
    return np.fromiter(map(pdfium.unicode_of_char, repeat(handle), range(count)), np.uint32, count)


def _whole_codes(units: npt.NDArray[np.uint32]) -> tuple[npt.NDArray[np.uint32], Flags]:
    """The Unicode value of each character, and which are second halves of the one before them.

    U+FFFD stands for what has no value: halves of surrogate pairs alone, U+0000, and what a mended map has
    marked as lost.
    """
    codes = units.copy()
    codes[(units == 0) | (units == ord(LOST_CODE)) | (units > _LAST_CODE)] = _NO_CODE
    second = np.zeros(len(units), bool)
    halves = (units >= _FIRST_HALF) & (units <= _LAST_HALF)
    if halves.any():
        first = halves & (units < _FIRST_SECOND_HALF)
        high = np.flatnonzero(first[:-1] & halves[1:] & ~first[1:])
        codes[halves] = _NO_CODE
        codes[high] = (
            _LAST_OF_PLANE + 1 + ((units[high] - _FIRST_HALF) << 10) + (units[high + 1] - _FIRST_SECOND_HALF)
        )
        second[high + 1] = True
    return codes, second


def _owners(handle: Any, places: Places) -> npt.NDArray[np.uint64]:
    """The text object of each character; 0 for none."""
    return np.fromiter(map(pdfium.object_of_char, repeat(handle), places.tolist()), np.uint64, len(places))


def _numbered(owners: npt.NDArray[np.uint64]) -> tuple[list[int], Places, Places]:
    """The objects in content order, the first character of each, and of each character its object.

    An object of a form that is drawn several times counts anew each time.
    """
    changes = np.concatenate(([True], owners[1:] != owners[:-1]))
    first = np.flatnonzero(changes)
    return owners[first].tolist(), first, np.cumsum(changes) - 1


def _loose_boxes(handle: Any, places: Places) -> Floats:
    """Left, bottom, right, top: as wide as the character's advance."""
    boxes = np.zeros((len(places), 4), np.float32)
    room, rows = _room_for_boxes()
    for start in range(0, len(places), len(room)):
        part = places[start : start + len(room)].tolist()
        call_each(pdfium.loose_box_of_char, repeat(handle), part, rows)
        boxes[start : start + len(part)] = room[: len(part)]
    return boxes[:, (0, 3, 2, 1)].astype(np.float64)


@cache
def _room_for_boxes() -> tuple[npt.NDArray[np.float32], list[Any]]:
    """Where PDFium writes boxes, and the arguments that say so: to make those takes a third of a call."""
    room = np.zeros((4096, 4), np.float32)
    return room, list(pdfium.rows_of(room))


def _placed(  # noqa: PLR0917 - the columns of one table
    handle: Any,
    codes: npt.NDArray[np.uint32],
    places: Places,
    owner: Places,
    boxes: Floats,
    units: npt.NDArray[np.uint32],
    white: Flags,
    objects: TextObjects,
) -> Characters:
    quarter, size = objects.quarter[owner], objects.size[owner]
    left, bottom, right, top = boxes.T
    start, end = left.copy(), right
    if objects.quarter.any():
        start = np.choose(quarter, (left, bottom, -right, -top))
        end = np.choose(quarter, (right, top, -left, -bottom))
    if objects.mirrored.any():
        mirrored = objects.mirrored[owner]
        start, end = np.where(mirrored, -end, start), np.where(mirrored, -start, end)
    base = _baselines(handle, places, owner, objects)
    stacked = _stacked(bottom, owner, objects)
    base = np.where(stacked, bottom + 0.22 * size, base)
    aside = np.flatnonzero(objects.slanted[owner])
    if len(aside):
        start[aside], base[aside] = _turned(handle, places[aside], np.radians(objects.degrees[owner[aside]]))
        advance = aslant_advances(
            _advances(units[places[aside]], owner[aside], objects),
            boxes[aside],
            degrees=objects.degrees[owner[aside]],
            size=size[aside],
            font=np.array(objects.fonts, np.uint64)[owner[aside]],
        )
        end[aside] = start[aside] + np.where(advance > 0, advance, _USUAL_GLYPH * size[aside])
    _widen_lone(handle, units, places, owner, start, end, objects)
    # A box reaches as far as the ink, which some fonts claim to be enormous.
    end = np.minimum(end, start + 2.5 * size)
    # Some fonts give no width at all.
    flat = end - start < 0.02 * size
    if flat.any():
        follows = np.zeros(len(places), bool)
        follows[:-1] = (owner[1:] == owner[:-1]) & (start[1:] > start[:-1])
        after = np.append(start[1:], 0.0)
        end = np.where(flat, start + 0.5 * size, end)
        end = np.where(flat & follows, np.minimum(after, end), end)
    narrow = np.zeros(len(places), bool)
    narrow[1:] = start[1:] - end[:-1] < _NARROW_SPACE * size[1:]
    spaces = _spaces_before(handle, units, places, white, narrow=narrow)
    before = np.flatnonzero((spaces[1:] == MADE_UP_SPACE) | (spaces[1:] == HELD_SPACE))
    advance = _advances(units[places[before]], owner[before], objects)
    moves = end.copy()
    moves[before] = np.where(advance > 0, np.minimum(end[before], start[before] + advance), end[before])
    return Characters(
        codes, places, owner, start, end, moves, base, stacked, spaces, objects,
        lambda place: bool(pdfium.has_map_error(handle, place) == 1),
        lambda place: ink_of(handle, place),
    )  # fmt: skip


def _widen_lone(  # noqa: PLR0917 - the columns of one table
    handle: Any,
    units: npt.NDArray[np.uint32],
    places: Places,
    owner: Places,
    start: Floats,
    end: Floats,
    objects: TextObjects,
) -> None:
    """Give glyphs that are objects of their own their whole advance, in `start` and `end`.

    Where a file says in words what is drawn (ActualText, of hyphens at line ends), PDFium has the ink's box:
    a hyphen of a monospaced font seems to stand apart from the letters beside it.
    """
    size = objects.size[owner]
    gap = np.zeros(len(places))
    gap[1:] = (start[1:] - end[:-1]) / size[1:]
    lone = (np.bincount(owner)[owner] == 1) & (gap > _LONE_GAP[0]) & (gap < _LONE_GAP[1])
    lone &= ~(objects.slanted | objects.mirrored)[owner]
    chosen = np.flatnonzero(lone)
    if not len(chosen):
        return
    origin, _ = _turned(handle, places[chosen], np.radians(90.0 * objects.quarter[owner[chosen]]))
    advance = _advances(units[places[chosen]], owner[chosen], objects)
    slack = _LONE_SLACK * size[chosen]
    holds = (origin <= start[chosen] + slack) & (origin + advance >= end[chosen] - slack)
    start[chosen] = np.where(holds, origin, start[chosen])
    end[chosen] = np.where(holds, origin + advance, end[chosen])


def _baselines(handle: Any, places: Places, owner: Places, objects: TextObjects) -> Floats:
    """Across the line; one for all characters of an object where that is exactly level."""
    away = np.abs(objects.degrees - 90 * np.round(objects.degrees / 90))
    numbers = objects.first.tolist()
    points = _origins(handle, numbers)
    base = np.choose(objects.quarter, (points[:, 1], -points[:, 0], -points[:, 1], points[:, 0]))[owner]
    tilted = np.flatnonzero((away > _EXACT_DEGREES)[owner] & ~objects.slanted[owner])
    if len(tilted):
        turns = np.radians(90.0 * objects.quarter[owner[tilted]])
        base[tilted] = _turned(handle, places[tilted], turns)[1]
    return base


def _origins(handle: Any, numbers: list[int]) -> Floats:
    """Shape (characters, 2)."""
    points = np.zeros((len(numbers), 2))
    columns = pdfium.rows_of(points), pdfium.rows_of(points, 1)
    call_each(pdfium.origin_of_char, repeat(handle), numbers, *columns)
    return points


def _stacked(bottom: Floats, owner: Places, objects: TextObjects) -> Flags:
    """Whether the characters of an object that is set across step down the page."""
    count = len(objects.handles)
    low, high = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(low, owner, bottom)
    np.maximum.at(high, owner, bottom)
    level = (objects.quarter == 0) & (np.abs(objects.degrees) <= _EXACT_DEGREES)
    found: Flags = (level & (high - low > 0.6 * objects.size))[owner]
    return found


def _turned(handle: Any, places: Places, radians: Floats) -> tuple[Floats, Floats]:
    """Where the characters' origins lie along and across lines in the directions `radians`."""
    x, y = _origins(handle, places.tolist()).T
    cosine, sine = np.cos(radians), np.sin(radians)
    return x * cosine + y * sine, y * cosine - x * sine


def _advances(units: npt.NDArray[np.uint32], owner: Places, objects: TextObjects) -> Floats:
    """How far each character moves the next one on, from its font's widths; 0 where the font does not say."""
    numbers: dict[int, int] = {}
    of_object = np.array([numbers.setdefault(font, len(numbers)) for font in objects.fonts], np.uint64)
    fonts = list(numbers)
    keys = (of_object[owner] << np.uint64(32)) | units
    distinct, inverse = np.unique(keys, return_inverse=True)
    width = ctypes.c_float()
    at = ctypes.byref(width)
    widths = np.zeros(len(distinct))
    for place, key in enumerate(distinct.tolist()):
        got = pdfium.width_of_glyph(fonts[key >> 32], key & 0xFFFFFFFF, 1.0, at)
        if got and 0 < width.value < _WIDEST_GLYPH:
            widths[place] = width.value
    return widths[inverse] * objects.stretch[owner]


def _spaces_before(
    handle: Any, units: npt.NDArray[np.uint32], places: Places, white: Flags, *, narrow: Flags
) -> npt.NDArray[np.uint8]:
    """What stands between each glyph and the one before it.

    Which of the single spaces PDFium has made up is only asked where they are `narrow` or beside a character
    that stands alone; elsewhere they part words whoever made them.
    """
    found = np.zeros(len(places), np.uint8)
    reached = np.concatenate(([0], np.cumsum(_ENDS_LINE[np.minimum(units, _LAST_OF_PLANE)])))
    before = np.concatenate(([-1], places[:-1]))
    passed = np.concatenate(([0], np.cumsum(white)))
    between = passed[places] - passed[before + 1]
    parted = between > 0
    found[parted] = HELD_SPACE
    alone = parted & np.append(parted[1:], True)
    unsure = narrow | alone | np.concatenate(([False], alone[:-1]))
    single = np.flatnonzero((between == 1) & (places - before == _BESIDE_ONE) & (before >= 0) & unsure)
    asked = (places[single] - 1).tolist()
    made_up = np.fromiter(map(pdfium.is_generated, repeat(handle), asked), np.intp, len(asked))
    found[single[made_up == 1]] = MADE_UP_SPACE
    ends = reached[places] - reached[before + 1]
    found[ends > 0] = LINE_END
    found[(ends > 0) & (between == ends)] = BARE_LINE_END
    return found
