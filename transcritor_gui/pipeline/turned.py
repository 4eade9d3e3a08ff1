"""Words drawn up or down a page that otherwise reads across: told apart, laid flat and put back.

A rotated table, a note along the margin, vertical Japanese. `layout` orders each kind by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from transcritor_gui.model import Block, Box, Line, Word, enclosing

__all__ = ["TurnedWords", "laid_flat", "part_turned", "put_back"]

Numbered = Sequence[tuple[int, Word]]
"""(place in the page's own order, word)."""

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
    tall = [_is_tall(word) for _, word in words]
    turned = TurnedWords([], [], [])
    if not any(tall):
        return list(words), turned
    for item in range(len(words)):
        if not tall[item] and _is_short(words[item][1]):
            tall[item] = any(
                0 <= near < len(words) and tall[near] and _in_file(words[item][1].box, words[near][1].box)
                for near in (item - 1, item + 1)
            )
    upright = [pair for pair, is_tall in zip(words, tall, strict=True) if not is_tall]
    aside = [pair for pair, is_tall in zip(words, tall, strict=True) if is_tall]
    stacked = [pair for pair in aside if _STACKED.search(pair[1].text)]
    others = [pair for pair in aside if not _STACKED.search(pair[1].text)]
    turned.stacked.extend(stacked)
    for stretch in _stretches(others):
        (turned.upwards if _climbs(stretch) else turned.downwards).extend(stretch)
    # A single word tells no direction: it goes with the others.
    if len(turned.upwards) > len(turned.downwards) and all(len(s) == 1 for s in _stretches(turned.downwards)):
        turned.upwards.extend(turned.downwards)
        turned.downwards.clear()
    return upright, turned


def _is_tall(word: Word) -> bool:
    letters = len(word.text)
    width, height = max(word.box.width, 0.1), word.box.height
    if letters < 2 or (letters == 2 and not word.text.isalnum()):
        return False
    return height > (2.6 if letters == 2 else 1.8) * width and height > 0.3 * letters * width


def _is_short(word: Word) -> bool:
    return len(word.text) <= 3 or word.box.height > 1.2 * word.box.width


def _in_file(box: Box, other: Box) -> bool:
    overlap = min(box.x1, other.x1) - max(box.x0, other.x0)
    gap = max(other.y0 - box.y1, box.y0 - other.y1)
    return overlap > 0.5 * min(box.width, other.width) and gap < 1.5 * max(box.width, other.width)


def _stretches(words: Numbered) -> list[list[tuple[int, Word]]]:
    """Words that follow one another both in the page's own order and in one file."""
    stretches: list[list[tuple[int, Word]]] = []
    for place, word in words:
        if stretches and place - stretches[-1][-1][0] <= 2 and _in_file(stretches[-1][-1][1].box, word.box):
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
        flat.append((place, replace(word, box=turned)))
    return flat


def put_back(blocks: Sequence[Block], flat: Numbered, words: Numbered) -> list[Block]:
    """`blocks` made of `flat`, with the `words` they were laid flat from in their places."""
    original = {id(turned): word for (_, turned), (_, word) in zip(flat, words, strict=True)}
    placed = []
    for block in blocks:
        lines = []
        for line in block.lines:
            own = tuple(original[id(word)] for word in line.words)
            lines.append(Line(own, enclosing(word.box for word in own)))
        placed.append(replace(block, lines=tuple(lines), box=enclosing(line.box for line in lines)))
    return placed
