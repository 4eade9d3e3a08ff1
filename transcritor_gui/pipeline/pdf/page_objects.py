"""What is drawn on a page besides its text: pictures, ruling lines, outlines; and where text objects stand.

Walked once a page with PDFium, form XObjects included. `decision`, `tables` and `render` build on it.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
from pypdfium2 import raw

from transcritor_gui.model import Box
from transcritor_gui.pipeline.pdf import pdfium
from transcritor_gui.pipeline.pdf.frame import PageFrame
from transcritor_gui.pipeline.pdf.hidden.clip_paths import PAGE_SPACE, UNCLIPPED, ClipPaths, FormSpace
from transcritor_gui.pipeline.pdf.hidden.covers import LEAST_AREA_PT, UNKNOWN_COLOUR, PlacedArea
from transcritor_gui.pipeline.pdf.matrices import IDENTITY, Matrix, moved, product
from transcritor_gui.pipeline.pdf.pixel_grid import PixelGrid, grid_of
from transcritor_gui.pipeline.rules import Rule

__all__ = ["PageObjects", "PlacedImage", "has_damaged_image", "read_objects"]

_MAX_OBJECTS = 60_000
"""Maps and technical drawings hold millions of paths; what comes after these is not looked at."""
_MAX_DEPTH = 8
"""Of forms inside forms; a form may contain itself."""
_MAX_SEGMENTS = 400
"""Of one path that is looked at for ruling lines."""
_RECTANGLE_SEGMENTS = 5
"""A start and four sides."""
_SAMPLED_SEGMENTS = 12
"""Of a path, looked at for curves; one with more segments is lettering though all are straight."""
_ONE_SIDE_SEGMENTS = 2
"""A start and a side: closing it adds no other."""
_FEW_PATHS = 100
"""Lettering of single strokes, as plotters draw it, takes more."""
_THIN_PT = 2.5
"""A filled rectangle no thicker than this is a line."""
_SHORTEST_RULE_PT = 5.0
_LEAST_STRIP_PT = 0.4
"""A narrower line hides nothing, however close to others."""
_MAX_AREAS = 4000
"""Maps are made of areas; words on them are not looked at for what hides them beyond this."""
_STRAIGHT_PT = 0.6
_LETTER_HEIGHT_PT = (3.0, 60.0)
_STRAIGHT_PX = 0.5
"""How far the far corner of a picture may lie off for its rows to count as level."""


@dataclass(frozen=True, slots=True)
class PlacedImage:
    box: Box
    """On the page as shown, cut to the page and by clipping paths."""
    width_px: int
    height_px: int
    dpi: float
    """The finer of its two resolutions, in pixels per inch of the page as shown."""
    order: int
    """Place among all objects of the page, painted from low to high."""
    opaque: bool
    handle: int = 0
    """PDFium's, good for as long as the page is open."""
    grid: PixelGrid | None = None
    """Where its pixels lie on the page as shown; None where they stand aslant or are far from square."""


@dataclass
class PageObjects:
    images: list[PlacedImage] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    outlines: list[Box] = field(default_factory=list)
    """Filled curves of the height of letters, or of lines of letters: text drawn as shapes, or a logo."""
    paths: int = 0
    plain_paths: int = 0
    """Those of them that are lines, frames or areas of colour, or not painted at all."""
    shadings: int = 0
    text_order: dict[int, int] = field(default_factory=dict)
    """Place among all objects, by the handle of each text object."""
    text_in_forms: dict[int, FormSpace] = field(default_factory=dict)
    """Where the text objects inside forms are drawn, by their handles."""
    text_in_mixed_forms: set[int] = field(default_factory=set)
    """Those inside forms that are drawn through a mask, or mixed with what lies under them."""
    areas: list[PlacedArea] = field(default_factory=list)
    """What is painted large enough to lie under or over a word, or to hide it."""
    strips: list[PlacedArea] = field(default_factory=list)
    """What is narrower than that, but not without width."""
    has_layers: bool = False
    """Whether some of the document's layers (optional content) are switched off."""
    truncated: bool = False
    """Whether there were more objects than are looked at, so that pictures and rules may be missing here."""

    @property
    def draws_anything(self) -> bool:
        """Whether there is anything that might hold letters: more than a few lines and frames."""
        shapes = self.paths > self.plain_paths or self.paths > _FEW_PATHS
        return bool(self.images) or shapes or self.shadings > 0


