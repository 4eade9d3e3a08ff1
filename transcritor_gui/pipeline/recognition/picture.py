"""What `render` hands to `recognise`, and what comes back: a region as pixels, and its words."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

import numpy as np
from msgspec import structs

from transcritor_gui.model import Box, Word
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.handwritten_place import HandwrittenPlace
from transcritor_gui.pipeline.rules import Rule, Ruling

__all__ = ["Picture", "RegionReading"]


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
    stretch: float = 1.0
    """How much finer the pixels lie down the page than across it: a fax has 204 to 196 an inch."""

    def on_page(self, box: Box) -> Box:
        """Where a box in pixels of the picture lies on the page as shown."""
        across, down = self.px_per_pt, self.px_per_pt * self.stretch
        in_points = Box(box.x0 / across, box.y0 / down, box.x1 / across, box.y1 / down)
        return in_points.moved(self.x_pt, self.y_pt)

    def key(self, how: str) -> bytes:
        """The same for the same pixels read in the same way."""
        facts = f"{how} {self.pixels.shape} {self.px_per_pt} {self.stretch} {self.dpi}".encode()
        return hashlib.blake2b(
            np.ascontiguousarray(self.pixels).data, key=hashlib.sha256(facts).digest()
        ).digest()


@dataclass(frozen=True, slots=True)
class RegionReading:
    words: tuple[Word, ...]
    """On the page as shown, in the engine's order, but for those that are written by hand."""
    turn: int
    """Degrees clockwise by which the picture was turned."""
    skew_degrees: float
    ruling: Ruling | None = None
    engine: str | None = None
    """Name of the second engine where it has read the whole page; None for the usual one."""
    handwriting: tuple[HandwrittenPlace, ...] = ()
    left_out: float = 0.0
    """Of the letters, 0 to 1, those in lines that the first engine left out at first."""
    first_worth: float = 0.0
    """How much the first engine has read: letters, counted by how far it can be trusted."""

    def all_text(self) -> RegionReading:
        """The same, with what is written by hand among the words."""
        by_hand = (word for place in self.handwriting for word in place.words)
        return replace(self, words=(*self.words, *by_hand), handwriting=())

    def moved(self, x_pt: float, y_pt: float) -> RegionReading:
        """The same words and lines further to the right and down."""
        words = tuple(structs.replace(word, box=word.box.moved(x_pt, y_pt)) for word in self.words)
        ruling = self.ruling
        if ruling is not None:
            rules = tuple(
                Rule(rule.x0 + x_pt, rule.y0 + y_pt, rule.x1 + x_pt, rule.y1 + y_pt) for rule in ruling.rules
            )
            ruling = replace(ruling, rules=rules)
        return replace(self, words=words, ruling=ruling)
