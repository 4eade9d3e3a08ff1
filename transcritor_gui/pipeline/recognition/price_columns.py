"""Prices that have lost their point: "1400" right under "7.00" and "51.42" is a doubt.

The point of a price is the smallest thing on a receipt, and the first that a worn print head, a fax or
clean-up loses; then both engines agree on "1400". What is printed around it tells: a number that ends where
the prices above and below it end is a price as they are. Nothing is changed, as the ink says otherwise: the
word is marked, with the price as the alternative. Pure; called by `recognise` once all words are chosen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.readings import JudgedWord

__all__ = ["with_lost_points_marked"]

_PRICE = re.compile(r"(?:R\$|[A-Z]{0,2}\$|RM|€)?-?\d{1,3}(?:[.,]?\d{3})*([.,])\d{2}")
_WITHOUT_POINT = re.compile(r"-?[1-9]\d{2,5}")
_NO_FIGURE = re.compile(r"\D")
_FEWEST_PRICES, _FEWEST_NEAR = 4, 2
"""On a page, and ending where a number does, a few lines from it; one that ends there is enough for a number
whose figures stand on the page as a price: "225" in the summary of "2.25"."""
_MORE_PRICES = 2
"""For each other number without a point that ends there: else the column is one of whole numbers."""
_FLUSH, _NEAR = 0.6, 8.0
"""Of the height of a number: how far ends may lie apart, and how far above or below its neighbours stand."""
_LIKELY = 0.9
"""How likely such a number is wrong: all of 7 on 20 receipts were."""


def with_lost_points_marked(judged: Sequence[JudgedWord]) -> tuple[JudgedWord, ...]:
    """The words of a page in their order; those that are prices without a point are doubts."""
    found = [_PRICE.fullmatch(item.word.text) for item in judged]
    prices = [item.word for item, match in zip(judged, found, strict=True) if match is not None]
    if len(prices) < _FEWEST_PRICES:
        return tuple(judged)
    sign = Counter(match[1] for match in found if match is not None).most_common(1)[0][0]
    bare = [item.word for item in judged if _WITHOUT_POINT.fullmatch(item.word.text)]
    amounts = {_NO_FIGURE.sub("", word.text) for word in prices}
    return tuple(
        _marked(item, sign)
        if not item.is_settled
        and _WITHOUT_POINT.fullmatch(item.word.text)
        and _count_near(item.word, prices)
        >= (
            1 if item.word.text in amounts else max(_FEWEST_NEAR, _MORE_PRICES * _count_near(item.word, bare))
        )
        and any(_is_label(other.word, item.word) for other in judged)
        else item
        for item in judged
    )


def _count_near(word: OcrWord, others: Sequence[OcrWord]) -> int:
    """How many of `others`, without itself, end where `word` does, not far above or below it."""
    height = word.y1 - word.y0
    return sum(
        other is not word
        and abs(other.x1 - word.x1) <= _FLUSH * height
        and abs(other.y1 - word.y1) <= _NEAR * height
        for other in others
    )


def _is_label(other: OcrWord, word: OcrWord) -> bool:
    """Whether `other` stands to the left of `word` on its line; the code of an article begins the line."""
    return other.x1 <= word.x0 and other.y0 < (word.y0 + word.y1) / 2 < other.y1


def _marked(item: JudgedWord, sign: str) -> JudgedWord:
    text = item.word.text
    price = f"{text[:-2]}{sign}{text[-2:]}"
    return replace(
        item, doubtful=True, alternative=item.alternative or price, doubt=max(item.doubt or 0.0, _LIKELY)
    )
