"""What a recognition engine is: a picture in, words with boxes and confidences out.

`tesserocr_engine` and `pytesseract_engine` are the two there are; the same contract tests run over both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["OcrEngine", "OcrPage", "OcrWord"]


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


@dataclass(frozen=True, slots=True)
class OcrPage:
    words: tuple[OcrWord, ...]
    """In the engine's reading order."""

    @property
    def mean_confidence(self) -> float | None:
        """Mean over the words, weighted by length; None where there are none."""
        letters = sum(len(word.text) for word in self.words)
        if letters == 0:
            return None
        return sum(word.confidence * len(word.text) for word in self.words) / letters


class OcrEngine(Protocol):
    """One engine, kept warm by its process and used by one thread at a time."""

    @property
    def name(self) -> str:
        """Name and version, for the record."""

    def recognise(self, image: GreyImage, *, dpi: float, languages: str) -> OcrPage:
        """The words of an upright, cleaned picture.

        `languages` are Tesseract codes joined by '+'. Raises TranscritorError(LANGUAGE_MISSING) for one
        that is not installed, ENGINE_FAILED where the engine gives up on the picture.
        """

    def close(self) -> None:
        """Give back the memory of the models."""
