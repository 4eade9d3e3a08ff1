"""A scan with a stamp in coloured ink over its print, as pictures to be read apart, and their readings.

`cleanup.coloured_ink` takes the inks apart; this draws the page in colour where that may be worth it, knows
where the parts lie on the page, and takes their readings only where they are better than that of the page as
it stands. Used by `regions`.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import pypdfium2
from pypdfium2 import raw

from transcritor_gui.model import Box, Word, mean_confidence
from transcritor_gui.pipeline.drawn_words import DrawnWord, angle_of
from transcritor_gui.pipeline.pdf.frame import PageFrame
from transcritor_gui.pipeline.pdf.page_objects import PlacedImage
from transcritor_gui.pipeline.pdf.pixel_grid import PixelGrid
from transcritor_gui.pipeline.pdf.render import colours_on_grid, render_colours
from transcritor_gui.pipeline.recognition.picture import Picture, RegionReading

__all__ = ["InkPicture", "StampedScan", "stamped_scan", "with_stamps_parted"]

_SHOWS_MUCH = 0.3
"""Of the region: a picture in colour that may hold a stamp over its own print."""
_GREY_BITS = 8
"""Of a pixel, at most, where a picture has shades of grey alone."""
_SURE, _WRITTEN = 0.8, 3
"""Confidence and letters of a word that counts."""
_READ_AT_ALL = 0.6
"""Mean confidence of what is read of a stamp that is one."""
_MORE = 4
"""Letters in sure words by which the parted page has to be better."""
_LOST_ELSEWHERE = 0.02
"""Of the sure words away from the stamps, those that may be read no more."""
_LEVEL_DEGREES = 1.5
_SAME_PLACE, _MOSTLY, _TOUCHED = 0.3, 0.5, 0.1
"""Of a word: covered by what is read in its place, by the same word, and by a neighbour that touches it."""
_AS_LARGE = 1.35
"""By how much a word of the text may be larger or smaller than the usual one."""


@dataclass(frozen=True, slots=True)
class InkPicture:
    """What one coloured ink has left on a part of the page."""

    picture: Picture
    """Turned until its words are level."""
    colour: int
    box: Box
    """On the page, in points."""
    angle_degrees: float
    """By which its lines fall to the right."""

    def words(self, read: Sequence[Word], *, tilt_degrees: float) -> tuple[Word, ...]:
        """The words of its picture where they stand on the page, in its colour; they still fell by
        `tilt_degrees`."""
        angle = (self.angle_degrees + tilt_degrees) % 360
        return tuple(self._word(word, angle) for word in read if any(map(str.isalnum, word.text)))

    def _word(self, word: Word, angle: float) -> Word:
        across, down = self.picture.px_per_pt, self.picture.px_per_pt * self.picture.stretch
        high, wide = self.picture.pixels.shape
        x = word.box.x_centre - self.picture.x_pt - wide / across / 2
        y = word.box.y_centre - self.picture.y_pt - high / down / 2
        turn = math.radians(self.angle_degrees)
        sine, cosine = math.sin(turn), math.cos(turn)
        x, y = x * cosine - y * sine + self.box.x_centre, x * sine + y * cosine + self.box.y_centre
        length, rise = word.box.width, word.box.height
        slant = math.radians(angle)
        half_wide = (abs(length * math.cos(slant)) + abs(rise * math.sin(slant))) / 2
        half_high = (abs(length * math.sin(slant)) + abs(rise * math.cos(slant))) / 2
        box = Box(x - half_wide, y - half_high, x + half_wide, y + half_high)
        is_level = min(angle, 360 - angle) < _LEVEL_DEGREES
        return DrawnWord(
            word.text, word.box.moved(x - word.box.x_centre, y - word.box.y_centre) if is_level else box,
            word.confidence, word.source, word.doubtful, word.alternative,
            doubt=word.doubt, colour=self.colour, angle_degrees=0.0 if is_level else angle,
            level_size=None if is_level else (length, rise),
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
    from transcritor_gui.pipeline.cleanup.coloured_ink import LOOKING_DPI, level_ink, part_ink, stamp_boxes

    px_per_pt = LOOKING_DPI / 72 * picture.px_per_pt * 72 / picture.dpi
    small = render_colours(page, frame, region, px_per_pt=px_per_pt, without=without)
    shapes = [] if small is None else stamp_boxes(small)
    if not shapes:
        return None
    colours = colours_on_grid(page, frame, region, grid=grid, without=without)
    if colours is None or colours.shape[:2] != picture.pixels.shape:
        return None
    cleared, inks = part_ink(picture.pixels, colours, shapes, dpi=picture.dpi)
    stamps = []
    for ink in inks:
        pixels, angle = level_ink(ink.pixels, dpi=picture.dpi)
        at = picture.on_page(ink.box)
        stamps.append(InkPicture(replace(picture, pixels=pixels), ink.colour, at, angle))
    return StampedScan(replace(picture, pixels=cleared), tuple(stamps)) if stamps else None


def with_stamps_parted(
    first: RegionReading, cleared: RegionReading, stamps: Sequence[tuple[Box, Sequence[Word]]]
) -> RegionReading:
    """The page `cleared` of its stamps, with the words of each; `first`, the page as it stands, where that is
    no better.

    Better is: away from the stamps and under them something is read surely wherever it was, and under them
    more of it. Words that were read as well, level and in the size of the text, beside
    any print, belong to its lines.
    """
    boxes = [box for box, _ in stamps]
    taken = tuple(
        word for _, words in stamps if (mean_confidence(words) or 0.0) >= _READ_AT_ALL for word in words
    )
    before, after = _sure(first.words), _sure(cleared.words)
    elsewhere = [word for word in before if not _is_in(word, boxes)]
    if sum(not _is_replaced(word, after) for word in elsewhere) > _LOST_ELSEWHERE * len(elsewhere):
        return first
    here = [word for word in before if _is_in(word, boxes)]
    under = [*(word for word in after if _is_in(word, boxes)), *_sure(taken)]
    is_lost = any(not _is_replaced(word, under) for word in here)
    if is_lost or _letters(under) - _letters(here) < _MORE or _is_of_line(taken, first.words, cleared.words):
        return first
    return replace(cleared, words=(*cleared.words, *taken))


def _sure(words: Sequence[Word]) -> list[Word]:
    return [
        word
        for word in words
        if (word.confidence or 0.0) >= _SURE and sum(map(str.isalnum, word.text)) >= _WRITTEN
    ]


def _letters(words: Sequence[Word]) -> int:
    return sum(len(word.text) for word in words)


def _is_replaced(word: Word, others: Sequence[Word]) -> bool:
    return any(word.box.covered_by(other.box) > _SAME_PLACE for other in others)


def _is_of_line(taken: Sequence[Word], before: Sequence[Word], print_words: Sequence[Word]) -> bool:
    """Whether words of a stamp were among the words `before` and stand beside any print: one in the size of
    the text belongs to a line, and half of them are the labels of a coloured form."""
    body = median(word.box.height for word in print_words) if print_words else 0.0
    words = _sure(taken)
    beside = [
        word
        for word in words
        if not any(word.box.covered_by(other.box) > _TOUCHED for other in print_words)
        and any(word.text == other.text and word.box.covered_by(other.box) > _MOSTLY for other in before)
    ]
    return len(beside) > _MOSTLY * len(words) or any(
        angle_of(word) == 0.0 and body < _AS_LARGE * word.box.height < _AS_LARGE**2 * body for word in beside
    )


def _is_in(word: Word, boxes: Sequence[Box]) -> bool:
    return any(word.box.overlap_area(box) > 0 for box in boxes)


def _has_colour(page: pypdfium2.PdfPage, image: PlacedImage) -> bool:
    facts = raw.FPDF_IMAGEOBJ_METADATA()
    handle = ctypes.cast(image.handle, raw.FPDF_PAGEOBJECT)
    if not image.handle or not raw.FPDFImageObj_GetImageMetadata(handle, page.raw, ctypes.byref(facts)):
        return True
    return bool(facts.bits_per_pixel > _GREY_BITS or facts.colorspace == raw.FPDF_COLORSPACE_INDEXED)