def read_objects(page: pypdfium2.PdfPage, frame: PageFrame, *, has_layers: bool = False) -> PageObjects:
    """All that is drawn on `page`, in coordinates of the page as shown."""
    walk = _Walk(frame)
    walk.found.has_layers = has_layers
    walk.page(page)
    return walk.found


def has_damaged_image(region: Box, images: Sequence[PlacedImage]) -> bool:
    """Whether PDFium cannot decode one of the larger pictures in `region`; the page must still be open."""
    for image in images:
        if image.box.overlap_area(region) < 0.05 * region.area or not image.handle:
            continue
        bitmap = raw.FPDFImageObj_GetBitmap(ctypes.cast(image.handle, raw.FPDF_PAGEOBJECT))
        if not bitmap:
            return True
        raw.FPDFBitmap_Destroy(bitmap)
    return False


class _Walk:
    """One pass over the objects; holds the small buffers that PDFium writes into."""

    def __init__(self, frame: PageFrame) -> None:
        self.found = PageObjects()
        self._frame = frame
        self._width, self._height = frame.width_pt, frame.height_pt
        self._floats = (ctypes.c_float * 8)()
        self._ints = (ctypes.c_uint * 4)()
        self._f = pdfium.places_in(self._floats, step=4, count=4)
        self._i = pdfium.places_in(self._ints, step=4, count=4)
        self._clips = ClipPaths()
        self._order = 0
        self._mixed = 0
        """Forms around what is looked at that are drawn through a mask or mixed."""

    def page(self, page: pypdfium2.PdfPage) -> None:
        count = raw.FPDFPage_CountObjects(page.raw)
        self._objects(pdfium.pointer(page), count, pdfium.nth_of_page, PAGE_SPACE, 0)

    def _objects(self, parent: Any, count: int, nth: object, space: FormSpace, depth: int) -> None:
        assert callable(nth)
        matrix = space.matrix
        for number in range(count):
            if self._order >= _MAX_OBJECTS:
                self.found.truncated = True
                return
            item = nth(parent, number)
            if not item:
                continue
            self._order += 1
            kind = pdfium.type_of_object(item)
            if kind == pdfium.TEXT:
                self.found.text_order[item] = self._order
                if depth:
                    self.found.text_in_forms[item] = space
                    if self._mixed:
                        self.found.text_in_mixed_forms.add(item)
            elif kind == pdfium.PATH:
                self._path(item, matrix)
            elif kind == pdfium.IMAGE:
                self._image(item, space)
            elif kind == pdfium.SHADING:
                self.found.shadings += 1
                self._shading(item, matrix)
            elif kind == pdfium.FORM and depth < _MAX_DEPTH:
                form = ctypes.cast(item, raw.FPDF_PAGEOBJECT)
                inside = FormSpace(product(self._matrix(item), matrix), self._clips.clip_of(item, space))
                inner = raw.FPDFFormObj_CountObjects(form)
                mixed = bool(pdfium.has_transparency(item))
                self._mixed += mixed
                self._objects(pdfium.pointer(form), inner, pdfium.nth_of_form, inside, depth + 1)
                self._mixed -= mixed

    def _matrix(self, item: int) -> Matrix:
        if not pdfium.matrix_of_object(item, self._f[0]):
            return IDENTITY
        a, b, c, d, e, f = self._floats[:6]
        return (a, b, c, d, e, f)

    def _bounds(self, item: int, matrix: Matrix) -> tuple[float, float, float, float] | None:
        """Left, bottom, right, top in user space."""
        if not pdfium.bounds_of_object(item, *self._f):
            return None
        left, bottom, right, top = self._floats[:4]
        if matrix is IDENTITY:
            return left, bottom, right, top
        corners = [moved(matrix, x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def _image(self, item: int, space: FormSpace) -> None:
        bounds = self._bounds(item, space.matrix)
        if bounds is None:
            return
        whole = self._frame.shown_box(*bounds)
        clip = self._clips.clip_of(item, space)
        # Of a picture that is cropped, only what is left hides anything, or holds letters.
        box = self._cut(whole if clip is UNCLIPPED else self._frame.shown_box(*clip.of(*bounds)))
        image = ctypes.cast(item, raw.FPDF_PAGEOBJECT)
        width, height = ctypes.c_uint(), ctypes.c_uint()
        if box is None or not raw.FPDFImageObj_GetImagePixelSize(image, width, height):
            return
        placed = product(self._matrix(item), space.matrix)
        a, b, c, d, _, _ = placed
        across = math.hypot(a, b) * self._frame.user_unit
        down = math.hypot(c, d) * self._frame.user_unit
        if across <= 0 or down <= 0 or width.value == 0 or height.value == 0:
            return
        self.found.images.append(
            PlacedImage(
                box=box,
                width_px=width.value,
                height_px=height.value,
                dpi=max(width.value / across, height.value / down) * 72,
                order=self._order,
                opaque=not raw.FPDFPageObj_HasTransparency(image),
                handle=item,
                grid=self._grid(placed, whole, width=width.value, height=height.value),
            )
        )

    def _grid(self, matrix: Matrix, whole: Box, *, width: int, height: int) -> PixelGrid | None:
        """Of a picture of `width` x `height` pixels that `matrix` puts into user space."""
        a, b, c, d, _, _ = matrix
        if max(abs(b) * height / max(abs(d), 1e-9), abs(c) * width / max(abs(a), 1e-9)) <= _STRAIGHT_PX:
            lies = False
        elif max(abs(a) * height / max(abs(c), 1e-9), abs(d) * width / max(abs(b), 1e-9)) <= _STRAIGHT_PX:
            lies = True
        else:
            return None
        if lies != (self._frame.rotation in (90, 270)):
            width, height = height, width
        return grid_of(whole, columns=width, rows=height)

    def _path(self, item: int, matrix: Matrix) -> None:
        self.found.paths += 1
        if self._is_plain(item, matrix):
            self.found.plain_paths += 1

    def _is_plain(self, item: int, matrix: Matrix) -> bool:
        """Look at one path; whether it is a line, a frame, an area of colour or nothing."""
        bounds = self._bounds(item, matrix)
        if bounds is None:
            return True
        width, height = bounds[2] - bounds[0], bounds[3] - bounds[1]
        longest = max(width, height)
        if longest < _SHORTEST_RULE_PT and min(width, height) < 1.0:
            return True
        if not pdfium.draw_mode_of_path(item, *self._i[:2]):
            return True
        filled, stroked = self._ints[0] != raw.FPDF_FILLMODE_NONE, self._ints[1] != 0
        if not filled and not stroked:
            return True
        shown = self._frame.shown_box(*bounds)
        self._cover(item, min(width, height), shown, filled=filled)
        if min(width, height) <= _THIN_PT and longest >= _SHORTEST_RULE_PT:
            self._rule(shown)
            return True
        segments = pdfium.segments_in_path(item)
        if (
            segments > _RECTANGLE_SEGMENTS
            and filled
            and not stroked
            and self._is_outline(bounds, segments, item)
        ):
            box = self._cut(shown)
            if box is not None:
                self.found.outlines.append(box)
        elif longest >= _SHORTEST_RULE_PT and 1 < segments <= _MAX_SEGMENTS:
            self._straight_parts(item, segments, product(self._matrix(item), matrix), closes=filled)
        return bool(segments <= _RECTANGLE_SEGMENTS)

    def _cover(self, item: int, narrow: float, shown: Box, *, filled: bool) -> None:
        """Note what a path may hide; `narrow` is the shorter side of its box in user space."""
        # PDFium's bounds of a line are twice as wide as its pen.
        is_line = (
            not filled and narrow < 2 * LEAST_AREA_PT and pdfium.segments_in_path(item) <= _ONE_SIDE_SEGMENTS
        )
        covers = self.found.strips if is_line or narrow < LEAST_AREA_PT else self.found.areas
        if narrow < _LEAST_STRIP_PT or len(covers) >= _MAX_AREAS:
            return
        if not filled and covers is self.found.areas:
            # The frame of a box hides nothing, but a thick pen does.
            wide = pdfium.stroke_width_of_object(item, self._f[0]) and self._floats[0] >= LEAST_AREA_PT
            if not wide:
                return
        box = self._cut(shown)
        colour_of = pdfium.fill_colour_of_object if filled else pdfium.stroke_colour_of_object
        if box is not None and colour_of(item, *self._i):
            red, green, blue, alpha = self._ints
            covers.append(PlacedArea(box, self._order, (red, green, blue, alpha)))

    def _cut(self, box: Box) -> Box | None:
        """What of `box` lies on the page."""
        x0, y0, x1, y1 = box.x0, box.y0, box.x1, box.y1
        if x0 >= 0 and y0 >= 0 and x1 <= self._width and y1 <= self._height:
            return box if x1 > x0 and y1 > y0 else None
        x0, y0, x1, y1 = max(x0, 0.0), max(y0, 0.0), min(x1, self._width), min(y1, self._height)
        return Box(x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None

    def _shading(self, item: int, matrix: Matrix) -> None:
        bounds = self._bounds(item, matrix)
        box = self._cut(self._frame.shown_box(*bounds)) if bounds is not None else None
        if box is not None and len(self.found.areas) < _MAX_AREAS:
            self.found.areas.append(PlacedArea(box, self._order, UNKNOWN_COLOUR))

    def _is_outline(self, bounds: tuple[float, float, float, float], segments: int, item: int) -> bool:
        low, high = _LETTER_HEIGHT_PT
        size = min(bounds[2] - bounds[0], bounds[3] - bounds[1])
        if not low <= size <= high:
            return False
        sample = range(0, segments, max(1, segments // _SAMPLED_SEGMENTS))
        return (
            any(
                pdfium.type_of_segment(pdfium.segment_of_path(item, number)) == raw.FPDF_SEGMENT_BEZIERTO
                for number in sample
            )
            or segments > _SAMPLED_SEGMENTS
        )

    def _straight_parts(self, item: int, segments: int, matrix: Matrix, *, closes: bool) -> None:
        """The level and upright sides of a path: a frame, the grid of a table, an underline."""
        x, y = self._f[:2]
        start = before = (0.0, 0.0)
        for number in range(segments):
            segment = pdfium.segment_of_path(item, number)
            kind = pdfium.type_of_segment(segment)
            if not pdfium.point_of_segment(segment, x, y):
                continue
            point = moved(matrix, self._floats[0], self._floats[1])
            if kind == raw.FPDF_SEGMENT_LINETO:
                self._side(before, point)
            elif kind == raw.FPDF_SEGMENT_MOVETO:
                start = point
            before = point
        if segments > _ONE_SIDE_SEGMENTS and (
            closes or raw.FPDFPathSegment_GetClose(ctypes.cast(segment, raw.FPDF_PATHSEGMENT))
        ):
            self._side(before, start)

    def _side(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        (ax, ay), (bx, by) = one, other
        left, right = (ax, bx) if ax < bx else (bx, ax)
        bottom, top = (ay, by) if ay < by else (by, ay)
        dx, dy = right - left, top - bottom
        if (dx >= _SHORTEST_RULE_PT and dy <= _STRAIGHT_PT) or (
            dy >= _SHORTEST_RULE_PT and dx <= _STRAIGHT_PT
        ):
            self._rule(self._frame.shown_box(left, bottom, right, top))

    def _rule(self, box: Box) -> None:
        x0, y0, x1, y1 = box.x0, box.y0, box.x1, box.y1
        if x1 < 0 or y1 < 0 or x0 > self._width or y0 > self._height:
            return
        if x1 - x0 >= y1 - y0:
            y = (y0 + y1) / 2
            self.found.rules.append(Rule(x0, y, x1, y))
        else:
            x = (x0 + x1) / 2
            self.found.rules.append(Rule(x, y0, x, y1))
