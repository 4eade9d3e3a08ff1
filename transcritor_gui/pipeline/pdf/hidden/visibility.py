"""Which words of a text layer can be seen on the page: the safety of people who black out names.

A word may be drawn with no ink at all (invisibly, wholly transparent, cut off by a clipping path, on a layer
that is switched off), in the colour of what lies under it, or under a bar or a picture. Colours, boxes and
the order of painting say which words are suspect; whether a suspect word is seen is decided by its ink: the
page is drawn with and without it. Ordinary pages have no suspects and are never drawn.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import ceil

import numpy as np
import numpy.typing as npt
import pypdfium2
from pypdfium2 import raw

from transcritor_gui.model import Box
from transcritor_gui.pipeline.box_array import is_any_of
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.pdf import pdfium
from transcritor_gui.pipeline.pdf.frame import PageFrame
from transcritor_gui.pipeline.pdf.hidden.clip_paths import PAGE_SPACE, UNCLIPPED, ClipPaths
from transcritor_gui.pipeline.pdf.hidden.covers import PlacedArea, areas_of_strips
from transcritor_gui.pipeline.pdf.hidden.painted_areas import LEAST_ALPHA, OPAQUE, shares, words_and_areas
from transcritor_gui.pipeline.pdf.page_objects import PageObjects
from transcritor_gui.pipeline.pdf.render import render_region
from transcritor_gui.pipeline.pdf.text_objects import TextObjects

__all__ = ["PlacedWords", "Sight", "sight_of"]

_WITHOUT_INK = (3, 7)
"""Render modes that neither fill nor stroke (ISO 32000-1, table 106)."""
_STROKING = (1, 5)
_CLIPPING = (4, 5, 6, 7)
_ONE_COLOUR = (0, 4, *_STROKING)
"""Render modes in which only the colour of the outline shows, and only that or only that of the filling."""
_LEAST_TYPE_PT = 0.8
"""Type that no eye reads, on paper or on a screen."""
_PALE = 0.15
"""Strength, on white paper, under which a colour may not be seen."""
_UNDER_PICTURE = 0.9
_ON_PICTURE = 0.5
_OUTSIDE_CLIP = 0.3
"""Shares of a word's box: covered by a later picture, lying on an earlier one, left by its clipping path."""
_SMALL_PICTURE = 0.3
"""Of the page: an earlier OCR lies under the scan of a page; what lies under less may be blacked out."""
_PLAIN_PICTURE_PX = 8
"""A large picture of no more pixels across is a tint, not the scan of a page."""
_LEAST_CHANGE, _LEAST_CHANGE_UNDER_COVER = 8, 40
"""Grey levels between the page with and without a word: type of 3 % strength; and what shines through the
seams of a bar that is drawn line by line."""
_LEAST_CHANGED = 0.03
_LEAST_EDGED = 0.02
"""Shares of a word's box: black type changes 15 to 25 % of it; the tail of a g below a bar under 2 %."""
_EDGE = 40
"""Grey levels between neighbouring pixels where something is drawn."""
_INSET = 0.12
"""Of a word's height: above and below its letters, where the edge of a bar may run."""
_TYPE_HEIGHT_PX = 20.0
_PX_PER_PT = (1.0, 4.0)
_MOST_PIXELS = 8_000_000
_MARGIN_PX = 2
"""Around the words in question, in which edges are looked for."""
_SAME_PLACE_PT = 2.0

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


class Sight(IntEnum):
    """How a word of the text layer is seen."""

    SEEN = 0
    EARLIER_OCR = 1
    """Drawn without ink over something drawn, or under a picture: the text of that picture."""
    HIDDEN = 2


@dataclass(frozen=True, slots=True)
class PlacedWords:
    """The words of a page as columns."""

    boxes: Floats
    """Shape (words, 4): x0, y0, x1, y1 on the page as shown."""
    owner: Places
    """The text object of each, or the first of them."""
    glyph_owner: Places
    """The text object of each glyph."""
    glyph_word: Places
    """The word of each glyph."""
    objects: TextObjects
    solid: Flags
    """Whether a word is of nothing but solid blocks, which hide what lies under them."""
    blank_fonts: frozenset[int]
    """PDFium's handles of fonts whose letters may leave no ink."""


def sight_of(
    words: PlacedWords, page: pypdfium2.PdfPage, frame: PageFrame, drawn: PageObjects
) -> npt.NDArray[np.uint8]:
    """For each word its `Sight`."""
    return _Judge(words, page, frame, drawn).sights()


