"""A page, or a region of it, as grey pixels: with PDFium, or with Poppler where PDFium cannot draw it."""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import numpy.typing as npt
import pypdfium2
from pypdfium2 import raw

from transcritor_gui.model import Box
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.pdf.frame import PageFrame
from transcritor_gui.pipeline.pdf.page_objects import PlacedImage
from transcritor_gui.pipeline.pdf.pixel_grid import PixelGrid

__all__ = [
    "MAX_PIXELS",
    "Resolution",
    "choose_resolution",
    "colours_on_grid",
    "has_ink",
    "ink_area",
    "render_colours",
    "render_on_grid",
    "render_region",
    "render_with_poppler",
]

Colours = npt.NDArray[np.uint8]
"""(height, width, 3): blue, green, red."""

_log = logging.getLogger(__name__)

MAX_PIXELS = 50_000_000
"""Of one rendered picture: an A4 page at 650 dpi, an A0 plan at 160."""

_USUAL_DPI = 300
_LEAST_DPI, _MOST_DPI = 150, 400
"""Tesseract reads no better above 400 dpi; below 150 the clean-up enlarges anyway."""
_A4_LONG_SIDE_IN = 11.7
_A4_LONG_SIDE_PX = 3508
"""At 300 dpi. Pictures of letter pages on wrongly small or large paper keep about that many pixels."""
_SHOWS_MOST = 0.6
"""Of a region: what one picture, or all pictures in it together, must cover to say how fine it is."""
_SMALLEST_PICTURE_PX = 8
"""A picture of no more pixels across is a plain colour."""
_LIES_INSIDE = 0.9
"""Of a picture: how much of it must lie in the region."""
_ORDINARY_PAGE = 0.8
"""Of the pixels of an A4 page at the least resolution: a picture with so many shows a page."""
_LARGE_PICTURE_PX = 2_000_000
"""Pixels from which every second one across and down says how much ink there is."""
_WITH_CHANNELS = 3
"""Dimensions of an array of pixels that has channels."""
_POPPLER_TIMEOUT_S = 60
_INSET_PX = 0.05
"""By which a picture is drawn short of its own pixels' edges: PDFium rounds them outwards, so that 2561.0001
would become 2562 and every pixel be mixed with its neighbour. With 0.02 to 0.1 all pixels come out as they
are (pictures of 200 to 3508 pixels, the page turned each way)."""


@dataclass(frozen=True, slots=True)
class Resolution:
    px_per_pt: float
    dpi: float
    """What the pixels are worth for reading: type of 10 points is about as high as at this resolution."""
    smaller: bool = False
    """Whether the pixel limit made it coarser than wanted."""
    grid: PixelGrid | None = None
    """The pixels of the picture that the region shows, where they can be read as they are."""


def choose_resolution(region: Box, images: Sequence[PlacedImage]) -> Resolution:
    """How finely to draw `region`: as its picture is, within limits; 300 dpi where there is no picture."""
    main = _main_image(region, images)
    long_side_in = max(region.width, region.height, 1.0) / 72
    grid = None
    if main is None:
        wanted = worth = float(_USUAL_DPI)
    else:
        wanted = worth = main.dpi
        finest = max(float(_MOST_DPI), _A4_LONG_SIDE_PX / long_side_in)
        if wanted > finest:
            wanted = worth = finest
        else:
            grid = main.grid
        if wanted < _LEAST_DPI:
            long_px = max(main.width_px, main.height_px)
            if long_px >= _LEAST_DPI * _A4_LONG_SIDE_IN * _ORDINARY_PAGE:
                # A page of ordinary size that claims to be a poster: its pixels say how fine it is.
                worth = min(float(_USUAL_DPI), max(float(_LEAST_DPI), long_px / _A4_LONG_SIDE_IN))
            elif grid is not None:
                # The clean-up enlarges it, once, by what its letters need.
                worth = max(wanted, min(float(_LEAST_DPI), long_px / _A4_LONG_SIDE_IN))
            else:
                wanted = worth = float(_LEAST_DPI)
    pixels = region.area * (wanted / 72) ** 2
    if pixels > MAX_PIXELS:
        shrink = (MAX_PIXELS / pixels) ** 0.5
        return Resolution(wanted * shrink / 72, worth * shrink, smaller=True)
    return Resolution(wanted / 72 if grid is None else grid.px_per_pt, worth, grid=grid)


