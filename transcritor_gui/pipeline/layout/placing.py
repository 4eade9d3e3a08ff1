"""Where blocks that were made apart belong in the reading order of a page."""

from __future__ import annotations

from collections.abc import Sequence

from transcritor_gui.model import Block, Box
from transcritor_gui.pipeline.pdf.frame import ReadingFrame

__all__ = ["place_among"]


def place_among(box: Box, blocks: Sequence[Block], frame: ReadingFrame) -> int:
    """Before the first block that stands below the middle of `box`, of those above or below it; else after
    the last of these; where there is none, before the first block that begins below."""
    boxes = [frame.to_reading(block.box) for block in blocks]
    level = [place for place, other in enumerate(boxes) if other.x0 < box.x1 and box.x0 < other.x1]
    below = [place for place in level if boxes[place].y0 >= box.y_centre]
    if below:
        return below[0]
    if level:
        return level[-1] + 1
    return next((place for place, other in enumerate(boxes) if other.y0 >= box.y_centre), len(boxes))
