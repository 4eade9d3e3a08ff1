"""Words drawn up or down a page that otherwise reads across: told apart, laid flat and put back.

A rotated table, a note along the margin, vertical Japanese. `layout` orders each kind by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from msgspec import structs

from transcritor_gui.model import Block, Box, Line, Word, enclosing
from transcritor_gui.pipeline.drawn_words import DrawnWord, angle_of, are_any_drawn

__all__ = ["TurnedWords", "in_columns", "laid_flat", "part_turned", "put_back"]

Numbered = Sequence[tuple[int, Word]]
"""(place in the page's own order, word)."""

_NARROW = frozenset("Iijlft1|!.,;:'()[]{}/-")
_NARROW_WIDTH = 0.45
"""Of another letter's."""
_FEWEST_LETTERS, _SURE_LETTERS = 1.6, 2.5
"""Widths of a letter: with less, the shape of a word tells nothing; with more, it is trusted sooner."""
_TALL, _TALL_SHORT = 1.8, 2.6
"""Height of the box of a turned word by its width; the second where its letters are few."""
_TALL_LETTER = 0.3
"""The same for each letter."""
_TOO_SHORT_TO_TELL = 2
"""Characters of a word that goes with the most on a page that lies on its side."""
_SHORT = 3
"""Characters of a word that may go on a turned one whatever its shape."""
_NEXT = 2
"""How far apart the places of words of one stretch may lie in the page's own order."""
_STACKED = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
"""Scripts that are also written downwards, upright letter below upright letter."""


@dataclass(frozen=True, slots=True)
class TurnedWords:
    upwards: list[tuple[int, Word]]
    """Lines that begin at the bottom and follow one another to the right."""
    downwards: list[tuple[int, Word]]
    """Lines that begin at the top and follow one another to the left."""
    stacked: list[tuple[int, Word]]
    """Vertical writing."""


def part_turned(words: Numbered) -> tuple[list[tuple[int, Word]], TurnedWords]:
    """The words that read across, and those that do not."""
    turned = TurnedWords([], [], [])
    drawn = are_any_drawn([word for _, word in words])
    if drawn and any(
        isinstance(word, DrawnWord) and word.angle_degrees in (90.0, 270.0) for _, word in words
    ):
        return _parted_by_angle(words)
    high = [
        item
        for item, (_, word) in enumerate(words)
        if (box := word.box).y1 - box.y0 > _TALL * (box.x1 - box.x0) and _is_tall(word)
    ]
    if not high:
        return list(words), turned
    tall = [False] * len(words)
    for item in high:
        tall[item] = True
    flat = sum(word.box.width > _TALL * word.box.height for _, word in words)
    if sum(tall) > 3 * flat:
        # The page lies on its side: what is too short to tell goes with the rest.
        tall = [
            is_tall or len(word.text) <= _TOO_SHORT_TO_TELL or word.box.width < 1.5 * word.box.height
            for is_tall, (_, word) in zip(tall, words, strict=True)
        ]
    else:
        for item in (*range(len(words)), *reversed(range(len(words)))):
            tall[item] = tall[item] or _joins(words, item, tall)
    upright = [pair for pair, is_tall in zip(words, tall, strict=True) if not is_tall]
    aside = [pair for pair, is_tall in zip(words, tall, strict=True) if is_tall]
    turned.stacked.extend(pair for pair in aside if _STACKED.search(pair[1].text))
    stretches = _stretches([pair for pair in aside if not _STACKED.search(pair[1].text)])
    # Stretches of several words tell which way they run; single ones go with the most of those.
    climbing = sum(len(stretch) for stretch in stretches if _climbs(stretch))
    sinking = sum(len(stretch) for stretch in stretches if len(stretch) > 1 and not _climbs(stretch))
    for stretch in stretches:
        upwards = _climbs(stretch) if len(stretch) > 1 else climbing >= sinking
        (turned.upwards if upwards else turned.downwards).extend(stretch)
    return upright, turned


def _parted_by_angle(words: Numbered) -> tuple[list[tuple[int, Word]], TurnedWords]:
    """As the file draws them, which says more than boxes do; nothing in it is vertical writing."""
    upright: list[tuple[int, Word]] = []
    turned = TurnedWords([], [], [])
    for pair in words:
        match angle_of(pair[1]):
            case 270.0:
                turned.upwards.append(pair)
            case 90.0:
                turned.downwards.append(pair)
            case _:
                upright.append(pair)
    return upright, turned


def _is_tall(word: Word) -> bool:
    width, height = max(word.box.x1 - word.box.x0, 0.1), word.box.y1 - word.box.y0
    if height <= _TALL * width:
        return False
    letters = sum(_NARROW_WIDTH if letter in _NARROW else 1.0 for letter in word.text)
    return (
        letters >= _FEWEST_LETTERS
        and height > (_TALL if letters >= _SURE_LETTERS else _TALL_SHORT) * width
        and height > _TALL_LETTER * letters * width
    )


def _joins(words: Numbered, item: int, tall: Sequence[bool]) -> bool:
    """Whether a short word continues a turned one."""
    word = words[item][1]
    if len(word.text) > _SHORT and word.box.height < 1.2 * word.box.width:
        return False
    return any(
        0 <= near < len(words) and tall[near] and _in_file(word.box, words[near][1].box)
        for near in (item - 1, item + 1)
    )


def _in_file(box: Box, other: Box) -> bool:
    overlap = min(box.x1, other.x1) - max(box.x0, other.x0)
    gap = max(other.y0 - box.y1, box.y0 - other.y1)
    return overlap > 0.5 * min(box.width, other.width) and gap < 1.5 * max(box.width, other.width)


def _stretches(words: Numbered) -> list[list[tuple[int, Word]]]:
    """Words that follow one another both in the page's own order and in one file."""
    stretches: list[list[tuple[int, Word]]] = []
    for place, word in words:
        goes_on = False
        if stretches:
            last_place, last = stretches[-1][-1]
            goes_on = place - last_place <= _NEXT and _in_file(last.box, word.box)
        if goes_on:
            stretches[-1].append((place, word))
        else:
            stretches.append([(place, word)])
    return stretches


def _climbs(stretch: Numbered) -> bool:
    return len(stretch) > 1 and stretch[-1][1].box.y_centre < stretch[0][1].box.y_centre


def laid_flat(words: Numbered, *, width: float, height: float, upwards: bool) -> list[tuple[int, Word]]:
    """`words` as they lie when the page of `width` x `height` is turned so that they read across."""
    flat = []
    for place, word in words:
        box = word.box
        if upwards:
            turned = Box(height - box.y1, box.x0, height - box.y0, box.x1)
        else:
            turned = Box(box.y0, width - box.x1, box.y1, width - box.x0)
        flat.append((place, structs.replace(word, box=turned)))
    return flat


def put_back(blocks: Sequence[Block], flat: Numbered, words: Numbered) -> list[Block]:
    """`blocks` made of `flat`, their words where the `words` stand that they were laid flat from.

    Words are known by where they lie, so that a stage between may have changed anything else of them.
    """
    place_of = {turned.box: word.box for (_, turned), (_, word) in zip(flat, words, strict=True)}
    placed = []
    for block in blocks:
        if block.table is not None:  # its words were never moved
            placed.append(block)
            continue
        lines = []
        for line in block.lines:
            own = tuple(structs.replace(word, box=place_of[word.box]) for word in line.words)
            lines.append(Line(own, enclosing(word.box for word in own)))
        placed.append(replace(block, lines=tuple(lines), box=enclosing(line.box for line in lines)))
    return placed


def in_columns(words: Numbered) -> list[Word]:
    """Columns of vertical writing from right to left, one row of columns after the other."""
    rows: list[list[Word]] = []
    for word in sorted((word for _, word in words), key=lambda word: word.box.y0):
        bottom = min((other.box.y1 for other in rows[-1]), default=0.0) if rows else 0.0
        if rows and word.box.y0 < bottom:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [word for row in rows for word in sorted(row, key=lambda word: -word.box.x0)]