class _Judge:
    def __init__(
        self, words: PlacedWords, page: pypdfium2.PdfPage, frame: PageFrame, drawn: PageObjects
    ) -> None:
        self._words = words
        self._page, self._frame, self._drawn = page, frame, drawn
        orders = drawn.text_order
        self._order = np.array([orders.get(item, -1) for item in words.objects.handles])[words.owner]
        self._mode = words.objects.render_mode[words.owner]
        self._fill = _colours(words.objects)[words.owner].astype(np.int32)

    def sights(self) -> npt.NDArray[np.uint8]:
        inkless = is_any_of(self._mode, _WITHOUT_INK)
        under, under_small, on_scan = self._pictures()
        sights = np.where(inkless | under, Sight.EARLIER_OCR, Sight.SEEN).astype(np.uint8)
        doubtful = (inkless & ~on_scan) | (under_small & ~inkless)
        tiny = self._words.objects.size[self._words.owner] * self._frame.user_unit < _LEAST_TYPE_PT
        sights[tiny & ~inkless] = Sight.HIDDEN
        suspect = (
            ~inkless
            & ~under
            & ~tiny
            & (
                self._without_colour()
                | self._by_areas()
                | self._on_pictures
                | self._masked()
                | self._cut_off()
                | self._cut_by_letters()
                | self._layered()
            )
        )
        blank = self._in_blank_fonts() & ~(inkless | under | tiny | suspect | self._words.solid)
        if not (doubtful | suspect | blank).any():
            return sights
        whole = self._picture(doubtful | suspect | blank)
        if whole is None:
            return sights
        if blank.any():
            suspect |= blank & ~self._has_edges(whole, np.flatnonzero(blank), inset=0.0)
        if doubtful.any():
            sights[doubtful & ~self._has_edges(whole, np.flatnonzero(doubtful))] = Sight.HIDDEN
        if suspect.any():
            words = self._words
            numbers = np.unique(words.glyph_owner[suspect[words.glyph_word]]).tolist()
            handles = [words.objects.handles[number] for number in numbers]
            without = self._drawn_page([*handles, *_copies(handles, words.objects.handles, self._drawn)])
            if without is not None:
                sights[suspect & ~self._changes(whole, without, np.flatnonzero(suspect))] = Sight.HIDDEN
        return sights

    # What makes a word suspect

    def _pictures(self) -> tuple[Flags, Flags, Flags]:
        """Words under a picture, those of them under a small one, and words on or under a large one."""
        count = len(self._words.owner)
        under, small, on = np.zeros(count, bool), np.zeros(count, bool), np.zeros(count, bool)
        self._on_pictures = np.zeros(count, bool)
        page_area = self._frame.width_pt * self._frame.height_pt
        for image in self._drawn.images:
            if min(image.width_px, image.height_px) <= 0:
                continue
            share = shares(self._words.boxes, _row(image.box))
            if image.box.area >= _SMALL_PICTURE * page_area:
                on |= share > _ON_PICTURE
            self._on_pictures |= (share > _UNDER_PICTURE) & (self._order > image.order)
            if not image.opaque or (
                min(image.width_px, image.height_px) <= _PLAIN_PICTURE_PX
                and image.box.area > _SMALL_PICTURE * page_area
            ):
                continue
            covers = (share > _UNDER_PICTURE) & (self._order >= 0) & (self._order < image.order)
            under |= covers
            if image.box.area < _SMALL_PICTURE * page_area:
                small |= covers
        return under, small, on

    def _without_colour(self) -> Flags:
        filling = is_any_of(self._mode, _ONE_COLOUR)
        luminance = self._fill[:, :3] @ np.array((0.299, 0.587, 0.114)) / 255
        alpha = self._fill[:, 3]
        self._pale = filling & ((1.0 - luminance) * alpha / 255 < _PALE)
        found: Flags = filling & (alpha < LEAST_ALPHA)
        return found

    def _by_areas(self) -> Flags:
        """Words under an area that is painted later, or of the colour of what lies under them."""
        areas = [*self._drawn.areas, *areas_of_strips(self._drawn.strips), *self._solid_words()]
        found = words_and_areas(areas, self._words.boxes, self._order, self._fill)
        self._covered = found.covered
        suspect: Flags = (self._pale & ~found.contrasts) | found.hidden
        return suspect

    def _solid_words(self) -> Iterator[PlacedArea]:
        for place in np.flatnonzero(self._words.solid).tolist():
            red, green, blue, alpha = self._fill[place].tolist()
            box = Box(*self._words.boxes[place].tolist())
            yield PlacedArea(box, int(self._order[place]), (red, green, blue, alpha))

    def _cut_off(self) -> Flags:
        """Words of which clipping paths leave little, or may, as they are no boxes."""
        objects, owner = self._words.objects, self._words.owner
        paths, spaces = ClipPaths(), self._drawn.text_in_forms
        clips = [paths.clip_of(item, spaces.get(item, PAGE_SPACE)) for item in objects.handles]
        cut = np.array([clip is not UNCLIPPED for clip in clips], bool)
        chosen = np.flatnonzero(cut[owner])
        outside = np.zeros(len(owner), bool)
        if len(chosen):
            boxes = np.array([(clip.left, clip.bottom, clip.right, clip.top) for clip in clips])
            partly = np.array([not clip.is_box for clip in clips], bool)
            left = shares(self._words.boxes[chosen], self._frame.shown(boxes[owner[chosen]]))
            outside[chosen] = (left < _OUTSIDE_CLIP) | partly[owner[chosen]]
        return outside

    def _cut_by_letters(self) -> Flags:
        """Words that are painted after letters that were added to a clipping path."""
        cutting = is_any_of(self._mode, _CLIPPING) & (self._order >= 0)
        first = self._order[cutting].min(initial=np.iinfo(np.intp).max)
        after: Flags = self._order > first
        return after

    def _in_blank_fonts(self) -> Flags:
        fonts, blank = self._words.objects.fonts, self._words.blank_fonts
        if not blank:
            return np.zeros(len(self._words.owner), bool)
        found: Flags = np.fromiter((font in blank for font in fonts), bool, len(fonts))[self._words.owner]
        return found

    def _masked(self) -> Flags:
        """Words that are drawn through a mask, or mixed with what lies under them."""
        objects = self._words.objects
        found = np.fromiter(map(pdfium.has_transparency, objects.handles), bool, len(objects.handles))
        found &= objects.fill[:, 3] == OPAQUE
        mixed = self._drawn.text_in_mixed_forms
        if mixed:
            found |= np.fromiter((item in mixed for item in objects.handles), bool, len(objects.handles))
        return found[self._words.owner]

    def _layered(self) -> Flags:
        """Words that belong to a layer, which may be off."""
        objects = self._words.objects
        if not self._drawn.has_layers:
            return np.zeros(len(self._words.owner), bool)
        marked = [item in self._drawn.text_in_forms or _is_optional(item) for item in objects.handles]
        found: Flags = np.array(marked, bool)[self._words.owner]
        return found

    # What is drawn

    def _picture(self, chosen: Flags) -> GreyImage | None:
        heights = (self._words.boxes[chosen][:, 3] - self._words.boxes[chosen][:, 1]).clip(1.0)
        low, high = _PX_PER_PT
        scale = float(np.clip(_TYPE_HEIGHT_PX / np.median(heights), low, high))
        area = self._frame.width_pt * self._frame.height_pt
        self._scale = min(scale, (_MOST_PIXELS / max(area, 1.0)) ** 0.5)
        self._width_px = ceil(self._page.get_width() * self._scale * self._frame.user_unit)
        self._height_px = ceil(self._page.get_height() * self._scale * self._frame.user_unit)
        x0, y0, x1, y1 = self._pixels(np.flatnonzero(chosen))
        self._left, self._right = max(int(x0.min()) - _MARGIN_PX, 0), int(x1.max()) + _MARGIN_PX
        self._top, self._bottom = max(int(y0.min()) - _MARGIN_PX, 0), int(y1.max()) + _MARGIN_PX
        return self._drawn_page(())

    def _drawn_page(self, without: Sequence[int]) -> GreyImage | None:
        """The part of the page in which the words in question lie, pixel for pixel as in the whole."""
        width_pt, height_pt = self._frame.width_pt, self._frame.height_pt
        # Half a pixel, as what is cut off is rounded up to whole ones.
        part = Box(
            (self._left - 0.5) / self._scale,
            (self._top - 0.5) / self._scale,
            width_pt - max(self._width_px - self._right - 0.5, 0.0) / self._scale,
            height_pt - max(self._height_px - self._bottom - 0.5, 0.0) / self._scale,
        )
        return render_region(self._page, self._frame, part, px_per_pt=self._scale, without=without)

    def _has_edges(self, picture: GreyImage, chosen: Places, *, inset: float = _INSET) -> Flags:
        """Whether anything is drawn where the words lie; True for all other words."""
        edges = np.zeros(picture.shape, bool)
        edges[:, 1:] |= _difference(picture[:, 1:], picture[:, :-1]) > _EDGE
        edges[1:] |= _difference(picture[1:], picture[:-1]) > _EDGE
        found: Flags = self._share_of(edges, chosen, inset=inset) > _LEAST_EDGED
        return found

    def _changes(self, whole: GreyImage, without: GreyImage, chosen: Places) -> Flags:
        """Whether the words change the picture; True for all other words."""
        difference = _difference(whole, without)
        found: Flags = self._share_of(difference > _LEAST_CHANGE, chosen) > _LEAST_CHANGED
        covered = chosen[self._covered[chosen]]
        if len(covered):
            found &= self._share_of(difference > _LEAST_CHANGE_UNDER_COVER, covered) > _LEAST_CHANGED
        return found

    def _share_of(self, marks: Flags, chosen: Places, *, inset: float = _INSET) -> Floats:
        """The share of marked pixels in the box of each of the `chosen` words; 1 for all others."""
        pixels = np.column_stack(self._pixels(chosen, inset=inset))
        pixels -= (self._left, self._top, self._left, self._top)
        marked = [np.count_nonzero(marks[y0:y1, x0:x1]) for x0, y0, x1, y1 in pixels.tolist()]
        share = np.ones(len(self._words.owner))
        share[chosen] = marked / ((pixels[:, 2:] - pixels[:, :2]).prod(axis=1))
        return share

    def _pixels(self, chosen: Places, *, inset: float = _INSET) -> tuple[Places, Places, Places, Places]:
        """Left, top, right, bottom of the middle of the `chosen` words on the picture of the whole page."""
        boxes = self._words.boxes[chosen] * self._scale
        cut = inset * (boxes[:, 3] - boxes[:, 1])[:, None]
        boxes = boxes + cut * np.array((0.0, 1.0, 0.0, -1.0))
        x0 = np.clip(np.floor(boxes[:, 0]), 0, self._width_px - 1).astype(np.intp)
        y0 = np.clip(np.floor(boxes[:, 1]), 0, self._height_px - 1).astype(np.intp)
        x1 = np.clip(np.ceil(boxes[:, 2]), x0 + 1, self._width_px).astype(np.intp)
        y1 = np.clip(np.ceil(boxes[:, 3]), y0 + 1, self._height_px).astype(np.intp)
        return x0, y0, x1, y1


