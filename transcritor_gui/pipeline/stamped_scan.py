"""A scan with a stamp in coloured ink over its print, as pictures to be read apart. Used by `regions`.

`cleanup.coloured_ink` takes the inks apart; this draws the page in colour where that may be worth it, and
knows where the parts lie on the page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2
from pypdfium2 import raw

from transcritor_gui.model import Box, Word
from transcritor_gui.pipeline.drawn_words import DrawnWord
from transcritor_gui.pipeline.pdf.frame import PageFrame
from transcritor_gui.pipeline.pdf.page_objects import PlacedImage
from transcritor_gui.pipeline.pdf.pixel_grid import PixelGrid
from transcritor_gui.pipeline.pdf.render import colours_on_grid, render_colours
from transcritor_gui.pipeline.recognition.picture import Picture

__all__ = ["InkPicture", "StampedScan", "is_read_already", "stamped_scan"]

_SHOWS_MUCH = 0.3
"""Of the region: a picture in colour that may hold a stamp over its own print."""
_MOSTLY = 0.5
"""Of a stamp's words: read in the print as well, at the same places."""
_GREY_BITS = 8
"""Of a pixel, at most, where a picture has shades of grey alone."""


@dataclass(frozen=True, slots=True)
class InkPicture:
    """What one coloured ink has left on a part of the page."""

    picture: Picture
    colour: int

    def words(self, read: Sequence[Word], *, tilt_degrees: float) -> tuple[Word, ...]:
        """`read` as words in this colour, on lines that fall by `tilt_degrees` to the right."""
        return tuple(self._word(word, tilt_degrees % 360) for word in read)

    def _word(self, word: Word, angle: float) -> Word:
        if isinstance(word, DrawnWord):
            return word
        return DrawnWord(
            word.text, word.box, word.confidence, word.source, word.doubtful, word.alternative,
            doubt=word.doubt, colour=self.colour, angle_degrees=angle,
            level_size=(word.box.width, word.box.height) if angle else None,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class StampedScan:
    print: Picture
    """The page without its stamps."""
    stamps: tuple[InkPicture, ...]


def stamped_scan(
    picture: Picture,
    page: pypdfium2.PdfPage,
    frame: PageFrame,
    region: Box,
    *,
    grid: PixelGrid,
    images: Sequence[PlacedImage],
    without: Sequence[int] = (),
) -> StampedScan | None:
    """The print and the stamps of `picture`, which shows `region` on `grid`; None where no stamp lies over
    print. `without` are handles of page objects that were left out of the picture.
    """
    if not any(region.covered_by(image.box) > _SHOWS_MUCH and _has_colour(page, image) for image in images):
        return None
    from transcritor_gui.pipeline.cleanup.coloured_ink import LOOKING_DPI, may_have_stamps, part_ink

    small = render_colours(page, frame, region, px_per_pt=LOOKING_DPI / 72, without=without)
    if small is None or not may_have_stamps(small, dpi=LOOKING_DPI):
        return None
    colours = colours_on_grid(page, frame, region, grid=grid, without=without)
    if colours is None or colours.shape[:2] != picture.pixels.shape:
        return None
    parted = part_ink(picture.pixels, colours, dpi=picture.px_per_pt * 72)
    if parted is None:
        return None
    stamps = []
    for stamp in parted.stamps:
        at = picture.on_page(stamp.box)
        pixels = np.ascontiguousarray(stamp.pixels)
        stamps.append(InkPicture(replace(picture, pixels=pixels, x_pt=at.x0, y_pt=at.y0), stamp.colour))
    return StampedScan(replace(picture, pixels=parted.print), tuple(stamps))


def is_read_already(words: Sequence[Word], others: Sequence[Word]) -> bool:
    """Whether most of the `words` of a stamp are among `others`, those of the print, where they stand."""
    twice = sum(
        any(word.text == other.text and word.box.covered_by(other.box) > _MOSTLY for other in others)
        for word in words
    )
    return twice > _MOSTLY * len(words)


def _has_colour(page: pypdfium2.PdfPage, image: PlacedImage) -> bool:
    facts = raw.FPDF_IMAGEOBJ_METADATA()
    handle = ctypes.cast(image.handle, raw.FPDF_PAGEOBJECT)
    if not image.handle or not raw.FPDFImageObj_GetImageMetadata(handle, page.raw, ctypes.byref(facts)):
        return True
    return bool(facts.bits_per_pixel > _GREY_BITS or facts.colorspace == raw.FPDF_COLORSPACE_INDEXED)
