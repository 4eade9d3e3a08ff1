"""How large the page of a picture is: by the resolution that the file tells, or else by its type.

Cameras and programs that know nothing write 72 or 96; such a figure is believed only where it gives a page
that would lie on a desk.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite, nan
from typing import Final

from PIL import ExifTags, Image

__all__ = ["page_dpi"]

_FILLERS: Final = frozenset({72, 96})
_LONGEST_OF_FILLER_IN: Final = 17.0
"""The long side of A3, a double page of newspaper print."""
_LONGEST_IN: Final = 195.0
"""A PDF's page ends at 200 inches (ISO 32000-1, annex C)."""
_SHORTEST_IN: Final = 0.05
_LEAST_DPI, _MOST_DPI = 10.0, 4800.0
_CENTIMETRES: Final = 3
"""EXIF's ResolutionUnit."""
_A4_IN: Final = 11.69
_SHEETS: Final = ((8.27, 11.69), (8.5, 11.0))
"""A4 and letter."""
_SHEET_RATIO_OFF: Final = 0.02
"""Letter is not to be taken for the 4:3 of cameras."""
_SHEET_DPI_OFF: Final = 0.6
"""A scan of a sheet has its sides' ratio; 11 points is a guess that is off by so much (7 to 17 points)."""
_JUDGED_LONG_SIDE_IN: Final = (1.5, 60.0)
_SMALL_PX: Final = 1000
"""Smaller pictures without type are not of pages: cut-outs and signs, as on a screen."""
_SCREEN_DPI: Final = 96.0


def page_dpi(
    image: Image.Image, *, exif: Image.Exif, dpi_of_type: Callable[[], float | None]
) -> tuple[float, float]:
    """Pixels per inch across and down. `dpi_of_type` is asked only where the file tells nothing of use."""
    told = _told_dpi(image, exif)
    if told is not None and _is_believed(image, told):
        return told
    judged = _judged_dpi(image, dpi_of_type())
    return judged, judged


def _told_dpi(image: Image.Image, exif: Image.Exif) -> tuple[float, float] | None:
    try:
        told = image.info.get("dpi")
        across, down = _exif_dpi(exif) if told is None else (float(value) for value in told)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    if not (isfinite(across) and isfinite(down)):
        return None
    # Whole numbers are meant: 299.9994 comes of pixels per metre.
    across, down = float(round(across)), float(round(down))
    if min(across, down) < _LEAST_DPI or max(across, down) > _MOST_DPI:
        return None
    return across, down


def _exif_dpi(exif: Image.Exif) -> tuple[float, float]:
    """Not a number where the file has none."""
    unit_in = 1 / 2.54 if exif.get(ExifTags.Base.ResolutionUnit) == _CENTIMETRES else 1.0
    across = float(exif.get(ExifTags.Base.XResolution, nan)) / unit_in
    down = float(exif.get(ExifTags.Base.YResolution, nan)) / unit_in
    return across, down


def _is_believed(image: Image.Image, dpi: tuple[float, float]) -> bool:
    sides = image.width / dpi[0], image.height / dpi[1]
    if min(sides) < _SHORTEST_IN or max(sides) > _LONGEST_IN:
        return False
    is_filler = round(dpi[0]) in _FILLERS and dpi[0] == dpi[1]
    return not is_filler or max(sides) <= _LONGEST_OF_FILLER_IN


def _judged_dpi(image: Image.Image, of_type: float | None) -> float:
    long_px, short_px = max(image.size), min(image.size)
    if of_type is None:
        dpi = _SCREEN_DPI if long_px < _SMALL_PX else long_px / _A4_IN
    else:
        dpi = of_type
        for short_in, long_in in _SHEETS:
            as_sheet = long_px / long_in
            if (
                abs(short_px / long_px - short_in / long_in) <= _SHEET_RATIO_OFF * short_in / long_in
                and abs(dpi - as_sheet) <= _SHEET_DPI_OFF * as_sheet
            ):
                return as_sheet
    shortest, longest = _JUDGED_LONG_SIDE_IN
    return min(max(dpi, long_px / longest, 1.0), max(long_px / shortest, 1.0))