def _colours(objects: TextObjects) -> npt.NDArray[np.uint32]:
    """The colour that shows of each text object; shape (objects, 4)."""
    outlined = np.flatnonzero(is_any_of(objects.render_mode, _STROKING))
    if not len(outlined):
        return objects.fill
    colours = objects.fill.copy()
    channels = (ctypes.c_uint * 4)()
    places = pdfium.places_in(channels, step=4, count=4)
    for number in outlined.tolist():
        if pdfium.stroke_colour_of_object(objects.handles[number], *places):
            colours[number] = channels[:]
    return colours


def _difference(picture: GreyImage, other: GreyImage) -> GreyImage:
    return np.maximum(picture, other) - np.minimum(picture, other)


def _copies(handles: Sequence[int], known: Sequence[int], drawn: PageObjects) -> list[int]:
    """Text objects in the places of `handles` that PDFium gives no characters for, as they say the same."""
    silent = set(drawn.text_order).difference(known)
    if not silent:
        return []
    bounds = np.array([_bounds(handle) for handle in handles])
    bounds = bounds[np.argsort(bounds[:, 0])]
    own = np.array([_bounds(handle) for handle in silent])
    first = np.searchsorted(bounds[:, 0], own[:, 0] - _SAME_PLACE_PT)
    end = np.searchsorted(bounds[:, 0], own[:, 0] + _SAME_PLACE_PT)
    return [
        handle
        for handle, box, near in zip(silent, own, map(slice, first, end), strict=True)
        if (np.abs(bounds[near] - box).max(axis=1) < _SAME_PLACE_PT).any()
    ]


def _bounds(handle: int) -> tuple[float, ...]:
    box = (ctypes.c_float * 4)()
    pdfium.bounds_of_object(handle, *pdfium.places_in(box, step=4, count=4))
    return tuple(box)


def _row(box: Box) -> Floats:
    return np.array(((box.x0, box.y0, box.x1, box.y1),))


def _is_optional(handle: int) -> bool:
    """Whether an object stands between BDC and EMC of optional content."""
    for number in range(max(0, pdfium.marks_of_object(handle))):
        mark = raw.FPDFPageObj_GetMark(ctypes.cast(handle, raw.FPDF_PAGEOBJECT), number)
        name = (ctypes.c_ushort * 8)()
        length = ctypes.c_ulong()
        if (
            raw.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length)
            and bytes(name)[:6] == b"O\0C\0\0\0"
        ):
            return True
    return False
