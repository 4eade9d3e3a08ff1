"""Text upside down or at an angle that is no quarter turn: told apart and laid level, in pieces of its own.

A watermark across the page, a label along an arrow, a whole poem set aslant. `blocks` puts each piece in
order by itself; the words keep the boxes they are seen in.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import structs

from transcritor_gui.model import Box, Word
from transcritor_gui.pipeline.drawn_words import DrawnWord, are_any_drawn

__all__ = ["laid_level", "part_slanted"]

Numbered = Sequence[tuple[int, Word]]
"""(place in the page's own order, word)."""

_SAME_ANGLE_DEGREES = 3.0
_UPSIDE_DOWN = 180.0
"""The one quarter turn in which words lie along the page, but not in their order."""


def part_slanted(words: Numbered) -> tuple[list[tuple[int, Word]], list[list[tuple[int, Word]]]]:
    """The words that read across, up or down the page, and the others, those of one angle together."""
    if not are_any_drawn([word for _, word in words]):
        return list(words), []
    straight: list[tuple[int, Word]] = []
    pieces: list[tuple[float, list[tuple[int, Word]]]] = []
    for place, word in words:
        if not isinstance(word, DrawnWord) or (
            word.level_size is None and word.angle_degrees != _UPSIDE_DOWN
        ):
            straight.append((place, word))
            continue
        for angle, piece in pieces:
            if abs((word.angle_degrees - angle + 180) % 360 - 180) <= _SAME_ANGLE_DEGREES:
                piece.append((place, word))
                break
        else:
            pieces.append((word.angle_degrees, [(place, word)]))
    return straight, [piece for _, piece in pieces]


def laid_level(piece: Numbered, *, width: float, height: float) -> list[tuple[int, Word]]:
    """Words of one angle as they lie once the page of `width` x `height` is turned until they are level."""
    first = piece[0][1]
    angle = math.radians(first.angle_degrees if isinstance(first, DrawnWord) else 0.0)
    sine, cosine = math.sin(angle), math.cos(angle)
    level: list[tuple[int, Word]] = []
    for place, word in piece:
        size = word.level_size if isinstance(word, DrawnWord) else None
        length, rise = size if size is not None else (word.box.width, word.box.height)
        x, y = word.box.x_centre - width / 2, word.box.y_centre - height / 2
        across, down = x * cosine + y * sine + width / 2, y * cosine - x * sine + height / 2
        box = Box(across - length / 2, down - rise / 2, across + length / 2, down + rise / 2)
        level.append((place, structs.replace(word, box=box)))
    return level
