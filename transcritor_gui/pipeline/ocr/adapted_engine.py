"""An engine that gives less than words, boxes and confidences, made to give what the pipeline works with.

What it cannot know it does not make up: a word's box is its share of the line's, and a word without a
confidence is one that nobody vouches for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from msgspec import structs

from transcritor_gui.model import Word
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import EngineKind, OcrEngine, OcrPage, OcrWord
from transcritor_gui.pipeline.ocr.language_packs import LanguagePacks

__all__ = ["opened", "without_unvouched"]

_UNVOUCHED = 0.75
"""Stands for a confidence that is not told: enough to be taken for text (`recognise`), too little to go
unread by the second engine or undoubted without it (`doubt`)."""


def opened(kind: EngineKind, packs: LanguagePacks) -> OcrEngine:
    """The engine of `kind`, made; raises ENGINE_MISSING."""
    engine = kind.open(packs)
    return engine if kind.gives_boxes and kind.gives_confidences else _AdaptedEngine(kind, engine)


def without_unvouched(words: Sequence[Word]) -> tuple[Word, ...]:
    """Words of an engine without confidences: left with none, but for those that the second engine knows."""
    return tuple(
        structs.replace(word, confidence=None) if word.confidence == _UNVOUCHED else word for word in words
    )


class _AdaptedEngine:
    def __init__(self, kind: EngineKind, engine: OcrEngine) -> None:
        self._kind = kind
        self._engine = engine

    @property
    def name(self) -> str:
        return self._engine.name

    def prepare(self, languages: str) -> None:
        self._engine.prepare(languages)

    def recognise(self, image: GreyImage, *, dpi: float, languages: str) -> OcrPage:
        words = self._engine.recognise(image, dpi=dpi, languages=languages).words
        if not self._kind.gives_boxes:
            words = tuple(word for line in words for word in _words_of(line))
        if not self._kind.gives_confidences:
            words = tuple(replace(word, confidence=_UNVOUCHED) for word in words)
        return OcrPage(words)

    def close(self) -> None:
        self._engine.close()


def _words_of(line: OcrWord) -> tuple[OcrWord, ...]:
    """The words of a line that came in one piece, each with its share of the box by its letters."""
    words = []
    letter_width = (line.x1 - line.x0) / max(1, len(line.text))
    start = 0
    for text in line.text.split():
        start = line.text.index(text, start)
        x0 = line.x0 + round(start * letter_width)
        x1 = line.x0 + round((start + len(text)) * letter_width)
        words.append(replace(line, text=text, x0=x0, x1=max(x0 + 1, x1)))
        start += len(text)
    return tuple(words)
