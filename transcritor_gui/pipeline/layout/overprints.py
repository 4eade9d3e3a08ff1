"""Stamps in colour over the lines of a page: "RECEBIDO / 12 MAR 2024" in red across two sentences.

On digital pages they are told by their colour and by the words of the text that lie under them, of which
there are more where their type is no larger; those of scans have been told by their ink. Parted before the
text is laid out, as their lines would break its sentences.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from transcritor_gui.model import Box, Word, WordSource, enclosing
from transcritor_gui.pipeline.box_array import box_array
from transcritor_gui.pipeline.drawn_words import DrawnWord, angle_of, are_any_drawn

__all__ = ["part_overprints"]

_LARGER = 1.2
"""Than the text: the largest words of a stamp that need few words under them."""
_FEWEST_OVER, _SHARE_OVER = 3, 0.5
"""Words of a stamp in no larger type that lie over words of the text, and their share of the stamp's."""
_FEWEST_UNDER = 1
"""Words of the text in other colours that lie under those of a stamp."""
_SHARE_UNDER = 0.25
"""Words under it, by its own: values typed in colour into a form touch a label now and then."""
_TOP, _FOOT = 0.25, 0.2
"""Of the height of a box: what of it lies above and below the ink of a word."""
_SHARED = 0.25
"""Of the lower and of the narrower of two words, by which one lies under the other: neighbours touch."""
_BELOW, _BESIDE = 1.2, 1.8
"""Gaps between the words of one stamp, in heights of the larger of two."""
_MOST_WORDS = 60
"""Of a stamp; more are text."""
_MOST_COLOURED = 300
"""Words of one colour in no larger type that are looked through for stamps: links, notes, code."""
_MOST_OF_PAGE = 0.5
"""Share of a page's words in one colour from which it is that of the text."""
_WRITTEN = 2
"""Letters and figures of a word under a stamp: rules of dots are written over in every form."""


def part_overprints(
    words: Sequence[Word], marks: Sequence[Word]
) -> tuple[tuple[Word, ...], tuple[Word, ...], tuple[tuple[Word, ...], ...]]:
    """The words of the text and those of watermarks that are of no stamp, and the stamps.

    `words` are those of the text, `marks` those that passed for a watermark: the largest line of a stamp
    does. Each in the page's own order; boxes lie on the page as shown.
    """
    colours: defaultdict[int, list[Word]] = defaultdict(list)
    for word in (*words, *marks) if are_any_drawn(words) or are_any_drawn(marks) else ():
        if not isinstance(word, DrawnWord) or word.colour is None:
            continue
        if word.source is WordSource.OCR or angle_of(word) == 0.0:
            colours[word.colour].append(word)
    if not colours:
        return tuple(words), tuple(marks), ()
    text = _Text(words)
    body = median([word.box.height for word in words]) if words else 0.0
    among = {id(word) for word in words}
    stamps: list[tuple[Word, ...]] = []
    for coloured in colours.values():
        is_of_scan = coloured[0].source is WordSource.OCR
        if not is_of_scan and len(coloured) >= _MOST_OF_PAGE * (len(words) + len(marks)):
            continue
        is_larger = max(word.box.height for word in coloured) >= _LARGER * body
        if not is_of_scan and not is_larger and len(coloured) > _MOST_COLOURED:
            continue
        mine = {id(word) for word in coloured}
        stamps.extend(
            tuple(group)
            for group in _groups(coloured)
            if is_of_scan
            or (not among.isdisjoint(map(id, group)) and _is_stamp(group, text.under(group, mine), body))
        )
    taken = {id(word) for stamp in stamps for word in stamp}
    return (
        tuple(word for word in words if id(word) not in taken),
        tuple(word for word in marks if id(word) not in taken),
        tuple(stamps),
    )


class _Text:
    """The words of a page, looked up by place."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._x0, self._y0, self._x1, self._y1 = box_array([word.box for word in words]).T

    def under(self, group: Sequence[Word], mine: Container[int]) -> list[Word]:
        """Those that reach into the box around `group`, without those whose `id` is in `mine`."""
        box = enclosing(word.box for word in group)
        reaches = (self._x0 < box.x1) & (self._x1 > box.x0) & (self._y0 < box.y1) & (self._y1 > box.y0)
        near = [self._words[place] for place in np.flatnonzero(reaches).tolist()]
        return [word for word in near if id(word) not in mine]


@dataclass(slots=True)
class _Group:
    words: list[tuple[int, Word]]
    box: Box
    """Around them all."""

    def is_near(self, word: Word) -> bool:
        # The words that came last are the nearest, as a rule.
        return _are_near(word.box, self.box) and any(
            _are_near(word.box, other.box) for _, other in reversed(self.words)
        )


def _groups(words: Sequence[Word]) -> list[list[Word]]:
    """Words near each other together, each group in the order of `words`."""
    groups: list[_Group] = []
    for place, word in enumerate(words):
        home = _Group([(place, word)], word.box)
        apart: list[_Group] = []
        for group in groups:
            if group.is_near(word):
                group.words.extend(home.words)
                group.box = enclosing((group.box, home.box))
                home = group
            else:
                apart.append(group)
        groups = [*apart, home]
    return [[word for _, word in sorted(group.words, key=lambda pair: pair[0])] for group in groups]


def _are_near(one: Box, other: Box) -> bool:
    size = max(one.height, other.height)
    across = max(one.x0 - other.x1, other.x0 - one.x1)
    down = max(one.y0 - other.y1, other.y0 - one.y1)
    return across < _BESIDE * size and down < _BELOW * size


def _is_stamp(group: Sequence[Word], others: Sequence[Word], body: float) -> bool:
    is_larger = max(word.box.height for word in group) >= _LARGER * body
    if len(group) > _MOST_WORDS or (len(group) < _FEWEST_OVER and not is_larger):
        return False
    inks = [_ink(word.box) for word in group]
    under = [
        word
        for word in others
        if sum(map(str.isalnum, word.text)) >= _WRITTEN
        and any(_lies_under(_ink(word.box), ink) for ink in inks)
    ]
    if not is_larger:
        over = sum(any(_lies_under(_ink(word.box), ink) for word in under) for ink in inks)
        return over >= max(_FEWEST_OVER, _SHARE_OVER * len(group))
    return len(under) >= max(_FEWEST_UNDER, _SHARE_UNDER * len(group))


def _ink(box: Box) -> Box:
    return Box(box.x0, box.y0 + _TOP * box.height, box.x1, box.y1 - _FOOT * box.height)


def _lies_under(one: Box, other: Box) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    return across > _SHARED * min(one.width, other.width) and down > _SHARED * min(one.height, other.height)
