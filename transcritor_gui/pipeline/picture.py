"""What `render` hands to `recognise`, and what comes back: a region as pixels, and its words."""

from __future__ import annotations

from dataclasses import dataclass

from transcritor_gui.model import Word
from transcritor_gui.pipeline.ocr.engine import GreyImage

__all__ = ["Picture", "Reading"]


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels of a region of the page as shown."""

    pixels: GreyImage
    px_per_pt: float
    dpi: float
    """What the pixels are worth for reading; see `render.Resolution`."""
    x_pt: float = 0.0
    y_pt: float = 0.0
    """Where its top left corner lies on the page."""


@dataclass(frozen=True, slots=True)
class Reading:
    words: tuple[Word, ...]
    """On the page as shown, in the engine's order."""
    turn: int
    """Degrees clockwise by which the picture was turned."""
    skew_degrees: float
