"""Words that lie across the text of a page: told by size, colour, angle and by what lies under them.

They are parted from the others before tables and columns are looked for, as they would tear both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

import numpy as np
import numpy.typing as npt

from transcritor_gui.model import Word
from transcritor_gui.pipeline.drawn_words import DrawnWord, are_any_drawn, strength_of

__all__ = ["part_watermarks"]

_LARGER = 1.3
"""Than the text: pale words at an angle that are a watermark whatever lies under them."""
_MUCH_LARGER = 2.2
"""Than the text: words at an angle in full colour, or words across in it."""
_FEWEST_WORDS = 2
"""Of a page on which some may be a watermark and others text."""
_OFTEN = 3
"""Times that the same words stand on a page at an angle, from which they are a watermark of any size."""
_PALE = 0.5
"""Strength below which a word is paler than any that is meant to be read."""
_FEWEST_UNDER = 2
"""Words of the text that lie under those of a watermark that reads across."""
_TOP, _FOOT = 0.3, 0.2
"""Of the height of a box: what of a large word's lies above and below its ink."""
_MOST_WORDS = 60
"""Of one look on a page that may be a watermark; more are text, unless they are one phrase over and over."""
_WORDS_OF_PHRASE, _ROWS_OF_TILES = 12, 6
"""Of a phrase that is tiled over a page, at most, and at least: the labels of charts stand in a few rows."""


def part_watermarks(words: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of the text and those of watermarks, each in the page's own order.

    Boxes lie on the page as shown. A page that has
    nothing but words at an angle has no watermark.
    """
    if len(words) < _FEWEST_WORDS:
        return tuple(words), ()
    if not are_any_drawn(words):
        heights = [box.y1 - box.y0 for box in [word.box for word in words]]
        if max(heights) <= _MUCH_LARGER * median(heights):
            return tuple(words), ()
    drawn = [isinstance(word, DrawnWord) for word in words]
    sizes = [
        _size(word) if is_drawn else word.box.y1 - word.box.y0
        for word, is_drawn in zip(words, drawn, strict=True)
    ]
    level = [
        size
        for word, size, is_drawn in zip(words, sizes, drawn, strict=True)
        if not is_drawn or not _is_slanted(word)
    ]
    if not level:
        return tuple(words), ()
    body = median(level)
    looks: defaultdict[tuple[int, float, int], list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        if drawn[place] or sizes[place] > _MUCH_LARGER * body:
            looks[_look(word, sizes[place])].append(place)
    if not looks:
        return tuple(words), ()
    boxes = np.array([(word.box.x0, word.box.y0, word.box.x1, word.box.y1) for word in words])
    marks: set[int] = set()
    for places in looks.values():
        is_few = len(places) <= _MOST_WORDS or _is_tiled(places, words, boxes)
        if is_few and _is_watermark(places, words, sizes, body, boxes):
            marks.update(places)
    if len(marks) == len(words):
        return tuple(words), ()
    return (
        tuple(word for place, word in enumerate(words) if place not in marks),
        tuple(words[place] for place in sorted(marks)),
    )


def _is_tiled(places: Sequence[int], words: Sequence[Word], boxes: npt.NDArray[np.float64]) -> bool:
    """Whether the words are those of one short phrase, in many rows."""
    if len({words[place].text for place in places}) > _WORDS_OF_PHRASE:
        return False
    y0, y1 = boxes[list(places), 1], boxes[list(places), 3]
    rows = np.unique(np.round((y0 + y1) / 2 / max(1.0, float(np.median(y1 - y0)))))
    return len(rows) >= _ROWS_OF_TILES


def _size(word: Word) -> float:
    """The height of a word along its own line, in points."""
    if isinstance(word, DrawnWord):
        if word.level_size is not None:
            return word.level_size[1]
        if word.angle_degrees in (90, 270):
            return word.box.width
    return word.box.height


def _is_slanted(word: Word) -> bool:
    return isinstance(word, DrawnWord) and word.level_size is not None


def _look(word: Word, size: float) -> tuple[int, float, int]:
    """What the words of one watermark have in common: angle, strength and size, roughly."""
    angle = word.angle_degrees if isinstance(word, DrawnWord) else 0.0
    return round(angle / 5), strength_of(word), round(np.log(max(size, 0.1)) * 6)


def _is_watermark(
    places: Sequence[int],
    words: Sequence[Word],
    sizes: Sequence[float],
    body: float,
    boxes: npt.NDArray[np.float64],
) -> bool:
    first = words[places[0]]
    slanted = _is_slanted(first)
    pale = strength_of(first) < _PALE
    size = median(sizes[place] for place in places)
    if slanted:
        often = max(Counter(words[place].text for place in places).values()) >= _OFTEN
        return size >= (_LARGER if pale else _MUCH_LARGER) * body or (pale and often)
    if size < (_LARGER if pale else _MUCH_LARGER) * body:
        return False
    return _under(places, boxes) >= _FEWEST_UNDER


def _under(places: Sequence[int], boxes: npt.NDArray[np.float64]) -> int:
    """How many other words have their middle on the ink of those at `places`."""
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    found = np.zeros(len(boxes), np.bool_)
    for x0, y0, x1, y1 in boxes[list(places)].tolist():
        top, foot = y0 + _TOP * (y1 - y0), y1 - _FOOT * (y1 - y0)
        x, y = middle[:, 0], middle[:, 1]
        found |= (x > x0) & (x < x1) & (y > top) & (y < foot)
    found[list(places)] = False
    return int(found.sum())
