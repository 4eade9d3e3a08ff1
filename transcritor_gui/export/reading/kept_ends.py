"""Line ends that stay where text flows: those of addresses, signatures and verses within a paragraph.

Whoever sets running text puts into a line what goes into it. A line that ends early though the next word had
room was ended on purpose.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from transcritor_gui.export.characters import LINE_END_HYPHENS
from transcritor_gui.export.reading.direction import is_right_to_left
from transcritor_gui.export.reading.upright import upright
from transcritor_gui.model import Block, BlockKind, Box, Line, PageResult

__all__ = ["kept_ends"]

_SHORT_OF_EDGE = 0.15
"""Share of the paragraph's width that is left empty at least; typewriters left a tenth."""
_SPACE = 0.5
"""Of a line's height: a wide space between two words."""
_HANGING_OUT = 8
"""One line in so many may run beyond the edge that the others share."""


def kept_ends(block: Block, page: PageResult, *, page_starts: Collection[int] = ()) -> frozenset[int]:
    """Indices of the lines of `block` that begin a row of their own; none where a page begins."""
    if block.kind is not BlockKind.PARAGRAPH or len(block.lines) < 2:
        return frozenset()
    boxes = [upright(line.box, page) for line in block.lines]
    hanging = len(boxes) // _HANGING_OUT
    left = sorted([box.x0 for box in boxes])[hanging]
    right = sorted([box.x1 for box in boxes], reverse=True)[hanging]
    shortest = _SHORT_OF_EDGE * (right - left)
    if shortest <= 0:
        return frozenset()
    kept = set()
    for number, (before, after) in enumerate(pairwise(boxes), start=1):
        if before.x1 > right - shortest and before.x0 < left + shortest:
            continue  # nearly always
        from_right = is_right_to_left(block.lines[number - 1].text)
        room = before.x0 - left if from_right else right - before.x1
        if (
            room >= shortest
            and number not in page_starts
            and _opens(block.lines[number - 1], block.lines[number])
            and room >= _first_width(block.lines[number], page) + _SPACE * after.height
        ):
            kept.add(number)
    return frozenset(kept)


def _opens(before: Line, line: Line) -> bool:
    """Whether the words allow that something new begins with `line`."""
    ending, opening = before.text.rstrip()[-1:], line.text.lstrip()[:1]
    return bool(ending and opening) and ending not in LINE_END_HYPHENS and not opening.islower()


def _first_width(line: Line, page: PageResult) -> float:
    box: Box = upright(line.words[0].box, page)
    return box.width
