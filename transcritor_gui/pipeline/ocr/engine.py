"""What an engine is: a picture in, words with boxes and confidences out; and what it tells of itself.

`registry` lists the engines there are; the same contract tests run over all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from transcritor_gui.model import Box, mean_confidence
from transcritor_gui.pipeline.ocr.language_packs import LanguagePacks

if TYPE_CHECKING:  # brings numpy, which a process that reads no pages never needs
    from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = [
    "EngineKind",
    "OcrEngine",
    "OcrPage",
    "OcrWord",
    "OrientationReader",
    "SeenOrientation",
    "SurelyRead",
]


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word where the engine saw it; the box in pixels of the picture, origin at the top left."""

    text: str
    x0: int
    y0: int
    x1: int
    y1: int
    confidence: float
    """0 to 1, the engine's own figure."""
    block: int
    """Numbers of the block, of the paragraph in it and of the line in that, as the engine grouped them."""
    paragraph: int
    line: int

    @property
    def box(self) -> Box:
        return Box(self.x0, self.y0, self.x1, self.y1)


@dataclass(frozen=True, slots=True)
class OcrPage:
    words: tuple[OcrWord, ...]
    """In the engine's reading order."""

    @property
    def mean_confidence(self) -> float | None:
        """Mean over the words, weighted by length; None where there are none."""
        return mean_confidence(self.words)


class OcrEngine(Protocol):
    """One engine, kept warm by its process and used by one thread at a time."""

    @property
    def name(self) -> str:
        """Name and version, for the record."""

    def prepare(self, languages: str) -> None:
        """Begin to load what `languages` need, beside whatever the process does next; returns at once.

        What is wrong with them `recognise` tells.
        """

    def recognise(self, image: GreyImage, *, dpi: float, languages: str) -> OcrPage:
        """The words of an upright, cleaned picture.

        `languages` are Tesseract codes joined by '+'. Raises TranscritorError(LANGUAGE_MISSING) for one
        that is not installed, ENGINE_FAILED where the engine gives up on the picture.
        """

    def close(self) -> None:
        """Give back the memory of the models."""


@dataclass(frozen=True, slots=True)
class SeenOrientation:
    """Which way up a picture of text seems to stand."""

    turn: int
    """Degrees clockwise (0, 90, 180 or 270) by which it must be turned to be read."""
    is_clear: bool
    """Whether that alone is worth a look at the text; a weak one only supports what others say."""


@dataclass(frozen=True, slots=True)
class SurelyRead:
    """How much of a strip an engine is sure of, in words of three signs and more."""

    letters: int = 0
    figures: int = 0

    @property
    def total(self) -> int:
        return self.letters + self.figures


class OrientationReader(Protocol):
    """Helps to tell which way up a page stands (`cleanup.orientation`); kept warm as an engine is."""

    def orientation_of(self, picture: GreyImage, *, dpi: float) -> SeenOrientation | None:
        """What the letters' shapes say; None where they say nothing."""

    def read_surely(self, picture: GreyImage, *, dpi: float) -> SurelyRead | None:
        """How much is read with certainty as the picture stands; None where no language is there."""

    def close(self) -> None:
        """Give back the memory of the models."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineKind:
    """One engine of the registry: what it is and gives, and how it is made. Looking at it loads nothing."""

    name: str
    """What settings, options and results call it: 'tesserocr'."""
    label: Callable[[], str]
    """What people call it, in their language."""
    is_available: Callable[[], bool]
    """Whether it can be used on this computer; quick."""
    version: Callable[[], str]
    """Name and version as in `OcrEngine.name`, without loading a model; raises ENGINE_MISSING."""
    languages: Callable[[LanguagePacks], tuple[str, ...]]
    """Codes of the languages that it reads with these packs, sorted."""
    open: Callable[[LanguagePacks], OcrEngine]
    """Makes one; raises ENGINE_MISSING. Models are loaded when they are first needed."""
    open_orientation: Callable[[LanguagePacks], OrientationReader] | None = None
    """Makes its orientation reader; None where it has none, and that of the first engine with one is used."""
    gives_boxes: bool = True
    """Whether each word comes with its own box; else each `OcrWord` is a line, whose box is shared out."""
    gives_confidences: bool = True
    """Whether it says how sure it is; else every word counts as one that nobody vouches for."""
    needs_network: bool = False
    """Whether pictures leave this computer for it."""
