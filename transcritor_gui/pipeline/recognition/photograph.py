"""A page that is a photograph of a sheet: drawn flat before it is read, where that reads better."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from transcritor_gui.model import mean_confidence
from transcritor_gui.pipeline.cleanup.curl import bent_grid
from transcritor_gui.pipeline.cleanup.flattening import Flattening, flattened, uncurled
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.recognition.picture import Picture, RegionReading

__all__ = ["better_of", "drawn_flat", "without_curl"]

_WELL_READ: Final = 0.85
"""Mean confidence of a reading beside which none of the photograph as it is has to be made."""
_READ_THROUGH: Final = 0.02
"""Of a page's letters, those that may be left out of its reading where it is not bent. Of a page curled
toward its gutter 0.042 were, at a confidence of 0.94: what is read of such a page is read surely."""
_ENOUGH_WORDS: Final = 20
_CLEARLY: Final = 1.04
"""How much more the reading of a page without its curl has to hold: two readings differ by chance as well."""


def drawn_flat(picture: Picture) -> tuple[Picture, Flattening | None]:
    """The sheet that `picture`, of a whole page, is a photograph of, drawn flat, and the way back in points.

    The picture itself and None where it is none, as a scan is.
    """
    found = flattened(picture.pixels)
    if found is None:
        return picture, None
    return _drawn(picture, *found)


def without_curl(
    picture: Picture, reading: RegionReading, read: Callable[[Picture, float], RegionReading]
) -> tuple[Picture, RegionReading, Flattening | None]:
    """`picture`, of a whole page, drawn without its curl, what is read of it, and the way back in points.

    As they were given, and None, where `reading` is good, where the paper is flat, and where no more is read
    of the other. `read` is told how much the first engine has to read for the second to be asked, which takes
    most of the time.
    """
    mean = mean_confidence(reading.words)
    is_good = reading.engine is None and mean is not None and mean >= _WELL_READ
    is_good = is_good and reading.left_out < _READ_THROUGH
    grid = None
    if not is_good and len(reading.words) >= _ENOUGH_WORDS:
        grid = bent_grid(picture.pixels, turn=reading.turn)
    if grid is None:
        return picture, reading, None
    flat, flattening = _drawn(picture, *uncurled(picture.pixels, grid))
    other = read(flat, _CLEARLY * reading.first_worth)
    if _worth(other) > _CLEARLY * _worth(reading):
        return flat, other, flattening
    return picture, reading, None


def _drawn(picture: Picture, pixels: GreyImage, flattening: Flattening) -> tuple[Picture, Flattening]:
    in_points = flattening.scaled(picture.px_per_pt, picture.px_per_pt * picture.stretch)
    return replace(picture, pixels=pixels), in_points


def better_of(
    flat: RegionReading, flattening: Flattening, read_as_it_is: Callable[[], RegionReading]
) -> tuple[RegionReading, Flattening | None]:
    """The reading of the flat sheet, with its way back; that of the photograph where it holds more."""
    mean = mean_confidence(flat.words)
    if mean is not None and mean >= _WELL_READ and len(flat.words) >= _ENOUGH_WORDS:
        return flat, flattening
    plain = read_as_it_is()
    return (plain, None) if _worth(plain) > _worth(flat) else (flat, flattening)


def _worth(reading: RegionReading) -> float:
    """How much was read, counted by how far it can be trusted."""
    return sum(len(word.text) * max(0.0, (word.confidence or 0.0) - 0.5) for word in reading.words)
