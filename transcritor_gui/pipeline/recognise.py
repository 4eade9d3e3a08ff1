"""A picture of a page or region, read: turned upright, cleaned, recognised, its words put on the page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from transcritor_gui.model import Box, Word, WordSource
from transcritor_gui.pipeline.cleanup import CleanedImage, clean_page
from transcritor_gui.pipeline.frame import turned_box
from transcritor_gui.pipeline.ocr.engine import OcrEngine, OcrWord
from transcritor_gui.pipeline.ocr.languages import bundled_tessdata_dir
from transcritor_gui.pipeline.orientation import detect_rotation
from transcritor_gui.pipeline.picture import Picture, Reading

__all__ = ["DOUBTFUL_BELOW", "read_picture"]

DOUBTFUL_BELOW = 0.7
"""Tesseract's own figure under which a person should look at a word."""

_SURE = 0.6
_LEAST_SURE_SHARE = 0.25
"""Of the letters: where fewer are read with confidence, the picture is a photograph or beyond reading, and
what the engine sees in it is not text."""
_LINE_NEEDS_ON_PAGE, _LINE_NEEDS_IN_REGION = 0.3, 0.6
"""Mean confidence of a line below which it is not text: of a page, and of a picture on a page, which is as
likely a photograph or a coat of arms as something written."""
_SIGN_NEEDS = 0.5
"""Confidence below which something without a letter or figure is dirt, a rule or part of a drawing."""


def read_picture(picture: Picture, engine: OcrEngine, *, languages: str, is_page: bool) -> Reading:
    """The words of `picture`, which shows a whole page (`is_page`) or a region of one.

    Only a page is turned: a region seldom holds enough text to tell which way up it stands.
    """
    turn = 0
    if is_page:
        turn = detect_rotation(picture.pixels, dpi=picture.dpi, tessdata_dir=bundled_tessdata_dir())
    turned = np.ascontiguousarray(np.rot90(picture.pixels, -(turn // 90))) if turn else picture.pixels
    cleaned = clean_page(turned, dpi=picture.dpi)
    page = engine.recognise(cleaned.pixels, dpi=cleaned.dpi, languages=languages)
    line_needs = _LINE_NEEDS_ON_PAGE if is_page else _LINE_NEEDS_IN_REGION
    kept = _text_only(page.words, line_needs=line_needs)
    height, width = turned.shape
    words = tuple(_placed(word, cleaned, picture, turn, width=width, height=height) for word in kept)
    return Reading(words, turn, cleaned.skew_degrees, len(page.words))


def _text_only(words: Sequence[OcrWord], *, line_needs: float) -> list[OcrWord]:
    lines: dict[tuple[int, int, int], list[OcrWord]] = {}
    for word in words:
        if word.confidence >= _SIGN_NEEDS or any(character.isalnum() for character in word.text):
            lines.setdefault((word.block, word.paragraph, word.line), []).append(word)
    kept = [word for line in lines.values() if _mean(line) >= line_needs for word in line]
    letters = sum(len(word.text) for word in kept)
    sure = sum(len(word.text) for word in kept if word.confidence >= _SURE)
    return kept if sure >= _LEAST_SURE_SHARE * letters else []


def _mean(words: Sequence[OcrWord]) -> float:
    letters = sum(len(word.text) for word in words)
    return sum(len(word.text) * word.confidence for word in words) / letters


def _placed(
    word: OcrWord, cleaned: CleanedImage, picture: Picture, turn: int, *, width: int, height: int
) -> Word:
    centre = cleaned.to_input @ np.array([(word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2, 1.0])
    half_width = (word.x1 - word.x0) / 2 / cleaned.scale
    half_height = (word.y1 - word.y0) / 2 / cleaned.scale
    x, y = float(centre[0]), float(centre[1])
    in_turned = Box(x - half_width, y - half_height, x + half_width, y + half_height)
    box = turned_box(in_turned, -turn, width=width, height=height).scaled(1 / picture.px_per_pt)
    return Word(
        text=word.text,
        box=Box(box.x0 + picture.x_pt, box.y0 + picture.y_pt, box.x1 + picture.x_pt, box.y1 + picture.y_pt),
        confidence=word.confidence,
        source=WordSource.OCR,
        doubtful=word.confidence < DOUBTFUL_BELOW,
    )
