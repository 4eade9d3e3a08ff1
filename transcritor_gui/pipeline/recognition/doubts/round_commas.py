"""Commas before a capital whose ink is as round as a full stop's are doubted. Pure.

Both engines read "illustration, Opinions" surely where the page has a full stop: the letters around it weigh
more with them than its own few pixels do. Called by `recognise` once words are judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.readings import JudgedWord

__all__ = ["is_comma_round", "with_round_commas"]

_LIKELY = 0.8
"""Of 26 such commas on pages with ground truth (novels, old books, typing, receipts, made pages) 21 were full
stops; of 170 right commas before a capital 5 were as round."""
_TALLEST = 1.25
"""Height of a full stop by its width; of 170 commas nineteen in twenty are taller."""
_LEAST_FILLED = 0.6
"""Share of its box that a full stop's ink fills."""
_LOWEST = 0.2
"""How far a full stop reaches below its line, by the height of letters."""
_LARGEST = 0.6
"""Of the letters' height: what is taller or wider hangs together with a letter."""
_LETTER_FROM = 0.35
"""Of the word's height, from which a shape is a letter and stands on the line."""
_FEWEST_PX = 3
_MARGIN_PX = 2
_BELOW = 0.2
"""Of its height, looked at below a word's box for the tail of its comma."""


def with_round_commas(judged: Sequence[JudgedWord], pixels: GreyImage) -> tuple[JudgedWord, ...]:
    """The words in their order; those that end in such a comma are marked, with a full stop to choose."""
    following = (*(item.word for item in judged[1:]), None)
    return tuple(
        _doubted(item)
        if _stands_before_capital(item, after) and is_comma_round(item.word, pixels, after=after)
        else item
        for item, after in zip(judged, following, strict=False)
    )


def is_comma_round(word: OcrWord, pixels: GreyImage, *, after: OcrWord | None = None) -> bool:
    """Whether the last ink of `word` in `pixels` is that of a full stop; `after` is the next word.

    False where the ink cannot be told apart from that of the letter before it.
    """
    height = word.y1 - word.y0
    right = word.x1 + _MARGIN_PX
    if after is not None and after.y0 < word.y1 and after.x0 > word.x0:
        right = min(right, max(word.x1, after.x0 - 1))
    crop = pixels[
        max(0, word.y0 - _MARGIN_PX) : word.y1 + round(_BELOW * height), max(0, word.x0 - _MARGIN_PX) : right
    ]
    if crop.size == 0:
        return False
    _, ink = cv2.threshold(crop, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(ink), connectivity=8)
    shapes = boxes[1:][boxes[1:, cv2.CC_STAT_AREA] >= _FEWEST_PX]  # the first is the paper
    order = np.argsort(shapes[:, cv2.CC_STAT_LEFT] + shapes[:, cv2.CC_STAT_WIDTH], kind="stable")
    if len(order) < 2:  # noqa: PLR2004 (a letter and its comma)
        return False
    _, top, wide, tall, area = (int(value) for value in shapes[order[-1]])
    others = shapes[order[:-1]]
    heights = others[:, cv2.CC_STAT_HEIGHT]
    letters = others[heights >= _LETTER_FROM * height] if (heights >= _LETTER_FROM * height).any() else others
    line = float(np.median(letters[:, cv2.CC_STAT_TOP] + letters[:, cv2.CC_STAT_HEIGHT]))
    letter_height = float(np.median(letters[:, cv2.CC_STAT_HEIGHT]))
    return (
        max(tall, wide) <= _LARGEST * letter_height
        and tall <= _TALLEST * wide
        and area >= _LEAST_FILLED * tall * wide
        and abs(top + tall - line) <= _LOWEST * letter_height
    )


def _stands_before_capital(item: JudgedWord, after: OcrWord | None) -> bool:
    return (
        after is not None
        and item.word.text.endswith(",")
        and len(item.word.text) > 1
        and after.text[:1].isupper()
        and not item.is_settled
    )


def _doubted(item: JudgedWord) -> JudgedWord:
    alternative = item.alternative or f"{item.word.text[:-1]}."
    return replace(item, doubtful=True, alternative=alternative, doubt=max(item.doubt or 0.0, _LIKELY))