def _main_image(region: Box, images: Sequence[PlacedImage]) -> PlacedImage | None:
    """The picture that shows most of the region; the finest one where several do."""
    covering = [
        image
        for image in images
        if region.covered_by(image.box) > _SHOWS_MOST
        and min(image.width_px, image.height_px) > _SMALLEST_PICTURE_PX
    ]
    if covering:
        return max(covering, key=lambda image: image.dpi)
    inside = [image for image in images if image.box.covered_by(region) > _LIES_INSIDE]
    total = sum(image.box.area for image in inside)
    return max(inside, key=lambda image: image.dpi) if total > _SHOWS_MOST * region.area else None


def render_region(
    page: pypdfium2.PdfPage,
    frame: PageFrame,
    region: Box,
    *,
    px_per_pt: float,
    without: Sequence[int] = (),
) -> GreyImage | None:
    """The region's pixels on white; None where PDFium fails.

    `without` are handles of page objects to leave out. The picture may be a pixel larger than the region.
    """
    bitmap = _bitmap_of(page, frame, region, px_per_pt, without, is_grey=True)
    return None if bitmap is None else _pixels_of(bitmap)


def render_colours(
    page: pypdfium2.PdfPage,
    frame: PageFrame,
    region: Box,
    *,
    px_per_pt: float,
    without: Sequence[int] = (),
) -> Colours | None:
    """The same in colour."""
    bitmap = _bitmap_of(page, frame, region, px_per_pt, without, is_grey=False)
    return None if bitmap is None else _colours_of(bitmap)


def _bitmap_of(
    page: pypdfium2.PdfPage,
    frame: PageFrame,
    region: Box,
    px_per_pt: float,
    without: Sequence[int],
    *,
    is_grey: bool,
) -> pypdfium2.PdfBitmap | None:
    unit = frame.user_unit
    cut = (
        region.x0 / unit,
        (frame.height_pt - region.y1) / unit,
        (frame.width_pt - region.x1) / unit,
        region.y0 / unit,
    )
    _set_active(without, active=False)
    try:
        return page.render(
            scale=px_per_pt * unit,
            crop=tuple(max(0.0, amount) for amount in cut),
            grayscale=is_grey,
            may_draw_forms=False,
            no_smoothtext=False,
        )
    except (pypdfium2.PdfiumError, ValueError, OverflowError) as error:
        _log.warning("PDFium cannot draw the page: %s", type(error).__name__)
        return None
    finally:
        _set_active(without, active=True)


def render_on_grid(
    page: pypdfium2.PdfPage,
    frame: PageFrame,
    region: Box,
    *,
    grid: PixelGrid,
    without: Sequence[int] = (),
) -> GreyImage | None:
    """The pixels of `grid.snapped(region)` on white, those of the grid's picture as they are.

    None where PDFium fails. `without` are handles of page objects to leave out.
    """
    bitmap = _bitmap_on_grid(page, frame, region, grid, without, is_grey=True)
    return None if bitmap is None else _pixels_of(bitmap)


def colours_on_grid(
    page: pypdfium2.PdfPage,
    frame: PageFrame,
    region: Box,
    *,
    grid: PixelGrid,
    without: Sequence[int] = (),
) -> Colours | None:
    """The same in colour."""
    bitmap = _bitmap_on_grid(page, frame, region, grid, without, is_grey=False)
    return None if bitmap is None else _colours_of(bitmap)


def _bitmap_on_grid(
    page: pypdfium2.PdfPage,
    frame: PageFrame,
    region: Box,
    grid: PixelGrid,
    without: Sequence[int],
    *,
    is_grey: bool,
) -> pypdfium2.PdfBitmap | None:
    columns, rows = grid.pixels_in(region)
    if columns <= 0 or rows <= 0:
        return None
    snapped = grid.snapped(region)
    unit = frame.user_unit
    across = grid.px_per_pt * (1 - 2 * _INSET_PX / grid.columns)
    down = grid.px_per_pt_down * (1 - 2 * _INSET_PX / grid.rows)
    left = (grid.x_pt - snapped.x0) * grid.px_per_pt + _INSET_PX
    top = (grid.y_pt - snapped.y0) * grid.px_per_pt_down + _INSET_PX
    matrix = raw.FS_MATRIX(
        across * unit, 0.0, 0.0, down * unit, left - grid.x_pt * across, top - grid.y_pt * down
    )
    _set_active(without, active=False)
    try:
        kind = raw.FPDFBitmap_Gray if is_grey else raw.FPDFBitmap_BGR
        bitmap = pypdfium2.PdfBitmap.new_native(columns, rows, kind)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, columns, rows)
        clip = raw.FS_RECTF(0.0, 0.0, float(columns), float(rows))
        flags = raw.FPDF_ANNOT | (raw.FPDF_GRAYSCALE if is_grey else 0)
        raw.FPDF_RenderPageBitmapWithMatrix(bitmap.raw, page.raw, matrix, clip, flags)
    except (pypdfium2.PdfiumError, ValueError, OverflowError) as error:
        _log.warning("PDFium cannot draw the page: %s", type(error).__name__)
        return None
    finally:
        _set_active(without, active=True)
    return bitmap


