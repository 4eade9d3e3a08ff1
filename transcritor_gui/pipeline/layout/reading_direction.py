"""Which way words are read: from left to right, or as Hebrew and Arabic from right to left."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from transcritor_gui.model import Word

__all__ = ["has_leftward_letters", "is_right_to_left", "order_as_read"]

_LEFTWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""The blocks of Unicode in which scripts are written from right to left."""


def has_leftward_letters(words: Iterable[Word]) -> bool:
    """Whether any of `words` holds a letter of a script that is written from right to left."""
    text = "".join([word.text for word in words])
    return not text.isascii() and _LEFTWARDS.search(text) is not None


def is_right_to_left(words: Iterable[Word]) -> bool:
    """Whether most letters of `words` belong to a script that is written from right to left."""
    text = "".join([word.text for word in words])
    if text.isascii() or _LEFTWARDS.search(text) is None:
        return False
    directions = [unicodedata.bidirectional(letter) for letter in text]
    right = sum(direction in ("R", "AL") for direction in directions)
    return right > directions.count("L")


def order_as_read(words: Sequence[Word], places: Sequence[int]) -> list[int]:
    """Of the words of a line from left to right: which is read first, second, and so on.

    Of a line that reads leftwards the page's own order, `places`, is the logical one; positions alone would
    turn it about. In one that reads rightwards, words that follow one another leftwards stand as they are
    read.
    """
    if is_right_to_left(words):
        return sorted(range(len(words)), key=lambda item: places[item])
    leftwards = [is_right_to_left([word]) for word in words]
    if not any(one and other for one, other in pairwise(leftwards)):
        return list(range(len(words)))
    order: list[int] = []
    first = 0
    for place, reads_leftwards in enumerate(leftwards):
        begins = not (reads_leftwards and place and leftwards[place - 1])
        first = len(order) if begins else first
        order.insert(first, place)
    return order