def _colours_of(bitmap: pypdfium2.PdfBitmap) -> Colours:
    """The bitmap's blue, green and red, in memory of their own."""
    colours: Colours = bitmap.to_numpy()[:, :, :3].copy()
    return colours


def _pixels_of(bitmap: pypdfium2.PdfBitmap) -> GreyImage:
    """The bitmap's pixels, in memory of their own."""
    pixels = bitmap.to_numpy()
    if pixels.ndim == _WITH_CHANNELS:
        pixels = pixels[:, :, 0]
    grey: GreyImage = np.ascontiguousarray(pixels)
    return grey.copy() if np.shares_memory(grey, pixels) else grey


def _set_active(handles: Sequence[int], *, active: bool) -> None:
    for handle in handles:
        raw.FPDFPageObj_SetIsActive(ctypes.cast(handle, raw.FPDF_PAGEOBJECT), active)


def render_with_poppler(
    path: str, page_index: int, frame: PageFrame, region: Box, *, px_per_pt: float
) -> GreyImage | None:
    """The same region drawn by Poppler; None where that is not installed or fails too."""
    import pdf2image
    import pdf2image.exceptions

    number = page_index + 1
    try:
        pictures = pdf2image.convert_from_path(
            path,
            dpi=round(px_per_pt * 72 * frame.user_unit),
            first_page=number,
            last_page=number,
            grayscale=True,
            use_cropbox=True,
            timeout=_POPPLER_TIMEOUT_S,
        )
    except (
        pdf2image.exceptions.PDFInfoNotInstalledError,
        pdf2image.exceptions.PDFPageCountError,
        pdf2image.exceptions.PDFSyntaxError,
        pdf2image.exceptions.PDFPopplerTimeoutError,
        OSError,
        ValueError,
    ) as error:
        _log.warning("Poppler cannot draw the page: %s", type(error).__name__)
        return None
    if not pictures:
        return None
    picture = pictures[0].convert("L")
    size = (round(frame.width_pt * px_per_pt), round(frame.height_pt * px_per_pt))
    if picture.size != size:
        picture = picture.resize(size)
    cut = region.scaled(px_per_pt)
    part = picture.crop((round(cut.x0), round(cut.y0), round(cut.x1), round(cut.y1)))
    return np.array(part, dtype=np.uint8)


_INK_DEPTH = 40
"""Grey levels between paper and ink that shows."""
_FAINTEST_INK, _OVER_NOISE = 12, 6.0
"""Grey levels between even paper and ink that may be worth reading (pale yellow on white has 25), and how
many times as far from paper as the paper's own noise."""
_SIGMA_OF_MEDIAN = 1.4826
"""Standard deviation by the median distance from the median, of a normal distribution."""
_LEAST_INK_PT2 = 1.5
"""Square points of ink: the figure 1 in 8 point type."""


def has_ink(picture: GreyImage, *, px_per_pt: float) -> bool:
    """Whether anything but paper and a few specks is on the picture, however faint."""
    sample = picture[::8, ::8].astype(np.float32)
    spread = float(np.median(np.abs(sample - np.median(sample)))) * _SIGMA_OF_MEDIAN
    depth = min(float(_INK_DEPTH), max(float(_FAINTEST_INK), _OVER_NOISE * spread))
    return _marked_area(picture, depth, px_per_pt) > _LEAST_INK_PT2


def ink_area(picture: GreyImage, *, px_per_pt: float) -> float:
    """How much of the picture is plainly not paper, in square points."""
    return _marked_area(picture, _INK_DEPTH, px_per_pt)


def _marked_area(picture: GreyImage, depth: float, px_per_pt: float) -> float:
    paper = float(np.median(picture[::8, ::8]))
    step = 2 if picture.size > _LARGE_PICTURE_PX else 1
    sample = np.ascontiguousarray(picture[::step, ::step])
    darkest, lightest = max(0, ceil(paper - depth)), min(255, floor(paper + depth))
    marked = int(np.count_nonzero(sample < darkest)) + int(np.count_nonzero(sample > lightest))
    return marked * step * step / px_per_pt**2
